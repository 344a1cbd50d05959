//! Who asks, and which of the servers they mean.

use super::{Host, Practice};
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use std::{convert::Infallible, sync::Arc};

/// One request: the server it is for, how that server is called, and the key it shows.
#[derive(Clone, Debug)]
pub struct Visit {
    pub host: Host,
    pub authority: String,
    pub token: Option<String>,
}

impl Visit {
    /// The address of the server that was asked.
    pub fn base(&self) -> String {
        format!("http://{}", self.authority)
    }
    /// The account whose access token is shown.
    pub fn account(&self, practice: &Practice) -> Option<String> {
        practice.look().tokens.get(self.token.as_deref()?).cloned()
    }
}

impl FromRequestParts<Arc<Practice>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Practice>) -> Result<Self, Infallible> {
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let authority = text(header::HOST).unwrap_or("localhost").to_owned();
        let token = text(header::AUTHORIZATION).and_then(|shown| shown.strip_prefix("Bearer ")).map(str::to_owned);
        Ok(Self { host: Host::of_authority(&authority), authority, token })
    }
}
