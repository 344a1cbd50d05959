//! The calendar, as a month and as a list.

use super::{
    frame::{BASE, frame, page},
    parts::{bluesky, linkedin, mastodon},
};
use web::{
    calendar::{Calendar, Day, Days, Filter, Idea, Item, Shape, State},
    frame::{Place, Theme},
    parts::Network,
};

fn weeks() -> Vec<Vec<Day>> {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let long = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let item = |state, time: &str, title: &str, networks: Vec<Network>| Item {
        state,
        time: time.into(),
        title: title.into(),
        networks,
        href: format!("{BASE}/posts/1"),
        move_to: Some(format!("{BASE}/posts/1/move")),
    };
    (0_i8..5)
        .map(|week| {
            (0_i8..7)
                .map(|weekday| {
                    let ordinal = 16 + week * 7 + weekday;
                    let (number, month) = if ordinal <= 30 { (ordinal, "Nov") } else { (ordinal - 30, "Dec") };
                    let items = match ordinal {
                        16 => vec![item(
                            State::Published,
                            "09:00",
                            "Forum: answered questions",
                            vec![mastodon(), bluesky()],
                        )],
                        19 => vec![
                            item(State::Published, "14:05", "Security releases issued", vec![mastodon(), bluesky()]),
                            item(State::Trouble, "15:00", "Alpha 1 is out", vec![bluesky()]),
                        ],
                        20 => vec![
                            item(
                                State::Planned,
                                "15:00",
                                "Three talks on async views, captioned",
                                vec![mastodon(), bluesky()],
                            ),
                            item(State::ByHand, "15:10", "Release notes in plain words", vec![linkedin()]),
                        ],
                        21 => vec![item(State::Planned, "09:00", "Call for proposals", vec![mastodon()])],
                        24 => vec![item(State::HeldForBody, "13:30", "Thank you, corporate members", vec![linkedin()])],
                        26 => vec![item(State::Draft, "10:00", "Translations sprint", vec![mastodon()])],
                        34 => vec![item(
                            State::HeldForBody,
                            "15:00",
                            "Thank-you to new sponsors",
                            vec![mastodon(), bluesky(), linkedin()],
                        )],
                        37 => vec![
                            item(
                                State::Planned,
                                "09:00",
                                "Call for proposals: last day to send one in",
                                vec![mastodon(), bluesky()],
                            ),
                            item(State::Draft, "17:00", "Last call, long form", vec![linkedin()]),
                        ],
                        40 => vec![item(State::HeldForGroup, "14:00", "Survey results", vec![bluesky()])],
                        _ => vec![],
                    };
                    let at = usize::try_from(weekday).unwrap_or(0);
                    Day {
                        date: format!("2026-{}-{number:02}", if month == "Nov" { 11 } else { 12 }),
                        number,
                        month: (ordinal == 16 || number == 1).then(|| month.to_owned()),
                        weekday: names[at].into(),
                        long: format!("{} {number} {month}", long[at]),
                        past: ordinal < 20,
                        today: ordinal == 20,
                        weekend: weekday > 4,
                        more: usize::from(ordinal == 37),
                        items,
                    }
                })
                .collect()
        })
        .collect()
}

fn calendar_as(theme: Theme, shape: Shape) -> String {
    let days = Days {
        base: BASE.into(),
        heading: "November to December 2026".into(),
        shape,
        from: "2026-11-16".into(),
        back: "?from=2026-10-19".into(),
        now: format!("{BASE}/calendar"),
        on: "?from=2026-12-14".into(),
        shapes: (format!("{BASE}/calendar"), format!("{BASE}/calendar/list")),
        filters: vec![
            Filter { value: String::new(), words: "All channels".into(), chosen: true },
            Filter { value: "1".into(), words: "Mastodon".into(), chosen: false },
        ],
        only: String::new(),
        zone: "UTC".into(),
        weeks: weeks(),
        ideas: vec![
            Idea {
                title: "Portrait of the triage team".into(),
                href: format!("{BASE}/posts/1/edit"),
                networks: vec![mastodon(), linkedin()],
                by: "Member, docs".into(),
            },
            Idea {
                title: "Alt-text workshop recording".into(),
                href: format!("{BASE}/posts/1/edit"),
                networks: vec![mastodon()],
                by: "Member, design".into(),
            },
        ],
    };
    page(&Calendar {
        frame: frame(theme, Place::Calendar),
        heading: days.heading.clone(),
        zone: days.zone.clone(),
        days: page(&days).into(),
    })
}

pub fn month(theme: Theme) -> String {
    calendar_as(theme, Shape::Month)
}
pub fn list(theme: Theme) -> String {
    calendar_as(theme, Shape::List)
}
