//! Whether a channel answers people or only announces. Computed from the charter's rule, never stored.

use crate::{Channel, Kind};
use serde::{Deserialize, Serialize};

/// How a channel is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// People who write there are answered.
    TwoWay,
    /// It announces only.
    Broadcast,
}

impl Mode {
    /// The word in the store and among the judge's facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TwoWay => "two_way",
            Self::Broadcast => "broadcast",
        }
    }
    /// What the register says to a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::TwoWay => "We answer",
            Self::Broadcast => "Announcements only",
        }
    }
}

/// Which channels a charter keeps to announcements, as its rules file says. A charter without such a rule has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroadcastRule {
    /// The kind of channel it binds.
    pub kind: Kind,
    /// Whether it binds social channels only.
    pub social_only: bool,
    /// Whether the preferred channel is exempt.
    pub except_preferred: bool,
}

impl BroadcastRule {
    fn binds(self, channel: &Channel) -> bool {
        channel.kind == self.kind
            && (channel.social || !self.social_only)
            && !(channel.marks.preferred && self.except_preferred)
    }
}

/// How the charter wants this channel used.
pub fn mode(channel: &Channel, rule: Option<BroadcastRule>) -> Mode {
    if rule.is_some_and(|rule| rule.binds(channel)) { Mode::Broadcast } else { Mode::TwoWay }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Marks, testing::channel};

    const SOCIAL_ONES_ANNOUNCE: BroadcastRule =
        BroadcastRule { kind: Kind::Ours, social_only: true, except_preferred: true };

    #[test]
    fn a_charter_without_a_broadcast_rule_answers_everywhere() {
        assert_eq!(mode(&channel("LinkedIn"), None), Mode::TwoWay);
    }

    #[test]
    fn k11_a_social_channel_that_is_ours_only_announces() {
        let linkedin = channel("LinkedIn");
        let mode = mode(&linkedin, Some(SOCIAL_ONES_ANNOUNCE));
        assert_eq!(mode, Mode::Broadcast);
        assert_eq!(linkedin.words(mode), ["Announcements only"]);
    }

    #[test]
    fn k12_the_preferred_channel_answers() {
        let preferred = Channel { marks: Marks { preferred: true, primary: false }, ..channel("Mastodon") };
        let mode = mode(&preferred, Some(SOCIAL_ONES_ANNOUNCE));
        assert_eq!(mode, Mode::TwoWay);
        assert_eq!(preferred.words(mode), ["Preferred: talk to us here"]);
    }

    #[test]
    fn the_forum_and_the_blog_are_not_bound() {
        let forum = Channel { kind: Kind::Community, ..channel("Forum") };
        let blog = Channel { social: false, marks: Marks { primary: true, preferred: false }, ..channel("Blog") };
        assert_eq!(mode(&forum, Some(SOCIAL_ONES_ANNOUNCE)), Mode::TwoWay);
        assert_eq!(mode(&blog, Some(SOCIAL_ONES_ANNOUNCE)), Mode::TwoWay);
        assert_eq!(blog.words(Mode::TwoWay), ["Primary source", "We answer"]);
    }

    #[test]
    fn a_rule_for_every_channel_of_ours_binds_the_blog_too() {
        let rule = BroadcastRule { social_only: false, except_preferred: false, ..SOCIAL_ONES_ANNOUNCE };
        let blog = Channel { social: false, marks: Marks { preferred: true, primary: true }, ..channel("Blog") };
        assert_eq!(mode(&blog, Some(rule)), Mode::Broadcast);
    }
}
