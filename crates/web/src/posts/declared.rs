//! What is declared about a post: where it goes, which goals it serves, what a sponsor has to do with it. The charter is
//! applied to these words, so that nothing is guessed here: what a form leaves out stays as it was kept, and what no form
//! of ours says is refused.

use super::{
    desk::Desk,
    typed::{NO, Typed, YES},
};
use crate::parts::Problems;
use publishing::{Draft, Sponsor};

impl Typed {
    /// Takes over what is declared.
    pub fn declared(&self, desk: &Desk<'_>, draft: &mut Draft, problems: &mut Problems) {
        self.destinations(desk, draft, problems);
        self.served(desk, draft, problems);
        self.sponsored(draft, problems);
        self.within_a_campaign(desk, draft, problems);
        draft.consideration = ticked(&self.consideration, draft.consideration, "consideration", problems);
    }

    /// The channels that are this group's. One that is not stops the post: it is never sent to the rest instead.
    fn destinations(&self, desk: &Desk<'_>, draft: &mut Draft, problems: &mut Problems) {
        let known = |id: &basics::ChannelId| desk.channel(*id).is_some();
        if !self.no_channels.is_empty() || !self.channels.iter().all(known) {
            problems.add("channels", NO_CHANNEL);
        }
        draft.channels = self.channels.iter().copied().filter(known).collect();
    }

    fn served(&self, desk: &Desk<'_>, draft: &mut Draft, problems: &mut Problems) {
        let known = |goal: &&String| desk.charter.rules().goals.contains_key(*goal);
        if !self.goals.iter().all(|goal| known(&goal)) {
            problems.add("goal", NO_GOAL);
        }
        draft.goals = self.goals.iter().filter(known).cloned().collect();
    }

    fn sponsored(&self, draft: &mut Draft, problems: &mut Problems) {
        let words: Vec<&str> = self.sponsor.iter().map(String::as_str).collect();
        draft.sponsor = match words.as_slice() {
            [] => return,
            ["none"] => Sponsor::None,
            ["thanks"] => Sponsor::Thanks,
            ["campaign"] => Sponsor::Campaign,
            _ => return problems.add("sponsor", ONE_SPONSOR),
        };
    }
}

impl Typed {
    /// The campaign of this group that it belongs to. A post of a campaign is part of one, whatever its form says else.
    fn within_a_campaign(&self, desk: &Desk<'_>, draft: &mut Draft, problems: &mut Problems) {
        let Some(said) = &self.campaign else { return };
        if said.is_empty() {
            draft.campaign = None;
            return;
        }
        let known = desk.campaigns.iter().find(|row| row.id.to_string() == *said);
        match known {
            Some(row) => (draft.campaign, draft.sponsor) = (Some(row.id), Sponsor::Campaign),
            None => problems.add("campaign", NO_CAMPAIGN_OF_OURS),
        }
    }
}

/// Whether a box is ticked. A form says [`NO`] and adds [`YES`] with the tick; where it says neither, it stays as kept.
pub(super) fn ticked(said: &[String], kept: bool, field: &str, problems: &mut Problems) -> bool {
    if said.iter().any(|word| word != NO && word != YES) {
        problems.add(field, "Tick this or leave it empty: what was sent is neither.");
        return kept;
    }
    if said.is_empty() { kept } else { said.iter().any(|word| word == YES) }
}

const NO_CHANNEL: &str = "One of the channels that were chosen is not in the register of this group, or not any more: look \
                          at the channels, and choose again.";
const NO_GOAL: &str =
    "One of the goals that were named is not in force in this charter: look at the goals, and choose again.";
const NO_CAMPAIGN_OF_OURS: &str =
    "The campaign that was chosen is none of this group: choose one of the list, or none.";
const ONE_SPONSOR: &str = "Say once whether it is about a sponsor: no, one thank-you, or part of a campaign.";
