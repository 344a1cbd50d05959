//! The address of a message, as Discord copies it: `https://discord.com/channels/server/channel/message`.

use super::{hook::Hook, view};
use crate::{Account, Trouble, trouble::Kind};
use delivery::Remote;
use url::Url;

/// The message of ours at this address. Where Discord does not answer, the address is believed: whoever pasted it has
/// seen the message.
pub async fn pasted(hook: &Hook<'_>, account: &Account, address: &str) -> Result<Remote, Trouble> {
    let address = address.trim();
    let id = read(address).ok_or_else(|| {
        let says = format!(
            "{address:?} is not the address of a message: choose “Copy Message Link”, such as https://discord.com/channels/1/2/3"
        );
        Trouble::new(Kind::Invalid, says)
    })?;
    match hook.message(&id).await {
        Ok(message) => Ok(view::remote(account, &message.id)),
        Err(trouble) if trouble.kind == Kind::Gone => {
            let says = format!("there is no message of this webhook at {address}: copy the link of our own message");
            Err(Trouble::new(Kind::Gone, says))
        }
        Err(_) => Ok(view::remote(account, &id)),
    }
}

fn read(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "https" | "http"))?;
    let segments: Vec<&str> = url.path_segments()?.collect();
    match segments.as_slice() {
        ["channels", _, _, id] if !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) => Some((*id).to_owned()),
        _ => None,
    }
}
