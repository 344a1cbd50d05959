//! What came back: a status, headers and at most the allowed number of bytes. It is data of somebody else; nothing in it
//! is repeated in our errors.

use crate::SafeUrl;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

/// An answer that arrived whole and within its cap.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The address that answered, after redirects.
    pub from: SafeUrl,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
    /// The header of this name, where it is readable text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }
    /// The bytes as text; what is not UTF-8 becomes a replacement character.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    /// The body read as this type, or `None` when it is anything else (an HTML page, nothing, cut off).
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }
}
