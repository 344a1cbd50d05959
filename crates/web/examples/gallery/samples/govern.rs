//! Charter, requests, members.

use super::{
    frame::{BASE, frame, page},
    parts::{answer, button, clause, history, sponsors},
};
use web::{
    charter::{
        Cell, CharterText, Counted, Governs, HouseRule, Line, LineShape, PowerRow, Powers, Reading, Situation, Version,
    },
    frame::{Place, Theme},
    members::{Member, Members, Vacancy},
    parts::{Authority, Choice, Choices, Face, Field, Kind, Offer, Pick, Problems, Tag, Term, Tone},
    requests::{Addressee, CallIn, Request, Requests, Row},
};

fn reading() -> Reading {
    Reading {
        words: "A campaign is two or more planned items for a sponsor.".into(),
        clause: clause("B3"),
        state: Tag::plain("info", "A default of Nuncio"),
        decided_by: Some("The group decides".into()),
        action: Some(button("Ask for it to be adopted", "scale")),
        waiting: None,
    }
}

fn line(shape: LineShape, label: Option<&str>, place: &str, words: &str, governs: Vec<Governs>, used: bool) -> Line {
    let reading = || Tag::plain("scale", "Reading: more than half of the entitled members");
    Line {
        shape,
        label: label.map(Into::into),
        place: place.into(),
        words: words.into(),
        links: Vec::new(),
        notes: label.filter(|label| *label == "M3").map(|_| reading()).into_iter().collect(),
        governs,
        used: used.then(|| ("used 14 times, last on 19 Nov".to_owned(), format!("{BASE}/audit?clause=D2"))),
    }
}

pub fn charter(theme: Theme) -> String {
    let governs = |act: &str, authority, who: &str| Governs { act: act.into(), authority, who: who.into() };
    page(&CharterText {
        frame: frame(theme, Place::Charter),
        title: "Social Media Working Group".into(),
        about: "In force since 14 January 2026 · 3,388 bytes · sha-256 893696f3".into(),
        versions: vec![Version {
            words: "In force since 14 January 2026".into(),
            state: Tag::well("In force"),
            href: format!("{BASE}/charter"),
            shown: true,
        }],
        flags: vec!["Line 22 has a character that was decoded wrongly. The text is kept as it is.".into()],
        on: Field::new("on", "In force on").kind(Kind::Day),
        note: None,
        carried: String::new(),
        drafts: vec![("Draft 1, by Chair on 20 Nov 2026".into(), format!("{BASE}/charter/drafts/1"))],
        open: vec![(
            "line 38: “[link]” stands for something that was to be filled in later".into(),
            format!("{BASE}/charter/lines/1"),
        )],
        readings: vec![reading()],
        house: vec![HouseRule { words: "Every image has a description.".into(), since: "since 14 Jan 2026".into() }],
        proof: Offer {
            action: button("Ask whether a code is enough", "key-round"),
            decided_by: Some(("The group decides".into(), vec![clause("README-1")])),
            waiting: None,
        },
        lines: vec![
            line(LineShape::Heading(2), None, "2", "What the group is for", vec![], false),
            line(
                LineShape::Sentence,
                Some("S1"),
                "2.1.1",
                "The group looks after the official accounts of the project on behalf of its foundation.",
                vec![],
                false,
            ),
            line(
                LineShape::Item,
                Some("G1"),
                "2.3.1",
                "Make Lumen known among people who build for the web.",
                vec![governs("is a goal", Authority::Body("The board".into()), "The board changes it")],
                true,
            ),
            line(LineShape::Heading(3), None, "3", "What members may do", vec![], false),
            line(
                LineShape::Item,
                Some("D1"),
                "3.1.1",
                "The Chair, the Co-Chair and the Liaison give other members access to the official accounts, as needed.",
                vec![governs("give access", Authority::Member, "Officers")],
                true,
            ),
            line(
                LineShape::Item,
                Some("D2"),
                "3.1.2",
                "Members publish on the official accounts in line with the agreed goals, without asking the board.",
                vec![governs("schedule, publish", Authority::Member, "A member may")],
                true,
            ),
            line(LineShape::Heading(3), None, "4", "What the board decides", vec![], false),
            line(
                LineShape::Item,
                Some("B3"),
                "4.1.3",
                "Social media campaigns for our sponsors.",
                vec![governs(
                    "publish for a sponsor campaign",
                    Authority::Body("The board".into()),
                    "The board decides",
                )],
                true,
            ),
            line(
                LineShape::Item,
                Some("M3"),
                "7.1",
                "The group discusses and votes (50%+1) to approve new members.",
                vec![governs("admit a member", Authority::Group, "The group votes")],
                false,
            ),
            line(
                LineShape::Sentence,
                None,
                "8.1",
                "There is a private channel in the chat of the foundation.",
                vec![],
                false,
            ),
        ],
    })
}

pub fn situations() -> Vec<Situation> {
    let may = || Cell { authority: Authority::Member, words: "may".into(), clauses: vec![clause("D2")] };
    let board = || Cell {
        authority: Authority::Body("The board".into()),
        words: "ask the board".into(),
        clauses: vec![clause("B2"), clause("B3")],
    };
    let never = || Cell { authority: Authority::Nobody, words: "may not".into(), clauses: vec![clause("D1")] };
    let row = |situation: &str, cells| PowerRow { situation: situation.into(), cells };
    vec![
        Situation {
            act: "Schedule a post".into(),
            rows: vec![
                row("all in order", vec![may(), may(), may(), may()]),
                row("it belongs to a sponsor campaign", vec![board(), board(), board(), board()]),
                row("no access to the channel", vec![never(), never(), never(), never()]),
            ],
        },
        Situation { act: "Give access".into(), rows: vec![row("all in order", vec![never(), may(), may(), may()])] },
    ]
}

pub fn offices() -> Vec<String> {
    ["Member", "Chair", "Co-Chair", "Liaison"].map(Into::into).to_vec()
}

pub fn powers(theme: Theme) -> String {
    page(&Powers {
        frame: frame(theme, Place::Charter),
        title: "Social Media Working Group".into(),
        about: "In force since 14 January 2026".into(),
        on: Field::new("on", "In force on").kind(Kind::Day),
        note: None,
        carried: String::new(),
        offices: offices(),
        acts: situations(),
        counted: vec![Counted {
            about: "A channel of ours on a social network".into(),
            comes_to: "announces only".into(),
            clause: Some(clause("E5")),
        }],
        later: vec!["admit a member".into(), "send a report".into()],
    })
}

pub fn requests(theme: Theme) -> String {
    let row = |title: &str, state| Row {
        title: title.into(),
        href: format!("{BASE}/requests/1"),
        meta: vec!["to the board".into(), "put by Member, events on 12 November".into()],
        state,
    };
    page(&Requests {
        frame: frame(theme, Place::Requests),
        open: vec![row(
            "May “Thank-you to new sponsors” go out?",
            Tag::new(Tone::Board, "hourglass", "The board is to answer"),
        )],
        answered: vec![row("Leave the page elsewhere?", Tag::plain("check", "The board agreed"))],
        bodies: vec![Addressee {
            name: "Board".into(),
            now: "Questions go to secretary@foundation.example, as Chair said on 12 Nov 2026.".into(),
            clause: Some(clause("B0")),
            field: Field::new("email_board", "Its mail address").value("secretary@foundation.example").optional(),
            save: button("Write there", "send"),
        }],
        mails: true,
        call_in: Some(CallIn {
            body: "the board".into(),
            quote: Some(sponsors()),
            about: Pick {
                name: "about".into(),
                label: "About".into(),
                hint: String::new(),
                of: vec![Choice::new("", "The group as a whole")],
                error: None,
            },
            reason: Field::new("reason", "Why").kind(Kind::Lines(4)),
            to: format!("{BASE}/requests/call-in"),
        }),
        problems: Problems::default(),
    })
}

pub fn request(theme: Theme) -> String {
    page(&Request {
        frame: frame(theme, Place::Requests),
        title: "May “Thank-you to new sponsors” go out?".into(),
        state: Tag::new(Tone::Board, "hourglass", "The board is to answer"),
        asked: "Member, events, as a member, put this question to the board on 12 Nov 2026, 8 days ago.".into(),
        mailed: Some("Mailed to secretary@foundation.example on Thu 12 Nov 2026, 09:00 UTC.".into()),
        question: "May “Thank-you to new sponsors” go out?".into(),
        about: ("Thank-you to new sponsors".into(), format!("{BASE}/posts/1")),
        content: Some("This winter, three companies become Diamond sponsors of Lumen.".into()),
        changed: true,
        quotes: vec![sponsors()],
        answers: vec![answer()],
        problems: Problems::default(),
        outcome: Choices {
            name: "outcome".into(),
            legend: "What did the board decide?".into(),
            across: true,
            of: vec![Choice::new("agreed", "It agreed"), Choice::new("declined", "It declined")],
            ..Choices::default()
        },
        fields: vec![
            Field::new("on", "On which day?").kind(Kind::Day),
            Field::new("source", "Where is it recorded?").hint("Minutes of …, mail of …"),
            Field::new("link", "Its address").kind(Kind::Url).optional(),
            Field::new("tally", "Tally").optional(),
        ],
        record_to: format!("{BASE}/requests/1"),
        not_here: None,
        record: button("Record the answer", "landmark"),
        vote: None,
        removal: None,
        again: None,
        history: history(),
    })
}

pub fn members(theme: Theme) -> String {
    let member = |name: &str, office: Option<&str>, gone, soon, sign_in: &str| Member {
        face: Face::of(name),
        name: name.into(),
        offices: office.map(|office| Tag::plain("id-card", office)).into_iter().collect(),
        statuses: vec!["an Individual Member of the foundation".into()],
        term: Some(Term { start: "14 Sep 2026".into(), end: "14 Mar 2027".into(), days: 181, gone, soon }),
        access: "publish on 3 channels".into(),
        sign_in: sign_in.into(),
        invite: (sign_in == "not yet").then(|| button("Make a link", "link-2")),
    };
    page(&Members {
        frame: frame(theme, Place::Members),
        own: None,
        banner: Some("One term ends within 30 days.".into()),
        link: Some(("Member, docs".into(), "https://nuncio.example/sign-in/nuncio_VGhpcyBpcyBhIHNhbXBsZQ".into())),
        said: None,
        members: vec![
            member("Chair", Some("Chair"), 67, false, "passkey"),
            member("Co-Chair", Some("Co-Chair"), 67, false, "passkey"),
            member("Member, docs", None, 170, true, "not yet"),
        ],
        not_invited: vec![],
        who_invites: String::new(),
        waiting: vec![],
        vacant: vec![Vacancy {
            office: "Board Liaison".into(),
            deputy: Some("Chair".into()),
            since: "This is day 3 of it; it is to be mended by 17 Jan 2027. Votes go on.".into(),
            clause: Some(clause("M3")),
        }],
        amiss: vec![(
            "The group has fewer than 3 members; a good size begins there. This is day 3 of it.".into(),
            None,
        )],
        more: vec![("Offices", format!("{BASE}/members/offices"))],
        former: vec![("Member, video".into(), "until 1 October 2026".into())],
        problems: Problems::default(),
        fields: vec![],
    })
}
