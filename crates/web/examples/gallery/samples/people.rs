//! A page on which something about the people is changed: offices, with one that is vacant.

use super::{
    frame::{BASE, frame, page},
    parts::{button, clause},
};
use web::{
    frame::{Place, Theme},
    members::{Change, ChangeForm, Line},
    parts::{Choice, Pick, Problems},
};

pub fn offices(theme: Theme) -> String {
    let line = |what: &str, words: &str, mine: bool| Line {
        what: what.into(),
        words: words.into(),
        clause: Some(clause("M1")),
        action: mine.then(|| button("Step down", "log-out")),
        link: None,
    };
    let pick = |name: &str, label: &str, of: &[&str]| Pick {
        name: name.into(),
        label: label.into(),
        of: of.iter().map(|word| Choice::new(word, *word)).collect(),
        ..Pick::default()
    };
    page(&Change {
        frame: frame(theme, Place::Members),
        title: "Offices",
        lead: "Who holds them, and who does the work while nobody does.".into(),
        lines: vec![
            line("Chair", "Member, events", true),
            line("Co-Chair", "Member, docs", false),
            line("Board Liaison", "vacant", false),
        ],
        lines_are: "Who holds them",
        form: Some(ChangeForm {
            once: None,
            to: format!("{BASE}/members/offices"),
            picks: vec![
                pick("office", "The office", &["Chair", "Co-Chair", "Board Liaison"]),
                pick("person", "Who is to hold it", &["Member, events", "Member, docs"]),
            ],
            choices: None,
            fields: vec![],
            button: "Put them in it",
            icon: "id-card",
        }),
        refused: vec![],
        problems: Problems::default(),
    })
}
