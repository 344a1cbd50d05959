//! The key that seals tokens: a file outside the database, so that a copied database can post nothing.

use basics::Digest;
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};
use zeroize::{Zeroize, Zeroizing};

const NONCE: usize = 24;

/// Why the key file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It cannot be read or made.
    #[error(
        "the key file {0} cannot be used: {1}. Without it no account can be reached; restore it from your backup of keys"
    )]
    File(PathBuf, io::Error),
    /// Others can read it.
    #[error(
        "the key file {0} can be read by other users of this machine (mode {1:o}). Make it yours alone: chmod 400 {0}"
    )]
    Open(PathBuf, u32),
    /// It holds something else.
    #[error(
        "the key file {0} does not hold 64 hexadecimal digits. It was not touched; restore it from your backup of keys"
    )]
    Content(PathBuf),
    /// What was sealed cannot be opened with this key, or was moved from another row.
    #[error(
        "the sealed value of {0} does not open with this key: it was sealed with another key, or copied from elsewhere"
    )]
    Sealed(String),
    /// It is missing, and something is sealed with it.
    #[error(
        "the key file {0} is missing, and this database is sealed with it. Nothing was changed; restore it from your backup of keys"
    )]
    Missing(PathBuf),
    /// It is the key of another installation.
    #[error(
        "the key file {0} is not the key that this database is sealed with ({1}). Nothing was changed; restore that key from your backup, or start with the database that belongs to this one"
    )]
    Another(PathBuf, String),
    /// The operating system gave no randomness.
    #[error("the operating system gave no random bytes: {0}")]
    Random(String),
}

/// The key file of this installation, read once.
pub struct Key {
    cipher: XChaCha20Poly1305,
    name: String,
    root: Zeroizing<[u8; 32]>,
}

impl Key {
    /// The key of an installation in which something is sealed with these keys. It is made only where nothing is.
    pub(crate) fn of(path: &Path, sealed_with: &BTreeSet<String>) -> Result<Self, KeyError> {
        if !sealed_with.is_empty() && !path.exists() {
            return Err(KeyError::Missing(path.to_owned()));
        }
        let key = Self::open(path)?;
        match sealed_with.iter().find(|name| **name != key.name) {
            Some(other) => Err(KeyError::Another(path.to_owned(), other.clone())),
            None => Ok(key),
        }
    }

    /// A key that opens nothing of an installation, for whoever only looks at its log.
    pub(crate) fn that_opens_nothing() -> Self {
        let root = Zeroizing::new([0; 32]);
        Self { cipher: XChaCha20Poly1305::new(&(*root).into()), name: "none".to_owned(), root }
    }

    /// Reads the key file, or makes one that only this user can read.
    pub fn open(path: &Path) -> Result<Self, KeyError> {
        if !path.exists() {
            make(path)?;
        }
        check_mode(path)?;
        let text = fs::read_to_string(path).map_err(|error| KeyError::File(path.to_owned(), error))?;
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.trim(), bytes.as_mut()).map_err(|_| KeyError::Content(path.to_owned()))?;
        let name = Digest::of_parts([&b"nuncio key name"[..], &bytes[..]]).short();
        let root = Zeroizing::new(*Digest::of_parts([&b"nuncio root of derived secrets 1"[..], &bytes[..]]).bytes());
        Ok(Self { cipher: XChaCha20Poly1305::new(&(*bytes).into()), name, root })
    }

    /// Another secret of this installation, always the same for one purpose. It says nothing about the key.
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        *Digest::of_parts([purpose.as_bytes(), &self.root[..]]).bytes()
    }

    /// A short name of the key, stored beside what it seals; it says nothing about the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Seals a secret to its place (`channel_secret|sealed|ID`), so that the sealed bytes cannot be moved to another.
    pub fn seal(&self, place: &str, secret: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|error| KeyError::Random(error.to_string()))?;
        let payload = Payload { msg: secret, aad: place.as_bytes() };
        let sealed =
            self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| KeyError::Sealed(place.to_owned()))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed to this place.
    pub fn open_sealed(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let wrong = || KeyError::Sealed(place.to_owned());
        let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or_else(wrong)?;
        let payload = Payload { msg: body, aad: place.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| wrong())
    }
}

fn make(path: &Path) -> Result<(), KeyError> {
    let file_error = |error| KeyError::File(path.to_owned(), error);
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| KeyError::Random(error.to_string()))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o400);
    let mut file = options.open(path).map_err(file_error)?;
    let mut text = hex::encode(bytes);
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    bytes.zeroize();
    text.zeroize();
    written.map_err(file_error)
}

#[cfg(unix)]
fn check_mode(path: &Path) -> Result<(), KeyError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path).map_err(|error| KeyError::File(path.to_owned(), error))?.permissions().mode();
    let others = mode & 0o077;
    if others == 0 { Ok(()) } else { Err(KeyError::Open(path.to_owned(), mode & 0o777)) }
}

#[cfg(not(unix))]
fn check_mode(_: &Path) -> Result<(), KeyError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> (tempfile::TempDir, Key) {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::open(&folder.path().join("key")).unwrap();
        (folder, key)
    }

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_with_its_key() {
        let (_folder, key) = key();
        let (_other_folder, other) = self::key();
        let sealed = key.seal("channel_secret|sealed|1", b"token").unwrap();
        assert!(!sealed.windows(5).any(|window| window == b"token"));
        assert_eq!(key.open_sealed("channel_secret|sealed|1", &sealed).unwrap().as_slice(), b"token");
        assert!(key.open_sealed("channel_secret|sealed|2", &sealed).is_err());
        assert!(other.open_sealed("channel_secret|sealed|1", &sealed).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_can_read_is_refused_with_the_remedy() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, _key) = key();
        let path = folder.path().join("key");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let error = Key::open(&path).err().unwrap().to_string();
        assert!(error.contains("chmod 400"), "{error}");
    }
}
