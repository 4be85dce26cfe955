//! A demand for data as a set of facts and a date.

use super::day::Day;
use crate::logic::Known;

/// One request, resolved against a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The name that a report shows.
    pub name: String,
    /// The date on which the law is read, if the request names one.
    pub as_of: Option<Day>,
    /// What is known of each fact, by fact number; defaults of the vocabulary are filled in.
    pub facts: Vec<Known>,
}
