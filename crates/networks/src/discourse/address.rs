//! The addresses under which a forum shows a post: `/t/title/12/3`, `/t/12/3`, `/t/title/12`, `/p/34`.

use super::{server::Server, wire};
use crate::{Account, Trouble, trouble::Kind};
use url::Url;

/// What an address says.
#[derive(Debug, PartialEq, Eq)]
enum Named {
    /// A post by its id.
    Post(String),
    /// A place in a topic.
    At(String, String),
}

/// The post at this address, which has to be on the account's own forum.
pub async fn post(server: &Server<'_>, account: &Account, address: &str) -> Result<wire::Post, Trouble> {
    match named(account, address.trim())? {
        Named::Post(id) => server.post(&id).await,
        Named::At(topic, number) => server.post_at(&topic, &number).await,
    }
}

fn named(account: &Account, address: &str) -> Result<Named, Trouble> {
    let base = Url::parse(account.base.as_str()).ok();
    let url = Url::parse(address).ok().filter(|url| base.as_ref().is_some_and(|base| base.origin() == url.origin()));
    url.as_ref().and_then(read).ok_or_else(|| {
        let says = format!(
            "{address:?} is not the address of a post on {}: copy it from the post, such as {}t/title/12/3",
            account.base.authority(),
            account.base.as_str(),
        );
        Trouble::new(Kind::Invalid, says)
    })
}

fn read(url: &Url) -> Option<Named> {
    let segments: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let at = |topic: &str, number: &str| Some(Named::At(topic.to_owned(), number.to_owned()));
    match segments.as_slice() {
        ["p", id] if is_number(id) => Some(Named::Post((*id).to_owned())),
        ["t", topic, number] | ["t", _, topic, number] if is_number(topic) && is_number(number) => at(topic, number),
        ["t", topic] | ["t", _, topic] if is_number(topic) => at(topic, "1"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_address_names_the_post() {
        let at = |topic: &str, number: &str| Some(Named::At(topic.to_owned(), number.to_owned()));
        for (path, expected) in [
            ("t/our-release/12/3", at("12", "3")),
            ("t/our-release/12/3/", at("12", "3")),
            ("t/12/3?u=group", at("12", "3")),
            ("t/our-release/12", at("12", "1")),
            ("t/12", at("12", "1")),
            ("p/34", Some(Named::Post("34".to_owned()))),
            ("c/news/7", None),
            ("t/our-release", None),
            ("", None),
        ] {
            let url = Url::parse(&format!("https://forum.example/{path}")).unwrap();
            assert_eq!(read(&url), expected, "{path}");
        }
    }
}
