//! Where a post is in the repository and on the site: both follow from the intention, so that every attempt means the
//! same file.

use super::key::Key;
use crate::{RenderedPicture, intended::Intended};
use delivery::Remote;

/// The file of one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its path in the repository: `content/news/2026-11-20-out-now-abab1234.md`.
    pub path: String,
    /// Its page on the site.
    pub page: String,
}

impl Place {
    /// The place of a post with this headline.
    pub fn of(key: &Key, intended: &Intended, headline: &str) -> Self {
        Self::called(key, &format!("{}-{}", intended.day(), intended.slug(headline)))
    }

    /// The place of the post in this file, where it is one that this program made.
    pub fn at(key: &Key, path: &str) -> Option<Self> {
        let name = path.strip_prefix(&within(&key.folder, ""))?.strip_suffix(".md")?;
        is_a_name(name).then(|| Self::called(key, name))
    }

    fn called(key: &Key, name: &str) -> Self {
        let (day, slug) = name.split_at_checked(10).unwrap_or_default();
        let mut parts = day.split('-');
        let mut part = || parts.next().unwrap_or_default();
        let page = key.page.replace("{year}", part()).replace("{month}", part()).replace("{day}", part());
        let page = page.replace("{slug}", slug.trim_start_matches('-'));
        Self { path: within(&key.folder, &format!("{name}.md")), page }
    }

    /// As the delivery keeps it.
    pub fn remote(&self) -> Remote {
        Remote { id: self.path.clone(), url: crate::page::of(&self.page) }
    }
}

/// `2026-11-20-out-now-abab1234`: nothing that leads into another folder.
fn is_a_name(name: &str) -> bool {
    name.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
        && name[10..].starts_with('-')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The file of a picture. It is named by its bytes, so that the same picture is one file.
pub fn picture(picture: &RenderedPicture) -> String {
    let ending = picture.mime.rsplit('/').next().unwrap_or("bin");
    let digest: String = picture.digest.to_string().chars().take(16).collect();
    format!("{digest}.{ending}")
}

/// A file in a folder; the folder may be the whole repository.
pub fn within(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key {
            folder: "content/news".into(),
            page: "https://project.example/{year}/{month}/{slug}/".into(),
            ..Key::default()
        }
    }

    #[test]
    fn a_post_has_one_path_and_one_page_and_is_known_by_its_path() {
        let intended = Intended::new("2026-11-20T23:30:00Z".parse().unwrap(), [0xab; 16]);
        let place = Place::of(&key(), &intended, "6.1 is out");
        assert_eq!(place.path, "content/news/2026-11-20-6-1-is-out-abababab.md");
        assert_eq!(place.page, "https://project.example/2026/11/6-1-is-out-abababab/");
        assert_eq!(Place::at(&key(), &place.path), Some(place));
    }

    #[test]
    fn no_other_path_is_a_post() {
        for path in [
            "content/news/_index.md",
            "2026-11-20-x.md",
            "content/news/2026-11-20-x/../../a.md",
            "content/news/2026-11-20-x",
        ] {
            assert_eq!(Place::at(&key(), path), None, "{path}");
        }
    }
}
