//! The state of the chain, on top of the log: whole, how much of it waits for its place, or what was touched.

use super::Chain;
use crate::{App, reader::Insider, when, words};
use audit::Finding;
use basics::Moment;
use jiff::SignedDuration;
use std::sync::Arc;

/// How long one walk through the log is shown; the page says when it was.
const SHOWN: SignedDuration = SignedDuration::from_secs(20);

/// Walks the log, unless somebody looked a moment ago.
pub(super) async fn state(app: &App, insider: &Insider) -> Result<Chain, anyhow::Error> {
    let now = insider.reader.at;
    let is_counted = !app.here.store.counts_ballots(insider.id()).await?;
    if let Some((at, found)) = app.cache.chains.get(&insider.id())
        && now.since(at) < SHOWN
    {
        return Ok(shown(&found, at, insider, is_counted));
    }
    // A log that cannot even be read was edited: that is a finding, not a fault of this program.
    let found = app.here.store.verify_log(insider.id()).await.map_err(|error| format!("{error:#}"));
    if let Some(wrong) = wrong(&found) {
        tracing::error!(group = %insider.id(), wrong, "a log is not whole");
    }
    let found = Arc::new(found);
    app.cache.chains.keep(insider.id(), (now, Arc::clone(&found)));
    Ok(shown(&found, now, insider, is_counted))
}

fn wrong(found: &Result<Finding, String>) -> Option<String> {
    match found {
        Ok(finding) => finding.fault.as_ref().map(ToString::to_string),
        Err(unreadable) => Some(unreadable.clone()),
    }
}

/// Without the number of entries and the newest link where these would count the ballots of a secret vote.
fn shown(found: &Result<Finding, String>, at: Moment, insider: &Insider, is_counted: bool) -> Chain {
    let checked = format!("checked at {}", when::time(at, &insider.zone));
    match (wrong(found), found) {
        (None, Ok(_)) if !is_counted => Chain {
            whole: true,
            words: format!("Whole, {checked}"),
            tail: "How many entries it has is told once the secret vote that goes on is closed: each ballot is one.".to_owned(),
            head: "told then, too".to_owned(),
        },
        (None, Ok(finding)) => Chain {
            whole: true,
            words: format!("Whole: {}, {checked}", entries(finding.chained)),
            tail: tail(finding),
            head: finding.head.short(),
        },
        (wrong, found) => Chain {
            whole: false,
            words: format!("NOT WHOLE, {checked}: {}", wrong.unwrap_or_default()),
            tail: "Whoever runs this installation compares it with a backup; `nuncio audit verify` says the same at the command line.".to_owned(),
            head: found.as_ref().map_or_else(|_| "unknown".to_owned(), |finding| finding.head.short()),
        },
    }
}

fn tail(finding: &Finding) -> String {
    match finding.tail {
        0 => "Every entry has its place in the chain.".to_owned(),
        1 => "The last entry waits for its place in the chain.".to_owned(),
        n => format!("The last {n} entries wait for their place in the chain."),
    }
}

/// `1 entry`, `4,312 entries`.
pub(super) fn entries(count: u64) -> String {
    words::counted(count, "entry", "entries")
}
