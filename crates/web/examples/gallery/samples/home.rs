//! Home.

use super::{
    frame::{BASE, frame, page},
    parts::{bluesky, clause, history, linkedin, mastodon},
};
use web::{
    frame::{Place, Theme},
    home::{Health, Home, Need, Out},
    parts::{Network, Tag, Tone},
};

fn need(icon: &'static str, tone: Tone, title: &str, why: &[&str], label: &str, button: Option<&str>) -> Need {
    Need {
        icon,
        tone,
        title: title.into(),
        href: format!("{BASE}/posts/1"),
        networks: if icon == "hand" { vec![linkedin()] } else { vec![] },
        why: why.iter().map(ToString::to_string).collect(),
        clauses: if label.is_empty() { vec![] } else { vec![clause(label)] },
        button: button.map(Into::into),
        state: None,
    }
}

pub fn home(theme: Theme) -> String {
    let held = Tag::new(Tone::Board, "hourglass", "The board is to answer");
    let out = |day: &str, time: &str, title: &str, networks: Vec<Network>, state| Out {
        day: day.into(),
        time: time.into(),
        at: "2026-11-20T15:00:00Z".into(),
        title: title.into(),
        href: format!("{BASE}/posts/1"),
        networks,
        state,
    };
    let health = |network: Network, handle: &str, state| Health {
        network,
        handle: handle.into(),
        href: format!("{BASE}/channels/1"),
        state,
    };
    page(&Home {
        frame: frame(theme, Place::Home),
        today: "Friday 20 November 2026".into(),
        meeting: Some((
            "Fortnightly meeting".into(),
            format!("{BASE}/meetings/1"),
            "Tue 24 Nov 2026, 18:00 UTC, in 4 days".into(),
        )),
        needs: vec![
            need(
                "hand",
                Tone::Warn,
                "Post by hand on LinkedIn: release notes in plain words",
                &["due in 12 minutes"],
                "D2",
                Some("Post it"),
            ),
            need(
                "circle-alert",
                Tone::Danger,
                "Find out whether “Alpha 1 is out” is on Bluesky",
                &["waiting 3 h", "the line dropped while it was sent"],
                "D2",
                Some("Look"),
            ),
            need(
                "landmark",
                Tone::Board,
                "Record the board’s answer about the sponsor campaign",
                &["the board met on Wednesday"],
                "B3",
                Some("Record"),
            ),
            need(
                "plug-zap",
                Tone::Warn,
                "Reconnect LinkedIn",
                &["access ends in 6 days", "3 planned posts depend on it"],
                "",
                Some("Reconnect"),
            ),
        ],
        next: "Next: Going out today at 15:00.".into(),
        later: vec![Need {
            state: Some(held.clone()),
            ..need(
                "landmark",
                Tone::Board,
                "Thank-you to new sponsors",
                &["sent to the board 8 days ago by the Board Liaison"],
                "B3",
                None,
            )
        }],
        since: history(),
        going_out: vec![
            out("Today", "15:00", "Three talks on async views, now with captions", vec![mastodon(), bluesky()], None),
            out(
                "Sat 21",
                "09:00",
                "The call for proposals closes in two weeks",
                vec![mastodon(), bluesky(), linkedin()],
                None,
            ),
            out(
                "Tue 24",
                "13:30",
                "Thank you to our new corporate members",
                vec![linkedin()],
                Some(Tag::new(Tone::Board, "landmark", "Held for board")),
            ),
        ],
        channels: vec![
            health(mastodon(), "@lumen@social.example", Tag::well("Well")),
            health(bluesky(), "lumen.example", Tag::well("Well")),
            health(linkedin(), "Lumen Foundation", Tag::new(Tone::Warn, "plug-zap", "6 days left")),
        ],
        channels_well: "2 of 3 well".into(),
        first_steps: vec![],
    })
}
