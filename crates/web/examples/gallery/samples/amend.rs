//! The pages on which a charter changes.

use super::{
    frame::{BASE, frame, page},
    parts::{button, clause},
};
use web::{
    charter::{
        LinePage,
        drafts::{Changed, Entry, Follow, NewDraft, Power, Shown},
    },
    frame::{Place, Theme},
    parts::{Field, Kind, Offer, Problems, Tag},
};

pub fn new_draft(theme: Theme) -> String {
    page(&NewDraft {
        frame: frame(theme, Place::Charter),
        problems: Problems::default(),
        fields: vec![
            Field::new("reason", "What changes, and why").kind(Kind::Lines(3)),
            Field::new("text", "The text").kind(Kind::Lines(16)).value("# Social Media Working Group"),
            Field::new("rules", "The rules beside it").kind(Kind::Source(16)).value("[charter]"),
        ],
        is_minor: true,
        not_minor: Some("This is no minor change: it changes budget (U1), which the board decides about.".into()),
        follow: Some(Follow {
            moved: vec!["G2: from 2.3.2 to 2.3.3".into()],
            lost: vec!["G1: “Win more web developers for the project.”".into()],
            is_done: true,
        }),
        minor: "This charter calls changes of these minor: meetings and workspace.".into(),
        clause: Some(clause("README-5")),
        to: format!("{BASE}/charter/drafts"),
    })
}

pub fn draft(theme: Theme) -> String {
    page(&Shown {
        frame: frame(theme, Place::Charter),
        title: "Draft 2 of the charter".into(),
        state: Tag::plain("pencil", "A draft: it changes nothing"),
        about: "Member, events, Fri 20 Nov 2026, 12:00 UTC".into(),
        reason: "Half of us miss every second meeting.".into(),
        course: vec!["In force from Sat 15 May 2027, 00:00 UTC.".into()],
        weight: vec![
            "A minor change. The board is told of it.".into(),
            "Meetings (minor): C1 and meetings.every".into(),
        ],
        weight_clause: Some(clause("README-5")),
        clauses: vec![Changed {
            label: Some("C1".into()),
            place: "line 76, under “How the group talks”".into(),
            pieces: vec![
                ("same", "A meeting at one time for all, every ".into()),
                ("del", "two ".into()),
                ("ins", "three ".into()),
                ("same", "weeks".into()),
            ],
            otherwise: vec![
                "The words of C1 say “three weeks”, and the rule beside them says 14 days (meetings.every, line 612 of the rules)".into(),
            ],
        }],
        entries: vec![Entry {
            path: "meetings.every".into(),
            line: "line 612".into(),
            before: "\"P14D\"".into(),
            after: "\"P21D\"".into(),
        }],
        powers: vec![Power {
            act: "Schedule a post".into(),
            situation: "goals: 4".into(),
            who: "Member and Chair".into(),
            before: "may D2".into(),
            after: "ask the board B2".into(),
            example: "Member asks to schedule a post while this is so: goals: 4".into(),
        }],
        counting: vec![("A yes that nobody has used".into(), "serves for 6 months".into(), "serves for good".into())],
        found_by: "Found by symbolic comparison of both sets of policies, with cvc5 1.0.3: to whoever and whatever is not listed, both versions give the same answer in every case.".into(),
        offer: Some(Offer {
            action: button("Ask whether it shall be in force", "landmark"),
            decided_by: Some(("The group decides".into(), vec![clause("README-5")])),
            waiting: None,
        }),
        advice: Some(button("Ask the group what it thinks", "vote")),
        questions: vec![("The board is to answer".into(), format!("{BASE}/requests/1"))],
        flags: vec!["line 22: \"groupâ€™s\" looks mis-decoded; it was probably \"group’s\"".into()],
    })
}

pub fn line(theme: Theme) -> String {
    page(&LinePage {
        frame: frame(theme, Place::Charter),
        title: "Line 38 of the charter".into(),
        words: "A form will be made available in a public place.".into(),
        address: Some("https://project.example/channels".into()),
        problems: Problems::default(),
        field: Field::new("address", "Where is it?").suggesting(vec!["/apply/sample".into()]),
        action: button("Link the line", "external-link"),
    })
}
