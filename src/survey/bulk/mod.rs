//! Many requests at once: the same answers as [`solve`](crate::solve::solve), a block of requests at a time.
//!
//! In: a lawbook, and blocks of requests. Out: for every request its verdict, its worst case and its findings. A
//! [`Plan`] holds what does not hang on the requests (which norms can collide, which mechanisms can help them) and is
//! shared by all threads; a [`Worker`] holds one thread's buffers. What a norm and a mechanism mean is not written
//! here but in [`meaning`](crate::solve::meaning), which runs over columns of bits instead of single truth values;
//! property tests hold every answer to the plain one. [`Matters`] says of requests that are not made yet which facts
//! their answers can still hang on.
//!
//! ```
//! use comity::atlas::Atlas;
//! use comity::corpus::{Load, Origin, set_fact};
//! use comity::law::Request;
//! use comity::lawbook::Lawbook;
//! use comity::logic::Block;
//! use comity::solve::solve;
//! use comity::survey::bulk::{Plan, Worker};
//!
//! let corpus = Load::strict(&Origin::Embedded).unwrap();
//! let atlas = Atlas::new(&corpus);
//! let book = Lawbook::new(&corpus, &atlas, "2026-11-24".parse().unwrap());
//! let mut request = Request::blank(&corpus, "a demand");
//! set_fact(&corpus, &mut request, "authority.jurisdiction=US").unwrap();
//! let plan = Plan::new(&book);
//! let mut block = Block::new(&book.domains);
//! block.push(&request.facts);
//! let mut worker = Worker::new(&plan);
//! assert_eq!(worker.solve(&block).verdict(0), Some(solve(&book, &request.facts).verdict));
//! ```

mod answers;
mod cells;
mod count;
mod cross;
mod draft;
mod instructions;
mod matters;
mod norms;
mod partners;
mod plan;
mod tally;
mod ways;
mod work;

pub use answers::{Answers, Finding};
pub use count::Counts;
pub use matters::{Fixed, Matters};
pub(crate) use plan::WayPlan;
pub use plan::{PairId, Plan};
pub use tally::Tally;
pub use work::Worker;
