//! Verdicts in the words and parts of a page: authority, quotations, who can.

use crate::parts::{Authority, Clause, Follows, Quote, Verdict};
use charter::{
    Charter, Cited, Grounds, Opinion, Status, Way,
    rules::{Limit, When},
    sentences,
};
use store::ChannelRow;

/// Who decides, as colour, icon and word.
pub fn authority(charter: &Charter, opinion: &Opinion) -> Authority {
    match opinion {
        Opinion::May { .. } => Authority::Member,
        Opinion::No(grounds) => match &grounds.way {
            Way::AskGroup => Authority::Group,
            Way::AskBody(bodies) => Authority::Body(named(charter, bodies)),
            Way::MayNot => Authority::Nobody,
        },
    }
}

/// `The board`, `The board and the executive council`.
fn named(charter: &Charter, bodies: &[String]) -> String {
    let names: Vec<String> = bodies.iter().map(|body| charter.the_body(body)).collect();
    sentences::capital(&sentences::listed(&names, "and"))
}

/// The panel "Who may let this out", or the same for any other act. The way to publication is the caller's.
pub fn verdict(charter: &Charter, base: &str, opinion: &Opinion, question: &str) -> Verdict {
    let grounds = match opinion {
        Opinion::May { .. } => None,
        Opinion::No(grounds) => Some(grounds),
    };
    Verdict {
        authority: authority(charter, opinion),
        words: sentences::headline(charter, opinion),
        question: question.to_owned(),
        quotes: quotes(base, opinion.cites()),
        marked: Vec::new(),
        because: String::new(),
        who_can: grounds.filter(|grounds| grounds.way == Way::MayNot).map(|_| sentences::verdict(charter, opinion)),
        instead: grounds.and_then(instead),
        there: None,
        path: Vec::new(),
    }
}

/// Every clause once, in its own words.
pub fn quotes(base: &str, cited: &[Cited]) -> Vec<Quote> {
    let mut seen = Vec::new();
    let mut quotes = Vec::new();
    for one in cited.iter().filter(|one| one.alarm().is_none()) {
        if seen.contains(&&one.label) {
            continue;
        }
        seen.push(&one.label);
        quotes.push(Quote {
            words: one.quote.clone(),
            heading: one.heading.clone(),
            clause: Clause::of(base, &one.label),
            follows: follows(one.status),
        });
    }
    quotes
}

fn follows(status: Status) -> Follows {
    match status {
        Status::Explicit => Follows::Said,
        Status::Incorporated => Follows::Above,
        Status::Interpretation => Follows::Reading,
        Status::ProductDefault => Follows::Default,
    }
}

/// What happened, in a sentence.
pub fn refusal(grounds: &Grounds) -> String {
    match &grounds.way {
        Way::AskGroup => "The group decides this.".to_owned(),
        Way::AskBody(bodies) => format!("The {} decides this.", bodies.join(" and the ").replace('_', " ")),
        Way::MayNot => "You may not do this.".to_owned(),
    }
}

/// Who can, where the charter is not at hand: offices by their keys; empty where it names nobody.
pub fn who_can(grounds: &Grounds) -> String {
    let mut offices: Vec<String> = Vec::new();
    for office in grounds.because.iter().flat_map(|cited| &cited.who_can) {
        let spoken = office.replace('_', "-");
        if !offices.contains(&spoken) {
            offices.push(spoken);
        }
    }
    if offices.is_empty() { String::new() } else { format!("Who can: {}.", sentences::listed(&offices, "or")) }
}

/// The same with the offices as this charter calls them: `The Chair, the Co-Chair or the Board Liaison can.`
pub fn who_can_by_name(charter: &Charter, grounds: &Grounds) -> String {
    let mut names: Vec<String> = Vec::new();
    for office in grounds.because.iter().flat_map(|cited| &cited.who_can) {
        let name = charter.a_holder(office);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        String::new()
    } else {
        format!("{} can.", sentences::capital(&sentences::listed(&names, "or")))
    }
}

/// The preferred channel, where a channel that only announces stands in the way: its name and handle, and the page of
/// a new post on it. Nothing where the group has none.
pub fn preferred(
    charter: &Charter,
    base: &str,
    register: &[ChannelRow],
    grounds: &Grounds,
) -> Option<(String, String)> {
    instead(grounds)?;
    let about_mode = |limit: &Limit| {
        let names = |when: &When| when.contains_key("channel_mode") || when.contains_key("channel_marks");
        names(&limit.when) || names(&limit.only_when)
    };
    let limit = |cited: &Cited| {
        let number: usize = cited.rule.strip_prefix("limit-")?.parse().ok()?;
        charter.rules().limit.get(number.checked_sub(1)?)
    };
    let mut first = grounds.because.iter().filter(|cited| cited.instead.is_some());
    first.next().and_then(limit).filter(|limit| about_mode(limit))?;
    let channel = &register.iter().find(|row| row.channel.marks.preferred && row.channel.state.posts())?.channel;
    let words = format!("{} ({})", channel.name, channel.handle);
    Some((words, format!("{base}/posts/new?channel={}", channel.id)))
}

/// What can be done instead, in the rules file's words.
pub fn instead(grounds: &Grounds) -> Option<String> {
    grounds
        .because
        .iter()
        .find_map(|cited| cited.instead.clone())
        .filter(|_| grounds.because.iter().all(|cited| cited.alarm().is_none()))
}
