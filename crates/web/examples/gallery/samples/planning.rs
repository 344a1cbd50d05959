//! What a group plans with: its slots, posts from a file, and templates.

use super::{
    frame::{BASE, frame, page},
    parts::button,
};
use web::{
    calendar::Slots,
    frame::{Place, Theme},
    parts::{Choice, Field, Kind, Pick, Problems, Tag, Tone},
    posts::{Import, PreviewLine},
    templates::{OneTemplate, Templates},
};

pub fn slots(theme: Theme) -> String {
    let slot = |when: &str, whose: &str| {
        (when.into(), whose.into(), "put there by Member, events".into(), button(&format!("Take out {when}"), "x"))
    };
    let pick = |name: &str, label: &str, first: &str| Pick {
        name: name.into(),
        label: label.into(),
        of: vec![Choice::new("", first)],
        ..Pick::default()
    };
    page(&Slots {
        frame: frame(theme, Place::Calendar),
        problems: Problems::default(),
        to: format!("{BASE}/calendar/slots"),
        zone: "Europe/Copenhagen".into(),
        slots: vec![slot("Tuesday 15:00", "all channels"), slot("Friday 09:30", "Mastodon")],
        weekday: pick("weekday", "Day of the week", "Monday"),
        time: Field::new("time", "Time").kind(Kind::Time),
        channel: pick("channel", "For which channels", "All channels"),
    })
}

pub fn import(theme: Theme) -> String {
    let line = |number: &str, text: &str, meta: &[&str], note: &str, state: Tag| PreviewLine {
        number: number.into(),
        text: text.into(),
        meta: meta.iter().map(ToString::to_string).collect(),
        notes: if note.is_empty() { vec![] } else { vec![note.into()] },
        stands: None,
        state,
    };
    let refused = || Tag::new(Tone::Danger, "circle-alert", "Not taken");
    let taken = || Tag::new(Tone::Accent, "pencil", "Becomes a draft");
    let soon = "“soon” is no time; write it like 2026-12-04 15:00, on the wall of UTC.";
    page(&Import {
        frame: frame(theme, Place::Calendar),
        problems: Problems::default(),
        to: format!("{BASE}/posts/import"),
        limits: "In UTF-8, at most 1000 kilobytes and 500 lines.".into(),
        lines: vec![
            line("Line 2", "A release is out", &["Fri 4 Dec 2026, 15:00 UTC", "Mastodon"], "", taken()),
            line("Line 3", "The sprint begins on Monday, and everybody is welcome there", &[], soon, refused()),
        ],
        text: "Text\nA release is out".into(),
        drafts: Some("1 draft".into()),
    })
}

fn fields() -> Vec<Field> {
    vec![
        Field::new("name", "What is it called?").value("Release"),
        Field::new("text", "The text").kind(Kind::Lines(6)).value("Lumen {{version}} is out."),
        Field::new("gaps", "Its gaps, one to a line").kind(Kind::Lines(3)).value("version"),
    ]
}

pub fn templates(theme: Theme) -> String {
    page(&Templates {
        frame: frame(theme, Place::Write),
        problems: Problems::default(),
        to: format!("{BASE}/templates"),
        id: "1".into(),
        templates: vec![(
            "Release".into(),
            format!("{BASE}/templates/1"),
            vec!["1 gap".into(), "written by Chair".into()],
        )],
        fields: fields(),
    })
}

pub fn template(theme: Theme) -> String {
    page(&OneTemplate {
        frame: frame(theme, Place::Write),
        problems: Problems::default(),
        name: "Release".into(),
        text: "Lumen {{version}} is out.".into(),
        meta: "Written by Chair, 20 Nov 2026".into(),
        begin: (format!("{BASE}/posts/new"), "1".into()),
        gaps: vec![Field::new("gap-version", "version").optional()],
        to: format!("{BASE}/templates/1"),
        fields: fields(),
        take_out: button("Take it out", "archive"),
    })
}
