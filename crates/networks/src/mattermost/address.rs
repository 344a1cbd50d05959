//! The address of a message, as Mattermost copies it: `https://chat.example/team/pl/id`. A webhook can look nothing up
//! there: whoever pasted it has seen it.

use crate::{Account, Trouble, trouble::Kind};
use delivery::Remote;
use url::Url;

/// The message at this address, which has to be on the account's own server.
pub fn pasted(account: &Account, address: &str) -> Result<Remote, Trouble> {
    let address = address.trim();
    let server = Url::parse(account.base.as_str()).ok();
    let url = Url::parse(address).ok().filter(|url| Some(url.origin()) == server.map(|server| server.origin()));
    let id = url.as_ref().and_then(id).ok_or_else(|| {
        let says = format!(
            "{address:?} is not the address of a message on {}: choose “Copy Link” at the message",
            account.base.authority()
        );
        Trouble::new(Kind::Invalid, says)
    })?;
    Ok(Remote { id, url: Some(address.to_owned()) })
}

fn id(url: &Url) -> Option<String> {
    let segments: Vec<&str> = url.path_segments()?.collect();
    match segments.as_slice() {
        [.., _, "pl", id] if id.len() == 26 && id.bytes().all(|b| b.is_ascii_alphanumeric()) => Some((*id).to_owned()),
        _ => None,
    }
}
