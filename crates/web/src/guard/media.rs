//! Reading a form with pictures: its words are held in memory, its files go to the disk as they arrive.

use super::{
    FORM_LIMIT, Upload,
    form::{self, FormRefused, Keeps, NotRead},
};
use crate::App;
use axum::extract::{FromRequest, Request, multipart::Field};
use serde::de::DeserializeOwned;
use store::{Arrived, Store};

/// A form with media. Nothing is done with it before all of it is there.
pub struct SentWithMedia<T> {
    /// The fields.
    pub form: T,
    /// The files that were chosen; a field left empty is not among them.
    pub files: Vec<Upload<Arrived>>,
}

impl<T: DeserializeOwned> FromRequest<App> for SentWithMedia<T> {
    type Rejection = FormRefused;
    async fn from_request(request: Request, app: &App) -> Result<Self, FormRefused> {
        let mut disk = ToTheDisk(&app.here.store);
        let (form, files) = form::received(request, app, &mut disk).await?;
        Ok(Self { form, files })
    }
}

struct ToTheDisk<'store>(&'store Store);

impl Keeps for ToTheDisk<'_> {
    type File = Arrived;

    async fn file(&mut self, mut part: Field<'_>) -> Result<Option<Arrived>, NotRead> {
        let mut arriving = self.0.arriving(most(part.name())).await?;
        while let Some(chunk) = part.chunk().await? {
            arriving.take(&chunk).await?;
        }
        let arrived = arriving.done().await?;
        Ok((arrived.length() > 0).then_some(arrived))
    }
}

/// How many bytes are kept of a file in this field.
fn most(field: Option<&str>) -> u64 {
    match field {
        Some("picture") => publishing::LONGEST_PICTURE as u64,
        _ => FORM_LIMIT as u64,
    }
}
