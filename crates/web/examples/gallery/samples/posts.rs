//! Home, calendar, composer, post.

use super::{
    frame::{BASE, frame, page},
    parts::{answer, bluesky, board_decides, button, clause, history, linkedin, mastodon, member_may},
};
use web::{
    calendar::{Calendar, Day, Days, Filter, Idea, Item, Shape, State},
    frame::{Place, Theme},
    home::{Health, Home, Need, Out},
    parts::{
        Assist, Authority, Basis, Check, Choice, Choices, Counter, Event, Field, Kind, Level, Look, Network, Pick,
        Problems, Receipt, Settle, Tag, Tone, Verdict,
    },
    posts::{ChannelChip, Checked, Compose, Fold, Go, Judgement, Picture, PostPage, Preview, Version, When},
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

pub fn calendar(theme: Theme) -> String {
    calendar_as(theme, Shape::Month)
}
pub fn calendar_list(theme: Theme) -> String {
    calendar_as(theme, Shape::List)
}

const TEXT: &str = "This winter, three companies become Diamond sponsors of Lumen. Their support pays for the fellows who review every ticket, answer security reports and keep releases on time.\n\nMeet them, and see how your own company can help Lumen in its next twenty years: https://lumen.example/sponsors\n\n#Lumen #OpenSource #Sponsors";

fn versions() -> Vec<Version> {
    let version = |name: &str, title: &str, network, text: &str| Version {
        name: name.into(),
        title: title.into(),
        network,
        chosen: true,
        text: text.into(),
        error: None,
    };
    vec![
        version("text", "Everywhere", None, TEXT),
        version("text-1", "Mastodon", Some(mastodon()), ""),
        version("text-2", "Bluesky", Some(bluesky()), ""),
        version("text-3", "LinkedIn", Some(linkedin()), "A longer text for LinkedIn."),
    ]
}

fn judgement(verdict: Verdict, go: Go) -> Judgement {
    let check = |level, title: &str, detail: &str, basis, mend: Option<(&str, &str)>| Check {
        level,
        title: title.into(),
        detail: detail.into(),
        basis,
        mend: mend.map(|(words, href)| (words.into(), href.into())),
    };
    let preview = |network, name: &str, handle: &str, over: &str| Preview {
        network,
        name: name.into(),
        handle: handle.into(),
        when: "Fri 4 Dec, 15:00".into(),
        warning: None,
        text: TEXT.into(),
        over: over.into(),
        pictures: vec![("/media/sample.svg".into(), true), ("/media/sample.svg".into(), false)],
    };
    let counter = |network, used, limit, how: &str| Counter { network, used, limit, how: how.into() };
    Judgement {
        verdict,
        checks: vec![
            check(
                Level::Fix,
                "Second image has no description",
                "Every image is described.",
                Basis::HouseRule,
                Some(("Describe it", "#description-2")),
            ),
            check(
                Level::Fix,
                "20 characters too many for Bluesky",
                "Give Bluesky its own text, or shorten this one.",
                Basis::Fact,
                Some(("Write for Bluesky", "#text-2-panel")),
            ),
            check(
                Level::Think,
                "LinkedIn access ends before this goes out",
                "26 November. Reconnect so that the post can leave.",
                Basis::Fact,
                Some(("Reconnect", "/g/sample/channels/1")),
            ),
            check(Level::Fine, "Serves an agreed goal", "Sponsor relations", Basis::Clause(clause("G2")), None),
        ],
        counters: vec![
            counter(mastodon(), 312, 500, "Mastodon counts every link as 23"),
            counter(bluesky(), 320, 300, "Bluesky counts graphemes"),
            counter(linkedin(), 702, 3000, "LinkedIn counts characters"),
        ],
        tabs: vec![("text-2".into(), "20 over".into(), true), ("text-3".into(), "own text".into(), false)],
        go,
        timing: "16:00 for you. The nearest other post is 5 hours earlier.".into(),
        previews: vec![
            preview(mastodon(), "Mastodon", "@lumen@social.example", ""),
            preview(bluesky(), "Bluesky", "lumen.example", " #OpenSource #Sponsors"),
            preview(linkedin(), "LinkedIn", "Lumen Foundation", ""),
        ],
    }
}

fn board_judgement() -> Judgement {
    judgement(
        board_decides(),
        Go {
            press: Some(("ask".into(), "Send to the board".into())),
            authority: Authority::Body("The board".into()),
            not_yet: None,
        },
    )
}

#[expect(clippy::too_many_lines, reason = "one whole sample page, field by field")]
fn compose(theme: Theme, heading: &str, found: Judgement, problems: Problems) -> String {
    let chip = |value: &str, name: &str, network, chosen| ChannelChip {
        value: value.into(),
        name: name.into(),
        network,
        chosen,
    };
    let picture = |id: &str, description: &str| Picture {
        id: id.into(),
        src: "/media/sample.svg".into(),
        description: description.into(),
        decorative: false,
        error: None,
    };
    page(&Compose {
        frame: frame(theme, Place::Write),
        heading: heading.into(),
        to: format!("{BASE}/posts/1/edit"),
        check: format!("{BASE}/posts/1/check"),
        based_on: "9f2c".into(),
        saved: "Saved 12 seconds ago".into(),
        also_open: None,
        title: Field::new("title", "Title among ourselves").value(heading).error_from(&problems),
        channels: vec![
            chip("1", "Mastodon", mastodon(), true),
            chip("2", "Bluesky", bluesky(), true),
            chip("3", "LinkedIn", linkedin(), true),
            chip("4", "Blog", Network::of("rss", "Blog"), false),
            chip("5", "Forum", Network::of("discourse", "Forum"), false),
        ],
        versions: versions(),
        warning: Field::new("warning", "Content warning")
            .optional()
            .hint("Shown instead of the text until a reader asks for it, where the network has such a thing."),
        language: Pick {
            name: "language".into(),
            label: "Language".into(),
            of: vec![Choice::new("en", "English").chosen(true), Choice::new("fr", "French")],
            ..Pick::default()
        },
        pictures: vec![
            picture("1", "Eight people around laptops at a sprint, laughing at a test that passed."),
            picture("2", ""),
        ],
        picture_error: None,
        goals: Choices {
            name: "goal".into(),
            legend: "Which goals does it serve?".into(),
            hint: "Without one, the board decides whether it may go out.".into(),
            several: true,
            of: vec![
                Choice::new("1", "Make Lumen known among people who build for the web.").law(clause("G1")),
                Choice::new("2", "Keep the project alive for long, by campaigns and good relations with sponsors.")
                    .law(clause("G2"))
                    .chosen(true),
                Choice::new("3", "See that the code of conduct is kept on our channels.").law(clause("G3")),
                Choice::new("4", "Help the board to spread official news.").law(clause("G4")),
            ],
            ..Choices::default()
        },
        sponsor: Choices {
            name: "sponsor".into(),
            legend: "Is it about a sponsor?".into(),
            across: true,
            of: vec![
                Choice::new("none", "No"),
                Choice::new("thanks", "One thank-you").small("unpaid, once"),
                Choice::new("campaign", "Part of a campaign").chosen(true),
            ],
            ..Choices::default()
        },
        consideration: Choices {
            name: "consideration".into(),
            legend: "What is it for the sponsor?".into(),
            several: true,
            of: vec![Choice::new("yes", "Something is given in return for it")],
            ..Choices::default()
        },
        third_party: None,
        reply_to: Field::new("answers", "Address of the post that this answers").kind(Kind::Url).optional(),
        when: When {
            day: Field::new("day", "Day").kind(Kind::Day).value("2026-12-04"),
            time: Field::new("time", "Time").kind(Kind::Time).value("15:00"),
            zone: Pick {
                name: "zone".into(),
                label: "Zone".into(),
                of: vec![Choice::new("UTC", "UTC").chosen(true), Choice::new("Europe/Paris", "Europe/Paris, yours")],
                ..Pick::default()
            },
            fold: problems
                .is_empty()
                .then_some(Fold {
                    first: "The first 02:30, CEST".into(),
                    second: "The second 02:30, CET".into(),
                    second_chosen: false,
                })
                .filter(|_| heading == "New post"),
        },
        answers: None,
        problems,
        found,
        discard: None,
    })
}

trait FromProblems {
    fn error_from(self, problems: &Problems) -> Self;
}
impl FromProblems for Field {
    fn error_from(self, problems: &Problems) -> Self {
        match problems.at(&self.name) {
            Some(words) => self.error(words),
            None => self,
        }
    }
}

pub fn compose_board(theme: Theme) -> String {
    compose(theme, "Thank-you to new sponsors", board_judgement(), Problems::default())
}

pub fn compose_member(theme: Theme) -> String {
    let mut problems = Problems::default();
    problems.add("title", "Give the post a title, so that others find it in the calendar.");
    problems.add("text", "The text is 20 characters too long for Bluesky.");
    let go = Go {
        press: Some(("schedule".into(), "Schedule".into())),
        authority: Authority::Member,
        not_yet: Some("Mend two things first: the checks below name them.".into()),
    };
    compose(theme, "New post", judgement(member_may(), go), problems)
}

pub fn checked(_: Theme) -> String {
    page(&Checked { found: board_judgement(), versions: versions() })
}

fn receipts() -> Vec<Receipt> {
    let receipt = |id: &str, network, channel: &str, handle: &str, state, words: &str, link: Option<&str>| Receipt {
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
    };
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
    ]
}

pub fn post_out(theme: Theme) -> String {
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
        language: "English".into(),
        pictures: vec![("/media/sample.svg".into(), "Eight people around laptops at a sprint.".into())],
        problems: Problems::default(),
        checks: Vec::new(),
        receipts: receipts(),
        verdict: Some(member_may()),
        edit: Some(format!("{BASE}/posts/1/edit")),
        note: None,
        actions: vec![
            button("Take it out of the queue", "undo-2"),
            button("Give access", "lock-open")
                .refused(vec![super::parts::granting()], "The Chair, the Co-Chair or the Board Liaison can."),
        ],
        goals: vec![("Make Lumen known among people who build for the web.".into(), clause("G1"))],
        sponsor: "no".into(),
        board: vec![answer()],
        questions: vec![("It waits for the board’s answer.".into(), format!("{BASE}/requests/1"))],
        history: history(),
        digest: "9f2c41ab".into(),
    })
}
