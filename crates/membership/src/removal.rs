//! Removing a member by a decision: the ground it is proposed on, who decides it under a charter, the time for a reply, and
//! how long a ground that was not carried rests.

use crate::{period::later, voting::zone};
use basics::{Digest, Moment};
use charter::{Charter, GROUP, rules::Removal};

/// The longest ground or reply, in characters: it is read by everybody who votes.
pub const LONGEST: usize = 4_000;

/// Why somebody is proposed for removal, in writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground(String);

/// What is no ground, or no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWords {
    /// There is nothing.
    #[error("write it down: the person concerned and everybody who votes read it")]
    Blank,
    /// It is too long to be read.
    #[error("this has {0} characters, and at most {LONGEST} are kept: say it in fewer words")]
    Long(usize),
}

impl Ground {
    /// A ground as it was written.
    ///
    /// # Errors
    /// When there are no words, or too many.
    pub fn parse(text: &str) -> Result<Self, NoWords> {
        words(text).map(Self)
    }

    /// The words.
    pub fn words(&self) -> &str {
        &self.0
    }

    /// What makes it this ground: its letters and digits, so that another comma is no new ground.
    pub fn digest(&self) -> Digest {
        let letters = self.0.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        Digest::of_parts([b"ground 1".as_slice(), letters.collect::<String>().as_bytes()])
    }
}

/// What somebody wrote, if it can be kept: words, not too many, and nothing that is no text.
///
/// # Errors
/// When there are no words, or too many.
pub fn words(text: &str) -> Result<String, NoWords> {
    if basics::text::is_blank(text) {
        return Err(NoWords::Blank);
    }
    let length = text.chars().count();
    if length > LONGEST {
        return Err(NoWords::Long(length));
    }
    Ok(text.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>().trim().to_owned())
}

/// The rule by which the group itself removes a member; none where its charter has no such clause, so that only the body
/// above it does.
pub fn by_the_group(charter: &Charter) -> Option<&Removal> {
    charter.rules().exit.as_ref()?.removal.iter().find(|removal| removal.by == GROUP)
}

/// When a vote on a removal can open that was proposed at this instant: once its subject had the time to reply.
pub fn opens_at(charter: &Charter, proposed: Moment) -> Moment {
    let reply = by_the_group(charter).and_then(|removal| removal.reply);
    reply.map_or(proposed, |period| later(proposed, &zone(charter), period))
}

/// Until when a ground that was not carried at this instant cannot be proposed again.
pub fn rests_until(charter: &Charter, failed: Moment) -> Moment {
    let rests = by_the_group(charter).and_then(|removal| removal.cool_down);
    rests.map_or(failed, |period| later(failed, &zone(charter), period))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn e7_a_removal_has_a_ground_in_writing() {
        assert_eq!(Ground::parse(" \n\u{200b}\t"), Err(NoWords::Blank));
        assert_eq!(Ground::parse(&"a".repeat(LONGEST + 1)), Err(NoWords::Long(LONGEST + 1)));
        assert_eq!(Ground::parse(" Posted\u{7} twice. ").unwrap().words(), "Posted twice.");
    }

    #[test]
    fn another_comma_is_no_new_ground() {
        let digest = |text: &str| Ground::parse(text).unwrap().digest();
        assert_eq!(digest("Posted, twice."), digest("posted twice"));
        assert_ne!(digest("Posted twice"), digest("Posted three times"));
    }

    #[test]
    fn e7_the_vote_waits_for_the_reply_and_a_ground_that_failed_rests() {
        let charter = charter::presets::DJANGO.charter().unwrap();
        let proposed = at("2026-11-20T12:00:00Z");
        assert_eq!(opens_at(&charter, proposed), at("2026-11-23T12:00:00Z"));
        assert_eq!(rests_until(&charter, proposed), at("2027-02-18T12:00:00Z"));
        let plain = charter::presets::JUPYTER.charter().unwrap();
        assert_eq!((opens_at(&plain, proposed), rests_until(&plain, proposed)), (proposed, proposed));
    }
}
