//! Something long that is sent as it is read: a picture or a film, of which the machine holds a few chunks at a time.
//!
//! What leaves is what was approved: the digest is taken while the bytes pass, and the last chunk leaves only once it is
//! known to be right. A body that breaks off before is no whole request to anybody.

use basics::{Digest, Digesting};
use bytes::Bytes;
use futures::{
    TryStreamExt as _,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use std::{fmt, io, sync::Arc};

/// The length of one chunk, in bytes, where a source may choose it.
pub const CHUNK: usize = 64 * 1024;

/// The bytes, chunk by chunk.
pub type Chunks = BoxStream<'static, io::Result<Bytes>>;

/// Where the bytes of a medium are kept.
pub trait Source: Send + Sync {
    /// Opens it anew, from its beginning. The chunks should be about as long as [`CHUNK`].
    fn open(&self) -> BoxFuture<'static, io::Result<Chunks>>;
}

/// A handle to something long. Clones share where it is kept.
#[derive(Clone)]
pub struct Medium {
    kind: String,
    length: u64,
    digest: Digest,
    source: Arc<dyn Source>,
}

/// Why a medium did not leave, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadMedium {
    /// Its bytes are others than those that were approved.
    #[error("the file {0} was changed where it is kept, so that it is not what was approved; add it again")]
    Changed(String),
    /// It could not be read.
    #[error("the file {0} could not be read where it is kept: {1}")]
    Unreadable(String, String),
}

impl Medium {
    /// A medium of this type, this length in bytes and this digest, whose bytes come from there.
    pub fn new(kind: impl Into<String>, length: u64, digest: Digest, source: Arc<dyn Source>) -> Self {
        Self { kind: kind.into(), length, digest, source }
    }

    /// Something short that is at hand already.
    pub fn at_hand(kind: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self::new(kind, bytes.len() as u64, Digest::of(&bytes), Arc::new(AtHand(bytes.into())))
    }

    /// Its media type.
    pub fn kind(&self) -> &str {
        &self.kind
    }
    /// Its length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }
    /// The digest of its bytes.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Its bytes from the beginning, held to its length and its digest: the last chunk comes only when both are right.
    pub fn chunks(&self) -> BoxStream<'static, Result<Bytes, BadMedium>> {
        let passing = Passing {
            medium: self.clone(),
            chunks: Box::pin(stream::once(self.source.open()).try_flatten()),
            digesting: Digesting::default(),
            passed: 0,
            held: None,
        };
        Box::pin(stream::try_unfold(passing, |mut passing| async move {
            Ok(passing.next().await?.map(|chunk| (chunk, passing)))
        }))
    }

    /// Reads it to its end, for nobody: whether it is there, and what was approved.
    ///
    /// # Errors
    /// Where it was changed, or cannot be read.
    pub async fn is_right(&self) -> Result<(), BadMedium> {
        self.chunks().try_for_each(|_| async { Ok(()) }).await
    }

    /// All of its bytes at once, for what cannot be sent in any other way. Whoever calls this bounds how many are held side
    /// by side.
    ///
    /// # Errors
    /// Where it was changed, or cannot be read.
    pub async fn whole(&self) -> Result<Vec<u8>, BadMedium> {
        let mut whole = Vec::new();
        let mut chunks = self.chunks();
        while let Some(chunk) = chunks.try_next().await? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole)
    }
}

impl fmt::Debug for Medium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes, {}", self.kind, self.length, self.digest.short())
    }
}

/// A medium on its way.
struct Passing {
    medium: Medium,
    chunks: Chunks,
    digesting: Digesting,
    passed: u64,
    /// The chunk that leaves once there is another one behind it, or once it is known to be the right end.
    held: Option<Bytes>,
}

impl Passing {
    async fn next(&mut self) -> Result<Option<Bytes>, BadMedium> {
        loop {
            let read = self.chunks.try_next().await.map_err(|error| self.unreadable(&error))?;
            let Some(chunk) = read else { return self.end() };
            self.digesting.take(&chunk);
            self.passed += chunk.len() as u64;
            if self.passed > self.medium.length {
                return Err(self.changed());
            }
            if let Some(before) = self.held.replace(chunk) {
                return Ok(Some(before));
            }
        }
    }

    fn end(&mut self) -> Result<Option<Bytes>, BadMedium> {
        // What ended once stays at its end.
        self.chunks = Box::pin(stream::empty());
        let Some(last) = self.held.take() else {
            return if self.passed == self.medium.length { Ok(None) } else { Err(self.changed()) };
        };
        let right = self.passed == self.medium.length && self.digesting.clone().done() == self.medium.digest;
        if right { Ok(Some(last)) } else { Err(self.changed()) }
    }

    fn changed(&self) -> BadMedium {
        BadMedium::Changed(self.medium.digest.short())
    }

    fn unreadable(&self, error: &io::Error) -> BadMedium {
        BadMedium::Unreadable(self.medium.digest.short(), error.to_string())
    }
}

struct AtHand(Bytes);

impl Source for AtHand {
    fn open(&self) -> BoxFuture<'static, io::Result<Chunks>> {
        let mut rest = self.0.clone();
        let next = move || {
            let chunk = rest.split_to(rest.len().min(CHUNK));
            (!chunk.is_empty()).then_some(Ok(chunk))
        };
        Box::pin(async move { Ok(Box::pin(stream::iter(std::iter::from_fn(next))) as Chunks) })
    }
}
