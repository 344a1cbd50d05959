//! Whether a channel answers people or only announces. Computed from the charter's rule, never stored.

use crate::Channel;
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

/// How the charter wants this channel used. A charter without a rule about announcing answers everywhere.
pub fn mode(channel: &Channel, charter: &charter::rules::Channels) -> Mode {
    let marks = [("primary", channel.marks.primary), ("preferred", channel.marks.preferred)];
    let marks: Vec<&str> = marks.into_iter().filter(|(_, carried)| *carried).map(|(mark, _)| mark).collect();
    if charter.is_broadcast(channel.kind.as_str(), channel.social, &marks) { Mode::Broadcast } else { Mode::TwoWay }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Marks, testing::channel};
    use charter::rules::{Broadcast, Channels};

    fn announcing(networks: &str, except: &[&str]) -> Channels {
        let broadcast = Broadcast {
            kinds: vec!["ours".into()],
            networks: networks.into(),
            except: except.iter().map(ToString::to_string).collect(),
            clause: "E5".into(),
            status: charter::Status::Explicit,
        };
        Channels { broadcast: Some(broadcast), ..Channels::default() }
    }

    #[test]
    fn a_charter_without_a_broadcast_rule_answers_everywhere() {
        assert_eq!(mode(&channel("LinkedIn"), &Channels::default()), Mode::TwoWay);
    }

    #[test]
    fn k11_a_social_channel_that_is_ours_only_announces() {
        let linkedin = channel("LinkedIn");
        let mode = mode(&linkedin, &announcing("social", &["preferred"]));
        assert_eq!(mode, Mode::Broadcast);
        assert_eq!(linkedin.words(mode), ["Announcements only"]);
    }

    #[test]
    fn k12_the_preferred_channel_answers() {
        let preferred = Channel { marks: Marks { preferred: true, primary: false }, ..channel("Mastodon") };
        let mode = mode(&preferred, &announcing("social", &["preferred"]));
        assert_eq!(mode, Mode::TwoWay);
        assert_eq!(preferred.words(mode), ["Preferred: talk to us here"]);
    }

    #[test]
    fn the_forum_and_the_blog_are_not_bound() {
        let rule = announcing("social", &["preferred"]);
        let forum = Channel { kind: Kind::Community, ..channel("Forum") };
        let blog = Channel { social: false, marks: Marks { primary: true, preferred: false }, ..channel("Blog") };
        assert_eq!(mode(&forum, &rule), Mode::TwoWay);
        assert_eq!(mode(&blog, &rule), Mode::TwoWay);
        assert_eq!(blog.words(Mode::TwoWay), ["Primary source", "We answer"]);
    }

    #[test]
    fn a_rule_for_every_channel_of_ours_binds_the_blog_too() {
        let blog = Channel { social: false, marks: Marks { preferred: true, primary: true }, ..channel("Blog") };
        assert_eq!(mode(&blog, &announcing("all", &[])), Mode::Broadcast);
    }
}
