//! What the four steps have in common: a founder, what they typed so far, and the way forth and back.

use super::{Setup, Stage};
use crate::{App, failed::Failed, page::Page, parts::Problems, reader::Reader};
use acts::setup::{self, Draft};
use axum::response::{IntoResponse, Redirect, Response};

/// What a form of a step brings: every field by name, some of them several times.
pub type Fields = Vec<(String, String)>;

/// A founder at a step.
pub struct Step<'app> {
    /// The application.
    pub app: &'app App,
    /// The founder.
    pub reader: Reader,
    /// What is filled in so far.
    pub draft: Draft,
}

impl<'app> Step<'app> {
    /// The step of whoever is here to set up a group; for everybody else there is no such page.
    pub async fn of(app: &'app App, reader: Reader) -> Result<Self, Failed> {
        if !setup::may(&app.here, &reader.who).await.map_err(|declined| reader.failed(declined))? {
            return Err(Failed::gone(reader.plain()));
        }
        let draft = setup::draft(&app.here, &reader.who).await.map_err(|declined| reader.failed(declined))?;
        Ok(Self { app, reader, draft })
    }

    /// Keeps what is filled in, right or wrong.
    pub async fn keep(&self) -> Result<(), Failed> {
        let kept = setup::keep(&self.app.here, &self.reader.who, &self.draft).await;
        kept.map_err(|declined| self.reader.failed(declined))
    }
    /// An empty page of a step.
    pub fn page(&self, stage: Stage, problems: Problems) -> Setup {
        Setup::of(self.reader.plain(), stage, problems)
    }
}

/// The page as it was asked for.
pub fn shown(page: Setup) -> Response {
    Page::ok(page).into_response()
}
/// The page with what is wrong.
pub fn again(page: Setup) -> Response {
    Page::again(page).into_response()
}
/// On to a step.
pub fn to(stage: Stage) -> Response {
    Redirect::to(stage.path()).into_response()
}

/// The first value of a field, empty where there is none.
pub fn one<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
}
/// Every value of a field.
pub fn several(fields: &Fields, name: &str) -> Vec<String> {
    fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
}
