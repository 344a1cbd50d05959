//! What a writer is told about a draft before anybody else sees it: to fix, to think about, fine.
//!
//! A check never says whether a post may leave; that is the judge's answer. It says what would go wrong.

mod credit;
mod gaps;
mod language;
mod links;
mod naming;
mod pictures;
mod suspicious;

use crate::{Content, CreditDue, Draft, KnownPerson, PictureRule, TextRule, count, schedule::shown};
use basics::{ChannelId, Moment, Zone, text::is_blank};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// How serious a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The post cannot leave like this.
    ToFix,
    /// It can, but somebody should look.
    ToThinkAbout,
    /// Looked at, and in order.
    Fine,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// How serious it is.
    pub level: Level,
    /// What it is about, in one word for programs: with the channel, unique in a list.
    pub key: String,
    /// What was found, as a sentence.
    pub what: String,
    /// What to do about it, as a sentence; empty where all is fine.
    pub remedy: String,
    /// The channel it is about; none for all of them.
    pub about: Option<ChannelId>,
}

/// A channel that a draft is to go out on, as far as the checks need to know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The channel.
    pub channel: ChannelId,
    /// What people call it.
    pub name: String,
    /// How it counts text.
    pub text_rule: TextRule,
    /// What pictures it takes.
    pub picture_rule: PictureRule,
    /// Whether its network can show a warning before the text.
    pub shows_warning: bool,
    /// Whether it is to amplify the primary channel: a post there without a link to that channel is worth a thought.
    pub amplifies: bool,
    /// What left or is planned there.
    pub recent: Vec<Recent>,
    /// What its network does not take of this draft beyond text and pictures, as sentences that go on after a colon.
    #[serde(default)]
    pub refuses: Vec<String>,
}

impl Destination {
    /// What people see there of a draft, and what counts: where the network has no line for a warning, the warning opens
    /// the text.
    pub fn shows(&self, draft: &Draft) -> Content {
        self.opened(&draft.for_channel(self.channel))
    }

    /// The same of a content of this channel.
    pub fn opened(&self, content: &Content) -> Content {
        if self.shows_warning { content.clone() } else { content.opened_by_warning() }
    }
}

/// Something that left on a channel, or is planned there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Its text.
    pub text: String,
    /// When it left or will leave.
    pub at: Moment,
}

/// How far apart two posts with the same words are to lie: nearer, the second one is noticed.
pub const APART: SignedDuration = SignedDuration::from_hours(24);

/// What the checks need to know beside the draft and its channels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// Whether the charter has goals that each post names.
    pub asks_goals: bool,
    /// The hosts of the primary channel, such as the project's blog.
    pub primary_hosts: Vec<String>,
    /// The instant at which this is asked.
    pub now: Moment,
    /// The zone in which the group reads its times.
    pub zone: Zone,
    /// Whom the licences of its pictures ask to name.
    #[serde(default)]
    pub credits: Vec<CreditDue>,
    /// The book of people whom the group names.
    #[serde(default)]
    pub people: Vec<KnownPerson>,
}

/// Looks at a draft. What is to fix comes first; in each level the order is that of the composer.
pub fn check(draft: &Draft, destinations: &[Destination], around: &Around) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.extend(somewhere(destinations));
    checks.extend(goals(draft, around));
    checks.extend(time(draft, around));
    for variant in variants(draft, destinations) {
        checks.extend(blank(&variant));
        checks.extend(suspicious::check(&variant));
        checks.extend(links::check(&variant));
        checks.extend(language::check(&variant));
        checks.extend(gaps::check(draft, &variant));
        checks.extend(credit::check(draft, &variant, around));
        checks.extend(naming::check(draft, &variant, around));
    }
    for destination in destinations {
        let content = draft.for_channel(destination.channel);
        checks.extend(length(destination, &destination.shows(draft)));
        checks.extend(warning(destination, &content));
        checks.extend(refused(destination));
        checks.extend(pictures::per_network(destination, &content));
        checks.extend(amplifying(destination, &content, around));
        checks.extend(twice(draft, destination, &content, around));
    }
    checks.extend(pictures::described(draft, destinations));
    checks.extend(all_fit(destinations, &checks));
    checks.sort_by_key(|check| check.level);
    checks
}

/// Whether something has to be fixed before the post can leave.
pub fn stands_in_the_way(checks: &[Check]) -> bool {
    checks.iter().any(|check| check.level == Level::ToFix)
}

/// A text that goes out somewhere, with the channel whose own it is.
pub(crate) struct Variant {
    pub(crate) channel: Option<ChannelId>,
    pub(crate) name: String,
    pub(crate) content: Content,
}

impl Variant {
    /// A check about this text.
    fn says(&self, level: Level, key: &str, what: String, remedy: impl Into<String>) -> Check {
        Check { level, key: key.to_owned(), what, remedy: remedy.into(), about: self.channel }
    }
    fn to_fix(&self, key: &str, what: String, remedy: impl Into<String>) -> Check {
        self.says(Level::ToFix, key, what, remedy)
    }
    fn to_think_about(&self, key: &str, what: String, remedy: impl Into<String>) -> Check {
        self.says(Level::ToThinkAbout, key, what, remedy)
    }
    /// All that people read of it.
    fn readable(&self) -> impl Iterator<Item = &str> {
        [Some(self.content.text.as_str()), self.content.warning.as_deref()].into_iter().flatten()
    }
}

/// The different texts of a draft: the one for everywhere if any channel uses it, and each own one.
fn variants(draft: &Draft, destinations: &[Destination]) -> Vec<Variant> {
    let has_own = |destination: &&Destination| draft.own.contains_key(&destination.channel);
    let mut variants = Vec::new();
    if destinations.is_empty() || !destinations.iter().all(|it| has_own(&it)) {
        let name = "The text for everywhere".to_owned();
        variants.push(Variant { channel: None, name, content: draft.everywhere.clone() });
    }
    variants.extend(destinations.iter().filter(has_own).map(|destination| Variant {
        channel: Some(destination.channel),
        name: format!("The text for {}", destination.name),
        content: draft.for_channel(destination.channel),
    }));
    variants
}

fn about(destination: &Destination, level: Level, key: &str, what: String, remedy: String) -> Check {
    Check { level, key: key.to_owned(), what, remedy, about: Some(destination.channel) }
}

fn general(level: Level, key: &str, what: &str, remedy: &str) -> Check {
    Check { level, key: key.to_owned(), what: what.to_owned(), remedy: remedy.to_owned(), about: None }
}

fn somewhere(destinations: &[Destination]) -> Option<Check> {
    destinations
        .is_empty()
        .then(|| general(Level::ToFix, "channels", "The post goes nowhere yet.", "Choose at least one channel."))
}

/// Only a sentence: whether a post without a goal may leave is the judge's answer.
fn goals(draft: &Draft, around: &Around) -> Option<Check> {
    match (around.asks_goals, draft.goals.is_empty()) {
        (false, _) => None,
        (true, true) => Some(general(
            Level::ToThinkAbout,
            "goals",
            "The post names no goal that it serves.",
            "Choose the goals it serves; if none fits, the charter says who decides.",
        )),
        (true, false) => Some(general(Level::Fine, "goals", "The post names the goals it serves.", "")),
    }
}

fn time(draft: &Draft, around: &Around) -> Option<Check> {
    let planned = draft.when.as_ref()?;
    (planned.at <= around.now).then(|| {
        let what = format!("{} in {} is over.", shown(planned.wall), planned.zone);
        general(Level::ToFix, "when", &what, "Choose a later time.")
    })
}

fn blank(variant: &Variant) -> Option<Check> {
    is_blank(&variant.content.text)
        .then(|| variant.to_fix("blank", format!("{} is empty.", variant.name), "Write something that people can see."))
}

fn length(destination: &Destination, content: &Content) -> Option<Check> {
    let count = count(&destination.text_rule, content);
    (!count.fits()).then(|| {
        let what = format!("{} too many for {}.", count.unit.many(count.over), destination.name);
        let remedy = format!("Give {} its own text, or shorten this one.", destination.name);
        about(destination, Level::ToFix, "length", what, remedy)
    })
}

fn refused(destination: &Destination) -> Option<Check> {
    let (first, rest) = destination.refuses.split_first()?;
    let what = format!("{} does not take it like this: {first}.", destination.name);
    let remedy = rest.iter().map(|more| format!("Also: {more}.")).collect::<Vec<_>>().join(" ");
    let remedy = if remedy.is_empty() { "Change that, or leave this channel out.".to_owned() } else { remedy };
    Some(about(destination, Level::ToFix, "refused", what, remedy))
}

fn warning(destination: &Destination, content: &Content) -> Option<Check> {
    let lost = content.warning.as_deref().is_some_and(|warning| !is_blank(warning)) && !destination.shows_warning;
    lost.then(|| {
        let what = format!("{} cannot show a warning before the text.", destination.name);
        let remedy = format!("Give {} its own text that starts with the warning.", destination.name);
        about(destination, Level::ToThinkAbout, "warning", what, remedy)
    })
}

/// A post on a channel that amplifies another should lead there.
fn amplifying(destination: &Destination, content: &Content, around: &Around) -> Option<Check> {
    if !destination.amplifies || around.primary_hosts.is_empty() {
        return None;
    }
    let links = links::hosts(&content.text);
    let leads_there = links.iter().any(|host| around.primary_hosts.iter().any(|primary| primary == host));
    (!leads_there).then(|| {
        let what = format!("{} amplifies the primary channel, and this post has no link to it.", destination.name);
        let remedy = format!("Link to {}, or go on if there is a reason.", around.primary_hosts.join(" or "));
        about(destination, Level::ToThinkAbout, "amplify", what, remedy)
    })
}

fn twice(draft: &Draft, destination: &Destination, content: &Content, around: &Around) -> Option<Check> {
    let when = draft.leaves_at(around.now);
    let wording = wording(&content.text);
    let same = |recent: &&Recent| recent.at.since(when).abs() < APART && self::wording(&recent.text) == wording;
    if is_blank(&content.text) {
        return None;
    }
    destination.recent.iter().find(same).map(|recent| {
        let goes = if recent.at <= around.now { "went out" } else { "goes out" };
        let what = format!("The same text {goes} on {}: {}.", destination.name, around.zone.shows(recent.at));
        let remedy = "Change the text, choose another day, or leave this channel out.".to_owned();
        about(destination, Level::ToThinkAbout, "twice", what, remedy)
    })
}

/// What a text says, whatever its capitals, its spaces and its punctuation: texts that differ only there are the same to
/// whoever reads them. One without any letter or digit is compared as it is.
fn wording(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    if words.is_empty() { text.trim().to_owned() } else { words }
}

fn all_fit(destinations: &[Destination], checks: &[Check]) -> Option<Check> {
    let too_long = checks.iter().any(|check| check.key == "length" || check.key == "blank");
    (!too_long && !destinations.is_empty())
        .then(|| general(Level::Fine, "length", "The text fits on every channel.", ""))
}

#[cfg(test)]
mod tests;
