//! What people read, as files that somebody who writes no code can review: `golden/…`. What is drawn anew in each story (ids,
//! links, digests) stands there by its kind. `NUNCIO_BLESS=1` writes them anew; read the difference.

use std::path::PathBuf;

/// Compares what a story found with the file of this name, word by word.
pub fn golden(name: &str, found: &str) {
    let found = format!("{}\n", without_what_is_drawn(found).trim());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("NUNCIO_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, found, "{} is another; NUNCIO_BLESS=1 writes it anew", path.display());
}

/// A letter as such a file shows it.
pub fn as_read(letter: &mail::Letter) -> String {
    format!("Subject: {}\n\n{}", letter.subject, letter.text)
}

/// The same words with ids, links and digests by their kind.
fn without_what_is_drawn(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for piece in text.split_inclusive(|one: char| !(one.is_ascii_alphanumeric() || matches!(one, '-' | '_'))) {
        let word = piece.trim_end_matches(|one: char| !(one.is_ascii_alphanumeric() || matches!(one, '-' | '_')));
        let rest = &piece[word.len()..];
        let is_hex = word.bytes().all(|one| one.is_ascii_hexdigit() || one == b'-');
        shown.push_str(match word.len() {
            36 if is_hex => "ID",
            64 if is_hex => "DIGEST",
            32.. if word.bytes().any(|one| one.is_ascii_digit()) => "LINK",
            _ => word,
        });
        shown.push_str(rest);
    }
    shown
}
