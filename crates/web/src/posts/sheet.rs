//! The composer's form as it comes in: with files from the composer itself, without from a page that kept its words.

use crate::{
    App,
    guard::{FormRefused, Sent, SentWithMedia, Upload},
};
use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use store::Arrived;

/// The fields in their order, and the files.
pub struct Sheet {
    /// Name and value; a name may come several times.
    pub fields: Vec<(String, String)>,
    /// What was chosen to be uploaded.
    pub files: Vec<Upload<Arrived>>,
}

impl FromRequest<App> for Sheet {
    type Rejection = FormRefused;
    async fn from_request(request: Request, app: &App) -> Result<Self, FormRefused> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let SentWithMedia { form, files } = SentWithMedia::from_request(request, app).await?;
            return Ok(Self { fields: form, files });
        }
        let Sent(fields) = Sent::from_request(request, app).await?;
        Ok(Self { fields, files: Vec::new() })
    }
}
