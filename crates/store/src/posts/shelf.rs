//! Where the files of media are kept: a folder, each file under the name of its digest. They come in and go out chunk by
//! chunk, so that none is ever in memory as a whole. File names of whoever sent them are not used.

use anyhow::Context as _;
use basics::{Digest, Digesting, MediaId, Moment};
use bytes::Bytes;
use futures::stream::{self, BoxStream};
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// How much is read at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// A file, chunk by chunk.
pub type Chunks = BoxStream<'static, io::Result<Bytes>>;

/// The folder. Clones are the same folder.
#[derive(Clone)]
pub(crate) struct Shelf(Arc<Path>);

impl Shelf {
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self(folder.into())
    }

    /// The file of this digest, from its beginning.
    pub(crate) async fn open(&self, digest: Digest) -> io::Result<Chunks> {
        let file = tokio::fs::File::open(self.place(digest)).await?;
        Ok(Box::pin(stream::try_unfold(file, |mut file| async move {
            let mut chunk = Vec::with_capacity(CHUNK);
            (&mut file).take(CHUNK as u64).read_to_end(&mut chunk).await?;
            Ok((!chunk.is_empty()).then(|| (Bytes::from(chunk), file)))
        })))
    }

    /// Keeps these bytes, unless they are there already.
    pub(crate) async fn put(&self, digest: Digest, bytes: &[u8]) -> Result<(), anyhow::Error> {
        let (place, fresh, bytes) = (self.place(digest), self.fresh(), bytes.to_vec());
        tokio::task::spawn_blocking(move || {
            if place.exists() {
                return Ok(());
            }
            let fresh = Fleeting(fresh);
            let written = fs::File::create(&fresh.0).and_then(|mut file| {
                file.write_all(&bytes)?;
                file.sync_data()
            });
            written.with_context(|| format!("{} cannot be written", fresh.0.display()))?;
            fs::rename(&fresh.0, &place).with_context(|| format!("{} cannot be put in place", place.display()))
        })
        .await?
    }

    /// Begins a file that arrives, of which at most so many bytes are kept.
    pub(crate) async fn arriving(&self, most: u64) -> io::Result<Arriving> {
        let place = Fleeting(self.fresh());
        let file = tokio::fs::File::create(&place.0).await?;
        Ok(Arriving { file, place, digesting: Digesting::default(), length: 0, most })
    }

    fn place(&self, digest: Digest) -> PathBuf {
        self.0.join(digest.to_string())
    }

    fn fresh(&self) -> PathBuf {
        self.0.join(format!("{}.new", MediaId::mint(Moment::from_micros(0))))
    }
}

/// A file on its way in. It goes to the disk as it arrives.
pub struct Arriving {
    file: tokio::fs::File,
    place: Fleeting,
    digesting: Digesting,
    length: u64,
    most: u64,
}

impl Arriving {
    /// Takes the next chunk. What is over the length that was allowed is counted and not kept.
    ///
    /// # Errors
    /// Where the disk does not take it.
    pub async fn take(&mut self, chunk: &[u8]) -> io::Result<()> {
        self.length += chunk.len() as u64;
        if self.length > self.most {
            return Ok(());
        }
        self.digesting.take(chunk);
        self.file.write_all(chunk).await
    }

    /// The file, when all of it has arrived.
    ///
    /// # Errors
    /// Where the disk does not take it.
    pub async fn done(mut self) -> io::Result<Arrived> {
        self.file.flush().await?;
        self.file.sync_data().await?;
        Ok(Arrived {
            is_whole: self.length <= self.most,
            length: self.length,
            digest: self.digesting.done(),
            place: self.place,
        })
    }
}

/// A file that arrived and that nobody has looked at yet. Unless it is kept, it is gone when this is.
pub struct Arrived {
    place: Fleeting,
    length: u64,
    digest: Digest,
    is_whole: bool,
}

impl Arrived {
    /// How many bytes came, also where they were too many to keep.
    pub fn length(&self) -> u64 {
        self.length
    }
    /// Whether all of it was kept: it was not longer than was allowed.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }
    /// The digest of what was kept.
    pub fn digest(&self) -> Digest {
        self.digest
    }
    /// Opens it. For a thread that may wait.
    ///
    /// # Errors
    /// Where the disk does not give it.
    pub fn open(&self) -> io::Result<fs::File> {
        fs::File::open(&self.place.0)
    }
}

/// A file that is removed unless it was put in its place.
struct Fleeting(PathBuf);

impl Drop for Fleeting {
    fn drop(&mut self) {
        // It may have been put in its place, and what cannot be removed hurts nobody.
        let _ = fs::remove_file(&self.0);
    }
}
