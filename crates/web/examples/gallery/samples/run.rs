//! Channels and the audit log.

use super::{
    frame::{BASE, frame, page},
    parts::{bluesky, broadcast, button, clause, granting, history, linkedin, mastodon, member_may, sponsors},
};
use web::{
    audit::{Audit, Chain, Entry},
    channels::{Channels, Connect, Grant, NewChannel, One, Row},
    frame::{Place, Theme},
    parts::{
        Action, Authority, Choice, Choices, Face, Field, Kind, Look, Network, Offer, Pick, Problems, Tag, Tone, Verdict,
    },
};

fn row(network: Network, name: &str, handle: &str, marks: Vec<Tag>, health: Tag) -> Row {
    Row {
        network,
        name: name.into(),
        href: format!("{BASE}/channels/1"),
        handle: handle.into(),
        kind: "we are its editor".into(),
        marks,
        access: "4 people have access".into(),
        health,
    }
}

fn mastodon_row() -> Row {
    let marks =
        vec![Tag::plain("message-circle", "We answer"), Tag::new(Tone::Accent, "star", "Preferred: talk to us here")];
    row(mastodon(), "Mastodon", "@lumen@social.example", marks, Tag::well("Well"))
}
fn bluesky_row() -> Row {
    let marks = vec![Tag::plain("megaphone", "Announcements only")];
    row(bluesky(), "Bluesky", "lumen.example", marks, Tag::well("Well"))
}

pub fn channels(theme: Theme) -> String {
    page(&Channels {
        frame: frame(theme, Place::Channels),
        channels: vec![
            mastodon_row(),
            bluesky_row(),
            row(
                linkedin(),
                "LinkedIn",
                "Lumen Foundation",
                vec![Tag::plain("hand", "Posted by hand")],
                Tag::new(Tone::Warn, "plug-zap", "6 days left"),
            ),
            row(
                Network::of("rss", "Blog"),
                "News blog",
                "news.lumen.example",
                vec![Tag::new(Tone::Accent, "badge-check", "Primary source")],
                Tag::well("Well"),
            ),
        ],
        retired: vec![row(
            Network::of("web", "Elsewhere"),
            "A page elsewhere",
            "left on 3 February 2026",
            vec![],
            Tag::plain("archive", "Retired"),
        )],
        disclaimer: None,
        new: format!("{BASE}/channels/new"),
    })
}

fn offer(action: Action, decided_by: Option<&str>) -> Offer {
    let decided_by = decided_by.map(|words| (words.to_owned(), vec![clause("B5")]));
    Offer { action, decided_by, waiting: None }
}

fn one(theme: Theme, row: Row, no_answers: bool, may_grant: bool) -> String {
    let pick = |name: &str, label: &str, of: &[&str]| Pick {
        name: name.into(),
        label: label.into(),
        of: of.iter().map(|word| Choice::new(word, *word)).collect(),
        ..Pick::default()
    };
    let grant = button("Give access", "lock-open");
    page(&One {
        frame: frame(theme, Place::Channels),
        row,
        page: "https://social.example/@lumen".into(),
        facts: vec![
            ("Kind".into(), "ours: we are its editor".into()),
            ("Official since".into(), "May 2019, adopted with the charter".into()),
            ("Connected".into(), "by the Co-Chair on 3 October 2026".into()),
            ("Limit".into(), "500 characters, 4 images, read from the instance".into()),
        ],
        grants: vec![
            Grant {
                person: "Member, events".into(),
                capability: "publish".into(),
                until: "14 Mar 2027, end of the term".into(),
                by: "Co-Chair".into(),
                reason: "Writes about events".into(),
                ended: false,
                end: Some(button("Take back", "x").look(Look::Quiet)),
            },
            Grant {
                person: "Member, docs".into(),
                capability: "publish, reply".into(),
                until: "ended 1 Oct 2026".into(),
                by: "Chair".into(),
                reason: String::new(),
                ended: true,
                end: None,
            },
        ],
        to: pick("to", "To", &["Member, design", "Member, docs"]),
        capability: pick("capability", "May", &["publish", "reply", "moderate"]),
        until: Field::new("until", "Until").kind(Kind::Day).value("2027-03-14").hint("At most to the end of the term."),
        reason: Field::new("reason", "Why"),
        granting: None,
        grant_to: format!("{BASE}/channels/1/grants"),
        grant: if may_grant {
            grant
        } else {
            grant.refused(vec![granting()], "The Chair, the Co-Chair or the Board Liaison can.")
        },
        problems: Problems::default(),
        actions: vec![
            offer(button("Talk with people here", "star"), None),
            offer(button("Ask to retire it", "archive").look(Look::Board), Some("The board decides")),
        ],
        connect: Some(Ok(("Connect again".into(), format!("{BASE}/channels/1/connect")))),
        answer_to: format!("{BASE}/posts/new"),
        id: "1".into(),
        their_post: Field::new("answers", "Address of their post").kind(Kind::Url),
        no_answers_because: if no_answers { "This channel only announces.".into() } else { String::new() },
        no_answers_who_can: String::new(),
        no_answers: if no_answers { vec![broadcast()] } else { vec![] },
        preferred: Some(("Mastodon".into(), format!("{BASE}/channels/1"))),
        history: history(),
    })
}

pub fn channel(theme: Theme) -> String {
    one(theme, mastodon_row(), false, true)
}
pub fn broadcast_channel(theme: Theme) -> String {
    one(theme, bluesky_row(), true, false)
}

pub fn new_channel(theme: Theme) -> String {
    page(&NewChannel {
        frame: frame(theme, Place::Channels),
        problems: Problems::default(),
        network: Choices {
            name: "network".into(),
            legend: "Where?".into(),
            across: true,
            of: vec![
                Choice::new("mastodon", "Mastodon"),
                Choice::new("bluesky", "Bluesky"),
                Choice::new("assisted", "Elsewhere").small("a person posts by hand"),
            ],
            ..Choices::default()
        },
        how: Choices {
            name: "how".into(),
            legend: "Is the account new?".into(),
            of: vec![
                Choice::new("adopt", "We already run it").small("It is adopted with the charter."),
                Choice::new("open", "It is new").small("It waits for the board."),
                Choice::new("reserve", "Only hold the name").small("Nothing is posted."),
            ],
            ..Choices::default()
        },
        name: Field::new("name", "What do we call it?"),
        handle: Field::new("handle", "Its handle or address"),
        page: Field::new("page", "The address of its public page").kind(Kind::Url),
        social: Choices { name: "social".into(), legend: "What is it?".into(), ..Choices::default() },
        id: String::new(),
        reserve: Verdict { question: "Who holds a name".into(), quotes: vec![sponsors()], ..member_may() },
        kind: Choices {
            name: "kind".into(),
            legend: "Whose place is it?".into(),
            of: vec![
                Choice::new("ours", "Ours").small("We are its editor."),
                Choice::new("community", "The community’s")
                    .small("We oversee it and take part; there is no approval queue."),
            ],
            ..Choices::default()
        },
        open: Verdict {
            authority: Authority::Body("The board".into()),
            words: "The board decides".into(),
            question: "Who may open a new account".into(),
            path: vec![],
            marked: vec![],
            because: "An account that the group already runs is adopted with the charter.".into(),
            who_can: None,
            instead: None,
            there: None,
            quotes: vec![sponsors()],
        },
    })
}

pub fn connect(theme: Theme) -> String {
    page(&Connect {
        untried: None,
        frame: frame(theme, Place::Channels),
        channel: "Mastodon".into(),
        back: format!("{BASE}/channels/1"),
        network: mastodon(),
        able: vec![
            "publish posts and images as this account".into(),
            "delete what it published".into(),
            "read back what is there".into(),
        ],
        unable: vec!["follow, like or read private messages".into(), "change the password or the profile".into()],
        problems: Problems::default(),
        fields: vec![
            Field::new("instance", "Address of the instance").hint("Such as social.example").autocomplete("url"),
        ],
        to: format!("{BASE}/channels/1/connect"),
        button: "Continue".into(),
        leave_by: None,
        verdict: Verdict {
            question: "Who may connect it".into(),
            path: vec![],
            quotes: vec![granting()],
            because: String::new(),
            ..member_may()
        },
    })
}

pub fn audit(theme: Theme) -> String {
    let entry = |who: &str, office: &str, did: &str, what: &str, refused, label: &str| Entry {
        id: format!("e-{label}"),
        when: "20 Nov 2026, 15:00:02".into(),
        at: "2026-11-20T15:00:02Z".into(),
        face: Face::of(who),
        who: who.into(),
        office: office.into(),
        did: did.into(),
        what: what.into(),
        more: String::new(),
        question: "schedule_post of post 1 in the version 4f1c9a20: may, by D2 (power-4-member)".into(),
        position: "4312".into(),
        href: Some(format!("{BASE}/posts/1")),
        refused,
        clauses: vec![clause(label)],
        facts: vec![
            ("offices".into(), "member".into()),
            ("goals".into(), "in force: G1".into()),
            ("sponsor".into(), "none".into()),
        ],
        changes: vec![
            ("state".into(), "draft".into(), "scheduled".into()),
            ("when".into(), "—".into(), "4 Dec 2026, 15:00 UTC".into()),
        ],
        charter: "version 1, in force since 14 January 2026".into(),
        digest: "4f1c9a20".into(),
    };
    page(&Audit {
        frame: frame(theme, Place::Audit),
        chain: Chain {
            whole: true,
            words: "Whole: 4,312 entries, checked today at 03:00".into(),
            tail: "The last 2 entries are not chained yet.".into(),
            head: "4f1c9a20".into(),
        },
        filters: vec![
            Pick {
                name: "who".into(),
                label: "Who".into(),
                of: vec![Choice::new("", "Anybody"), Choice::new("1", "Member, events")],
                ..Pick::default()
            },
            Pick {
                name: "act".into(),
                label: "Act".into(),
                of: vec![Choice::new("", "Any act"), Choice::new("schedule_post", "schedule a post")],
                ..Pick::default()
            },
            Pick {
                name: "clause".into(),
                label: "Clause".into(),
                of: vec![Choice::new("", "Any"), Choice::new("B3", "B3")],
                ..Pick::default()
            },
        ],
        from: Field::new("since", "From").kind(Kind::Day),
        to: Field::new("until", "To").kind(Kind::Day),
        filtered: true,
        count: 4312,
        entries: vec![
            entry("Member, events", "a member", "scheduled", "Release 6.2: what is new", false, "D2"),
            entry("Member, docs", "a member", "give Member, design access to", "Mastodon", true, "D1"),
            entry(
                "Board Liaison",
                "the Liaison",
                "recorded the board’s answer about",
                "the thank-you campaign",
                false,
                "B3",
            ),
        ],
        older: Some("?before=e-1".into()),
        newer: None,
        csv: format!("{BASE}/audit.csv"),
        json: format!("{BASE}/audit.json"),
    })
}
