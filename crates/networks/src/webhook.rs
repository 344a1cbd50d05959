//! Webhooks: an address that is the key. Whoever knows it can write, so that the whole of it is the account's key, and
//! only its server stands in the open.

use crate::{Account, ClientRef, Identity, NetworkName, NotConnected, Outcome, Trouble, Typed, trouble::Kind};
use basics::Digest;
use delivery::{Answer, Remote};
use egress::{Egress, SafeUrl};
use url::Url;

/// The blank in which the address of a webhook is typed.
pub const BLANK: &str = "webhook";

/// The account behind the webhook that was typed, if its path is one of this network's. Beside it a person may have typed
/// what the `channel` is called and the `page` people open.
pub fn account(
    egress: &Egress,
    network: NetworkName,
    typed: &Typed,
    is_one: impl Fn(&[&str]) -> bool,
) -> Result<Account, NotConnected> {
    let key = typed.secret(BLANK);
    let no_address = || {
        let says = format!("this is not the address of a {} webhook: copy the whole of it again", network.title());
        NotConnected::at(BLANK, says)
    };
    // The reason is not repeated: it may hold the address, and the address is the key.
    let address = egress.url(key.expose()).map_err(|_| no_address())?;
    let path = Url::parse(address.as_str()).map_err(|_| no_address())?;
    if path.query().is_some() {
        let says = "the address of a webhook ends before the question mark: leave the rest out";
        return Err(NotConnected::at(BLANK, says));
    }
    let segments: Vec<&str> = path.path_segments().into_iter().flatten().collect();
    if !is_one(&segments) {
        return Err(no_address());
    }
    let identity =
        Identity { id: mark(&address), handle: typed.text("channel").to_owned(), url: typed.text("page").to_owned() };
    Ok(Account { identity, ..Account::unknown(network, address.origin(), key) })
}

/// The address of an account's webhook.
///
/// # Errors
/// Where the key is no address the guard lets through.
pub fn of(egress: &Egress, account: &Account) -> Result<SafeUrl, Trouble> {
    egress.url(account.token.expose()).map_err(|_| {
        let says = format!(
            "the webhook at {} is not an address that can be asked: connect the account again",
            account.base.authority()
        );
        Trouble::new(Kind::KeyRevoked, says)
    })
}

/// What tells webhooks apart without giving any of them away.
fn mark(address: &SafeUrl) -> String {
    Digest::of_parts([&b"nuncio webhook 1"[..], address.as_str().as_bytes()]).short()
}

/// A message that the network took without saying which it became. Its id is our own mark of the intention; it has no
/// page, and nobody can ask for it.
pub fn taken(account: &Account, client_ref: &ClientRef) -> Outcome {
    let remote = Remote { id: client_ref.as_str().to_owned(), url: None };
    let says = format!("{} took it, and does not say under which address it is shown", account.base.authority());
    Outcome { answer: Answer::Done(remote), trouble: None, says }
}

/// Why nothing of a webhook without ids can be read, and nothing removed.
pub fn nothing_back(account: &Account) -> Trouble {
    let says = format!(
        "a webhook of {} only takes messages: it shows none and removes none, so a person has to look there",
        account.base.authority()
    );
    Trouble::new(Kind::Unsupported, says)
}
