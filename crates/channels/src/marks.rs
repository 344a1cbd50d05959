//! The two marks a channel can carry, and how the one for conversation moves.

use crate::{Channel, State};
use basics::ChannelId;
use serde::{Deserialize, Serialize};

/// What sets a channel apart. Both may be on one channel; each is on one channel at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// What the other channels amplify.
    pub primary: bool,
    /// Where the group talks with people. No channel has it before the group designates one; exactly one after.
    pub preferred: bool,
}

impl Marks {
    /// What the register says to a reader.
    pub fn words(self) -> Vec<&'static str> {
        let mut words = Vec::new();
        if self.preferred {
            words.push("Preferred: talk to us here");
        }
        if self.primary {
            words.push("Primary source");
        }
        words
    }
}

/// The mark for conversation moves: taken from one channel and given to another in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The channel that had it; none before the first designation.
    pub from: Option<ChannelId>,
    /// The channel that has it now.
    pub to: ChannelId,
}

/// Why a channel cannot become the preferred one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotPrefer {
    /// The register has no such channel.
    #[error("this channel is not in the group's register; choose one that is listed there")]
    Unknown,
    /// It has the mark.
    #[error("{0} is the preferred channel already; nothing has to be done")]
    Already(String),
    /// Nobody could talk to the group there.
    #[error("{name} is {state}, so nobody could talk to us there; choose an active channel, or open this one first")]
    NotActive {
        /// The channel's name.
        name: String,
        /// The state it is in.
        state: &'static str,
    },
}

/// The channel that has the mark for conversation, if the group has designated one.
pub fn preferred(register: &[Channel]) -> Option<&Channel> {
    register.iter().find(|channel| channel.marks.preferred)
}

/// What designating `chosen` changes. There are never two preferred channels, and never none once there was one.
pub fn prefer(register: &[Channel], chosen: ChannelId) -> Result<Moved, CannotPrefer> {
    let to = register.iter().find(|channel| channel.id == chosen).ok_or(CannotPrefer::Unknown)?;
    if to.marks.preferred {
        return Err(CannotPrefer::Already(to.name.clone()));
    }
    if to.state != State::Active {
        return Err(CannotPrefer::NotActive { name: to.name.clone(), state: to.state.as_str() });
    }
    Ok(Moved { from: preferred(register).map(|channel| channel.id), to: chosen })
}

impl Moved {
    /// Carries the move out on a register.
    pub fn apply(self, register: &mut [Channel]) {
        for channel in register {
            channel.marks.preferred = channel.id == self.to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::channel;

    #[test]
    fn no_channel_is_preferred_before_the_group_designates_one() {
        assert!(preferred(&[channel("Mastodon"), channel("Bluesky")]).is_none());
    }

    #[test]
    fn the_mark_moves_and_there_are_never_two() {
        let mut register = [channel("Mastodon"), channel("Bluesky"), channel("Forum")];
        for chosen in [0, 1, 2, 0] {
            let before = preferred(&register).map(|channel| channel.id);
            let moved = prefer(&register, register[chosen].id).unwrap();
            assert_eq!(moved, Moved { from: before, to: register[chosen].id });
            moved.apply(&mut register);
            assert_eq!(register.iter().filter(|channel| channel.marks.preferred).count(), 1);
        }
    }

    #[test]
    fn the_mark_needs_an_active_channel_that_does_not_have_it() {
        let mut register = [channel("Mastodon"), Channel { state: State::Reserved, ..channel("Threads") }];
        assert!(matches!(prefer(&register, register[1].id), Err(CannotPrefer::NotActive { state: "reserved", .. })));
        assert_eq!(prefer(&register, channel("Other").id), Err(CannotPrefer::Unknown));
        prefer(&register, register[0].id).unwrap().apply(&mut register);
        assert_eq!(prefer(&register, register[0].id), Err(CannotPrefer::Already("Mastodon".into())));
    }
}
