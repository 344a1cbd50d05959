//! The composer, and what it finds while somebody writes.

use super::{
    frame::{BASE, frame, page},
    parts::{bluesky, board_decides, clause, linkedin, mastodon, member_may},
};
use web::{
    frame::{Place, Theme},
    parts::{Authority, Basis, Check, Choice, Choices, Counter, Field, Kind, Level, Network, Pick, Problems, Verdict},
    posts::{
        ChannelChip, Checked, Compose, Fold, FromLibrary, Go, Judgement, More, Offered, Part, Picture, Preview,
        PreviewPicture, Version, When,
    },
};

pub const TEXT: &str = "This winter, three companies become Diamond sponsors of Lumen. Their support pays for the fellows who review every ticket, answer security reports and keep releases on time.\n\nMeet them, and see how your own company can help Lumen in its next twenty years: https://lumen.example/sponsors\n\n#Lumen #OpenSource #Sponsors";

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
    let sample = |alt: &str, described| PreviewPicture {
        src: "/media/sample.svg".into(),
        alt: alt.into(),
        described,
        focus: described.then_some((40, 50)),
    };
    let preview = |network, name: &str, handle: &str, over: &str| Preview {
        network,
        name: name.into(),
        handle: handle.into(),
        when: "Fri 4 Dec, 15:00".into(),
        first: Part {
            text: TEXT.into(),
            over: over.into(),
            counted: "312 of 300".into(),
            pictures: vec![sample("Eight people around laptops.", true), sample("", false)],
            poll: vec!["Yes".into(), "No".into()],
            card: Some("https://blog.example/release".into()),
            as_written: !over.is_empty(),
            ..Part::default()
        },
        more: vec![Part { text: "Part two of the thread.".into(), ..Part::default() }],
        named: vec!["@maria@social.example leads to the account 115000000000000007.".into()],
        beyond: vec!["Poll, open for 1 day".into()],
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

fn numbers(id: &str, of: &[(&str, &str)]) -> Vec<Field> {
    let field = |(name, label): &(&str, &str)| Field::new(&format!("{name}-{id}"), label).kind(Kind::Number).optional();
    of.iter().map(field).collect()
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
        own: vec![Field::new(&format!("description-{id}.2"), "On Bluesky alone").kind(Kind::Lines(2)).optional()],
        own_open: false,
        shape: Pick {
            name: format!("shape-{id}"),
            label: "What of it leaves".into(),
            of: vec![Choice::new("whole", "As it is"), Choice::new("square", "A square, 1:1").chosen(true)],
            ..Pick::default()
        },
        point: numbers(id, &[("across", "From the left, 0 to 100"), ("down", "From above, 0 to 100")]),
        pixels: numbers(id, &[("left", "From the left"), ("top", "From above"), ("wide", "Across"), ("high", "Down")]),
        size: "1600 × 900 pixels, as it was uploaded".into(),
        cut_open: id == "1",
        credit: (id == "1").then(|| "Picture: A Photographer, CC BY 4.0".into()),
    };
    page(&Compose {
        frame: frame(theme, Place::Write),
        heading: heading.into(),
        to: format!("{BASE}/posts/1/edit"),
        check: format!("{BASE}/posts/1/check"),
        based_on: "9f2c".into(),
        template: String::new(),
        drafts: Some(format!("{BASE}/posts/1/drafts")),
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
        more: vec![More {
            name: "thread".into(),
            icon: "list",
            summary: "Go on as a thread".into(),
            hint: "Each part answers the one before it.".into(),
            fields: vec![Field::new("part-2", "Part 2").kind(Kind::Lines(4)).optional()],
            ..More::default()
        }],
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
        people: vec![("@{maria}".into(), "A speaker".into())],
        library: FromLibrary {
            asked: Field::new("library", "Words to look for").optional(),
            pictures: vec![Offered { id: "3".into(), src: "/media/sample.svg".into(), name: "The sprint hall".into() }],
            all: format!("{BASE}/media"),
        },
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
        campaign: Some(Pick {
            name: "campaign".into(),
            label: "Which campaign?".into(),
            hint: "A campaign that was agreed to lets its posts out within its limits.".into(),
            of: vec![
                Choice::new("", "None: it stands for itself"),
                Choice::new("1", "Winter sprint, for A sponsor").chosen(true),
            ],
            ..Pick::default()
        }),
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

pub fn board(theme: Theme) -> String {
    compose(theme, "Thank-you to new sponsors", board_judgement(), Problems::default())
}

pub fn member(theme: Theme) -> String {
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
