//! Forms that do something once. Such a form carries the id that what it does will have: sent twice, by a double click or the
//! back button, it leads to where the first one led. Where it says something else by then, a page says so and keeps the words.

use super::{
    Browser, FormRefused,
    form::{TOKEN, read_with_fields},
};
use crate::{App, failed::Failed, reader::Insider};
use axum::extract::{FromRequest, Request};
use basics::{Digest, FormId};
use serde::de::DeserializeOwned;
use store::SentForm;

/// The name of the hidden field.
pub const ONCE: &str = "once";

/// A form that a page of ours sent from this browser, and that does what it asks for once.
pub struct SentOnce<T> {
    filled: T,
    id: Option<FormId>,
    content: Digest,
}

impl<T: DeserializeOwned> FromRequest<App> for SentOnce<T> {
    type Rejection = FormRefused;
    async fn from_request(request: Request, app: &App) -> Result<Self, FormRefused> {
        let to = request.uri().path().to_owned();
        let (filled, fields) = read_with_fields(request, app, Browser::carries).await?;
        let id = fields.iter().find(|(name, _)| name == ONCE).and_then(|(_, value)| value.parse().ok());
        Ok(Self { filled, id, content: content(&to, &fields) })
    }
}

impl<T> SentOnce<T> {
    /// What was filled in, with the form that the act is noted with; `leads_to` is the page that it leads to.
    ///
    /// # Errors
    /// When it was sent before: the way to where it led then, or the page that says that its words are others now.
    pub async fn first(
        self,
        app: &App,
        insider: &Insider,
        leads_to: impl FnOnce(FormId) -> String,
    ) -> Result<(T, SentForm), Failed> {
        let id = self.id.unwrap_or_else(|| FormId::mint(insider.reader.at));
        let form = SentForm { id, content: self.content, leads_to: leads_to(id) };
        let first = app.here.store.comes_first(&form, insider.person()).await;
        first.map_err(|declined| insider.failed(declined))?;
        Ok((self.filled, form))
    }
}

/// What a form says and where it goes, apart from the session that it is sent in.
fn content(to: &str, fields: &[(String, String)]) -> Digest {
    let said = fields.iter().filter(|(name, _)| name != TOKEN);
    let said = said.flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
    Digest::of_parts([to.as_bytes()].into_iter().chain(said))
}
