//! Tables that never break a word: columns that do not fit beside each other stand below each other, in blocks.

use std::ops::Range;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::page::{Page, columns};

/// What a column takes beside its words.
const PADDING: usize = 2;
/// How far a table is indented.
const INDENT: usize = 1;

/// Writes a table; its first row is the head, its first column names the rows.
pub(super) fn table(page: &mut Page, rows: &[Vec<String>]) {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..count).map(|at| longest_word(rows, at)).collect();
    let Some((first, others)) = widths.split_first() else { return };
    let room = page.width().saturating_sub(INDENT);
    let mut start = 0;
    while start < others.len() {
        let mut used = first + PADDING;
        let fit = others.iter().skip(start).take_while(|width| {
            used += *width + PADDING;
            used <= room
        });
        let end = start + fit.count().max(1);
        if start > 0 {
            page.blank();
        }
        block(page, rows, &widths, start + 1..end + 1);
        start = end;
    }
}

/// The first column and some others.
fn block(page: &mut Page, rows: &[Vec<String>], widths: &[usize], others: Range<usize>) {
    let shown: Vec<usize> = std::iter::once(0).chain(others).collect();
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(small(page.width().saturating_sub(INDENT)));
    for row in rows {
        table.add_row(shown.iter().map(|at| row.get(*at).map_or("", String::as_str)));
    }
    for (place, at) in shown.iter().enumerate() {
        if let Some(column) = table.column_mut(place) {
            let width = small(widths.get(*at).copied().unwrap_or_default() + PADDING);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
        }
    }
    page.block(INDENT, &table.to_string());
}

fn longest_word(rows: &[Vec<String>], at: usize) -> usize {
    let words = rows.iter().filter_map(|row| row.get(at)).flat_map(|cell| cell.split(' '));
    words.map(columns).max().unwrap_or_default()
}

fn small(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
