//! A draft in words: what two people compare who wrote at once, and what a body reads before it answers. Everything that
//! an answer rests on is in it.

use super::{beyond, desk::Desk};
use basics::ChannelId;
use publishing::{Alt, Draft, Picture, Sponsor};

/// What is asked of a body about a post, in words that can be taken to its meeting.
pub fn question(desk: &Desk<'_>, draft: &Draft) -> String {
    format!("May “{}” go out?\n\n{}", draft.title, told(desk, draft))
}

/// A draft as it is compared: title, texts, channels, time, and what is declared about it.
pub fn told(desk: &Desk<'_>, draft: &Draft) -> String {
    let channels: Vec<String> = draft.channels.iter().map(|id| name(desk, *id)).collect();
    let mut parts = vec![draft.title.clone(), draft.everywhere.text.clone()];
    parts.extend(draft.thread.iter().enumerate().map(|(at, part)| format!("Part {}:\n{}", at + 2, part.text)));
    parts.extend(draft.own.iter().map(|(id, own)| format!("{}:\n{}", name(desk, *id), own.text)));
    parts.extend(draft.everywhere.warning.clone().map(|warning| format!("Content warning: {warning}")));
    parts.extend(pictures(desk, draft));
    parts.extend(beyond::told(draft));
    parts.extend(draft.answers.as_ref().map(|answered| format!("In answer to: {}", answered.url)));
    parts.push(format!("To: {}", channels.join(", ")));
    parts.extend(draft.when.as_ref().map(|planned| desk.insider.when(planned.at)));
    parts.push(declared(desk, draft));
    parts.join("\n\n")
}

/// What is shown, and what is said about it.
fn pictures(desk: &Desk<'_>, draft: &Draft) -> Vec<String> {
    let pictures = draft.everywhere.pictures.iter().enumerate();
    let told = |(at, picture): (usize, &Picture)| {
        let (number, size) = (at + 1, format!("{} × {} pixels", picture.width, picture.height));
        let said = match &picture.alt {
            Alt::Described(words) => words,
            Alt::Decorative => "decorative",
            Alt::Missing => "not described",
        };
        let own = draft.descriptions.iter().filter_map(|(channel, of)| Some((channel, of.get(&picture.original())?)));
        let own = own.map(|(channel, words)| format!("\nPicture {number} on {}: {words}", name(desk, *channel)));
        format!("Picture {number}, {size}, {}: {said}{}", picture.digest.short(), own.collect::<String>())
    };
    pictures.map(told).collect()
}

fn name(desk: &Desk<'_>, channel: ChannelId) -> String {
    desk.channel(channel).map_or_else(String::new, |row| row.channel.name.clone())
}

/// What its author declares, and the charter is applied to: a line for each.
fn declared(desk: &Desk<'_>, draft: &Draft) -> String {
    let mut lines = Vec::new();
    if !desk.charter.rules().goals.is_empty() {
        lines.push(format!("Goals it serves: {}", goals(desk, draft)));
    }
    lines.push(format!("About a sponsor: {}", sponsor(draft)));
    let campaign = desk.campaigns.iter().find(|row| Some(row.id) == draft.campaign);
    lines.extend(campaign.map(|row| format!("Campaign: {}, for {}", row.limits.name, row.limits.sponsor)));
    if let Some(outside) = &draft.third_party {
        lines.push(format!("Somebody outside wrote it or wants it said: {}", or_nothing(&outside.affiliation)));
        lines.push(format!("What the community has from it: {}", or_nothing(&outside.benefit)));
    }
    lines.join("\n")
}

/// The goals in the charter's own words.
fn goals(desk: &Desk<'_>, draft: &Draft) -> String {
    let rules = desk.charter.rules();
    let clause = |goal: &String| rules.goals.get(goal).and_then(|label| desk.charter.clause(label));
    let words = |goal: &String| clause(goal).map_or_else(|| goal.clone(), charter::Bound::spoken);
    let named: Vec<String> = draft.goals.iter().map(words).collect();
    if named.is_empty() { "none".to_owned() } else { named.join("; ") }
}

/// What a post has to do with sponsors.
pub fn sponsor(draft: &Draft) -> String {
    let words = match draft.sponsor {
        Sponsor::None => "no",
        Sponsor::Thanks => "one unpaid thank-you",
        Sponsor::Campaign => "part of a campaign",
    };
    if draft.consideration { format!("{words}, with something given in return") } else { words.to_owned() }
}

fn or_nothing(words: &str) -> &str {
    if words.is_empty() { "not said" } else { words }
}
