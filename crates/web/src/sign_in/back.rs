//! Where somebody goes after signing in: a path of ours, and nothing that leads elsewhere.

use std::fmt;

const LONGEST: usize = 3000;

/// A path of this installation. Anything else that was asked for becomes the list of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back(String);

impl Back {
    /// Reads the path that a page or an address asks to go back to.
    pub fn parse(asked: &str) -> Self {
        if is_ours(asked) { Self(asked.to_owned()) } else { Self::default() }
    }
    /// The path.
    pub fn path(&self) -> &str {
        &self.0
    }
    /// The name in addresses of the group that it leads into.
    pub fn group(&self) -> Option<&str> {
        self.0.strip_prefix("/g/")?.split(['/', '?']).next()
    }
}

impl Default for Back {
    fn default() -> Self {
        Self("/".to_owned())
    }
}
impl fmt::Display for Back {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Parts of letters, digits, `_`, `-` and `.`, none of them empty or only dots: no other host can be meant by it, and
/// no browser reads it in two ways. What was typed into a form may follow as a query.
fn is_ours(address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    address.len() <= LONGEST
        && is_path(path)
        && query.chars().all(|c| c.is_ascii_alphanumeric() || "_-.*=&%+".contains(c))
}

fn is_path(path: &str) -> bool {
    let is_part = |part: &str| {
        part.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)) && part.chars().any(|c| c != '.')
    };
    path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_here() {
        for ours in ["/you", "/g/social-media/posts/0197-a", "/setup", "/g/x/channels/1?reason=A+%26+B"] {
            assert_eq!(Back::parse(ours).path(), ours);
        }
        for other in [
            "",
            "/",
            "you",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/g/../..",
            "/g//x",
            "/a?b=//evil.example",
            "/a?b=c#d",
            "/%2f%2fevil.example",
            "/a#b",
            "/a b",
            "/a\nb",
        ] {
            assert_eq!(Back::parse(other).path(), "/", "{other:?}");
        }
        assert_eq!(Back::parse("/g/social-media/posts").group(), Some("social-media"));
        assert_eq!(Back::parse("/you").group(), None);
    }
}
