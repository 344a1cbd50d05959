//! The parts that pages are put together from. Each is a type with a template, so that it looks, reads and links the
//! same everywhere; a page's template writes `{{ part }}`.
//!
//! Parts hold words, never domain values: what they say was decided elsewhere.

mod action;
mod app_secret;
mod ask;
mod law;
mod offer;
mod overlay;
mod person;
mod receipt;
mod show;

pub use action::{Action, Confirm, Look, Refused};
pub use app_secret::AppSecret;
pub use ask::{Choice, Choices, Field, Kind, Pick, Problem, Problems};
pub use law::{Authority, Basis, Check, Clause, Follows, Level, Quote, Step, Verdict};
pub use offer::Offer;
pub use overlay::{Empty, Toast};
pub use person::{Face, LogLine, Term};
pub use receipt::{Assist, Correct, Erase, Event, Receipt, Settle};
pub use show::{Answer, Counter, Icon, Network, Tag, Tone};

/// Lets a part stand in a template as it is: its own template has escaped every word in it.
macro_rules! written_by_its_template {
    ($($part:ty),+ $(,)?) => { $(impl askama::filters::HtmlSafe for $part {})+ };
}
use written_by_its_template;
