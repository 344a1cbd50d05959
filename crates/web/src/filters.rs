//! What templates may write after a bar: `{{ "house"|icon }}`.

#![expect(
    clippy::inline_always,
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "askama's macro writes the function so, and demands a Result"
)]

use crate::parts::Icon;
use askama::Values;

/// The icon of this name, hidden from screen readers: the words stand beside it.
#[askama::filter_fn]
pub fn icon(name: &str, _: &dyn Values) -> askama::Result<Icon> {
    Ok(Icon::named(name))
}

/// A clause as it is read: its links as their words.
#[askama::filter_fn]
pub fn spoken(clause: &str, _: &dyn Values) -> askama::Result<String> {
    Ok(charter::text::spoken(clause))
}
