//! A campaign for a sponsor as it is put to whoever decides about it: on which channels, from which day to which, how many
//! posts, for which goals. What is agreed to is exactly these limits, and a post of the campaign stays within all of them.

use basics::{ChannelId, Digest, days::day};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest name of a campaign or of its sponsor, in characters.
pub const LONGEST_NAME: usize = 120;
/// The most posts that one campaign can have: more than one a day for half a year is no campaign any more.
pub const MOST_POSTS: u32 = 200;

/// The limits of one campaign. They are never edited: other limits are another campaign, and another question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// What the group calls it.
    pub name: String,
    /// For whom it is.
    pub sponsor: String,
    /// Where its posts go.
    pub channels: BTreeSet<ChannelId>,
    /// The first day on which one leaves, on the wall of the charter's zone.
    pub first: Date,
    /// The last such day, which is part of it.
    pub last: Date,
    /// How many posts it has at most.
    pub posts: u32,
    /// The goals in force that its posts serve, by the labels of the charter.
    pub goals: BTreeSet<String>,
}

/// Why these are no limits of a campaign. The sentence says how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCampaign {
    /// It has no name.
    #[error("Say in a few words what the campaign is called.")]
    NoName,
    /// Name or sponsor are too long.
    #[error("At most {LONGEST_NAME} characters are kept: shorten it.")]
    TooLong(&'static str),
    /// It is for nobody.
    #[error("Say for whom it is: whoever decides about it has to know.")]
    NoSponsor,
    /// It goes nowhere.
    #[error("Choose at least one channel.")]
    NoChannel,
    /// It ends before it begins.
    #[error("It would end on {}, before it begins on {}: choose a later last day.", day(*last), day(*first))]
    EndsFirst {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// It has no posts, or too many.
    #[error("Say how many posts it has at most: between 1 and {MOST_POSTS}.")]
    Posts,
}

impl NoCampaign {
    /// The field of a form at which it is mended.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoName => "name",
            Self::TooLong(field) => field,
            Self::NoSponsor => "sponsor",
            Self::NoChannel => "channel",
            Self::EndsFirst { .. } => "last",
            Self::Posts => "posts",
        }
    }
}

/// Why a post does not go out as part of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutOfLimits {
    /// It goes elsewhere.
    #[error("one of its channels is none of the campaign’s")]
    Channel,
    /// It leaves too early.
    #[error("it leaves on {}, and the campaign begins on {}", day(*on), day(*first))]
    TooEarly {
        /// Its day.
        on: Date,
        /// The first day.
        first: Date,
    },
    /// It leaves too late.
    #[error("it leaves on {}, and the campaign ends on {}", day(*on), day(*last))]
    TooLate {
        /// Its day.
        on: Date,
        /// The last day.
        last: Date,
    },
    /// It serves another goal.
    #[error("it names the goal {0}, which is none of the campaign’s")]
    Goal(String),
    /// There are as many as were agreed to.
    #[error("the campaign covers {0} posts, and as many are planned or out")]
    UsedUp(u32),
}

/// A post on one channel, as the limits of its campaign see it.
#[derive(Clone, Copy, Debug)]
pub struct Assigned<'a> {
    /// Where it goes.
    pub channel: ChannelId,
    /// The day on which it leaves, on the wall of the charter's zone.
    pub on: Date,
    /// The goals it names.
    pub goals: &'a BTreeSet<String>,
    /// How many other posts of the campaign are planned or out.
    pub others: u32,
}

impl Limits {
    /// The limits, where they make a campaign.
    ///
    /// # Errors
    /// For the first thing that does not hold, with its field.
    pub fn checked(self) -> Result<Self, NoCampaign> {
        let limits = Self { name: self.name.trim().to_owned(), sponsor: self.sponsor.trim().to_owned(), ..self };
        let too_long = |words: &str| words.chars().count() > LONGEST_NAME;
        match () {
            () if basics::text::is_blank(&limits.name) => Err(NoCampaign::NoName),
            () if too_long(&limits.name) => Err(NoCampaign::TooLong("name")),
            () if basics::text::is_blank(&limits.sponsor) => Err(NoCampaign::NoSponsor),
            () if too_long(&limits.sponsor) => Err(NoCampaign::TooLong("sponsor")),
            () if limits.channels.is_empty() => Err(NoCampaign::NoChannel),
            () if limits.last < limits.first => Err(NoCampaign::EndsFirst { first: limits.first, last: limits.last }),
            () if !(1..=MOST_POSTS).contains(&limits.posts) => Err(NoCampaign::Posts),
            () => Ok(limits),
        }
    }

    /// Whether a post stays within all of the limits. It serves the goals of the campaign and no other; it may name fewer.
    ///
    /// # Errors
    /// For the first limit that it goes over.
    pub fn admits(&self, post: &Assigned<'_>) -> Result<(), OutOfLimits> {
        if !self.channels.contains(&post.channel) {
            return Err(OutOfLimits::Channel);
        }
        if post.on < self.first {
            return Err(OutOfLimits::TooEarly { on: post.on, first: self.first });
        }
        if post.on > self.last {
            return Err(OutOfLimits::TooLate { on: post.on, last: self.last });
        }
        if let Some(other) = post.goals.difference(&self.goals).next() {
            return Err(OutOfLimits::Goal(other.clone()));
        }
        if post.others >= self.posts {
            return Err(OutOfLimits::UsedUp(self.posts));
        }
        Ok(())
    }

    /// The digest of all of them: an answer is given for exactly these.
    ///
    /// The encoding is version 1 and never changes; another one takes another first part.
    pub fn digest(&self) -> Digest {
        let mut parts = vec![b"nuncio campaign 1".to_vec(), self.name.clone().into(), self.sponsor.clone().into()];
        parts.push(self.channels.len().to_string().into());
        parts.extend(self.channels.iter().map(|channel| channel.uuid().as_bytes().to_vec()));
        parts.extend([self.first.to_string().into(), self.last.to_string().into(), self.posts.to_string().into()]);
        parts.extend(self.goals.iter().map(|goal| goal.clone().into_bytes()));
        Digest::of_parts(parts.iter().map(Vec::as_slice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::channel;
    use jiff::{ToSpan as _, civil::date};
    use proptest::prelude::*;

    fn limits(channel: ChannelId) -> Limits {
        Limits {
            name: "Winter sprint".into(),
            sponsor: "A sponsor".into(),
            channels: [channel].into(),
            first: date(2026, 12, 1),
            last: date(2026, 12, 14),
            posts: 3,
            goals: ["1".to_owned(), "2".to_owned()].into(),
        }
    }

    proptest! {
        #[test]
        fn a_post_is_admitted_within_every_limit_and_beyond_none(
            ours in any::<bool>(), after in -40_i64..40, others in 0_u32..6, goals in proptest::collection::btree_set("[1-4]", 0..3)
        ) {
            let (place, elsewhere) = (channel(), channel());
            let limits = limits(place);
            let on = limits.first.checked_add(after.days()).unwrap();
            let post = Assigned { channel: if ours { place } else { elsewhere }, on, goals: &goals, others };
            let within = ours && (0..=13).contains(&after) && others < 3 && goals.iter().all(|goal| limits.goals.contains(goal));
            prop_assert_eq!(limits.admits(&post).is_ok(), within);
        }
    }

    #[test]
    fn every_limit_is_part_of_what_is_agreed_to() {
        let place = channel();
        let agreed = limits(place);
        let edits: [&dyn Fn(&mut Limits); 7] = [
            &|it| it.name.push('!'),
            &|it| it.sponsor.push('!'),
            &|it| it.channels.extend([channel()]),
            &|it| it.first = date(2026, 12, 2),
            &|it| it.last = date(2026, 12, 15),
            &|it| it.posts = 4,
            &|it| it.goals.extend(["3".to_owned()]),
        ];
        for (number, edit) in edits.iter().enumerate() {
            let mut edited = agreed.clone();
            edit(&mut edited);
            assert_ne!(edited.digest(), agreed.digest(), "edit {number}");
        }
    }

    #[test]
    fn what_makes_no_campaign_is_told_at_its_field() {
        let good = limits(channel());
        assert!(good.clone().checked().is_ok());
        let wrong = [
            (Limits { name: " ".into(), ..good.clone() }, "name"),
            (Limits { name: "x".repeat(LONGEST_NAME + 1), ..good.clone() }, "name"),
            (Limits { sponsor: String::new(), ..good.clone() }, "sponsor"),
            (Limits { channels: BTreeSet::new(), ..good.clone() }, "channel"),
            (Limits { last: date(2026, 11, 30), ..good.clone() }, "last"),
            (Limits { posts: 0, ..good.clone() }, "posts"),
            (Limits { posts: MOST_POSTS + 1, ..good }, "posts"),
        ];
        for (limits, field) in wrong {
            assert_eq!(limits.checked().unwrap_err().field(), field);
        }
    }
}
