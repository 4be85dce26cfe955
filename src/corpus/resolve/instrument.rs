//! An instrument with its provisions.

use super::super::names::Trail;
use super::super::wire;
use super::Gate;
use super::common::{shorts, text};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::law::{
    Amount, CURRENCIES, Doubt, Exception, Instrument, InstrumentId, Modality, Norm, Period, Provision, Sanction,
    Standing,
};

impl Gate<'_> {
    /// The instrument without its list of provisions, and the provisions with their places in the file; `None` if it
    /// is nobody's law.
    pub(super) fn instrument(
        &mut self,
        id: InstrumentId,
        wire: wire::Instrument,
    ) -> Option<(Instrument, Vec<(usize, Provision)>)> {
        let root = Trail::Root;
        let code = wire.id.split('.').next().unwrap_or_default().to_uppercase();
        let owner = self.jurisdiction_id(&code, &root.key("id"));
        self.id(&wire.id, &root.key("id"));
        let in_force = self.period(&wire.in_force, &root.key("in_force")).unwrap_or(Period::ALWAYS);
        let scope = self.optional_condition(wire.scope.as_ref(), &root.key("scope"));
        let mut provisions = Vec::new();
        for (at, provision) in wire.provisions.into_iter().enumerate() {
            let trail = root.key("provisions");
            let provision = self.provision(id, &wire.id, in_force, provision, &trail.index(at));
            provisions.extend(provision.map(|provision| (at, provision)));
        }
        let instrument = Instrument {
            name: wire.id,
            owner: owner?,
            title: text(wire.title),
            short: shorts(wire.short),
            citation: text(wire.citation.0),
            url: wire.url,
            in_force,
            scope,
            note: wire.note.map(text),
            provisions: Vec::new(),
        };
        Some((instrument, provisions))
    }

    fn provision(
        &mut self,
        instrument: InstrumentId,
        instrument_name: &str,
        frame: Period,
        wire: wire::Provision,
        trail: &Trail<'_>,
    ) -> Option<Provision> {
        self.id(&wire.id, &trail.key("id"));
        let norm = self.norm(&wire, trail);
        let in_force = self.version(frame, &wire, trail);
        let when = self.optional_condition(wire.when.as_ref(), &trail.key("when"));
        let exceptions = trail.key("unless");
        for (at, exception) in wire.unless.iter().enumerate() {
            let trail = exceptions.index(at);
            self.id(&exception.id, &trail.key("id"));
            if wire.unless.iter().take(at).any(|earlier| earlier.id == exception.id) {
                let message = format!("two exceptions of `{}` have the id `{}`", wire.id, exception.id);
                self.fault(&trail.key("id"), Diagnostic::new(Code::DoubledId, message));
            }
        }
        let unless = wire.unless.into_iter().enumerate();
        let unless = unless.map(|(at, wire)| self.exception(wire, &exceptions.index(at))).collect();
        let lifts = trail.key("lifted_by");
        let lifted_by = wire.lifted_by.iter().enumerate();
        let lifted_by = lifted_by.filter_map(|(at, name)| self.lift(name, &lifts.index(at))).collect();
        let sanction = wire.sanction.map(|wire| self.sanction(wire, &trail.key("sanction")));
        Some(Provision {
            full_name: format!("{instrument_name}#{}", wire.id),
            name: wire.id,
            instrument,
            pinpoint: text(wire.pinpoint.0),
            url: wire.url,
            in_force,
            norm: norm?,
            short: shorts(wire.short),
            summary: text(wire.summary),
            when,
            unless,
            lifted_by,
            sanction,
            principles: self.tags(&wire.principles, &trail.key("principles")),
            note: wire.note.map(text),
            sources: self.sources(wire.sources, &trail.key("sources")),
            confidence: wire.confidence,
        })
    }

    fn norm(&mut self, wire: &wire::Provision, trail: &Trail<'_>) -> Option<Norm> {
        let given = [
            (Modality::Must, "must", &wire.must),
            (Modality::MustNot, "must_not", &wire.must_not),
            (Modality::May, "may", &wire.may),
        ];
        let given: Vec<_> = given.iter().filter_map(|(m, key, act)| Some((*m, *key, act.as_ref()?))).collect();
        match given.as_slice() {
            [(modality, key, act)] => {
                let act = self.act(act, &trail.key(key))?;
                Some(Norm { modality: *modality, act })
            }
            [] => {
                let fault = Diagnostic::new(Code::BadNorm, format!("provision `{}` has no norm", wire.id));
                self.fault(&trail.key("id"), fault.help("give one of `must`, `must_not` and `may`, with an act"));
                None
            }
            _ => {
                let fault = Diagnostic::new(Code::BadNorm, format!("provision `{}` has several norms", wire.id));
                self.fault(&trail.key("id"), fault.help("make a provision of each"));
                None
            }
        }
    }

    /// The days on which the version is in force; it must lie inside the instrument's own.
    fn version(&mut self, frame: Period, wire: &wire::Provision, trail: &Trail<'_>) -> Period {
        let Some(own) = &wire.in_force else { return frame };
        let trail = trail.key("in_force");
        let Some(own) = self.period(own, &trail) else { return frame };
        let open_end = wire.in_force.as_ref().is_some_and(|own| own.to.is_none());
        let cut = own.and(&frame);
        if cut.is_none_or(|cut| cut.first() != own.first() || (!open_end && cut.last() != own.last())) {
            let message = "the provision is in force on days on which its instrument is not";
            let fault = Diagnostic::new(Code::BadPeriod, message);
            let begins = frame.first().filter(|_| own.first().is_none());
            let begins = begins.map(|day| format!("`from` is missing; the instrument is in force from {day}"));
            self.fault(&trail, begins.into_iter().fold(fault, Diagnostic::help));
        }
        cut.unwrap_or(frame)
    }

    fn exception(&mut self, wire: wire::Exception, trail: &Trail<'_>) -> Exception {
        if wire.standing == Standing::Arguable && wire.note.is_none() {
            let fault = Diagnostic::new(Code::SilentDispute, format!("the arguable exception `{}` is silent", wire.id));
            let help = match wire.doubt.unwrap_or_default() {
                Doubt::Law => "add a `note` that says who holds what",
                Doubt::Case => "add a `note` that says what the case decides",
            };
            self.fault(trail, fault.help(help));
        }
        if wire.standing == Standing::Settled && wire.doubt.is_some() {
            let message = format!("the exception `{}` is settled, and yet in doubt", wire.id);
            let fault = Diagnostic::new(Code::SettledDoubt, message);
            self.fault(&trail.key("doubt"), fault.help("write `\"standing\": \"arguable\"`, or leave `doubt` out"));
        }
        Exception {
            name: wire.id,
            pinpoint: text(wire.pinpoint.0),
            standing: wire.standing,
            doubt: wire.doubt.unwrap_or_default(),
            when: self.condition(&wire.when, &trail.key("when")),
            note: wire.note.map(text),
        }
    }

    fn sanction(&mut self, wire: wire::Sanction, trail: &Trail<'_>) -> Sanction {
        if let Some(currency) = wire.currency.as_deref().filter(|code| !CURRENCIES.contains(code)) {
            let fault = Diagnostic::new(Code::BadAmount, format!("unknown currency `{currency}`"));
            let help = suggestion(currency, CURRENCIES.iter().copied());
            let help = help.unwrap_or_else(|| "write the three letters of ISO 4217, as in `EUR`".into());
            self.fault(&trail.key("currency"), fault.help(help));
        }
        let fine = match (wire.amount, wire.currency) {
            (Some(units), Some(currency)) => Some(Amount { units, currency, per: wire.per.map(|unit| text(unit.0)) }),
            (None, None) => None,
            _ => {
                let message = "an amount needs a currency, and a currency an amount";
                self.fault(trail, Diagnostic::new(Code::BadAmount, message));
                None
            }
        };
        let percent = wire.turnover_percent.as_ref().and_then(|percent| {
            let points = basis_points(&percent.to_string());
            if points.is_none() {
                let message = "a share of turnover is a percentage of at most 100 with at most two decimals";
                self.fault(&trail.key("turnover_percent"), Diagnostic::new(Code::BadAmount, message));
            }
            points
        });
        Sanction {
            kind: wire.kind,
            pinpoint: wire.pinpoint.map(|cited| text(cited.0)),
            fine,
            turnover_basis_points: percent,
            imprisonment_months: wire.imprisonment_months,
            note: wire.note.map(text),
        }
    }
}

/// `4`, `0.5` or `1.25` percent in hundredths of a percent, exactly.
fn basis_points(percent: &str) -> Option<u32> {
    let (whole, decimals) = percent.split_once('.').unwrap_or((percent, ""));
    let hundredths: u32 = match decimals.len() {
        0 => 0,
        1 => decimals.parse::<u32>().ok()? * 10,
        2 => decimals.parse().ok()?,
        _ => return None,
    };
    let points = whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(hundredths)?;
    (points <= 10_000).then_some(points)
}

#[cfg(test)]
mod tests {
    use super::basis_points;

    #[test]
    fn shares_of_turnover_are_exact() {
        assert_eq!(basis_points("4"), Some(400));
        assert_eq!(basis_points("0.5"), Some(50));
        assert_eq!(basis_points("1.25"), Some(125));
        assert_eq!(basis_points("4.0"), Some(400));
        for bad in ["101", "1.234", "-1", "1e2"] {
            assert_eq!(basis_points(bad), None, "{bad}");
        }
    }
}
