//! Coming and going of the group: applications as members and as applicants see them, and how the group would end.

use super::{
    frame::{BASE, frame, page, plain},
    parts::{button, clause, granting, history},
};
use web::{
    applications::{Application, Applications, Proof, Row},
    apply::{Apply, Status},
    ending::{Consequence, Ending, Way},
    frame::{Place, Theme},
    parts::{Choice, Choices, Field, Kind, Problems, Tag, Tone},
};

const ADDRESS: &str = "https://voice.lumen.example/apply/sample";

fn said() -> Vec<(String, String)> {
    vec![
        ("Why do you want to join?".into(), "I draw what people build.".into()),
        ("Where are your social media profiles?".into(), "https://social.example/@pictures".into()),
    ]
}

pub fn list(theme: Theme) -> String {
    let row = |number: &str, name: &str, state| Row {
        number: number.into(),
        name: name.into(),
        href: format!("{BASE}/applications/1"),
        meta: "arrived Mon 16 Nov 2026, 10:04 UTC, 4 days ago".into(),
        state,
    };
    page(&Applications {
        frame: frame(theme, Place::Members),
        form: Some((ADDRESS.into(), "/apply/sample".into())),
        open: vec![row("A-2026-2", "Applicant, pictures", Tag::new(Tone::Warn, "clock", "To be looked at"))],
        over: vec![row("A-2026-1", "Member, design", Tag::well("Admitted"))],
    })
}

pub fn one(theme: Theme) -> String {
    let what = Choices {
        name: "evidence".into(),
        legend: "What do you attest?".into(),
        of: vec![Choice::new("experience", "Experience with social media platforms that can be shown")],
        ..Choices::default()
    };
    let met = Choices {
        name: "met".into(),
        legend: "Is it so?".into(),
        of: vec![Choice::new("yes", "It is so"), Choice::new("no", "It is not so")],
        across: true,
        ..Choices::default()
    };
    let proof =
        |words: &str, said: Vec<(bool, String, String)>| Proof { words: words.into(), clause: clause("M2"), said };
    page(&Application {
        once: String::new(),
        frame: frame(theme, Place::Members),
        number: "A-2026-2".into(),
        name: "Applicant, pictures".into(),
        email: "pictures@outside.example".into(),
        state: Tag::new(Tone::Warn, "clock", "To be looked at"),
        arrived: "Mon 16 Nov 2026, 10:04 UTC".into(),
        said: said(),
        proofs: vec![
            proof(
                "Individual member of the foundation",
                vec![(true, "Member, docs, 17 Nov 2026".into(), "The foundation’s list of members".into())],
            ),
            proof("Experience with social media platforms that can be shown", vec![]),
        ],
        attest: Some((what, met, Field::new("says", "How do you know?"))),
        refused: None,
        waits: None,
        offer: None,
        asked: None,
        explain: None,
        told: None,
        at: format!("{BASE}/applications/1"),
        problems: Problems::default(),
        history: history(),
    })
}

pub fn form(theme: Theme) -> String {
    page(&Apply {
        nobody_decides: false,
        typed: false,
        plain: plain(theme),
        group: "Lumen Social Media Working Group".into(),
        problems: Problems::default(),
        to: "/apply/sample".into(),
        link: "sample-link".into(),
        opened: "sample".into(),
        fields: vec![
            Field::new("name", "Your name"),
            Field::new("email", "Your mail address").value("pictures@outside.example"),
            Field::new("answer_motive", "Why do you want to join?").kind(Kind::Lines(4)),
        ],
    })
}

pub fn status(theme: Theme) -> String {
    page(&Status {
        plain: plain(theme),
        group: "Lumen Social Media Working Group".into(),
        number: "A-2026-2".into(),
        arrived: "Mon 16 Nov 2026, 10:04 UTC".into(),
        heading: "It is being looked at".into(),
        words: "Members look at what you wrote, and the group talks about it before it votes.".into(),
        missing: vec![("Individual member of the foundation".into(), "Join at https://foundation.example/join".into())],
        why: None,
        name: "Applicant, pictures".into(),
        said: said(),
        may_apply_again: true,
        again: "/apply/sample".into(),
    })
}

pub fn ending(theme: Theme) -> String {
    let follows = [
        ("ban", "3 posts that wait are called off.", "calendar"),
        ("vote", "1 open vote is closed without a count.", "decisions"),
        ("key-round", "4 people lose access to the channels.", "channels"),
    ];
    page(&Ending {
        frame: frame(theme, Place::Charter),
        over: None,
        sunset: Some("31 Dec 2027".into()),
        follows: follows
            .map(|(icon, words, to)| Consequence { icon, words: words.into(), href: format!("{BASE}/{to}") })
            .into(),
        steps: vec!["Write a last report".into(), "Hand the accounts over to the foundation".into()],
        ways: vec![Way { quotes: vec![granting()], ask: button("Ask the board to end it", "archive"), waiting: None }],
        who_can: String::new(),
    })
}
