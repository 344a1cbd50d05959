//! A post while it is written: one text for everywhere, own words where a channel needs them, and what the author
//! says about it.

use crate::{
    Alt, Content, LinkTags, Named, Picture, Planned,
    content::optional,
    naming::{named, words},
};
use basics::{CampaignId, ChannelId, Digest, MediaId, Moment, text::is_blank};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// A post while it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What the group calls it among itself. Never published.
    #[serde(default)]
    pub title: String,
    /// What every channel publishes that has no words of its own.
    pub everywhere: Content,
    /// How it goes on, where it is a thread: each part answers the one before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thread: Vec<Part>,
    /// The words of single channels.
    #[serde(default)]
    pub own: BTreeMap<ChannelId, OwnText>,
    /// What single channels say about a picture in place of its description, by the picture as it was uploaded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub descriptions: BTreeMap<ChannelId, BTreeMap<MediaId, String>>,
    /// Whom the words of its texts stand for on each channel, as the book of the group said when it was saved.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<ChannelId, BTreeMap<String, Named>>,
    /// Where it is to go out.
    #[serde(default)]
    pub channels: Vec<ChannelId>,
    /// The goals in force it serves, by the labels of the charter.
    #[serde(default)]
    pub goals: BTreeSet<String>,
    /// What it has to do with sponsors.
    #[serde(default)]
    pub sponsor: Sponsor,
    /// The campaign it belongs to, where it belongs to one that was put to whoever decides about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<CampaignId>,
    /// Whether anything was given in return for it.
    #[serde(default)]
    pub consideration: bool,
    /// Whose content it is, when it comes from outside.
    #[serde(default)]
    pub third_party: Option<ThirdParty>,
    /// What it answers.
    #[serde(default)]
    pub answers: Option<ReplyTo>,
    /// What its links carry, where it was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_tags: Option<LinkTags>,
    /// The gaps of the template that it was begun from: in what leaves, each of them is filled.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gaps: BTreeSet<String>,
    /// When it is to leave.
    #[serde(default)]
    pub when: Option<Planned>,
}

/// One more part of a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its text.
    pub text: String,
    /// Its pictures, in their order.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// How many minutes after the time of the part before it its own time is. It never leaves before that one is there.
    #[serde(default, skip_serializing_if = "is_none")]
    pub after_minutes: u32,
}

/// Serde hands in a reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a function of a reference")]
fn is_none(minutes: &u32) -> bool {
    *minutes == 0
}

impl Part {
    /// A part with this text alone, at the time of the part before it.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// The words of one channel, in place of the whole thread. Pictures and language are those of everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnText {
    /// Its text.
    pub text: String,
    /// Its warning.
    #[serde(default)]
    pub warning: Option<String>,
}

/// What a post has to do with sponsors, in its author's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sponsor {
    /// Nothing.
    #[default]
    None,
    /// One unpaid thank-you.
    Thanks,
    /// It belongs to a campaign: several planned items, or any for consideration.
    Campaign,
}

impl Sponsor {
    /// The word in the store and among the judge's facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Thanks => "thanks",
            Self::Campaign => "campaign",
        }
    }
}

/// Content that somebody outside wrote or wants said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdParty {
    /// Who submitted it, and for whom they work.
    pub affiliation: String,
    /// What the community has from it.
    pub benefit: String,
}

/// What a post answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTo {
    /// The address of what is answered, as people see it on its network.
    pub url: Url,
}

/// The text is not the address of a post.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the address of a post: copy it from its page, such as https://social.example/@somebody/1234")]
pub struct NotAnAddress(pub String);

impl ReplyTo {
    /// What stands at this address.
    pub fn parse(address: &str) -> Result<Self, NotAnAddress> {
        match Url::parse(address.trim()) {
            Ok(url) if matches!(url.scheme(), "https" | "http") => Ok(Self { url }),
            _ => Err(NotAnAddress(address.to_owned())),
        }
    }
}

impl Draft {
    /// An empty post in this language.
    pub fn new(language: crate::Language) -> Self {
        Self {
            title: String::new(),
            everywhere: Content::of("", language),
            thread: Vec::new(),
            own: BTreeMap::new(),
            descriptions: BTreeMap::new(),
            people: BTreeMap::new(),
            channels: Vec::new(),
            goals: BTreeSet::new(),
            sponsor: Sponsor::None,
            campaign: None,
            consideration: false,
            third_party: None,
            answers: None,
            link_tags: None,
            gaps: BTreeSet::new(),
            when: None,
        }
    }

    /// What this channel publishes: its own words, or everybody's, with everybody called as they are called there.
    pub fn for_channel(&self, channel: ChannelId) -> Content {
        let everywhere =
            Content { pictures: self.described_for(channel, &self.everywhere.pictures), ..self.everywhere.clone() };
        let content = match self.own.get(&channel) {
            None => everywhere,
            Some(own) => Content { text: own.text.clone(), warning: own.warning.clone(), ..everywhere },
        };
        let named = |text: &str| self.named_for(channel, text);
        Content {
            text: named(&self.tagged(&content.text)),
            warning: content.warning.as_deref().map(named),
            headline: content.headline.as_deref().map(named),
            ..content
        }
    }

    /// What every channel publishes that has no words of its own, as it leaves, with nobody of the book named yet.
    pub fn for_everybody(&self) -> Content {
        Content { text: self.tagged(&self.everywhere.text), ..self.everywhere.clone() }
    }

    /// A text of it with its links marked.
    fn tagged(&self, text: &str) -> String {
        self.link_tags.as_ref().map_or_else(|| text.to_owned(), |tags| tags.on(text))
    }

    fn named_for(&self, channel: ChannelId, text: &str) -> String {
        self.people.get(&channel).map_or_else(|| text.to_owned(), |people| named(text, people))
    }

    /// The words of its texts that stand for somebody.
    pub fn words(&self) -> BTreeSet<&str> {
        let lines = [self.everywhere.warning.as_deref(), self.everywhere.headline.as_deref()];
        let own = self.own.values().flat_map(|own| [Some(own.text.as_str()), own.warning.as_deref()]);
        let thread = self.thread.iter().map(|part| part.text.as_str());
        let texts = [self.everywhere.text.as_str()].into_iter().chain(thread);
        texts.chain(lines.into_iter().chain(own).flatten()).flat_map(words).collect()
    }

    /// Pictures with the words that this channel has about them.
    fn described_for(&self, channel: ChannelId, pictures: &[Picture]) -> Vec<Picture> {
        let own = |picture: &Picture| self.descriptions.get(&channel)?.get(&picture.original());
        let described = |picture: &Picture| match own(picture) {
            None => picture.clone(),
            Some(words) => Picture { alt: Alt::Described(words.clone()), ..picture.clone() },
        };
        pictures.iter().map(described).collect()
    }

    /// What this channel publishes, part by part: one where it is no thread, or where the channel has its own words. Warning,
    /// language, audience and gates are those of the first part; what it asks and quotes belongs to the first alone.
    pub fn parts_for(&self, channel: ChannelId) -> Vec<Content> {
        let first = self.for_channel(channel);
        let own = self.own.contains_key(&channel);
        let rest = self.thread.iter().filter(|_| !own).map(|part| Content {
            text: self.named_for(channel, &self.tagged(&part.text)),
            pictures: self.described_for(channel, &part.pictures),
            headline: None,
            poll: None,
            quotes: None,
            ..first.clone()
        });
        let rest: Vec<Content> = rest.collect();
        [first].into_iter().chain(rest).collect()
    }

    /// The texts of its further parts, as they leave.
    pub fn thread_as_it_leaves(&self) -> Vec<String> {
        self.thread.iter().map(|part| self.tagged(&part.text)).collect()
    }

    /// How long after its first part this one is to leave, counted from 0.
    pub fn waits_for(&self, part: usize) -> SignedDuration {
        let minutes = self.thread.iter().take(part).map(|part| i64::from(part.after_minutes)).sum();
        SignedDuration::from_mins(minutes)
    }

    /// When it is to leave; `now` while it has no time.
    pub fn leaves_at(&self, now: Moment) -> Moment {
        self.when.as_ref().map_or(now, |planned| planned.at)
    }

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

/// What a post without a title is called: how its text begins.
pub fn first_words(text: &str) -> String {
    let line = text.lines().find(|line| !is_blank(line)).unwrap_or("Untitled").trim();
    if line.chars().count() <= 60 {
        return line.to_owned();
    }
    let cut: String = line.chars().take(60).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole} …")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{channel, draft, picture};

    #[test]
    fn a_channel_publishes_its_own_words_where_it_has_some() {
        let (mastodon, bluesky) = (channel(), channel());
        let mut draft = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
        draft.own.insert(bluesky, OwnText { text: "Short".into(), warning: Some("news".into()) });
        assert_eq!(draft.for_channel(mastodon).text, "For everybody");
        assert_eq!(draft.for_channel(bluesky).text, "Short");
        assert_eq!(draft.for_channel(bluesky).warning.as_deref(), Some("news"));
    }

    #[test]
    fn a_thread_goes_out_part_by_part_and_not_where_a_channel_has_its_own_words() {
        let (mastodon, linkedin) = (channel(), channel());
        let mut draft = Draft { channels: vec![mastodon, linkedin], ..draft("One") };
        draft.own.insert(linkedin, OwnText { text: "All of it".into(), warning: None });
        let alone = draft.digest();
        draft.thread = vec![Part::of("Two"), Part::of("Three")];
        draft.everywhere.poll =
            Some(crate::Poll { answers: vec![], open_for_minutes: 5, several: false, counts_hidden: false });
        let parts: Vec<(String, bool)> =
            draft.parts_for(mastodon).into_iter().map(|part| (part.text, part.poll.is_some())).collect();
        assert_eq!(parts, [("One".into(), true), ("Two".into(), false), ("Three".into(), false)]);
        assert_eq!(draft.parts_for(linkedin).len(), 1);
        let (approved, mut edited) = (draft.digest(), draft.clone());
        edited.thread[1].text.push('!');
        assert!(approved != alone && approved != edited.digest());
        edited.thread.swap(0, 1);
        assert_ne!(approved, edited.digest());
    }

    #[test]
    fn a_channel_describes_a_picture_in_its_own_words_and_an_approval_rests_on_them() {
        let (mastodon, bluesky) = (channel(), channel());
        let mut draft = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
        draft.everywhere.pictures = vec![picture()];
        let (approved, media) = (draft.digest(), draft.everywhere.pictures[0].original());
        draft.descriptions.insert(bluesky, [(media, "Short.".to_owned())].into());
        assert_eq!(draft.for_channel(bluesky).pictures[0].alt.sent(), "Short.");
        assert_eq!(draft.for_channel(mastodon), draft.everywhere);
        assert_ne!(draft.digest(), approved);
    }

    #[test]
    fn pc05_a_person_is_called_as_each_channel_calls_them_and_an_approval_rests_on_whom_that_means() {
        let (mastodon, linkedin) = (channel(), channel());
        let mut draft = Draft { channels: vec![mastodon, linkedin], ..draft("Thanks, @{maria}") };
        draft.thread = vec![Part { text: "@{maria} again".into(), pictures: vec![], after_minutes: 0 }];
        assert_eq!(draft.words().into_iter().collect::<Vec<_>>(), ["maria"]);
        let named = |said: &str, account: Option<&str>| {
            let handle = account.map(|_| said.trim_start_matches('@').to_owned());
            [("maria".to_owned(), Named { said: said.into(), handle, account: account.map(str::to_owned) })].into()
        };
        draft.people = [(mastodon, named("@maria@social.example", Some("7"))), (linkedin, named("Maria", None))].into();
        assert_eq!(draft.for_channel(mastodon).text, "Thanks, @maria@social.example");
        assert_eq!(draft.parts_for(mastodon)[1].text, "@maria@social.example again");
        assert_eq!(draft.for_channel(linkedin).text, "Thanks, Maria");
        let approved = draft.digest();
        draft.people.insert(mastodon, named("@maria@social.example", Some("8")));
        assert_ne!(draft.digest(), approved, "the same handle leads to somebody else");
    }

    #[test]
    fn h2_any_edit_to_what_goes_out_voids_an_approval() {
        let (mastodon, bluesky) = (channel(), channel());
        let approved = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
        let edits: [&dyn Fn(&mut Draft); 4] = [
            &|it| it.everywhere.text.push('!'),
            &|it| drop(it.own.insert(mastodon, OwnText { text: "Own".into(), warning: None })),
            &|it| it.channels.push(channel()),
            &|it| it.answers = Some(ReplyTo::parse("https://social.example/@a/1").unwrap()),
        ];
        for (number, edit) in edits.iter().enumerate() {
            let mut edited = approved.clone();
            edit(&mut edited);
            assert!(edited.digest() != approved.digest() && !edited.was_planned_as(approved.digest()), "edit {number}");
        }
    }

    #[test]
    fn h2_any_other_declaration_voids_an_approval() {
        let outside = |from: &str, good: &str| Some(ThirdParty { affiliation: from.into(), benefit: good.into() });
        let approved = Draft { third_party: outside("A sponsor", "A talk"), ..draft("Thank you, sponsors") };
        let edits: [&dyn Fn(&mut Draft); 7] = [
            &|it| it.campaign = Some(CampaignId::mint(Moment::from_micros(0))),
            &|it| it.goals = ["2".to_owned()].into(),
            &|it| it.sponsor = Sponsor::Campaign,
            &|it| it.consideration = true,
            &|it| it.third_party = None,
            &|it| it.third_party = outside("Another sponsor", "A talk"),
            &|it| it.third_party = outside("A sponsor", "A stand"),
        ];
        for (number, edit) in edits.iter().enumerate() {
            let mut edited = approved.clone();
            edit(&mut edited);
            assert_ne!(edited.digest(), approved.digest(), "edit {number}");
        }
    }

    #[test]
    fn each_part_waits_after_the_one_before_it() {
        let late = |text: &str, minutes| Part { after_minutes: minutes, ..Part::of(text) };
        let thread = Draft { thread: vec![late("Two", 30), Part::of("Three"), late("Four", 60)], ..draft("One") };
        let minutes: Vec<i64> = (0..4).map(|part| thread.waits_for(part).as_mins()).collect();
        assert_eq!(minutes, [0, 30, 30, 90]);
        let stored = serde_json::to_string(&thread).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&stored).unwrap(), thread);
    }

    #[test]
    fn h2_what_its_links_carry_is_part_of_what_leaves() {
        let mastodon = channel();
        let approved = Draft { channels: vec![mastodon], ..draft("Read https://docs.example/a") };
        let tags = LinkTags { source: "a".into(), medium: "b".into(), campaign: "c".into() };
        let marked = Draft { link_tags: Some(tags), ..approved.clone() };
        assert_ne!(marked.digest(), approved.digest());
        let tagged = "Read https://docs.example/a?utm_source=a&utm_medium=b&utm_campaign=c";
        assert_eq!(marked.for_channel(mastodon).text, tagged);
        let mut own = marked.clone();
        own.own.insert(mastodon, OwnText { text: "See https://docs.example/a?utm_source=x".into(), warning: None });
        own.thread = vec![Part::of("https://docs.example/b")];
        assert_eq!(
            own.for_channel(mastodon).text,
            "See https://docs.example/a?utm_source=x&utm_medium=b&utm_campaign=c"
        );
        assert!(own.parts_for(channel())[1].text.ends_with("/b?utm_source=a&utm_medium=b&utm_campaign=c"));
        let wordless = |draft: &Draft| Draft {
            everywhere: Content { text: "No link".into(), ..draft.everywhere.clone() },
            ..draft.clone()
        };
        assert_eq!(wordless(&marked).digest(), wordless(&approved).digest(), "where there is no link nothing changes");
    }

    #[test]
    fn what_never_leaves_voids_nothing() {
        let (mastodon, bluesky) = (channel(), channel());
        let approved = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
        let mut edited = approved.clone();
        edited.title = "Another name".into();
        edited.channels = vec![bluesky, mastodon, bluesky];
        edited.own.insert(channel(), OwnText { text: "For a channel it does not go to".into(), warning: None });
        assert_eq!(edited.digest(), approved.digest());
    }

    #[test]
    fn the_encodings_of_a_draft_stay_as_they_are() {
        let fixed = Draft { goals: ["1".into()].into(), sponsor: Sponsor::Campaign, ..draft("Hello") };
        assert_eq!(fixed.digest().to_string(), "d7d197e1a746a63c98251adc4ba2a9616ddf44d99b6abd954560b77b49092eaa");
        let first: Digest = "8ccec3cf00cd1eadcb976a22cccd8c13c4b295ccea188e04604d899fcbced56b".parse().unwrap();
        assert!(fixed.was_planned_as(first) && fixed.digest() != first, "{}", fixed.first_digest());
    }

    #[test]
    fn a_post_without_a_title_is_called_by_its_first_words() {
        assert_eq!(first_words("\n  Short and good \nmore"), "Short and good");
        assert_eq!(first_words(""), "Untitled");
        let long = "A release is out that took the whole group three months of evenings to make";
        assert_eq!(first_words(long), "A release is out that took the whole group three months of …");
    }

    #[test]
    fn a_reply_needs_an_address_of_a_post() {
        assert!(ReplyTo::parse(" https://social.example/@a/1 ").is_ok());
        for wrong in ["", "social.example", "javascript:alert(1)", "file:///etc/passwd"] {
            assert!(ReplyTo::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_draft_reads_back_from_its_stored_form() {
        let draft = Draft { channels: vec![channel()], ..draft("Hello") };
        let stored = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&stored).unwrap(), draft);
    }
}
