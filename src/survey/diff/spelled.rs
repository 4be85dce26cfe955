//! How values of fixed lists are spelled where law is compared.
//!
//! These words go into hashes that stand in files of snapshots (`marks`). So they stay as they are, whatever a variant is
//! called: with another word, law that nobody touched would be told as changed.

use crate::law::{
    Confidence, Effect, InvokedBy, JurisdictionKind, Level, Modality, PrincipleEffect, Role, SanctionKind, Standing,
    Strength,
};
use crate::survey::said::Said;

/// A value of a fixed list.
pub(super) trait Spelled {
    /// Its word.
    fn spelled(self) -> Said;
}

macro_rules! spelled {
    ($($list:ident { $($value:ident: $word:literal,)* })*) => {$(
        impl Spelled for $list {
            fn spelled(self) -> Said {
                Said::word(match self {
                    $($list::$value => $word,)*
                })
            }
        }
    )*};
}

spelled! {
    Level { None: "None", Partly: "Partly", Encoded: "Encoded", }
    JurisdictionKind { State: "State", Union: "Union", Territory: "Territory", Part: "Part", Organisation: "Organisation", }
    Effect { Lifts: "Lifts", Replaces: "Replaces", Raises: "Raises", }
    Strength { Binding: "Binding", Discretionary: "Discretionary", Advisory: "Advisory", }
    InvokedBy {
        Provider: "Provider",
        Customer: "Customer",
        Authority: "Authority",
        Court: "Court",
        States: "States",
    }
    Role {
        RequestingState: "RequestingState",
        Seat: "Seat",
        Presence: "Presence",
        Market: "Market",
        Kind: "Kind",
        Site: "Site",
        Control: "Control",
        Person: "Person",
        Customer: "Customer",
    }
    Standing { Settled: "Settled", Arguable: "Arguable", }
    Modality { Must: "Must", MustNot: "MustNot", May: "May", }
    SanctionKind {
        Criminal: "Criminal",
        Administrative: "Administrative",
        Civil: "Civil",
        Contempt: "Contempt",
        None: "None",
    }
    PrincipleEffect { Supports: "Supports", Undermines: "Undermines", }
    Confidence { Low: "Low", Medium: "Medium", High: "High", }
}
