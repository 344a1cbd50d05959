//! What a post asks and quotes on a server of the family, and the refusals about it.

use super::{
    POLLS,
    view::{Refusal, invalid, may_be_quoted},
    writing::Wanted,
};
use crate::practice::{Host, PracticeAccount, world::World};
use axum::http::StatusCode;
use publishing::{Gates, Poll, Whoever};
use serde::Deserialize;

/// A poll as it is asked for.
#[derive(Clone, Deserialize)]
pub struct WantedPoll {
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    expires_in: u64,
    #[serde(default)]
    multiple: bool,
    #[serde(default)]
    hide_totals: bool,
}

/// What a post carries beside text and pictures.
pub(super) struct Asked {
    pub poll: Option<Poll>,
    pub quotes: Option<String>,
    pub gates: Gates,
}

impl Asked {
    /// What is asked for, or the refusal a real server would give. A server that knows nothing of it leaves it out.
    pub fn of(world: &World, host: Host, author: &PracticeAccount, wanted: &Wanted) -> Result<Self, Refusal> {
        if host != Host::Mastodon {
            return Ok(Self { poll: None, quotes: None, gates: Gates::default() });
        }
        if wanted.poll.is_some() && !wanted.media_ids.is_empty() {
            return Err(invalid("Validation failed: Cannot attach both a poll and files"));
        }
        if wanted.poll.is_some() && wanted.quoted_status_id.is_some() {
            return Err(invalid("Validation failed: Cannot attach both a poll and a quote"));
        }
        let poll = wanted.poll.as_ref().map(poll).transpose()?;
        let quotes = wanted.quoted_status_id.as_deref().map(|id| quoted(world, host, author, id)).transpose()?;
        Ok(Self { poll, quotes, gates: gates(wanted)? })
    }
}

fn poll(wanted: &WantedPoll) -> Result<Poll, Refusal> {
    let poll = Poll {
        answers: wanted.options.clone(),
        open_for_minutes: u32::try_from(wanted.expires_in / 60).unwrap_or(u32::MAX),
        several: wanted.multiple,
        counts_hidden: wanted.hide_totals,
    };
    match poll.wrong() {
        Some(_) => Err(invalid("Validation failed: Poll options must be at least two, and all different")),
        None if !poll.beyond(&POLLS).is_empty() => Err(invalid(
            "Validation failed: Poll has too many options, too long ones, or a duration that is not allowed",
        )),
        None => Ok(poll),
    }
}

/// As on real servers, a post that is not there and one that may not be quoted are refused alike.
fn quoted(world: &World, host: Host, author: &PracticeAccount, id: &str) -> Result<String, Refusal> {
    let there = world.post(host, id).filter(|post| may_be_quoted(post, Some(&author.id)));
    let refused = Refusal(StatusCode::NOT_FOUND, "The post you are trying to quote does not appear to exist.");
    there.map(|post| post.id.clone()).ok_or(refused)
}

fn gates(wanted: &Wanted) -> Result<Gates, Refusal> {
    let quotes = match (wanted.visibility.as_deref(), wanted.quote_approval_policy.as_deref()) {
        (Some("private" | "direct"), _) | (_, Some("nobody")) => Whoever::Nobody,
        (_, None | Some("public")) => Whoever::Everybody,
        (_, Some("followers")) => Whoever::Followers,
        (_, Some(_)) => return Err(invalid("Validation failed: Quote approval policy is not included in the list")),
    };
    Ok(Gates { quotes, ..Gates::default() })
}
