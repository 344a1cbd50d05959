//! Which post an address on X means.

use super::{api::Api, view};
use crate::{Account, Trouble, trouble::Kind};
use delivery::Remote;

/// The id in an address such as `https://x.com/project/status/123?s=20`.
pub fn read(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    let host = url.host_str()?;
    let bare = host.strip_prefix("www.").or_else(|| host.strip_prefix("mobile.")).unwrap_or(host);
    if !matches!(bare, "x.com" | "twitter.com") {
        return None;
    }
    let mut parts = url.path_segments()?.skip_while(|part| *part != "status");
    let id = parts.nth(1)?;
    (!id.is_empty() && id.len() < 20 && id.bytes().all(|b| b.is_ascii_digit())).then(|| id.to_owned())
}

/// Our own post at this address.
pub async fn pasted(api: &Api<'_>, account: &Account, address: &str) -> Result<Remote, Trouble> {
    let says = "that address names no post: open the post on X and copy the address of its page";
    let id = read(address).ok_or_else(|| Trouble::new(Kind::Invalid, says))?;
    let told = api.post(&id).await?;
    if told.data.is_some_and(|post| post.author_id == account.identity.id) {
        return Ok(view::remote(account, &id));
    }
    Err(Trouble::new(Kind::Invalid, format!("{} is not a post of {}", address.trim(), account.identity.handle)))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_id_is_read_from_every_form_of_an_address_and_from_no_other() {
        for address in [
            "https://x.com/project/status/1460323737035677698",
            " https://twitter.com/project/status/1460323737035677698?s=20 ",
            "https://mobile.twitter.com/i/web/status/1460323737035677698",
            "https://www.x.com/project/status/1460323737035677698/photo/1",
        ] {
            assert_eq!(read(address).as_deref(), Some("1460323737035677698"), "{address}");
        }
        for address in [
            "https://x.com.elsewhere.example/project/status/1",
            "https://x.com/project/status/",
            "https://x.com/project/status/12a",
            "https://x.com/project",
            "done",
        ] {
            assert_eq!(read(address), None, "{address}");
        }
    }
}
