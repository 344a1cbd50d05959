//! A template on its way out: rendered, with its status, never kept by a cache.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

/// A whole page, or the part of one that a script asked for.
pub struct Page<T>(StatusCode, T);

impl<T: Template> Page<T> {
    /// The page as it was asked for.
    pub fn ok(template: T) -> Self {
        Self(StatusCode::OK, template)
    }
    /// The form again, with what is wrong and the words that were typed: 422.
    pub fn again(template: T) -> Self {
        Self(StatusCode::UNPROCESSABLE_ENTITY, template)
    }
    /// The page with another status.
    pub fn with(status: StatusCode, template: T) -> Self {
        Self(status, template)
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.1.render() {
            Ok(html) => {
                let mut response = (self.0, Html(html)).into_response();
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                response
            }
            Err(error) => {
                tracing::error!(%error, template = std::any::type_name::<T>(), "a page could not be written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}
