//! A channel in the words of the register.

use super::Row;
use crate::{
    law,
    parts::{Follows, Network, Quote, Tag, Tone},
    reader::Insider,
    when,
};
use basics::Moment;
use channels::{Channel, Grant, Mode, State, mode};
use charter::Charter;
use networks::{Capabilities, NetworkName, assisted::Place};
use std::collections::BTreeSet;
use store::ChannelRow;

/// One line of the register.
pub fn row(reader: &Insider, charter: &Charter, row: &ChannelRow, grants: &[Grant], now: Moment) -> Row {
    let channel = &row.channel;
    let holders: BTreeSet<_> = grants
        .iter()
        .filter(|grant| grant.channel == channel.id && grant.holds(now))
        .map(|grant| grant.person)
        .collect();
    Row {
        network: network(channel),
        name: channel.name.clone(),
        href: page(reader, channel),
        handle: channel.handle.clone(),
        kind: channel.kind.words().to_owned(),
        marks: marks(charter, channel),
        access: match holders.len() {
            0 => "nobody has access".to_owned(),
            1 => "one person has access".to_owned(),
            many => format!("{many} people have access"),
        },
        health: health(row, reader),
    }
}

/// The page of a channel.
pub fn page(reader: &Insider, channel: &Channel) -> String {
    format!("{}/channels/{}", reader.base(), channel.id)
}

/// The network that people see, with its mark.
pub fn network(channel: &Channel) -> Network {
    let word = channel.shown_network();
    let title = match (channel.network.as_str().parse::<NetworkName>(), &channel.place) {
        (Ok(NetworkName::Assisted), Some(place)) => match Place::of(place) {
            Place::Other => NetworkName::Assisted.title(),
            known => known.title(),
        },
        (Ok(name), _) => name.title(),
        (Err(_), _) => word,
    };
    let by_hand = channel.network.is_assisted() && word == "other";
    Network::of(if by_hand { "assisted" } else { word }, title)
}

fn marks(charter: &Charter, channel: &Channel) -> Vec<Tag> {
    let answers = mode(channel, &charter.rules().channels);
    let mut tags: Vec<Tag> = channel
        .words(answers)
        .into_iter()
        .map(|words| match words {
            "Preferred: talk to us here" => Tag::new(Tone::Accent, "star", words),
            "Primary source" => Tag::new(Tone::Accent, "badge-check", words),
            words if answers == Mode::Broadcast => Tag::plain("megaphone", words),
            words => Tag::plain("message-circle", words),
        })
        .collect();
    tags.extend(state(channel.state));
    tags
}

fn state(state: State) -> Option<Tag> {
    match state {
        State::Active => None,
        State::Proposed => Some(Tag::plain("circle-dashed", "Proposed")),
        State::Reserved => Some(Tag::plain("lock", "Reserved: the name is held, nothing is posted")),
        State::Dormant => Some(Tag::new(Tone::Warn, "circle-pause", "Dormant: nothing is posted for now")),
        State::Suspended => Some(Tag::new(Tone::Danger, "ban", "Suspended: everything is stopped")),
        State::Retired => Some(Tag::plain("archive", "Retired")),
    }
}

fn health(row: &ChannelRow, reader: &Insider) -> Tag {
    if row.channel.network.is_assisted() {
        return Tag::plain("hand", "Posted by hand");
    }
    match (row.channel.state, row.connected, row.probed_at) {
        (State::Retired, ..) => Tag::plain("archive", "Left"),
        (_, true, _) if lacks_something(row) => Tag::new(Tone::Warn, "plug-zap", "Connected in part"),
        (_, true, Some(at)) => Tag::well(format!("Connected, {}", when::day(at, &reader.zone))),
        (_, true, None) => Tag::well("Connected"),
        (_, false, _) => Tag::new(Tone::Warn, "unplug", "Not connected"),
    }
}

/// Whether whoever connected the account did not agree to all that was asked for.
fn lacks_something(row: &ChannelRow) -> bool {
    let known = row.capabilities.as_deref().and_then(|text| serde_json::from_str::<Capabilities>(text).ok());
    known.is_some_and(|known| !known.lacks.is_empty())
}

/// A clause by its label, in its own words.
pub fn quote(reader: &Insider, charter: &Charter, label: &str) -> Option<Quote> {
    law::quoted(charter, &reader.base(), label, Follows::Said)
}

/// What just happened, after a form led back to a page.
pub const DONE: &[(&str, &str)] = &[
    ("entered", "The channel is in the register."),
    ("held", "The name is held. Nothing can be posted there."),
    ("granted", "Access is given."),
    ("ended", "Access is taken back."),
    ("moved", "Done, and in the log."),
    ("connected", "The account is connected. Its key is encrypted and will not be shown again."),
];
