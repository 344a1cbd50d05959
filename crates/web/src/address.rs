//! Addresses of our own pages with what was typed in their query, so that whoever is sent away to prove who they are
//! finds it again.

use url::form_urlencoded::Serializer;

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
