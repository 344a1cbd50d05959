//! Addresses of our own pages: what stands in them, and what was typed in their query, so that whoever is sent away to
//! prove who they are finds it again.

use crate::{failed::Failed, guard::Browser};
use axum::{
    extract::{self, FromRequestParts},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use url::form_urlencoded::Serializer;

/// The parts of the address of a page. An address whose parts cannot be read leads to nothing here: its answer is the
/// page that says so.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let read = extract::Path::<T>::from_request_parts(parts, state).await;
        let plain = || parts.extensions.get::<Browser>().map(Browser::plain).unwrap_or_default();
        read.map(|extract::Path(read)| Self(read)).map_err(|_| Failed::gone(plain()))
    }
}

/// The path with these values behind it; empty ones are left out.
pub fn with<'a>(path: &str, values: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(values.into_iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn what_was_typed_travels_in_the_query() {
        assert_eq!(with("/g/x", [("name", "A & B"), ("empty", "")]), "/g/x?name=A+%26+B");
        assert_eq!(with("/g/x", [("empty", "")]), "/g/x");
    }
}
