//! Whether an attempt left something: the record is read by its key, which is ours. "Nothing there" counts only if the
//! same repository shows that it can be read.

use super::{address::AtUri, publish::remote, tid::Intended, xrpc::Xrpc};
use crate::{Account, ClientRef, Prepared, trouble::Kind};
use delivery::Finding;

/// Reads the record at our key.
pub async fn by_key(xrpc: &Xrpc<'_>, account: &Account, prepared: &Prepared, key: &ClientRef) -> Finding {
    let Some(intended) = Intended::of(key) else { return Finding::NoAnswer };
    let at = AtUri::post(&account.identity.id, &intended.rkey);
    match xrpc.record(&at).await {
        // Something else at our key is nothing this program can decide about: a person is asked.
        Ok(found) if found.value["text"] != prepared.rendered.text.as_str() => Finding::NoAnswer,
        Ok(_) => Finding::Seen(remote(account, &at)),
        Err(trouble) if trouble.kind == Kind::Gone => match xrpc.is_readable(&account.identity.id).await {
            Ok(control) => Finding::NotSeen { control, complete: true },
            Err(_) => Finding::NoAnswer,
        },
        Err(_) => Finding::NoAnswer,
    }
}
