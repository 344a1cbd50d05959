//! What acts about channels are about: the channel as it is, or as it is to be.

use super::{About, Gather, Gathering};
use crate::{Declined, channels::register};
use basics::{ChannelId, GroupId};
use channels::Channel;
use charter::{
    Act as _, Object,
    act::{
        ConnectChannel, OpenChannel, PreferChannel, ReserveChannel, RestChannel, ResumeChannel, RetireChannel,
        SuspendChannel,
    },
};

macro_rules! about_a_channel {
    ($($act:ident),+) => { $(
        impl Gather for $act {
            const CHANGES_STANDING: bool = true;
            async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
                let channel = Some(here.channel(self.channel).await?);
                Ok(vec![About { object: Some(self.object()), channel, ..About::default() }])
            }
        }
    )+ };
}
about_a_channel!(ConnectChannel, RestChannel, ResumeChannel, SuspendChannel, RetireChannel, PreferChannel);

/// A channel that is to come into being has its future kind and state for facts; one that is there, its own.
async fn new_channel(here: &Gathering<'_>, object: Object, id: ChannelId) -> Result<Vec<About>, Declined> {
    let channel = match register::row_of(here.tx, here.group, id).await? {
        Some(row) => register::channel_of(&row)?,
        None => proposed(here.group, id)?,
    };
    Ok(vec![About { object: Some(object), channel: Some(channel), ..About::default() }])
}

fn proposed(group: GroupId, id: ChannelId) -> Result<Channel, Declined> {
    Ok(Channel {
        id,
        group,
        name: String::new(),
        network: channels::NetworkName::parse("assisted").map_err(anyhow::Error::from)?,
        place: None,
        handle: String::new(),
        url: String::new(),
        kind: channels::Kind::Ours,
        social: true,
        marks: channels::Marks::default(),
        state: channels::State::Proposed,
        steward: None,
    })
}

impl Gather for OpenChannel {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        new_channel(here, self.object(), self.channel).await
    }
}
impl Gather for ReserveChannel {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        new_channel(here, self.object(), self.channel).await
    }
}
