//! The answer on its way out: a page, or a table in one of four forms.

use arrow_schema::SchemaRef;
use comity::render::text::{self, SweepNote};
use comity::render::{self, CsvRows, Dialect};
use comity::report::{Heading, RowCell, SweepTable};

use crate::cli::{Common, Form, Sweep, SweepForm};
use crate::exit::Stop;
use crate::table::outlet::{self, Outlet};
use crate::table::{Rendered, Sink, named, refuse_terminal};
use crate::output;

/// Rows of a batch: enough to pack well, few enough to keep memory flat.
const BATCH: usize = 1 << 16;

/// An open answer.
pub(super) struct Out<'a> {
    table: &'a SweepTable,
    common: &'a Common,
    headings: Vec<Heading>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    /// Rows wait until all are there.
    Page(Vec<Vec<RowCell<'a>>>, Option<Outlet>),
    Table { form: Form, dialect: Dialect, schema: SchemaRef, sink: Sink },
}

impl<'a> Out<'a> {
    pub(super) fn open(arguments: &Sweep, common: &'a Common, table: &'a SweepTable) -> Result<Self, Stop> {
        let headings = table.columns();
        let outlet = |path: Option<&std::path::PathBuf>| path.map(|path| Outlet::file(path)).transpose();
        let kind = match form(arguments) {
            None => Kind::Page(Vec::new(), outlet(arguments.output.as_ref())?),
            Some(form) => {
                refuse_terminal(form, arguments.output.as_deref())?;
                let schema = render::table_schema(&headings, &table.receipt);
                let dialect = arguments.csv_dialect.into();
                let out = outlet(arguments.output.as_ref())?.unwrap_or_else(Outlet::stdout);
                let names = || render::csv_line(headings.iter().map(|heading| heading.name.as_str()), dialect);
                let (sink, _) = Sink::open(out, form, false, names, || SchemaRef::clone(&schema))?;
                Kind::Table { form, dialect, schema, sink }
            }
        };
        Ok(Self { table, common, headings, kind })
    }

    /// Adds rows.
    pub(super) fn write(&mut self, rows: Vec<Vec<RowCell<'_>>>) -> Result<(), Stop> {
        match &mut self.kind {
            Kind::Page(kept, _) => {
                kept.extend(rows.into_iter().map(|row| row.into_iter().map(RowCell::into_owned).collect()));
            }
            Kind::Table { form, dialect, schema, sink } => {
                for rows in rows.chunks(BATCH) {
                    sink.write(&[rendered(rows, *form, *dialect, schema, &self.headings)?])?;
                }
            }
        }
        Ok(())
    }

    /// Ends the answer and gives it its name.
    pub(super) fn finish(self, note: &SweepNote) -> Result<(), Stop> {
        match self.kind {
            Kind::Page(rows, out) => {
                let page = text::sweep(self.table, &rows, note, output::look(self.common, false));
                let Some(mut out) = out else { return output::result(self.common, &page) };
                let plain = anstream::adapter::strip_str(&page).to_string();
                std::io::Write::write_all(&mut out, plain.as_bytes())
                    .map_err(|error| outlet::stop(out.name(), &error))?;
                out.finish()
            }
            Kind::Table { sink, .. } => {
                sink.finish()?;
                let made = note.made.map(|made| format!(", {made} of them made")).unwrap_or_default();
                let shard = note.shard.as_ref().map(|shard| format!(", shard {shard}")).unwrap_or_default();
                let receipt = &self.table.receipt;
                let size = format!("{} requests{shard}{made}", self.table.requests);
                output::error(self.common, &format!("{size}\ncomity {} · corpus {}\n", receipt.engine, receipt.corpus));
                Ok(())
            }
        }
    }
}

/// The form asked for, else the one that the name of the output tells; nothing is a page.
fn form(arguments: &Sweep) -> Option<Form> {
    match arguments.format {
        None => arguments.output.as_deref().and_then(named),
        Some(SweepForm::Text) => None,
        Some(SweepForm::Jsonl) => Some(Form::Jsonl),
        Some(SweepForm::Csv) => Some(Form::Csv),
        Some(SweepForm::Parquet) => Some(Form::Parquet),
        Some(SweepForm::Arrow) => Some(Form::Arrow),
    }
}

fn rendered(
    rows: &[Vec<RowCell<'_>>],
    form: Form,
    dialect: Dialect,
    schema: &SchemaRef,
    headings: &[Heading],
) -> Result<Rendered, Stop> {
    match form {
        Form::Jsonl => {
            let mut bytes = Vec::new();
            rows.iter().for_each(|row| render::json_row(headings, row, &mut bytes));
            Ok(Rendered::Bytes(bytes))
        }
        Form::Csv => {
            let mut table = CsvRows::new(&[], dialect);
            rows.iter().for_each(|row| table.cells(row));
            Ok(Rendered::Bytes(table.finish()))
        }
        Form::Parquet | Form::Arrow => render::table_batch(schema, headings, rows.iter().map(Vec::as_slice))
            .map(Rendered::Batch)
            .map_err(|error| Stop::Message(format!("cannot make a record batch: {error}"))),
    }
}
