//! Answers on their way out, in one of four forms.

use std::io::Write as _;

use arrow_ipc::writer::StreamWriter;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::Rendered;
use super::outlet::{self, Outlet};
use crate::cli::Form;
use crate::exit::Stop;

/// An open table of answers.
pub(crate) struct Sink {
    name: String,
    writer: Writer,
}

#[expect(clippy::large_enum_variant, reason = "there is one at a time: a box would save nothing")]
enum Writer {
    Plain(Outlet),
    Parquet(Box<ArrowWriter<Outlet>>),
    Arrow(Box<StreamWriter<Outlet>>),
}

/// A row group of Parquet is written when it has so many bytes: it stays in memory until then.
const ROW_GROUP: usize = 16 << 20;

impl Sink {
    /// Begins a table; one of which something was written before goes on without headings. Answers how many bytes the
    /// headings took.
    pub(crate) fn open(
        mut out: Outlet,
        form: Form,
        started: bool,
        csv_headings: impl FnOnce() -> Vec<u8>,
        schema: impl FnOnce() -> SchemaRef,
    ) -> Result<(Self, u64), Stop> {
        let name = out.name().to_owned();
        let mut headings = Vec::new();
        let writer = match form {
            Form::Csv if !started => {
                headings = csv_headings();
                out.write_all(&headings).map_err(|error| outlet::stop(&name, &error))?;
                Writer::Plain(out)
            }
            Form::Csv | Form::Jsonl => Writer::Plain(out),
            Form::Parquet => {
                let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
                let writer = ArrowWriter::try_new(out, schema(), Some(properties));
                Writer::Parquet(Box::new(writer.map_err(|error| outlet::stop(&name, &error))?))
            }
            Form::Arrow => {
                let writer = StreamWriter::try_new(out, &schema());
                Writer::Arrow(Box::new(writer.map_err(|error| outlet::stop(&name, &error))?))
            }
        };
        Ok((Self { name, writer }, headings.len() as u64))
    }

    /// Writes rows, and answers how many bytes they took if they are text.
    pub(crate) fn write(&mut self, rendered: &[Rendered]) -> Result<u64, Stop> {
        let stop = |error: &(dyn std::error::Error + 'static)| outlet::stop(&self.name, error);
        let mut bytes = 0;
        for rendered in rendered {
            match (&mut self.writer, rendered) {
                (Writer::Plain(out), Rendered::Bytes(text)) => {
                    bytes += text.len() as u64;
                    out.write_all(text).map_err(|error| stop(&error))?;
                }
                (Writer::Parquet(out), Rendered::Batch(batch)) => {
                    out.write(batch).map_err(|error| stop(&error))?;
                    if out.memory_size() > ROW_GROUP {
                        out.flush().map_err(|error| stop(&error))?;
                    }
                }
                (Writer::Arrow(out), Rendered::Batch(batch)) => out.write(batch).map_err(|error| stop(&error))?,
                // Rows are rendered in the form of the table.
                (Writer::Plain(_), Rendered::Batch(_)) | (_, Rendered::Bytes(_)) => {}
            }
        }
        Ok(bytes)
    }

    /// Makes sure that the rows so far outlive the program, if the table can be gone on with.
    pub(crate) fn keep(&mut self) -> std::io::Result<()> {
        match &mut self.writer {
            Writer::Plain(out) => out.keep(),
            Writer::Parquet(_) | Writer::Arrow(_) => Ok(()),
        }
    }

    /// Ends the table and gives it its name.
    pub(crate) fn finish(self) -> Result<(), Stop> {
        let name = self.name;
        let stop = |error: &(dyn std::error::Error + 'static)| outlet::stop(&name, error);
        let out = match self.writer {
            Writer::Plain(out) => out,
            Writer::Parquet(out) => out.into_inner().map_err(|error| stop(&error))?,
            Writer::Arrow(out) => out.into_inner().map_err(|error| stop(&error))?,
        };
        out.finish()
    }
}
