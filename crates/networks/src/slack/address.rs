//! The address of a message, as Slack copies it. Nothing can be looked up there: whoever pasted it has seen it.

use crate::{Trouble, trouble::Kind};
use delivery::Remote;
use url::Url;

/// The message at this address.
pub fn pasted(address: &str) -> Result<Remote, Trouble> {
    let address = address.trim();
    let url = Url::parse(address).ok().filter(|url| url.scheme() == "https");
    let is_one = url.is_some_and(|url| is_slack(&url) && is_message(&url));
    if !is_one {
        let says = format!(
            "{address:?} is not the address of a message: choose “Copy link” at the message, such as https://group.slack.com/archives/C0123/p1700000000000000"
        );
        return Err(Trouble::new(Kind::Invalid, says));
    }
    Ok(Remote { id: address.to_owned(), url: Some(address.to_owned()) })
}

fn is_slack(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host.ends_with(".slack.com") || host.ends_with(".slack-gov.com"))
}

fn is_message(url: &Url) -> bool {
    let segments: Vec<&str> = url.path_segments().into_iter().flatten().collect();
    matches!(segments.as_slice(), ["archives", _, message] if message.starts_with('p') && message[1..].bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::pasted;

    #[test]
    fn a_message_is_named_by_the_link_slack_copies_and_by_nothing_else() {
        let link = "https://group.slack.com/archives/C0123/p1700000000000000";
        assert_eq!(pasted(&format!(" {link}\n")).unwrap().url.as_deref(), Some(link));
        for other in [
            "",
            "done",
            "https://group.slack.com/archives/C0123",
            "https://group.slack.example/archives/C0123/p1700000000000000",
            "http://group.slack.com/archives/C0123/p1700000000000000",
            "https://notslack.com/archives/C0123/p1700000000000000",
        ] {
            assert!(pasted(other).unwrap_err().says.contains("Copy link"), "{other}");
        }
    }
}
