//! Decisions in words: where they stand, what their rule asks, what follows.

use crate::{
    parts::{Tag, Tone},
    reader::Insider,
    requests::words::{first_line, title as of_question},
    words,
};
use basics::Moment;
use charter::{
    Charter,
    rules::{BallotChange, Base, DecisionRule, EarlyClose, Method, Secrecy, Tie},
    sentences,
};
use decisions::{Effect, Outcome, Paper, Roll, Stage, TIES, method};
use store::DecisionRow;

/// The page of a decision.
pub fn href(reader: &Insider, row: &DecisionRow) -> String {
    format!("{}/decisions/{}", reader.base(), row.number)
}

/// What is said in the place of the turnout where not even the number of ballots is told: while a secret vote goes on, and for
/// good where few took part in it. Nothing where turnout is shown.
pub fn hides_turnout(rule: &DecisionRule, row: &DecisionRow) -> Option<&'static str> {
    match row.closed {
        _ if rule.secrecy != Secrecy::Secret => None,
        None => Some("How many have, and what they chose, is shown when the vote is closed."),
        Some(_) => row
            .tells_only_the_outcome(rule)
            .then_some("So few ballots would say who voted how: only what it came to is shown."),
    }
}

/// Whether a decision is about somebody: the public does not read who.
pub fn is_about_a_person(row: &DecisionRow) -> bool {
    let question = &row.question.question;
    matches!(question.about.kind.as_str(), "person" | "application" | "access" | "grant" | "membership")
        || question.effect.as_ref().is_some_and(Effect::is_about_a_person)
}

/// What was decided, as the public reads it.
pub fn public_title(charter: &Charter, row: &DecisionRow) -> String {
    if is_about_a_person(row) {
        let matter = sentences::matter(Some(charter), &row.question.question.matter);
        return format!("{} (about a person)", sentences::capital(&matter));
    }
    title(row)
}

/// What is decided, in one line: of a question of the group's own as it is voted on now, whatever it was at first.
pub fn title(row: &DecisionRow) -> String {
    let question = &row.question;
    if question.question.is_free() { first_line(&row.body, &question.question) } else { of_question(question) }
}

/// How a decision stands.
pub fn state(row: &DecisionRow, now: Moment) -> Tag {
    if row.overridden.is_some() {
        return Tag::new(Tone::Warn, "ban", "Set aside");
    }
    if let Some((_, outcome)) = row.closed.and_then(|closing| closing.counted) {
        return match outcome {
            Outcome::Passed if row.declared.is_some() => Tag::well("Agreed"),
            Outcome::Passed if row.paper.is_some() => Tag::well("Decided"),
            Outcome::Passed => Tag::well("Passed"),
            Outcome::Rejected => Tag::plain("x", "Not carried"),
            Outcome::Tied if row.paper.is_some() => Tag::plain("x", "Tied, nothing decided"),
            Outcome::Tied => Tag::plain("x", "Tied, not carried"),
            Outcome::AwaitsCastingVote => Tag::new(Tone::Warn, "hourglass", "Waits for the casting vote"),
            Outcome::Suspended => Tag::new(Tone::Warn, "circle-help", "Suspended"),
            Outcome::Inquorate => Tag::new(Tone::Warn, "circle-help", "Too few took part"),
        };
    }
    match row.course.at(now) {
        Stage::AwaitsSecond { .. } => Tag::new(Tone::Group, "hourglass", "Waits for a second"),
        Stage::Open { .. } => Tag::new(Tone::Group, "vote", "Open"),
        Stage::Tied { .. } => Tag::new(Tone::Warn, "hourglass", "Waits for the casting vote"),
        Stage::Closed => Tag::new(Tone::Group, "hourglass", "Being counted"),
        Stage::Declared { .. } => Tag::new(Tone::Group, "hourglass", "Consensus declared"),
        Stage::Objected => Tag::plain("vote", "Put to a vote instead"),
        Stage::Lapsed => Tag::plain("clock", "Lapsed: nobody seconded it"),
        Stage::Withdrawn => Tag::plain("rotate-ccw", "Taken back"),
        Stage::Moot => Tag::plain("x", "Moot: what it was about is gone"),
    }
}

/// The rule as it is applied, line by line.
pub fn facts(rule: &DecisionRule, roll: Option<&Roll>) -> Vec<(String, String)> {
    let voters = match roll {
        Some(roll) => {
            let opened = u32::try_from(roll.voters().count()).unwrap_or(u32::MAX);
            let counts = roll.entitled();
            let left = if counts < opened { format!("; {counts} of them count still") } else { String::new() };
            format!("{}, as it stood when the vote opened{left}", people(opened))
        }
        None => "whoever is a member when it opens".to_owned(),
    };
    let of = match rule.threshold.base {
        Base::Entitled => "of everybody entitled, so that silence counts like no",
        Base::EntitledMinusRecused => "of everybody entitled who does not stay out",
        Base::Present => "of those present",
        Base::Cast => "of the ballots cast",
        Base::CastExcludingBlank => "of the ballots that say yes or no",
    };
    let needed = match rule.threshold.base {
        _ if rule.method == Method::Consent => "that nobody has an objection with a reason".to_owned(),
        Base::Entitled if rule.threshold.share.is_everybody() => "everybody’s yes".to_owned(),
        _ => format!("{} {of}", rule.threshold.share),
    };
    let mut facts = vec![("Who votes".to_owned(), voters), ("Needed".to_owned(), needed)];
    if let Some(quorum) = &rule.quorum {
        facts.push(("Must take part".to_owned(), format!("{} of everybody entitled", quorum.share)));
    }
    let tie = match rule.tie {
        Tie::Fails => "not carried",
        Tie::StatusQuo => "things stay as they are",
        Tie::CastingVote => "the office that the rule names has the casting vote",
    };
    if rule.method != Method::Consent {
        facts.push(("Ties".to_owned(), tie.to_owned()));
    }
    let closes = match rule.early_close {
        EarlyClose::Never if rule.shorten_if.is_some() => {
            "at its time, or when everybody said that they are present, and voted"
        }
        EarlyClose::Never => "at its time",
        EarlyClose::AllCast => "at its time, or when everybody has voted",
        EarlyClose::OutcomeCertain => "at its time, or when nothing can change any more",
    };
    facts.push(("Closes".to_owned(), closes.to_owned()));
    let ballots = match rule.secrecy {
        Secrecy::Open | Secrecy::OpenAfterClose => "open to members, once it is closed",
        Secrecy::Secret => "secret for good: sealed when cast, counted without names",
    };
    facts.push(("Ballots".to_owned(), ballots.to_owned()));
    facts
}

/// The same for one decision: behind a one-way door it closes at its time and no sooner.
pub fn facts_of(rule: &DecisionRule, row: &DecisionRow) -> Vec<(String, String)> {
    if row.declared.is_some() {
        let words = "nobody voted: it takes effect by itself, unless a member calls a vote before";
        return vec![("Agreed".to_owned(), words.to_owned())];
    }
    let mut facts = facts(rule, row.roll.as_ref());
    if let Some(paper) = &row.paper {
        facts.retain(|(name, _)| name != "Needed" && name != "Ties");
        facts.extend(how_ranked(paper));
    }
    if row.course.is_one_way {
        facts.retain(|(name, _)| name != "Closes");
        let words =
            "hard to undo, so it takes at least 14 days, closes at its time, and everybody on its roll is reminded";
        facts.push(("One-way door".to_owned(), words.to_owned()));
    }
    facts
}

/// How options are counted, and what becomes of ties.
fn how_ranked(paper: &Paper) -> Vec<(String, String)> {
    let options = paper.options().len();
    vec![
        ("Chosen".to_owned(), format!("{} of {options} options", paper.winners())),
        ("Counted".to_owned(), method(paper).to_owned()),
        ("Ties".to_owned(), TIES.to_owned()),
        ("Blank".to_owned(), "A ballot without a rank takes part and chooses nothing.".to_owned()),
    ]
}

/// What its sponsor says of a decision, beside the proposal.
pub fn sponsor_says(row: &DecisionRow) -> Vec<(&'static str, String)> {
    let said = [("In short", &row.summary), ("Asked before", &row.stakeholders)];
    said.into_iter().filter(|(_, words)| !words.is_empty()).map(|(name, words)| (name, words.clone())).collect()
}

/// `6 members`.
pub fn people(count: u32) -> String {
    words::counted(u64::from(count), "member", "members")
}

/// Until when a ballot can be changed.
pub fn changeable(rule: &DecisionRule) -> String {
    match rule.ballot_change {
        BallotChange::UntilClose => "You can change it until the vote closes.",
        BallotChange::Final => "By this rule a ballot stands as it was cast.",
    }
    .to_owned()
}

/// What a choice is called on the ballot.
pub fn on_the_ballot(word: &str, rule: &DecisionRule) -> String {
    match word {
        "yes" if rule.method == Method::Consent => "I consent".to_owned(),
        "no" if rule.method == Method::Consent => "I object".to_owned(),
        _ => charter::sentences::capital(word),
    }
}

/// What one choice does.
pub fn choice(word: &str, rule: &DecisionRule) -> &'static str {
    match (word, rule.threshold.base) {
        ("no", _) if rule.method == Method::Consent => "It is not carried while this stands; say why",
        ("yes", _) if rule.method == Method::Consent => "You can live with it",
        _ if rule.method == Method::Consent => "Takes part, and stands in nobody’s way",
        ("yes", _) => "For the proposal",
        ("no", _) => "Against it",
        (_, Base::CastExcludingBlank) => "Counts as taking part, and for neither side",
        (_, Base::Entitled | Base::EntitledMinusRecused) => {
            "Takes part, and works like a no: as many yes are needed as without you"
        }
        _ => "Counts as taking part, and not as yes",
    }
}

/// What follows from a yes.
pub fn effect(row: &DecisionRow) -> &'static str {
    let question = &row.question.question;
    match &question.effect {
        Some(Effect::OpenChannel { .. }) => "Done by itself: the channel is opened.",
        Some(Effect::RestChannel { .. }) => "Done by itself: nothing is posted on the channel until it is resumed.",
        Some(Effect::ResumeChannel { .. }) => "Done by itself: the channel is posted on again.",
        Some(Effect::SuspendChannel { .. }) => "Done by itself: everything on the channel stops.",
        Some(Effect::RetireChannel { .. }) => "Done by itself: the channel is left for good.",
        Some(Effect::PreferChannel { .. }) => "Done by itself: the channel becomes the preferred one.",
        Some(Effect::SetHouseRule { .. }) => "Done by itself: the rule of the house is set.",
        Some(Effect::AdmitMember { .. }) => {
            "Done by itself: they are sent a link by which they accept and come in, and are a member, with a term of their own, \
             from that day on. They have no access to any channel before somebody gives it."
        }
        Some(Effect::RemoveMember { .. }) => {
            "Done by itself: they are no member any more. Their offices are vacant, their access and their sessions end; \
             what they gave to others stays, and what they planned waits for somebody else."
        }
        Some(Effect::FillOffice { .. }) => {
            "Done by itself: they hold the office from then on, and whoever held its only seat does not."
        }
        Some(Effect::PutCharterInForce { .. } | Effect::PutGoalsInForce { .. }) => {
            "Done by itself: exactly this draft is in force. What was judged before stays as it was judged."
        }
        Some(Effect::AdoptReading { .. }) => {
            "Done by itself: the group reads the clause so, and the charter page says it."
        }
        Some(Effect::PublishReport { .. }) => {
            "Done by itself: exactly this report is published, and mailed once to the body it is for. With another word it \
             takes another yes."
        }
        Some(Effect::DissolveGroup { .. }) => {
            "Done by itself: the group ends. What waits is called off, access is over, and everything stays as an archive."
        }
        Some(Effect::ApproveText { .. }) => {
            "Exactly this text may go out, on exactly these channels, with what is declared about it. With another word it \
             takes another yes."
        }
        Some(Effect::ApproveCampaign { .. }) => {
            "Posts of this campaign may go out within its limits, each judged by them when it is planned and when it leaves."
        }
        None if question.matter == charter::ADVICE => "It is the group’s advice, and changes nothing.",
        None if row.paper.is_some() => "What is chosen stands on record. Nothing is done by itself.",
        None if question.is_free() => {
            "It is decided in the words that are voted on. Nothing is done by itself: the answer stands on record."
        }
        None => "What was asked for may be done, exactly as it was asked.",
    }
}
