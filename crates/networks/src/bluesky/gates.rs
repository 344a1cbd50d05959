//! Who may answer a post and who may quote it: records of their own beside the post, under its key.

use super::{address::AtUri, tid::Intended, xrpc::Xrpc};
use crate::{Rendered, Trouble, trouble::Kind};
use publishing::Whoever;
use serde_json::{Value, json};

/// The collection of records that say who may answer. Only the first post of a thread has one.
pub const ANSWERS: &str = "app.bsky.feed.threadgate";
/// The collection of records that say who may quote.
pub const QUOTES: &str = "app.bsky.feed.postgate";

const MENTIONED: &str = "app.bsky.feed.threadgate#mentionRule";
const FOLLOWERS: &str = "app.bsky.feed.threadgate#followerRule";
const FOLLOWED: &str = "app.bsky.feed.threadgate#followingRule";
const NOBODY: &str = "app.bsky.feed.postgate#disableRule";

/// The records that stand beside this post; none where everything is open.
pub fn beside(at: &AtUri, rendered: &Rendered, intended: &Intended) -> Vec<(AtUri, Value)> {
    let begins = rendered.parent.is_none();
    let answers = answer_rules(rendered.gates.answers).filter(|_| begins).map(|rules| (ANSWERS, "allow", rules));
    let quotes = quote_rules(rendered.gates.quotes).map(|rules| (QUOTES, "embeddingRules", rules));
    let record = |(collection, name, rules): (&str, &str, Vec<&str>)| {
        let rules: Vec<Value> = rules.iter().map(|rule| json!({ "$type": rule })).collect();
        let value =
            json!({ "$type": collection, "post": at.to_string(), "createdAt": intended.created_at, name: rules });
        (at.beside(collection), value)
    };
    answers.into_iter().chain(quotes).map(record).collect()
}

/// No rule at all lets everybody answer, an empty list nobody.
fn answer_rules(who: Whoever) -> Option<Vec<&'static str>> {
    match who {
        Whoever::Everybody => None,
        Whoever::Followers => Some(vec![FOLLOWERS]),
        Whoever::Followed => Some(vec![FOLLOWED]),
        Whoever::Mentioned => Some(vec![MENTIONED]),
        Whoever::Nobody => Some(vec![]),
    }
}

/// The network knows nothing between everybody and nobody; a post that asks for it does not come this far.
fn quote_rules(who: Whoever) -> Option<Vec<&'static str>> {
    (who != Whoever::Everybody).then(|| vec![NOBODY])
}

/// Who may answer this post, as its record says; `None` where it says it in words that this program has not.
pub async fn may_answer(xrpc: &Xrpc<'_>, at: &AtUri) -> Result<Option<Whoever>, Trouble> {
    let Some(gate) = read(xrpc, &at.beside(ANSWERS)).await? else { return Ok(Some(Whoever::Everybody)) };
    Ok(match rules(&gate["allow"]).as_deref() {
        None => Some(Whoever::Everybody),
        Some([]) => Some(Whoever::Nobody),
        Some([FOLLOWERS]) => Some(Whoever::Followers),
        Some([FOLLOWED]) => Some(Whoever::Followed),
        Some([MENTIONED]) => Some(Whoever::Mentioned),
        Some(_) => None,
    })
}

/// Who may quote this post, as its record says.
pub async fn may_quote(xrpc: &Xrpc<'_>, at: &AtUri) -> Result<Option<Whoever>, Trouble> {
    let gate = read(xrpc, &at.beside(QUOTES)).await?;
    Ok(Some(if gate.as_ref().is_some_and(forbids_quotes) { Whoever::Nobody } else { Whoever::Everybody }))
}

/// Whether a record lets nobody quote the post it stands beside.
pub fn forbids_quotes(gate: &Value) -> bool {
    rules(&gate["embeddingRules"]).is_some_and(|rules| rules.contains(&NOBODY))
}

/// Those of these records that are there.
pub async fn there(xrpc: &Xrpc<'_>, records: &[AtUri]) -> Result<Vec<AtUri>, Trouble> {
    let mut there = Vec::new();
    for at in records {
        if read(xrpc, at).await?.is_some() {
            there.push(at.clone());
        }
    }
    Ok(there)
}

async fn read(xrpc: &Xrpc<'_>, at: &AtUri) -> Result<Option<Value>, Trouble> {
    match xrpc.record(at).await {
        Ok(record) => Ok(Some(record.value)),
        Err(trouble) if trouble.kind == Kind::Gone => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

fn rules(list: &Value) -> Option<Vec<&str>> {
    Some(list.as_array()?.iter().map(|rule| rule["$type"].as_str().unwrap_or_default()).collect())
}
