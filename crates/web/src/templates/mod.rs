//! `/g/{group}/templates`: texts with gaps, from which posts are begun.

mod list;
mod one;
mod view;

pub use view::{OneTemplate, Templates};

use crate::{
    App,
    parts::{Field, Kind, Problems},
};
use axum::{
    Router,
    routing::{get, post},
};
use publishing::template::Template;
use serde::Deserialize;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/templates", get(list::show).post(list::write))
        .route("/g/{group}/templates/{id}", get(one::show).post(one::write))
        .route("/g/{group}/templates/{id}/take-out", post(one::take_out))
}

/// A template as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    text: String,
    gaps: String,
}

impl Typed {
    fn of(template: &Template) -> Self {
        Self { name: template.name.clone(), text: template.text.clone(), gaps: template.gaps.join("\n") }
    }

    fn words(&self) -> acts::templates::Typed<'_> {
        acts::templates::Typed { name: &self.name, text: &self.text, gaps: &self.gaps }
    }

    fn fields(&self, problems: &Problems) -> Vec<Field> {
        let fields = [
            Field::new("name", "What is it called?").value(&self.name),
            Field::new("text", "The text")
                .kind(Kind::Lines(6))
                .value(&self.text)
                .hint("A gap stands in double braces, such as {{version}}."),
            Field::new("gaps", "Its gaps, one to a line")
                .kind(Kind::Lines(3))
                .value(&self.gaps)
                .optional()
                .hint("These and no others; a post in which one is still open cannot be scheduled."),
        ];
        fields.into_iter().map(|field| field.marked(problems)).collect()
    }
}
