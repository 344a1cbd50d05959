//! Decisions: the list, and one that is open.

use super::{
    frame::{BASE, frame, page},
    parts::{button, clause, history, sponsors},
};
use web::{
    decisions::{Decision, Decisions, Row, Said, Seat, Tally},
    frame::{Place, Theme},
    parts::{Choice, Choices, Face, Field, Kind, Problems, Tag, Tone},
};

pub fn list(theme: Theme) -> String {
    let row = |number: &str, title: &str, meta: &str, state| Row {
        number: number.into(),
        title: title.into(),
        href: format!("{BASE}/decisions/{number}"),
        meta: vec![meta.into()],
        state,
    };
    page(&Decisions {
        frame: frame(theme, Place::Decisions),
        open: vec![row(
            "2026-31",
            "Shall Forum rest for a while?",
            "closes Sat 21 Nov 2026, 12:00 UTC, in 22 hours",
            Tag::new(Tone::Group, "vote", "Open"),
        )],
        over: vec![row(
            "2026-30",
            "Shall we talk with people on Mastodon?",
            "over since 2 November",
            Tag::well("Passed"),
        )],
    })
}

pub fn one(theme: Theme) -> String {
    let seats = |class, count| std::iter::repeat_n(Seat { class, is_last_needed: false }, count);
    let voted = |who: &str, day: &str| Said {
        face: Face::of(who),
        who: who.into(),
        choice: Tag::plain("circle-check", "In"),
        reason: String::new(),
        at: day.into(),
    };
    page(&Decision {
        reply: None,
        frame: frame(theme, Place::Decisions),
        number: "2026-31".into(),
        title: "Shall Forum rest for a while?".into(),
        state: Tag::new(Tone::Group, "vote", "Open"),
        when: "closes Sat 21 Nov 2026, 12:00 UTC, in 22 hours, called by Member, events".into(),
        outcome: None,
        tally: Some(Tally {
            words: "4 of 6 have voted".into(),
            means: "What they chose is shown when the vote is closed.".into(),
            seats: seats("in", 4).chain(seats("open", 2)).collect(),
            needed: None,
            key: vec![("in", "In 4".into()), ("open", "Not yet 2".into())],
        }),
        ballot: Some(Choices {
            name: "choice".into(),
            legend: "Your vote".into(),
            across: true,
            of: vec![
                Choice::new("yes", "Yes").small("For the proposal"),
                Choice::new("no", "No").small("Against it"),
                Choice::new("abstain", "Abstain").small("Counts as taking part, and not as yes"),
            ],
            ..Choices::default()
        }),
        reason: Some(Field::new("reason", "Why?").kind(Kind::Lines(2)).optional()),
        cast: Some(button("Cast your ballot", "check")),
        text: "4f1c".into(),
        ballot_to: format!("{BASE}/decisions/2026-31/ballot"),
        no_ballot: None,
        changeable: "You can change it until the vote closes.".into(),
        problems: Problems::default(),
        proposal: "The forum has had no steward since August. Shall it rest until we have one?".into(),
        changed: None,
        update: None,
        question: ("The question, and why it is the group’s".into(), format!("{BASE}/requests/2")),
        actions: vec![button("Take it back", "rotate-ccw")],
        extend: None,
        said: vec![voted("Co-Chair", "14 November"), voted("Member, docs", "15 November")],
        said_how: "who has voted; what they chose is shown after the close",
        quotes: vec![sponsors()],
        facts: vec![
            ("Who votes".into(), "6 members, as it stood when the vote opened".into()),
            ("Needed".into(), "more than 1/2 of everybody entitled, so that silence counts like no".into()),
            ("Ties".into(), "not carried".into()),
        ],
        effect: "Nothing is posted on the channel any more until it is resumed, by itself.".into(),
        clause: clause("S3"),
        course: vec![
            ("Called".into(), "14 November, 12:00, Member, events".into(), true),
            ("Closes".into(), "21 November, 12:00, by itself".into(), false),
        ],
        history: history(),
    })
}
