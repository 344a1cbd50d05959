//! A file on its way in: it is counted and hashed as it comes, and kept where there is room for it.

use super::Practice;
use basics::{Digest, Digesting};
use futures::{Stream, TryStreamExt as _};
use serde::{Deserialize, Serialize};
use std::sync::atomic::Ordering;

/// A file that was uploaded.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct File {
    /// Its bytes; none, where there was no room for them.
    #[serde(with = "as_base64")]
    pub bytes: Vec<u8>,
    /// Their number.
    pub length: u64,
    /// Their digest.
    pub digest: Option<Digest>,
}

/// The longest file whose bytes are kept.
const LARGEST_KEPT: u64 = 24 * 1024 * 1024;

impl Practice {
    /// Of files that are uploaded from now on only length and digest are kept: for whoever measures the memory of the other
    /// side.
    pub fn forgets_files(&self) {
        self.forgetful.store(true, Ordering::Release);
    }

    /// A file to its end; none where it breaks off, or is longer than this.
    pub(super) async fn received<B: AsRef<[u8]>, E>(
        &self,
        mut chunks: impl Stream<Item = Result<B, E>> + Unpin,
        most: u64,
    ) -> Option<File> {
        let room = if self.forgetful.load(Ordering::Acquire) { 0 } else { LARGEST_KEPT };
        let (mut file, mut digesting) = (File::default(), Digesting::default());
        while let Some(chunk) = chunks.try_next().await.ok()? {
            let chunk = chunk.as_ref();
            digesting.take(chunk);
            file.length += chunk.len() as u64;
            if file.length > most {
                return None;
            }
            if file.length > room {
                file.bytes = Vec::new();
            } else {
                file.bytes.extend_from_slice(chunk);
            }
        }
        file.digest = Some(digesting.done());
        Some(file)
    }
}

/// Bytes as text, for the file.
mod as_base64 {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map_err(D::Error::custom)
    }
}
