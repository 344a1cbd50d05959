//! A post’s page with its receipts.

use super::{
    compose::TEXT,
    frame::{BASE, frame, page},
    parts::{answer, bluesky, button, clause, history, linkedin, mastodon, member_may},
};
use web::{
    frame::{Place, Theme},
    parts::{Assist, Erase, Event, Field, Kind, Look, Network, Problems, Receipt, Settle, Tag, Tone},
    posts::PostPage,
};

/// A receipt of something that was confirmed.
fn receipt(
    id: &str,
    network: Network,
    channel: &str,
    handle: &str,
    state: Tag,
    words: &str,
    link: Option<&str>,
) -> Receipt {
    Receipt {
        id: id.into(),
        network,
        channel: channel.into(),
        handle: handle.into(),
        state,
        words: words.into(),
        mend: None,
        link: link.map(Into::into),
        by: Some("sent by Member, events as a member".into()),
        clauses: vec![clause("D2")],
        when: "Fri 4 Dec 2026, 15:00:02 UTC".into(),
        own_text: None,
        course: vec![
            Event {
                words: "Judged again".into(),
                detail: "A member may, under D2.".into(),
                when: "15:00:00".into(),
                done: true,
            },
            Event { words: "Sending began".into(), detail: String::new(), when: "15:00:01".into(), done: true },
            Event {
                words: "Confirmed".into(),
                detail: "The network gave it an address.".into(),
                when: "15:00:02".into(),
                done: true,
            },
        ],
        assist: None,
        erase: None,
        correct: None,
        settle: None,
        actions: vec![],
    }
}

fn receipts() -> Vec<Receipt> {
    vec![
        Receipt {
            actions: vec![button("Delete it there", "trash-2").look(Look::Danger).confirming(
                "The post is deleted on Mastodon. Replies to it stay. What was said stays in the record.",
                "Delete it on Mastodon",
            )],
            ..receipt(
                "d1",
                mastodon(),
                "Mastodon",
                "@lumen@social.example",
                Tag::well("Out"),
                "Published and read back:",
                Some("https://social.example/@lumen/115001"),
            )
        },
        Receipt {
            settle: Some(Settle {
                what: "The connection broke after the text was sent, and the network does not say whether it arrived."
                    .into(),
                look_at: Some("https://bsky.example/profile/lumen.example".into()),
                report_to: format!("{BASE}/posts/1"),
                address: Some(
                    Field::new("seen_at", "Address, if it is there").kind(Kind::Url).hint("Copy it from the browser."),
                ),
                token: "sample-token".into(),
                answers: vec![button("It is not there: send it", "send"), button("Drop it", "x").look(Look::Quiet)],
            }),
            ..receipt(
                "d2",
                bluesky(),
                "Bluesky",
                "lumen.example",
                Tag::new(Tone::Danger, "circle-alert", "Nobody knows yet"),
                "Nuncio will not send it again by itself.",
                None,
            )
        },
        Receipt {
            by: None,
            assist: Some(Assist {
                text: TEXT.into(),
                pictures: vec![("Image 1".into(), "/media/sample.svg".into())],
                deep_link: Some("https://www.linkedin.example/feed".into()),
                report_to: format!("{BASE}/posts/1"),
                address: Field::new("address", "Address of the published post")
                    .kind(Kind::Url)
                    .hint("Copy it from the browser."),
                token: "sample-token".into(),
                refused: None,
            }),
            ..receipt(
                "d3",
                linkedin(),
                "LinkedIn",
                "Lumen Foundation",
                Tag::new(Tone::Warn, "hand", "By hand"),
                "Due now: somebody posts it there and reports the address.",
                None,
            )
        },
        Receipt {
            erase: Some(Erase {
                becomes: None,
                address: "https://forum.example/t/release/62".into(),
                report_to: format!("{BASE}/posts/1/gone"),
                field: "gone-4".into(),
                token: "sample-token".into(),
                refused: None,
            }),
            ..receipt(
                "4",
                mastodon(),
                "Forum",
                "announcements",
                Tag::new(Tone::Warn, "hand", "To be deleted by hand"),
                "Somebody deletes it there and says so here.",
                Some("https://forum.example/t/release/62"),
            )
        },
    ]
}

pub fn out(theme: Theme) -> String {
    page(&PostPage {
        frame: frame(theme, Place::Calendar),
        title: "Release 6.2: what is new".into(),
        planned_last: None,
        state: Tag::new(Tone::Warn, "hand", "Waits for a person"),
        when: "Fri 4 Dec 2026, 15:00 UTC · 16:00 for you".into(),
        by: "Member, events".into(),
        answers: None,
        warning: None,
        text: TEXT.into(),
        beyond: vec!["Poll, open for 1 day: Yes / No".into()],
        thread: vec!["The second part of the thread.".into()],
        language: "English".into(),
        pictures: vec![("/media/sample.svg".into(), "Eight people around laptops at a sprint.".into())],
        problems: Problems::default(),
        checks: Vec::new(),
        receipts: receipts(),
        verdict: Some(member_may()),
        drafts: format!("{BASE}/posts/1/drafts"),
        edit: Some(format!("{BASE}/posts/1/edit")),
        found: Vec::new(),
        note: None,
        actions: vec![
            button("Take it out of the queue", "undo-2"),
            button("Give access", "lock-open")
                .refused(vec![super::parts::granting()], "The Chair, the Co-Chair or the Board Liaison can."),
        ],
        goals: vec![("Make Lumen known among people who build for the web.".into(), clause("G1"))],
        sponsor: "no".into(),
        redress: None,
        repeating: None,
        board: vec![answer()],
        questions: vec![("It waits for the board’s answer.".into(), format!("{BASE}/requests/1"))],
        history: history(),
        digest: "9f2c41ab".into(),
    })
}
