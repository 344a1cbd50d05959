//! Meetings: the list, one that is under way, one that was called off, versions of minutes, and attendance.

use super::{
    frame::{BASE, frame, page, plain},
    parts::{button, clause, history, posting},
};
use web::{
    attendance::{Own, Task as Shortfall},
    carry_on::Kept,
    frame::{Place, Theme},
    meetings::{
        Agenda, AgendaLine, Asks, Hand, Meeting, Meetings, New, Person, Row, SeriesLine, Takes, Task, Version,
        Versions, Waits,
    },
    minutes::Minutes,
    parts::{Action, Choice, Choices, Field, Kind, Look, Problems, Tag, Tone},
};

const MINUTES: &str = "Welcome.\n\nThe call for proposals is announced three times.\n";

fn series(line: &str, resume: Option<Action>) -> SeriesLine {
    SeriesLine { line: line.into(), resume, otherwise: None }
}

fn asks(heading: &'static str, button: (&'static str, &'static str), fields: Vec<Field>) -> Asks {
    Asks::new(heading, format!("{BASE}/meetings/1"), "sample-token", button).fields(fields)
}

pub fn list(theme: Theme) -> String {
    let row = |title: &str, when: &str, state| Row {
        title: title.into(),
        href: format!("{BASE}/meetings/1"),
        meta: vec![when.into()],
        state,
    };
    page(&Meetings {
        frame: frame(theme, Place::Meetings),
        quotes: vec![posting()],
        next: Some(row("Team meeting", "Tue 1 Dec 2026, 18:00 UTC", Tag::new(Tone::Warn, "circle-dot", "Under way"))),
        ahead: vec![
            row("Team meeting", "Tue 15 Dec 2026, 18:00 UTC", Tag::new(Tone::Accent, "calendar-clock", "Moved")),
            row("Team meeting", "Tue 29 Dec 2026, 18:00 UTC", Tag::plain("ban", "Called off")),
        ],
        more: Some("23 more are planned.".into()),
        past: vec![row("Team meeting", "Tue 17 Nov 2026, 18:00 UTC", Tag::well("Minutes approved"))],
        series: vec![
            series("Team meeting: every two weeks at 18:00 (UTC) since Tuesday 3 November 2026.", None),
            series(
                "Open hour: every month at 12:00 (UTC) since Monday 7 September 2026, ended on 30 Nov 2026 by Member, docs: \
                 Nobody came.",
                Some(button("Take the series up again", "undo-2")),
            ),
        ],
        attendance: Some((
            "When somebody misses more than the charter says, Chair alone is told, and nothing follows by itself."
                .into(),
            clause("C2"),
            vec![],
            vec![],
        )),
    })
}

pub fn new(theme: Theme) -> String {
    let what = Choices {
        name: "what".into(),
        legend: "What do you plan?".into(),
        of: vec![
            Choice::new("series", "The regular meetings").small("It meets every two weeks.").chosen(true),
            Choice::new("ad_hoc", "One meeting beside them").small("It does not count for attendance."),
        ],
        ..Choices::default()
    };
    let fields = vec![
        Field::new("title", "What is it called?").value("Meeting"),
        Field::new("day", "Day").kind(Kind::Day).error("This lies in the past: choose a day and time from now on."),
        Field::new("time", "Time").kind(Kind::Time).value("18:00"),
    ];
    let mut asks = asks("Plan a meeting", ("plus", "Plan it"), fields);
    asks.look = Look::Primary;
    asks.choices = vec![what];
    page(&New { frame: frame(theme, Place::Meetings), quotes: vec![posting()], asks, problems: Problems::default() })
}

fn agenda() -> Agenda {
    let line = |words: &str, hours: Option<&str>, is_now: bool, entry: &str| AgendaLine {
        icon: if is_now { "circle-dot" } else { "list-plus" },
        words: words.into(),
        href: None,
        why: "added by Member, docs".into(),
        hours: hours.map(str::to_owned),
        is_now,
        moves: vec![button("Earlier", "arrow-up"), button("Later", "arrow-down")],
        takes: Some(Takes {
            to: format!("{BASE}/meetings/1/plan"),
            entry: entry.into(),
            planned: "15".into(),
            error: None,
        }),
        put: None,
    };
    Agenda {
        lines: vec![
            line("Welcome", Some("18:00 to 18:15"), false, "1"),
            line("The yearly conference, and who looks after the channels while everybody is there", Some("18:15 to 18:30"), true, "2"),
            line("What else", None, false, "3"),
        ],
        open: vec![AgendaLine {
            icon: "vote",
            words: "Vote 2026-31: Shall Forum rest for a while?".into(),
            href: Some(format!("{BASE}/decisions/2026-31")),
            why: "a vote is under way".into(),
            put: Some(button("Put it on", "list-plus").look(Look::Quiet)),
            ..AgendaLine::default()
        }],
        put: Some(asks(
            "Put something on it",
            ("list-plus", "Put it on the agenda"),
            vec![
                Field::new("item", "What else is to be talked about?"),
                Field::new("takes", "How many minutes?").optional(),
            ],
        )),
        plan: Some("30 of 60 minutes are planned. 1 thing has no minutes yet.".into()),
        clock: Some(
            "18:20 It is time for \u{201c}The yearly conference\u{201d}, until 18:30. The agenda is planned until 18:30, the \
             meeting until 19:00."
                .into(),
        ),
    }
}

fn meeting(theme: Theme) -> Meeting {
    Meeting {
        frame: frame(theme, Place::Meetings),
        title: "Team meeting".into(),
        state: Tag::new(Tone::Warn, "circle-dot", "Under way"),
        kind: "a regular meeting",
        when: "Tue 1 Dec 2026, 18:00 UTC, 60 minutes, 20 minutes ago".into(),
        place: Some(("https://meet.example/a-room-with-a-rather-long-name-that-has-to-wrap".into(), true)),
        cancelled: None,
        to_approve: Some(("Approve the minutes of Team meeting, 17 Nov 2026".into(), format!("{BASE}/meetings/2"))),
        typed: vec![],
        agenda: agenda(),
        minutes: MINUTES.into(),
        minutes_meta: vec!["Last written on by Member, docs, Tue 1 Dec 2026, 18:12 UTC.".into()],
        write: Some(asks(
            "Minutes",
            ("pen-line", "Save the minutes"),
            vec![Field::new("minutes_text", "What was said and agreed on").kind(Kind::Lines(14)).value(MINUTES)],
        )),
        newer: Some("Welcome.\n\nThe call for proposals is announced twice.\n".into()),
        versions: Some(("All 4 versions, and what changed".into(), format!("{BASE}/meetings/1/minutes"))),
        minutes_actions: vec![button("Approve these minutes", "gavel").look(Look::Group)],
        tasks: vec![Task {
            words: "Ask the organisers for pictures".into(),
            meta: "Member, events, by Fri 4 Dec 2026".into(),
            done: false,
            tick: button("Done", "check").look(Look::Quiet),
            id: "task-1".into(),
            hand: Some(Hand {
                to: format!("{BASE}/meetings/1/hand"),
                once: String::new(),
                of: vec![Choice::new("docs", "Member, docs"), Choice::new("events", "Member, events")],
                error: None,
            }),
        }],
        add_task: Some(
            asks("Add an action item", ("plus", "Add it"), vec![Field::new("action", "What is to be done?")]).folded(),
        ),
        own: vec![button("I am here, or was", "hand").look(Look::Primary)],
        own_words: "You said that you come.".into(),
        excuse: Some(
            asks(
                "Excuse yourself",
                ("message-circle", "Excuse me"),
                vec![Field::new("excuse", "Why can you not come?")],
            )
            .folded(),
        ),
        people: vec![
            Person { name: "Member, docs".into(), words: "was there".into() },
            Person { name: "Member, events".into(), words: "excused".into() },
        ],
        people_heading: "Who was there",
        waits: vec![Waits {
            words: "Member, docs says that Chair was there.".into(),
            confirm: Some(button("Confirm it", "check")),
        }],
        correct: None,
        changes: vec![],
        resume: None,
        problems: Problems::default(),
        history: history(),
    }
}

pub fn running(theme: Theme) -> String {
    page(&meeting(theme))
}

/// One that the end of its series called off, while somebody typed an excuse.
pub fn called_off(theme: Theme) -> String {
    let kept = "I am on a train all evening.".to_owned();
    page(&Meeting {
        state: Tag::plain("ban", "Called off"),
        cancelled: Some("We work by mail now".into()),
        resume: Some(button("Take the series up again", "undo-2")),
        typed: vec![Kept { id: "kept-0".into(), label: "Excuse".into(), lines: 1, value: kept }],
        to_approve: None,
        agenda: Agenda::default(),
        write: None,
        newer: None,
        minutes: String::new(),
        minutes_actions: vec![],
        tasks: vec![],
        add_task: None,
        own: vec![],
        own_words: String::new(),
        excuse: None,
        ..meeting(theme)
    })
}

pub fn versions(theme: Theme) -> String {
    let version = |number: i32, who: &str, pieces: Vec<(&'static str, String)>, restore| Version {
        number,
        meta: vec![who.into(), "Tue 1 Dec 2026, 18:12 UTC".into()],
        pieces,
        text: MINUTES.into(),
        restore,
    };
    let changed = vec![
        ("same", "The call for proposals is announced ".to_owned()),
        ("del", "twice".to_owned()),
        ("ins", "three times".to_owned()),
        ("same", ".".to_owned()),
    ];
    page(&Versions {
        frame: frame(theme, Place::Meetings),
        title: "Team meeting".into(),
        href: format!("{BASE}/meetings/1"),
        when: "Tue 1 Dec 2026, 18:00 UTC".into(),
        versions: vec![
            version(2, "Member, events", changed, None),
            version(
                1,
                "Member, docs",
                vec![("ins", "The call for proposals is announced twice.".to_owned())],
                Some(
                    button("Bring this version back", "undo-2")
                        .confirming("It becomes the newest one.", "Bring it back"),
                ),
            ),
        ],
    })
}

pub fn public(theme: Theme) -> String {
    page(&Minutes {
        plain: plain(theme),
        group: "Lumen Social Media Working Group".into(),
        title: "Team meeting".into(),
        when: "Tue 17 Nov 2026, 18:00 UTC".into(),
        approved: "1 Dec 2026".into(),
        digest: "9a32df97473190d88d0d71cc2524923e975b9759ed4c6e9dd230057a1b0fa65d".into(),
        text: MINUTES.into(),
    })
}

fn missed() -> Vec<(String, String)> {
    vec![
        ("Tue 3 Nov 2026, 18:00 UTC".into(), "no word".into()),
        ("Tue 17 Nov 2026, 18:00 UTC".into(), "At a wedding".into()),
    ]
}

pub fn own(theme: Theme) -> String {
    page(&Own {
        frame: frame(theme, Place::Meetings),
        sum: "You missed 5 of 6 regular meetings".into(),
        clause: clause("C2"),
        missed: missed(),
        asked: Some(("Chair".into(), "Do you have time for this still?".into(), button("I stay", "check"))),
    })
}

pub fn task(theme: Theme) -> String {
    let answer = Choices {
        name: "answer".into(),
        legend: "What do you answer?".into(),
        of: vec![
            Choice::new("ask", "Ask whether they want to stay"),
            Choice::new("not_now", "Not now").small("Say why; it comes back when another meeting is missed."),
        ],
        ..Choices::default()
    };
    let mut answers = asks("Answer", ("check", "Answer"), vec![Field::new("reason", "Why, or what they are told")]);
    answers.choices = vec![answer];
    page(&Shortfall {
        frame: frame(theme, Place::Meetings),
        name: "Member, design".into(),
        sum: "5 of 6 regular meetings missed".into(),
        clause: clause("C2"),
        missed: missed(),
        before: vec!["Chair answered “Not now” on 3 November: on a long journey.".into()],
        asks: Some(answers),
        problems: Problems::default(),
    })
}
