//! The digest of a draft: what an approval is bound to. It is written down here what is in it, in which order, and under which
//! version; what was written once never changes.

use super::Draft;
use crate::content::optional;
use basics::{ChannelId, Digest};
use std::collections::BTreeSet;

impl Draft {
    /// The digest of all that goes out, on all its channels, and of all that is declared about it. An answer for this
    /// draft is bound to it: adding a channel voids one, and so does any edit to what any channel publishes, or to what
    /// the charter was asked about. What never leaves and rests on nothing is not in it.
    ///
    /// The encoding is version 2 and never changes; another one takes another first part. Version 3 is that of a post of a
    /// campaign, with the campaign as its second part; version 4 that of a thread, with the campaign, if any, after it. Version 5 is that of a
    /// post that names people whose accounts are known, with the campaign, the number of parts and the accounts after it.
    pub fn digest(&self) -> Digest {
        let campaign = self.campaign.map(|campaign| campaign.uuid().as_bytes().to_vec());
        let accounts = self.accounts();
        let mut parts = match (self.thread.is_empty(), campaign) {
            (_, campaign) if !accounts.is_empty() => {
                let parts = [self.thread.len().to_string().into(), (accounts.len() / 3).to_string().into()];
                let before = vec![b"nuncio draft 5".to_vec(), campaign.unwrap_or_default()];
                before.into_iter().chain(parts).chain(accounts).collect()
            }
            (true, None) => vec![b"nuncio draft 2".to_vec()],
            (true, Some(campaign)) => vec![b"nuncio draft 3".to_vec(), campaign],
            (false, campaign) => vec![b"nuncio draft 4".to_vec(), campaign.unwrap_or_default()],
        };
        parts.extend(self.declared());
        parts.extend(self.leaving());
        Digest::of_parts(parts.iter().map(Vec::as_slice))
    }

    /// Whether this is the draft that was put in the queue under a digest. Before version 2 that was the digest of what
    /// goes out alone, and what was planned by then leaves as it was planned.
    pub fn was_planned_as(&self, planned: Digest) -> bool {
        self.digest() == planned || self.first_digest() == planned
    }

    fn first_digest(&self) -> Digest {
        let mut parts = vec![b"nuncio draft 1".to_vec()];
        parts.extend(self.leaving());
        Digest::of_parts(parts.iter().map(Vec::as_slice))
    }

    /// Whom it means by its words, where that is known: channel, word and account of each.
    fn accounts(&self) -> Vec<Vec<u8>> {
        let (channels, said): (BTreeSet<_>, _) = (self.channels.iter().copied().collect(), self.words());
        let of_channel = |channel: &ChannelId| {
            let people = self.people.get(channel).into_iter().flatten();
            let meant = people.filter(|(word, _)| said.contains(word.as_str()));
            let accounts = meant.filter_map(|(word, named)| Some((word, named.account.as_ref()?)));
            let channel = channel.uuid().as_bytes().to_vec();
            accounts
                .flat_map(move |(word, account)| [channel.clone(), word.clone().into(), account.clone().into()])
                .collect::<Vec<_>>()
        };
        channels.iter().flat_map(of_channel).collect()
    }

    /// What its author declares, and the charter is applied to.
    fn declared(&self) -> Vec<Vec<u8>> {
        let outside = self.third_party.as_ref();
        let mut parts = vec![
            self.sponsor.as_str().into(),
            if self.consideration { b"in return".to_vec() } else { b"for nothing".to_vec() },
        ];
        parts.extend(optional(outside.map(|outside| outside.affiliation.as_str())));
        parts.extend(optional(outside.map(|outside| outside.benefit.as_str())));
        parts.push(self.goals.len().to_string().into());
        parts.extend(self.goals.iter().map(|goal| goal.clone().into_bytes()));
        parts
    }

    /// What goes out: in answer to what, where, and what exactly.
    fn leaving(&self) -> Vec<Vec<u8>> {
        let channels: BTreeSet<_> = self.channels.iter().copied().collect();
        let mut parts = optional(self.answers.as_ref().map(|answered| answered.url.as_str())).to_vec();
        for channel in channels {
            let contents = self.parts_for(channel);
            parts.push(channel.uuid().as_bytes().to_vec());
            if !self.thread.is_empty() {
                parts.push(contents.len().to_string().into());
            }
            parts.extend(contents.iter().map(|content| content.digest().bytes().to_vec()));
        }
        parts
    }
}
