//! The answer on its way out: a page, or a table in one of four forms.

use std::io::Write as _;
use std::path::Path;

use arrow_schema::SchemaRef;
use comity::render::text::{self, SweepNote};
use comity::render::{self, CsvRows, Dialect};
use comity::report::{Heading, Receipt, RowCell, SweepRow, SweepTable};

use crate::cli::{Common, Form, Sweep, SweepForm};
use crate::exit::Stop;
use crate::output;
use crate::table::outlet::{self, Outlet};
use crate::table::{Rendered, Sink, named, refuse_terminal, unpacked_name};

/// Rows of a batch: enough to pack well, few enough to keep memory flat. Batches are cut here and not by who counts, so
/// that equal rows are equal bytes in every form.
const BATCH: usize = 1 << 13;

/// An open answer.
pub(super) struct Out<'a> {
    table: &'a SweepTable,
    common: &'a Common,
    headings: Vec<Heading>,
    /// Rows that wait for a batch, or for the end.
    rows: Vec<Vec<RowCell<'static>>>,
    kind: Kind,
}

enum Kind {
    /// A page or a document, which needs all rows.
    Whole(Whole, Option<Outlet>),
    Table {
        form: Form,
        dialect: Dialect,
        schema: SchemaRef,
        sink: Sink,
    },
}

#[derive(Clone, Copy)]
enum Whole {
    Page,
    Json,
}

impl<'a> Out<'a> {
    pub(super) fn open(arguments: &Sweep, common: &'a Common, table: &'a SweepTable) -> Result<Self, Stop> {
        let headings = table.columns();
        let outlet = || arguments.output.as_deref().map(Outlet::file).transpose();
        let kind = match form(arguments) {
            SweepForm::Text => Kind::Whole(Whole::Page, outlet()?),
            SweepForm::Json => Kind::Whole(Whole::Json, outlet()?),
            SweepForm::Jsonl => Self::table(Form::Jsonl, arguments, table, &headings)?,
            SweepForm::Csv => Self::table(Form::Csv, arguments, table, &headings)?,
            SweepForm::Parquet => Self::table(Form::Parquet, arguments, table, &headings)?,
            SweepForm::Arrow => Self::table(Form::Arrow, arguments, table, &headings)?,
        };
        Ok(Self { table, common, headings, rows: Vec::new(), kind })
    }

    fn table(form: Form, arguments: &Sweep, table: &SweepTable, headings: &[Heading]) -> Result<Kind, Stop> {
        let path = arguments.output.as_deref();
        refuse_terminal(form, path)?;
        let schema = render::table_schema(headings, &table.receipt);
        let dialect = arguments.csv_dialect.into();
        let out = path.map_or_else(|| Ok(Outlet::stdout()), Outlet::file)?;
        let names = || render::csv_line(headings.iter().map(|heading| heading.name.as_str()), dialect);
        let (sink, _) = Sink::open(out, form, false, names, || SchemaRef::clone(&schema))?;
        Ok(Kind::Table { form, dialect, schema, sink })
    }

    /// Adds a row.
    pub(super) fn write(&mut self, row: Vec<RowCell<'_>>) -> Result<(), Stop> {
        self.rows.push(row.into_iter().map(RowCell::into_owned).collect());
        if self.rows.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Writes the rows that wait, if they need not wait for the end.
    fn flush(&mut self) -> Result<(), Stop> {
        if let Kind::Table { form, dialect, schema, sink } = &mut self.kind
            && !self.rows.is_empty()
        {
            sink.write(&[rendered(&self.rows, *form, *dialect, schema, &self.headings)?])?;
            self.rows.clear();
        }
        Ok(())
    }

    /// Ends the answer and gives it its name.
    pub(super) fn finish(mut self, note: &SweepNote) -> Result<(), Stop> {
        self.flush()?;
        let Self { table, common, headings, rows, kind } = self;
        match kind {
            Kind::Whole(whole, out) => {
                let text = match whole {
                    Whole::Page => text::sweep(table, &rows, note, output::look(common, false)),
                    Whole::Json => render::json(&table.report(&headings, &rows, note.shard.as_deref())),
                };
                let Some(mut out) = out else { return output::result(common, &text) };
                let plain = anstream::adapter::strip_str(&text).to_string();
                out.write_all(plain.as_bytes()).map_err(|error| outlet::stop(out.name(), &error))?;
                out.finish()
            }
            Kind::Table { sink, .. } => {
                sink.finish()?;
                output::error(common, &summary(table, note));
                Ok(())
            }
        }
    }
}

/// What is said beside a table.
fn summary(table: &SweepTable, note: &SweepNote) -> String {
    let made = note.made.map(|made| format!(", {made} of them made")).unwrap_or_default();
    let shard = note.shard.as_ref().map(|shard| format!(", shard {shard}")).unwrap_or_default();
    let Receipt { engine, corpus, .. } = &table.receipt;
    format!("{} requests{shard}{made}\ncomity {engine} · corpus {corpus}\n", table.requests)
}

/// The form asked for, else the one that the name of the output tells, else a page.
fn form(arguments: &Sweep) -> SweepForm {
    let told = || arguments.output.as_deref().and_then(form_of);
    arguments.format.or_else(told).unwrap_or(SweepForm::Text)
}

/// The form that a file's name tells.
pub(super) fn form_of(path: &Path) -> Option<SweepForm> {
    Some(match named(path)? {
        Form::Jsonl if unpacked_name(path).ends_with(".json") => SweepForm::Json,
        Form::Jsonl => SweepForm::Jsonl,
        Form::Csv => SweepForm::Csv,
        Form::Parquet => SweepForm::Parquet,
        Form::Arrow => SweepForm::Arrow,
    })
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
            rows.iter().for_each(|cells| render::json_row(&SweepRow { headings, cells }, &mut bytes));
            Ok(Rendered::Bytes(bytes))
        }
        Form::Csv => {
            let mut table = CsvRows::new(&[], dialect);
            rows.iter().for_each(|row| table.cells(row));
            Ok(Rendered::Bytes(table.finish()))
        }
        Form::Parquet | Form::Arrow => render::table_batch(schema, headings, rows.iter().map(Vec::as_slice))
            .map(Rendered::Batch)
            .map_err(|error| Stop::message(format!("cannot make a record batch: {error}"))),
    }
}
