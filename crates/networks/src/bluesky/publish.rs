//! Uploads and names first, then the one call that puts the record.

use super::{
    address::AtUri,
    answers, card, gates,
    record::{self, Material},
    session::SessionBook,
    tid::Intended,
    wire,
    xrpc::{Xrpc, parsed},
};
use crate::{Account, ClientRef, Medium, Outcome, Prepared, Rendered, Trouble, trouble::Kind};
use basics::Moment;
use delivery::Remote;
use serde_json::Value;
use std::collections::BTreeMap;

/// Uploads every picture, looks up everybody who is mentioned and the page that is linked to. Whoever is not found stays
/// plain text, and a page that does not answer has no card. A later attempt keeps what the first one found, so that all of
/// them send the same record.
pub async fn prepare(
    xrpc: &Xrpc<'_>,
    book: &SessionBook,
    account: &Account,
    rendered: &Rendered,
    media: &[Medium],
    earlier: Option<&Prepared>,
) -> Result<Prepared, Trouble> {
    // Other words may have other people and another page in them.
    let mut material = match earlier.filter(|earlier| earlier.rendered.text == rendered.text) {
        Some(earlier) => Material { blobs: vec![], ..Material::of(earlier) },
        None => Material {
            people: people(xrpc, rendered).await?,
            card: card::of(xrpc.egress, xrpc.base, rendered, xrpc.within).await,
            ..Material::default()
        },
    };
    for picture in &rendered.pictures {
        material.blobs.push(uploaded(xrpc, book, account, picture.among(media)?).await?);
    }
    if let Some(picture) = material.card.as_mut().and_then(|card| card.picture.as_mut()) {
        picture.blob = uploaded(xrpc, book, account, &Medium::at_hand(&picture.mime, picture.decoded())).await?;
    }
    let material = serde_json::to_value(material).unwrap_or(Value::Null);
    Ok(Prepared { rendered: rendered.clone(), material })
}

/// The DIDs of the people who are mentioned, by handle.
async fn people(xrpc: &Xrpc<'_>, rendered: &Rendered) -> Result<BTreeMap<String, String>, Trouble> {
    let mut people = BTreeMap::new();
    for handle in rendered.facets.iter().filter_map(record::handle) {
        match xrpc.resolve_handle(&handle).await {
            Ok(did) => drop(people.insert(handle, did)),
            Err(trouble) if matches!(trouble.kind, Kind::Gone | Kind::Invalid | Kind::Unsupported) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(people)
}

/// An upload nobody sees may be repeated, so that a missing answer is only a passing failure.
async fn uploaded(xrpc: &Xrpc<'_>, book: &SessionBook, account: &Account, medium: &Medium) -> Result<Value, Trouble> {
    let answer = book.send(xrpc, account, xrpc.upload(medium), Trouble::of_upload).await?;
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
    let gates = gates::beside(&at, &prepared.rendered, &intended);
    let put = if gates.is_empty() {
        alone(xrpc, book, account, &at, &record).await
    } else {
        let records: Vec<(AtUri, Value)> = [(at.clone(), record)].into_iter().chain(gates).collect();
        together(xrpc, book, account, &records).await
    };
    match put {
        Ok(written) if written.uri == at.to_string() => Outcome::done(remote(account, &at)),
        Ok(_) => Outcome::of(of_another(account), now),
        Err(trouble) => Outcome::of(trouble, now),
    }
}

/// A post that is open to everybody: the same record at the same key is put as often as it takes.
async fn alone(
    xrpc: &Xrpc<'_>,
    book: &SessionBook,
    account: &Account,
    at: &AtUri,
    record: &Value,
) -> Result<wire::Written, Trouble> {
    let answer = book.send(xrpc, account, xrpc.put(at, record), Trouble::of_write).await?;
    parsed(&answer).ok_or_else(|| answers::of_write(&answer))
}

/// A post with its gates, the post first: in one commit, so that it never stands open, not for a moment. The call makes
/// and puts nothing in place of anything, so that a second one is refused: mostly as if the server had failed, which is a
/// doubt, and by some servers in words. A refusal is therefore believed only while nothing stands at the key.
async fn together(
    xrpc: &Xrpc<'_>,
    book: &SessionBook,
    account: &Account,
    records: &[(AtUri, Value)],
) -> Result<wire::Written, Trouble> {
    let ask = xrpc.create_together(&account.identity.id, records);
    let answer = book.send(xrpc, account, ask, Trouble::of_write).await?;
    let written = parsed::<wire::WrittenTogether>(&answer).and_then(|all| all.results.into_iter().next());
    match (written, records.first()) {
        (Some(post), _) => Ok(post),
        (None, Some((at, _))) => Err(believed(xrpc, at, answers::of_write(&answer)).await),
        (None, None) => Err(answers::of_write(&answer)),
    }
}

async fn believed(xrpc: &Xrpc<'_>, at: &AtUri, refused: Trouble) -> Trouble {
    if !matches!(refused.kind, Kind::Invalid | Kind::Forbidden | Kind::Gone) {
        return refused;
    }
    match xrpc.record(at).await {
        Err(trouble) if trouble.kind == Kind::Gone => refused,
        _ => Trouble::new(
            Kind::Ambiguous,
            format!("{} refused a post that may be there already; it has to be looked at", xrpc.base.authority()),
        ),
    }
}

fn of_another(account: &Account) -> Trouble {
    let server = account.base.authority();
    Trouble::new(Kind::Ambiguous, format!("{server} answered with another post; whether ours is there is not known"))
}

/// The stored material is not one of ours, so that nothing may leave with it.
fn not_ours() -> Trouble {
    Trouble::new(
        Kind::Unsupported,
        "the stored record key is not one of this network: drop this delivery and schedule the post again",
    )
}

/// Deletes the record, and what stands beside it, in one commit; a record that is not there any more is deleted too.
pub async fn delete(xrpc: &Xrpc<'_>, book: &SessionBook, account: &Account, remote: &Remote, now: Moment) -> Outcome {
    let Some(at) = AtUri::parse(&remote.id) else { return Outcome::of(not_ours(), now) };
    let there = match gates::there(xrpc, &[at.clone(), at.beside(gates::ANSWERS), at.beside(gates::QUOTES)]).await {
        Ok(there) => there,
        Err(trouble) => return Outcome::of(unread(trouble), now),
    };
    let alone = there.iter().all(|record| *record == at);
    let ask = if alone { xrpc.delete(&at) } else { xrpc.delete_together(&at.authority, &there) };
    match book.send(xrpc, account, ask, Trouble::of_write).await {
        Ok(answer) if answer.is_success() => {
            Outcome { says: "removed from the network".to_owned(), ..Outcome::done(remote.clone()) }
        }
        Ok(answer) => Outcome::of(answers::of_write(&answer), now),
        Err(trouble) => Outcome::of(trouble, now),
    }
}

/// Nothing was deleted yet, so that it may simply be tried again.
fn unread(trouble: Trouble) -> Trouble {
    match trouble.kind {
        Kind::TooMany(_) => trouble,
        _ => Trouble { kind: Kind::Transient, ..trouble },
    }
}

/// Where a post of this account is.
pub fn remote(account: &Account, at: &AtUri) -> Remote {
    Remote { id: at.to_string(), url: Some(at.page(account, &account.identity.handle)) }
}
