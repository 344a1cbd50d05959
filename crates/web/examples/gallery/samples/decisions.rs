//! Decisions: the list, one that is open, and one among options.

use super::{
    frame::{BASE, frame, page},
    parts::{button, clause, history, sponsors},
};
use acts::consequence::Meant;
use web::{
    decisions::{
        Agreed, Decision, Decisions, Duty, Objection, Presence, RankedOption, Ranks, Reconsidered, Rounds, Row, Said,
        Seat, Tally,
    },
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
        record: Some((format!("{BASE}/record"), "You stand in it by your role.", button("Show my name", "eye"))),
        duty: Some(Duty {
            words: "You took part in 6 of 9 votes of 2026 so far; the charter asks for at least 2/3.".into(),
            quotes: vec![sponsors()],
            request: Some(("In 2025 you took part in 5 of 9 votes.".into(), button("I have read it", "check"))),
            of_others: None,
        }),
        ask: Some((
            format!("{BASE}/decisions"),
            "0192f1a0-0000-7000-8000-000000000001".into(),
            Field::new("question", "What is the group to decide?").kind(Kind::Lines(2)),
        )),
        problems: Problems::default(),
    })
}

pub fn one(theme: Theme) -> String {
    page(&open(theme))
}

/// A vote among options that was counted, takes the place of another, and can be taken to the parent body.
pub fn ranked(theme: Theme) -> String {
    let ranks = (1..=3).map(|rank| Choice::new(&rank.to_string(), rank.to_string())).collect::<Vec<_>>();
    let option = |place: usize, words: &str| RankedOption {
        id: format!("rank-{place}"),
        words: words.into(),
        ranks: ranks.clone(),
    };
    let row = |words: &str, cells: [&str; 2]| (words.to_owned(), cells.map(str::to_owned).to_vec());
    page(&Decision {
        title: "On which day do we meet?".into(),
        ballot: None,
        ranks: Some(Ranks { of: vec![option(0, "Monday"), option(1, "Wednesday"), option(2, "Friday")], error: None }),
        rounds: Some(Rounds {
            heads: vec!["Round 1".into(), "Round 2".into()],
            rows: vec![
                row("Monday", ["2", "3"]),
                row("Wednesday", ["2", "2"]),
                row("Friday", ["1", "–"]),
                row("Needed", ["3", "3"]),
                row("Came of it", ["Friday out", "Monday chosen"]),
            ],
        }),
        agreed: Some(Agreed {
            who: "Co-Chair, Member, docs".into(),
            note: "https://forum.example/t/days".into(),
            link: Some("https://forum.example/t/days".into()),
            objection: Some("Any member can call a vote instead until Sat 21 Nov 2026, 12:00 UTC.".into()),
        }),
        reconsidered: Some(Reconsidered {
            words: "Take it to the board".into(),
            hint: "Until it answers, the decision stands.".into(),
            to: format!("{BASE}/decisions/2026-31/parent"),
            field: Field::new("reason_aside", "Why?").kind(Kind::Lines(3)),
            quotes: vec![sponsors()],
        }),
        set_aside: Some("Set aside on Sat 21 Nov 2026: it goes against the mission".into()),
        supersedes: Some((
            "Takes the place of 2026-30; decided 1 time before".into(),
            format!("{BASE}/decisions/2026-30"),
        )),
        recused: vec!["Member, docs: works for the sponsor".into()],
        ..open(theme)
    })
}

/// An objection that its sponsor answered.
fn objection() -> Objection {
    Objection {
        who: "Member, events".into(),
        reason: "Readers there would learn of it by a dead page.".into(),
        at: "Thu 19 Nov 2026, 10:00 UTC".into(),
        reply: Some(("Co-Chair".into(), "We say so in a last post there.".into(), "Thu 19 Nov 2026, 11:00 UTC".into())),
    }
}

fn open(theme: Theme) -> Decision {
    let seats = |class, count| std::iter::repeat_n(Seat { class, is_last_needed: false }, count);
    let voted = |who: &str, day: &str| Said {
        face: Face::of(who),
        who: who.into(),
        choice: Tag::plain("circle-check", "In"),
        reason: String::new(),
        at: day.into(),
    };
    Decision {
        reply: None,
        frame: frame(theme, Place::Decisions),
        number: "2026-31".into(),
        title: "Shall Forum rest for a while?".into(),
        state: Tag::new(Tone::Group, "vote", "Open"),
        when: "closes Sat 21 Nov 2026, 12:00 UTC, in 22 hours, called by Member, events".into(),
        outcome: None,
        meant: vec![
            Meant::new("Matter", "Stop posting on a channel"),
            Meant::new("A yes", "Stops posting on Forum (@forum), without leaving it."),
            Meant::new("As it was put", "Shall Forum rest for a while?"),
        ],
        objections: vec![objection()],
        answering: None,
        presence: Some(Presence {
            heading: "Who is present",
            words: "2 of 6 are present: Chair, Co-Chair.".into(),
            button: Some(button("I am present", "hand")),
        }),
        casting: None,
        tie: None,
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
        ranks: None,
        rounds: None,
        agreed: None,
        stay_out: Some((
            format!("{BASE}/decisions/2026-31/stay-out"),
            Choices {
                name: "ground".into(),
                legend: "Why you stay out".into(),
                of: vec![Choice::new("works for the sponsor", "Works for the sponsor")],
                ..Choices::default()
            },
        )),
        reconsidered: None,
        set_aside: None,
        supersedes: None,
        recused: Vec::new(),
        for_members: "The steward left for reasons of health.".into(),
        reason: Some(Field::new("reason", "Why?").kind(Kind::Lines(2)).optional()),
        cast: Some(button("Cast your ballot", "check")),
        text: "4f1c".into(),
        ballot_to: format!("{BASE}/decisions/2026-31/ballot"),
        no_ballot: None,
        seat: None,
        changeable: "You can change it until the vote closes.".into(),
        problems: Problems::default(),
        proposal: Some("The forum has had no steward since August. Shall it rest until we have one?".into()),
        sponsor_says: vec![("Asked before", "The forum’s moderators, who agree.".into())],
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
    }
}
