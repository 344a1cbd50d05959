//! Uploads and names first, then the one call that puts the record.

use super::{
    address::AtUri,
    answers,
    record::{self, Material},
    session::SessionBook,
    tid::Intended,
    wire,
    xrpc::{Xrpc, parsed},
};
use crate::{Account, ClientRef, Outcome, PictureBytes, Prepared, Rendered, RenderedPicture, Trouble, trouble::Kind};
use basics::Moment;
use delivery::Remote;
use serde_json::Value;

/// Uploads every picture and looks up everybody who is mentioned. Whoever is not found stays plain text.
pub async fn prepare(
    xrpc: &Xrpc<'_>,
    book: &SessionBook,
    account: &Account,
    rendered: &Rendered,
    pictures: &[PictureBytes],
) -> Result<Prepared, Trouble> {
    let mut material = Material::default();
    for picture in &rendered.pictures {
        let missing = || {
            Trouble::new(
                Kind::Invalid,
                format!("the bytes of picture {} are not at hand: add the picture again", picture.digest.short()),
            )
        };
        let kept = pictures.iter().find(|kept| kept.digest == picture.digest).ok_or_else(missing)?;
        material.blobs.push(uploaded(xrpc, book, account, picture, kept.bytes.clone()).await?);
    }
    for handle in rendered.facets.iter().filter_map(record::handle) {
        match xrpc.resolve_handle(&handle).await {
            Ok(did) => drop(material.people.insert(handle, did)),
            Err(trouble) if matches!(trouble.kind, Kind::Gone | Kind::Invalid | Kind::Unsupported) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    let material = serde_json::to_value(material).unwrap_or(Value::Null);
    Ok(Prepared { rendered: rendered.clone(), material })
}

/// An upload nobody sees may be repeated, so that a missing answer is only a passing failure.
async fn uploaded(
    xrpc: &Xrpc<'_>,
    book: &SessionBook,
    account: &Account,
    picture: &RenderedPicture,
    bytes: Vec<u8>,
) -> Result<Value, Trouble> {
    let answer = book.send(xrpc, account, xrpc.upload(&picture.mime, bytes), Trouble::of_read).await?;
    let uploaded: wire::Uploaded = parsed(&answer).ok_or_else(|| answers::of_read(&answer))?;
    Ok(uploaded.blob)
}

/// Puts the record. Exactly one call; what it does not answer plainly is "nobody knows".
pub async fn commit(
    xrpc: &Xrpc<'_>,
    book: &SessionBook,
    account: &Account,
    prepared: &Prepared,
    key: &ClientRef,
    now: Moment,
) -> Outcome {
    let Some(intended) = Intended::of(key) else { return Outcome::of(not_ours(), now) };
    let at = AtUri::post(&account.identity.id, &intended.rkey);
    let record = record::record(&prepared.rendered, &Material::of(prepared), &intended);
    let answer = match book.send(xrpc, account, xrpc.put(&at, &record), Trouble::of_write).await {
        Ok(answer) => answer,
        Err(trouble) => return Outcome::of(trouble, now),
    };
    match parsed::<wire::Written>(&answer) {
        Some(written) if written.uri == at.to_string() => Outcome::done(remote(account, &at)),
        _ => Outcome::of(answers::of_write(&answer), now),
    }
}

/// The stored material is not one of ours, so that nothing may leave with it.
fn not_ours() -> Trouble {
    Trouble::new(
        Kind::Unsupported,
        "the stored record key is not one of this network: drop this delivery and schedule the post again",
    )
}

/// Deletes the record; a record that is not there any more is deleted too.
pub async fn delete(xrpc: &Xrpc<'_>, book: &SessionBook, account: &Account, remote: &Remote, now: Moment) -> Outcome {
    let Some(at) = AtUri::parse(&remote.id) else { return Outcome::of(not_ours(), now) };
    match book.send(xrpc, account, xrpc.delete(&at), Trouble::of_write).await {
        Ok(answer) if answer.is_success() => {
            Outcome { says: "removed from the network".to_owned(), ..Outcome::done(remote.clone()) }
        }
        Ok(answer) => Outcome::of(answers::of_write(&answer), now),
        Err(trouble) => Outcome::of(trouble, now),
    }
}

/// Where a post of this account is.
pub fn remote(account: &Account, at: &AtUri) -> Remote {
    Remote { id: at.to_string(), url: Some(at.page(account, &account.identity.handle)) }
}
