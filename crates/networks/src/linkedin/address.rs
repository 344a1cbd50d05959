//! Which of our own posts an address means that a person copied from LinkedIn.

use super::{api::Api, view};
use crate::{Account, Trouble, trouble::Kind};
use delivery::Remote;

/// The URN in an address: in `…/feed/update/urn:li:share:12/`, and at the end of `…/posts/page_words-activity-12-abcd`
/// an activity, which is another name of the post.
fn read(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    let host = url.host_str()?;
    if host != "linkedin.com" && !host.ends_with(".linkedin.com") {
        return None;
    }
    let path = url.path().replace("%3A", ":");
    let urn = path.split('/').find(|part| part.starts_with("urn:li:"))?;
    let (kind, number) = urn.strip_prefix("urn:li:")?.split_once(':')?;
    let sound = matches!(kind, "share" | "ugcPost") && number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty();
    sound.then(|| urn.to_owned())
}

/// Our own post at this address.
pub async fn pasted(api: &Api<'_>, account: &Account, address: &str) -> Result<Remote, Trouble> {
    let says = "that address names no post: open the post’s menu on LinkedIn, choose to embed it, and copy the address \
                with urn:li:share or urn:li:ugcPost";
    let urn = read(address).ok_or_else(|| Trouble::new(Kind::Invalid, says))?;
    let post = api.post(&urn).await?;
    if post.author == account.identity.id {
        return Ok(view::remote(&urn));
    }
    Err(Trouble::new(Kind::Invalid, format!("{} is not a post of {}", address.trim(), account.identity.handle)))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_urn_is_read_from_the_addresses_that_carry_it_and_from_no_other() {
        let urn = Some("urn:li:share:7123".to_owned());
        for address in [
            "https://www.linkedin.com/feed/update/urn:li:share:7123/",
            " https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7123?from=feed ",
            "https://www.linkedin.com/embed/feed/update/urn:li:share:7123",
        ] {
            assert_eq!(read(address), urn, "{address}");
        }
        for address in [
            "https://www.linkedin.com/posts/project_words-activity-7123-abcd",
            "https://linkedin.com.elsewhere.example/feed/update/urn:li:share:7123/",
            "https://www.linkedin.com/feed/update/urn:li:share:7123x/",
            "https://www.linkedin.com/feed/update/urn:li:organization:7123/",
            "done",
        ] {
            assert_eq!(read(address), None, "{address}");
        }
    }
}
