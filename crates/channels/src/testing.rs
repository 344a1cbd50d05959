//! Channels to write tests with.

use crate::{Channel, Kind, Marks, NetworkName, State};
use basics::{ChannelId, GroupId, Moment};

/// An active social channel of ours without marks.
pub(crate) fn channel(name: &str) -> Channel {
    let at = Moment::from_micros(1_700_000_000_000_000);
    Channel {
        id: ChannelId::mint(at),
        group: GroupId::mint(at),
        name: name.to_owned(),
        network: NetworkName::parse("assisted").unwrap(),
        place: None,
        handle: "@project".to_owned(),
        url: "https://social.example/@project".to_owned(),
        kind: Kind::Ours,
        social: true,
        marks: Marks::default(),
        state: State::Active,
        steward: None,
    }
}
