//! The charter as the program: its text as clauses, its rules as Cedar policies, and the one judge.
//!
//! A rules file (TOML) beside a charter's text says which clause gives which power, sets which limit and reserves
//! which matter to whom. [`Charter::load`] compiles both; [`judge`](judge()) answers every question of permission with the
//! clauses it rests on, and is the only maker of a [`Permit`]. Nothing about one charter is written in Rust, and
//! nothing here knows a clock, a database or a network.

pub mod act;
mod actor;
mod charter;
pub mod check;
mod compile;
pub mod computed;
pub mod conditions;
pub mod difference;
pub mod draft;
pub mod explain;
mod facts;
pub mod follow;
mod grounds;
pub mod judge;
mod mechanisms;
mod memo;
pub mod mutate;
pub mod powers;
pub mod presets;
mod problem;
mod request;
pub mod rules;
pub mod sentences;
mod situations;
mod source;
pub mod text;
pub mod vocabulary;
mod weigh;
pub mod words_and_rules;

pub use act::{Act, Object};
pub use actor::Actor;
pub use charter::{ADVICE, Charter, GROUP, text_file};
pub use compile::{Bound, Governs, RuleKind};
pub use facts::{Facts, Value};
pub use grounds::{ALARM, Cited, Grounds, Status, Way};
pub use judge::{Opinion, Permit, Question, Refusal, Spent, Verdict, judge};
pub use problem::{Problem, Problems};
pub use request::Request;
pub use text::{CharterText, NotUtf8, text_of};
