//! Verdicts in the words and parts of a page: authority, quotations, who can.

use crate::parts::{Authority, Clause, Follows, Quote, Verdict};
use charter::{
    Charter, Cited, Grounds, Opinion, Status, Way,
    rules::{Limit, Power, Want, When},
    sentences,
};
use store::ChannelRow;

/// Who decides, as colour, icon and word.
pub fn authority(charter: &Charter, opinion: &Opinion) -> Authority {
    match opinion {
        Opinion::May { .. } => Authority::Member,
        Opinion::No(grounds) => match &grounds.way {
            Way::AskGroup => Authority::Group,
            Way::AskBody(bodies) => Authority::Body(sentences::capital(&sentences::bodies(charter, bodies, "and"))),
            Way::AskEither(bodies) => Authority::Body(sentences::capital(&sentences::bodies(charter, bodies, "or"))),
            Way::MayNot => Authority::Nobody,
        },
    }
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
        who_can: grounds.filter(|grounds| grounds.way == Way::MayNot).and_then(|grounds| others(charter, grounds)),
        instead: grounds.and_then(instead),
        there: None,
        path: Vec::new(),
    }
}

/// Who can where the reader may not: offices, and the bodies that decide a part of it. Where this cannot be judged, why.
fn others(charter: &Charter, grounds: &Grounds) -> Option<String> {
    if let Some(alarm) = grounds.because.iter().find_map(Cited::alarm) {
        return Some(format!("This cannot be judged now, because {alarm}. Tell whoever runs Nuncio."));
    }
    let mut bodies: Vec<String> = Vec::new();
    for body in grounds.because.iter().filter_map(|cited| cited.goes_to.as_deref()) {
        let name = charter.the_body(body);
        if !bodies.contains(&name) {
            bodies.push(name);
        }
    }
    let decides = if bodies.len() > 1 { "decide" } else { "decides" };
    let part = sentences::capital(&format!("{} {decides} a part of it.", sentences::listed(&bodies, "and")));
    let said = [who_can_by_name(charter, grounds), if bodies.is_empty() { String::new() } else { part }].join(" ");
    Some(said.trim().to_owned()).filter(|said| !said.is_empty())
}

/// The clause of this label as a page quotes it; nothing where the charter has none.
pub fn quoted(charter: &Charter, base: &str, label: &str, follows: Follows) -> Option<Quote> {
    let clause = charter.clause(label)?;
    let (words, heading) = (clause.spoken(), clause.heading.clone());
    Some(Quote { words, heading, clause: Clause::of(base, label), follows })
}

/// The same without clauses that say nothing of it themselves: defaults of Nuncio, which only hang beside one.
pub fn quotes_of_the_charter(base: &str, cited: &[Cited]) -> Vec<Quote> {
    let own: Vec<Cited> = cited.iter().filter(|cited| cited.status != Status::ProductDefault).cloned().collect();
    quotes(base, &own)
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
            words: ::charter::text::spoken(&one.quote),
            heading: one.heading.clone(),
            clause: Clause::of(base, &one.label),
            follows: follows(one.status),
        });
    }
    quotes
}

/// The chip of a clause that was cited, which says where its words alone do not say it.
pub fn chip(base: &str, cited: &Cited) -> Clause {
    Clause::of(base, &cited.label).following(follows(cited.status))
}

/// How a rule follows from its clause, in the words of a page.
pub fn follows(status: Status) -> Follows {
    match status {
        Status::Explicit => Follows::Said,
        Status::Incorporated => Follows::Above,
        Status::Interpretation => Follows::Reading,
        Status::ProductDefault => Follows::Default,
    }
}

/// Who decides what was refused, for colour and icon.
pub fn refused_by(grounds: &Grounds) -> Authority {
    match &grounds.way {
        Way::AskGroup => Authority::Group,
        Way::AskBody(bodies) => Authority::Body(bodies.join(" and ").replace('_', " ")),
        Way::AskEither(bodies) => Authority::Body(bodies.join(" or ").replace('_', " ")),
        Way::MayNot => Authority::Nobody,
    }
}

/// What a refusal leads to, where it names nobody who can do it.
pub fn way_on(grounds: &Grounds) -> &'static str {
    match &grounds.way {
        Way::AskGroup => "The group can be asked.",
        Way::AskBody(_) => "It can be asked.",
        Way::AskEither(_) => "Either can be asked.",
        Way::MayNot => "Nobody can, as things stand.",
    }
}

/// What happened, in a sentence.
pub fn refusal(grounds: &Grounds) -> String {
    match &grounds.way {
        Way::AskGroup => "The group decides this.".to_owned(),
        Way::AskBody(bodies) => format!("The {} decides this.", bodies.join(" and the ").replace('_', " ")),
        Way::AskEither(bodies) => format!("The {} decides this.", bodies.join(" or the ").replace('_', " ")),
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
    match names.as_slice() {
        [] if is_for_oneself(charter, grounds) => "Only the person whom it concerns can, for themself.".to_owned(),
        [] => String::new(),
        names => format!("{} can.", sentences::capital(&sentences::listed(names, "or"))),
    }
}

/// Whether what stands in the way is that it was done for somebody else.
pub fn is_for_oneself(charter: &Charter, grounds: &Grounds) -> bool {
    grounds
        .because
        .iter()
        .filter_map(|cited| limit(charter, cited))
        .any(|limit| limit.instead.is_none() && matches!(limit.only_when.get("oneself"), Some(Want::Flag(true))))
}

/// The limit of the rules file that was cited.
fn limit<'a>(charter: &'a Charter, cited: &Cited) -> Option<&'a Limit> {
    let number: usize = cited.rule.strip_prefix("limit-")?.parse().ok()?;
    charter.rules().limit.get(number.checked_sub(1)?)
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
    let mut first = grounds.because.iter().filter(|cited| cited.instead.is_some());
    first.next().and_then(|cited| limit(charter, cited)).filter(|limit| about_mode(limit))?;
    let channel = &register.iter().find(|row| row.channel.marks.preferred && row.channel.state.posts())?.channel;
    let words = format!("{} ({})", channel.name, channel.handle);
    Some((words, format!("{base}/posts/new?channel={}", channel.id)))
}

/// A refusal of an act about this matter, as it is shown: without the lines of which no power speaks of the matter, and
/// with those who can because of it. The log keeps every line, as the judge gave it.
pub fn about_matter(charter: &Charter, act: &str, matter: &str, grounds: &Grounds) -> Grounds {
    let mut shown = grounds.clone();
    let holders = format!("holders-{act}-");
    shown.because.retain_mut(|cited| !cited.rule.starts_with(&holders) || can_by(charter, act, matter, cited));
    if shown.because.is_empty() { grounds.clone() } else { shown }
}

/// Whether a power of this line speaks of the matter. Whoever holds it is named.
fn can_by(charter: &Charter, act: &str, matter: &str, cited: &mut Cited) -> bool {
    let speaks = |power: &&Power| match power.only_while.get("matter") {
        Some(Want::Word(word)) => word == matter,
        Some(Want::OneOf(words)) => words.iter().any(|word| word == matter),
        Some(Want::Flag(_)) | None => true,
    };
    let of_line = |power: &&Power| {
        power.clause == cited.label && power.status == cited.status && power.may.iter().any(|may| may == act)
    };
    let speaking: Vec<&Power> = charter.rules().power.iter().filter(of_line).filter(speaks).collect();
    let now = speaking.iter().filter(|power| power.only_while.keys().all(|fact| fact == "matter"));
    for office in now.flat_map(|power| &power.who) {
        if !cited.who_can.contains(office) {
            cited.who_can.push(office.clone());
        }
    }
    !speaking.is_empty()
}

/// What can be done instead, in the rules file's words.
pub fn instead(grounds: &Grounds) -> Option<String> {
    grounds
        .because
        .iter()
        .find_map(|cited| cited.instead.clone())
        .filter(|_| grounds.because.iter().all(|cited| cited.alarm().is_none()))
}
