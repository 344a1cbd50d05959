//! The address of a message, as Zulip copies it: the id stands behind `near` or `with`, after the `#`.

use crate::{Account, Trouble, trouble::Kind};
use url::Url;

/// The id of the message at this address, which has to be in the account's own organisation.
pub fn read(account: &Account, address: &str) -> Result<String, Trouble> {
    let address = address.trim();
    let base = Url::parse(account.base.as_str()).ok();
    let url = Url::parse(address).ok().filter(|url| base.as_ref().is_some_and(|base| base.origin() == url.origin()));
    let id = url.as_ref().and_then(Url::fragment).and_then(id);
    id.ok_or_else(|| {
        let says = format!(
            "{address:?} is not the address of a message on {}: choose “Copy link to message” at the message",
            account.base.authority()
        );
        Trouble::new(Kind::Invalid, says)
    })
}

fn id(fragment: &str) -> Option<String> {
    let parts: Vec<&str> = fragment.split('/').collect();
    match parts.as_slice() {
        ["narrow", .., "near" | "with" | "id", id] if !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) => {
            Some((*id).to_owned())
        }
        _ => None,
    }
}
