//! Something that can be done, with who decides about it.

use super::{Action, Clause, written_by_its_template};
use crate::filters;
use askama::Template;

/// Something that can be done here.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/offer.html")]
pub struct Offer {
    /// The button.
    pub action: Action,
    /// Who decides, where it is not this reader alone: `The board decides`, with the clause.
    pub decided_by: Option<(String, Vec<Clause>)>,
    /// The question that waits for its answer: words and page.
    pub waiting: Option<(String, String)>,
}

written_by_its_template!(Offer);
