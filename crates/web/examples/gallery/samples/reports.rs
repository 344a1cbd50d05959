//! Reports: the list, the form for one, one that is published, and what everybody sees.

use super::{
    frame::{BASE, frame, page, plain},
    parts::sponsors,
};
use web::{
    frame::{Place, Theme},
    parts::{Choice, Choices, Field, Kind, Pick, Problems, Tag, Tone},
    reports::{NewReport, PublicReport, PublicReports, Report, Reports},
    requests::Row,
};

const TITLE: &str = "The third quarter of 2026";
const TEXT: &str = "## What we did\n\nTwelve posts on two channels, and one campaign for the sprint.\n\n## What is next\n\nThe conference in spring.";
const DIGEST: &str = "5f2c8a3d0e8b4d5b9c6a7f10e2d3c4b5a6978897a6b5c4d3e2f10e1d2c3b4a59";

pub fn list(theme: Theme) -> String {
    let row = |title: &str, days: &str, state| Row {
        title: title.into(),
        href: format!("{BASE}/reports/1"),
        meta: vec![days.into(), "to the board".into()],
        state,
    };
    page(&Reports {
        frame: frame(theme, Place::Decisions),
        rows: vec![
            row("The year 2026", "1 Jan to 31 Dec 2026", Tag::new(Tone::Group, "vote", "Being decided, 2026-33")),
            row(TITLE, "1 Jul to 30 Sep 2026", Tag::well("Published by 2026-31")),
        ],
        asked_for: vec![sponsors()],
        public: Some(format!("{BASE}/record/reports")),
        new: format!("{BASE}/reports/new"),
    })
}

pub fn new(theme: Theme) -> String {
    let pick = |name: &str, label: &str, of: Vec<Choice>| Pick {
        name: name.into(),
        label: label.into(),
        of,
        ..Pick::default()
    };
    page(&NewReport {
        once: String::new(),
        frame: frame(theme, Place::Decisions),
        title: Field::new("title", "What is it called?").value(TITLE),
        period: Some(pick(
            "period",
            "What is it about?",
            vec![
                Choice::new("2026-07-01 2026-09-30", "1 Jul to 30 Sep 2026, for the board"),
                Choice::new("", "Other days, written below"),
            ],
        )),
        days: vec![
            Field::new("first", "First day").kind(Kind::Day).optional(),
            Field::new("last", "Last day").kind(Kind::Day).optional().hint("It is part of what is told."),
        ],
        text: Field::new("text", "The report").kind(Kind::Lines(16)).value(TEXT),
        goes_to: pick(
            "goes_to",
            "To whom does it go?",
            vec![Choice::new("board", "The board (board@lumen.example)"), Choice::new("", "Nobody by mail")],
        ),
        public: Choices {
            name: "public".into(),
            legend: "Who reads it here?".into(),
            of: vec![Choice::new("yes", "Everybody can read it").chosen(true)],
            several: true,
            ..Choices::default()
        },
        replaces: Some(("1".into(), "The second quarter of 2026".into())),
        to: format!("{BASE}/reports"),
        problems: Problems::default(),
    })
}

pub fn one(theme: Theme) -> String {
    page(&Report {
        frame: frame(theme, Place::Decisions),
        title: TITLE.into(),
        state: Tag::well("Published by 2026-31"),
        about: "Written by Member, events, Mon 12 Oct 2026, 10:00 UTC".into(),
        facts: vec![
            ("Days", "1 Jul to 30 Sep 2026".into()),
            ("Goes to", "The board, by mail, once".into()),
            ("Read here by", "Everybody, on the group’s public pages".into()),
        ],
        text: TEXT.into(),
        became: vec![
            (
                "Published on Wed 21 Oct 2026, 12:00 UTC by decision 2026-31.".into(),
                Some(format!("{BASE}/decisions/2026-31")),
            ),
            ("Mailed to the board at board@lumen.example on Wed 21 Oct 2026, 12:01 UTC.".into(), None),
            ("Everybody can read it on the group’s public pages.".into(), Some(format!("{BASE}/record/reports/1"))),
        ],
        offer: None,
        correct: format!("{BASE}/reports/new?replaces=1"),
        questions: vec![("Put to the group on 14 Oct 2026: The group agreed".into(), format!("{BASE}/requests/2"))],
        digest: DIGEST.into(),
    })
}

pub fn public_list(theme: Theme) -> String {
    page(&PublicReports {
        plain: plain(theme),
        group: "Lumen Social Media Working Group".into(),
        rows: vec![(
            TITLE.into(),
            "1 Jul to 30 Sep 2026, published on 21 Oct 2026".into(),
            format!("{BASE}/record/reports/1"),
        )],
        record: Some(format!("{BASE}/record")),
    })
}

pub fn public(theme: Theme) -> String {
    page(&PublicReport {
        plain: plain(theme),
        group: "Lumen Social Media Working Group".into(),
        list: format!("{BASE}/record/reports"),
        title: TITLE.into(),
        about: "1 Jul to 30 Sep 2026, to the board".into(),
        replaced: Some(("“The third quarter, corrected”".into(), Some(format!("{BASE}/record/reports/2")))),
        replaces: None,
        text: TEXT.into(),
        published: "Wed 21 Oct 2026, 12:00 UTC".into(),
        decision: Some(("2026-31".into(), Some(format!("{BASE}/record/2026-31")))),
        digest: DIGEST.into(),
    })
}
