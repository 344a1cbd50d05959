//! A group with many accounts on the practice network, for benches.

use acts::{access, channels::Filled, connecting, founding};
use basics::{ChannelId, GroupId};
use channels::{Capability, Kind, NetworkName};
use jiff::{SignedDuration, civil::date};
use networks::practice::Host;
use stories::{DJANGO, World};

/// A group with these accounts, all given to one member.
pub async fn founded(world: &World, accounts: Vec<Filled>) -> (GroupId, Vec<ChannelId>) {
    let seat = |name: &'static str, offices: &[&str], statuses: &[&str]| founding::Seat {
        person: world.person("django", name),
        known_as: name.to_owned(),
        offices: offices.iter().map(ToString::to_string).collect(),
        statuses: statuses.iter().map(ToString::to_string).collect(),
        joined: None,
    };
    let plan = founding::Plan {
        slug: "many".to_owned(),
        name: "A group with many accounts".to_owned(),
        text: DJANGO.preset.text.to_owned(),
        rules: DJANGO.preset.rules.to_owned(),
        adopted_on: date(2026, 10, 1),
        roster: vec![
            seat("Chair", &["chair"], &[]),
            seat("Co-Chair", &["co_chair"], &[]),
            seat("Board Liaison", &["liaison"], &["board"]),
            seat("Member A", &[], &[]),
        ],
        channels: accounts,
        marks: (None, None),
        house: Vec::new(),
    };
    world.came_in("django", &["Chair", "Co-Chair", "Board Liaison", "Member A"]).await;
    let group = founding::found(&world.here, plan).await.unwrap().id;
    let mut channels = Vec::new();
    for row in world.here.store.channels(group).await.unwrap() {
        let id = row.channel.id;
        connect(world, group, id, &row.channel.handle).await;
        give(world, group, id).await;
        channels.push(id);
    }
    (group, channels)
}

/// An account of this handle on this network.
pub fn account(n: usize, network: &str, handle: String) -> Filled {
    Filled {
        name: format!("Account {n:03}"),
        network: NetworkName::parse(network).unwrap(),
        place: None,
        url: format!("https://{network}.example/@{handle}"),
        handle,
        kind: Kind::Ours,
        social: true,
    }
}

fn host_of(handle: &str) -> Host {
    match handle {
        listed if listed.starts_with("listed") => Host::Listed,
        named if named.ends_with(".example") => Host::Bluesky,
        _ => Host::Mastodon,
    }
}

async fn connect(world: &World, group: GroupId, channel: ChannelId, handle: &str) {
    let who = world.elevated("django", "Co-Chair");
    let typed = world.practice.typed(host_of(handle), handle, handle).unwrap();
    connecting::connect(&world.here, group, &who, channel, &typed).await.unwrap();
}

async fn give(world: &World, group: GroupId, channel: ChannelId) {
    let wish = access::Wish {
        channel,
        to: world.person("django", "Member A"),
        capability: Capability::Publish,
        reason: "Writes for the group".to_owned(),
        until: Some(world.now().plus(SignedDuration::from_hours(24 * 60))),
    };
    access::grant(&world.here, group, &world.elevated("django", "Co-Chair"), wish).await.unwrap();
}
