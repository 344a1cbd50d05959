//! An answer to a form that was not taken. The pages that say so do not know the form; whoever does (`carry_on`) makes them
//! once more, with what was typed on them.

use super::{Refused, SentBefore, Stale, Trouble};
use crate::{carry_on::Kept, page::Page};
use askama::Template;
use axum::{
    Extension,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// A page on which what was typed can stand.
pub trait Holds: Template + Clone + Send + Sync + 'static {
    /// The same page with what was typed.
    #[must_use]
    fn holding(self, typed: Vec<Kept>) -> Self;
}

impl Holds for Refused {
    fn holding(self, typed: Vec<Kept>) -> Self {
        Self { typed: typed.into_iter().map(|kept| (kept.label, kept.value)).collect(), ..self }
    }
}
impl Holds for Stale {
    fn holding(self, typed: Vec<Kept>) -> Self {
        Self { typed, ..self }
    }
}
impl Holds for SentBefore {
    fn holding(self, typed: Vec<Kept>) -> Self {
        Self { typed, ..self }
    }
}
impl Holds for Trouble {
    fn holding(self, typed: Vec<Kept>) -> Self {
        Self { typed, ..self }
    }
}

/// Says of a response that a form was not taken, and makes it once more with what was typed.
#[derive(Clone)]
pub struct NotTaken(Arc<dyn Fn(Vec<Kept>) -> Response + Send + Sync>);

impl NotTaken {
    /// The same answer, with what was typed.
    pub fn holding(&self, typed: Vec<Kept>) -> Response {
        (self.0)(typed)
    }
}

/// The page as an answer to a form that was not taken.
pub fn not_taken<T: Holds>(status: StatusCode, page: T) -> Response {
    let again = page.clone();
    let again = move |typed| Page::with(status, again.clone().holding(typed)).into_response();
    (Extension(NotTaken(Arc::new(again))), Page::with(status, page)).into_response()
}
