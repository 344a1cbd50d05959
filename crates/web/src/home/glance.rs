//! The column beside Home: what goes out next, and how the channels are.

use super::{Health, Out};
use crate::{
    App,
    calendar::network,
    parts::{Network, Tag, Tone},
    reader::Insider,
    when,
};
use basics::{ChannelId, PostId};
use channels::State;
use charter::sentences::capital;
use delivery::PauseReason;
use jiff::ToSpan as _;
use std::collections::HashSet;
use store::{ChannelRow, DeliveryRow};

/// The posts that are listed.
const POSTS: usize = 4;
/// The deliveries that are read to find them.
const READ: u64 = 60;

/// The next posts that leave, by time.
pub(super) async fn going_out(app: &App, insider: &Insider) -> Result<Vec<Out>, anyhow::Error> {
    let rows = app.here.store.going_out(insider.id(), READ).await?;
    let mut posts: Vec<(PostId, Vec<&DeliveryRow>)> = Vec::new();
    for row in rows.iter().filter(|row| row.of_another().is_none()) {
        let full = posts.len() == POSTS;
        match posts.iter_mut().find(|(post, _)| *post == row.post) {
            Some((_, others)) => others.push(row),
            None if full => {}
            None => posts.push((row.post, vec![row])),
        }
    }
    let ids: Vec<PostId> = posts.iter().map(|(post, _)| *post).collect();
    let titles = app.here.store.titles(insider.id(), &ids).await?;
    let out = posts.iter().filter_map(|(post, rows)| {
        let title = titles.get(post).filter(|title| !basics::text::is_blank(title));
        Some(one_out(insider, *post, rows.first()?, rows, title.map_or("Without a title", String::as_str)))
    });
    Ok(out.collect())
}

fn one_out(insider: &Insider, post: PostId, first: &DeliveryRow, rows: &[&DeliveryRow], title: &str) -> Out {
    let due = first.row.due;
    Out {
        day: day(insider, due),
        time: when::time(due, &insider.zone),
        at: due.to_string(),
        title: title.to_owned(),
        href: format!("{}/posts/{post}", insider.base()),
        networks: networks(insider, rows),
        state: rows.iter().find_map(|row| held(row)),
    }
}

fn networks(insider: &Insider, rows: &[&DeliveryRow]) -> Vec<Network> {
    let there = insider.known.channels.iter().filter(|known| rows.iter().any(|row| row.channel == known.channel.id));
    there.map(|known| network(&known.channel)).collect()
}

fn held(row: &DeliveryRow) -> Option<Tag> {
    let reason = row.row.pauses.iter().next()?;
    Some(match reason {
        PauseReason::Authority => Tag::new(Tone::Board, "landmark", "Held"),
        PauseReason::Token => Tag::new(Tone::Warn, "plug-zap", "To reconnect"),
        PauseReason::Rate => Tag::plain("hourglass", "The network asks to wait"),
        PauseReason::Late => Tag::new(Tone::Warn, "hourglass", "Late"),
        _ => Tag::new(Tone::Warn, "hourglass", "Waits"),
    })
}

/// `Today`, `Tomorrow`, `Sat 21`, `4 Dec`.
fn day(insider: &Insider, due: basics::Moment) -> String {
    let on = |at: basics::Moment| at.in_zone(insider.zone.rules()).date();
    let (today, date) = (on(insider.reader.at), on(due));
    match today.until(date).map_or(i32::MAX, |span| span.get_days()) {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        2..=13 if date < today.saturating_add(14.days()) => date.strftime("%a %-d").to_string(),
        _ => date.strftime("%-d %b").to_string(),
    }
}

/// What comes next, for a Home on which nothing waits.
pub(super) fn next(going_out: &[Out]) -> String {
    match going_out.first() {
        Some(first) => format!("Next: “{}” goes out {} at {}.", first.title, in_a_sentence(&first.day), first.time),
        None => "Nothing is planned either. Write a post when there is something to say.".to_owned(),
    }
}

/// `today` inside a sentence; the name of a day keeps its capital.
fn in_a_sentence(day: &str) -> String {
    if day.starts_with("To") { day.to_lowercase() } else { format!("on {day}") }
}

/// The channels that are not retired, each with whether it is well.
pub(super) async fn channels(app: &App, insider: &Insider) -> Result<Vec<(Health, bool)>, anyhow::Error> {
    let waiting = app.here.store.going_out(insider.id(), READ).await?;
    let revoked: HashSet<ChannelId> =
        waiting.iter().filter(|row| row.row.pauses.contains(PauseReason::Token)).map(|row| row.channel).collect();
    let listed = insider.known.channels.iter().filter(|row| row.channel.state != State::Retired);
    Ok(listed.map(|row| health(insider, row, revoked.contains(&row.channel.id))).collect())
}

fn health(insider: &Insider, row: &ChannelRow, revoked: bool) -> (Health, bool) {
    let channel = &row.channel;
    let (state, well) = match channel.state {
        _ if revoked => (Tag::new(Tone::Danger, "plug-zap", "Reconnect"), false),
        State::Active if channel.network.is_assisted() => (Tag::plain("hand", "By hand"), true),
        State::Active if row.connected => (Tag::well("Well"), true),
        State::Active => (Tag::new(Tone::Warn, "plug-zap", "Not connected"), false),
        State::Suspended => (Tag::new(Tone::Danger, "ban", "Suspended"), false),
        other => (Tag::plain("clock", capital(other.as_str())), true),
    };
    let href = format!("{}/channels/{}", insider.base(), channel.id);
    (Health { network: network(channel), handle: channel.handle.clone(), href, state }, well)
}

/// `5 of 6 well`.
pub(super) fn how_many_well(channels: &[(Health, bool)]) -> String {
    let well = channels.iter().filter(|(_, well)| *well).count();
    format!("{well} of {} well", channels.len())
}
