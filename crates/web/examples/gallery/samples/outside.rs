//! Pages outside any group.

use super::{
    frame::{BASE, page, plain},
    govern::{offices, situations},
    parts::{button, granting},
};
use web::{
    carry_on::{CarryOn, Kept, Over},
    errors::{Gone, Refused, SentBefore, Stale, Trouble},
    frame::{Plain, Theme},
    groups::{Group, Groups},
    parts::{AppSecret, Authority, Choice, Choices, Field, Kind, Look, Pick, Problems, Tag},
    setup::{Officer, Reading, Setup, Stage},
    sign_in::{Again, ChooseAgain, Enrol, Join, OneTimeLink, Recover, SignIn},
    status::{Allowed, Status},
    you::{Calendars, MailForm, Passkey, Session, You},
};

pub fn groups(theme: Theme) -> String {
    let group = |name: &str, waiting| Group {
        name: name.into(),
        href: format!("{BASE}/"),
        standing: "Member until 14 Mar 2027".into(),
        waiting,
    };
    page(&Groups {
        plain: plain(theme),
        groups: vec![group("Lumen Social Media Working Group", 4), group("Halo Media Strategy", 0)],
        has_seats: true,
    })
}

fn stranger(theme: Theme) -> Plain {
    Plain { signed_in: false, ..plain(theme) }
}

fn password_fields() -> Vec<Field> {
    vec![
        Field::new("email", "Mail address").autocomplete("username"),
        Field::new("password", "Password").kind(Kind::Secret).autocomplete("current-password"),
        Field::new("code", "Code from your app").kind(Kind::Code).autocomplete("one-time-code"),
    ]
}

pub fn sign_in(theme: Theme) -> String {
    page(&SignIn {
        plain: stranger(theme),
        problems: Problems::default(),
        account: Field::new("account", "Mail address").autocomplete("username webauthn"),
        fields: password_fields(),
        to: "/".into(),
        recovered: false,
        demonstration: false,
    })
}

pub fn link(theme: Theme) -> String {
    page(&OneTimeLink {
        plain: stranger(theme),
        heading: "Sign in as Member, events".into(),
        words: "This link signs in a sample person of the demonstration.".into(),
        to: "/sign-in/sample".into(),
        button: Some("Sign in".into()),
        leads_on: ("/sign-in", "Sign in"),
    })
}

pub fn recover(theme: Theme) -> String {
    page(&Recover {
        plain: stranger(theme),
        problems: Problems::default(),
        no_mail: None,
        email: Field::new("email", "Mail address").autocomplete("username"),
        answer: None,
    })
}

pub fn choose_again(theme: Theme) -> String {
    page(&ChooseAgain {
        plain: stranger(theme),
        problems: Problems::default(),
        words: "For events@lumen.example. The link works once, until Mon 23 Nov 2026, 12:15 UTC.".into(),
        by_code: Some(password_fields().into_iter().skip(1).collect()),
        by_passkey: Some(Field::new("password_with_passkey", "New password").kind(Kind::Secret)),
        to: "/recover/sample".into(),
    })
}

fn app_secret() -> AppSecret {
    AppSecret::new("JBSW Y3DP EHPK 3PXP", "otpauth://totp/Nuncio?secret=JBSWY3DPEHPK3PXP")
}

pub fn enrol(theme: Theme) -> String {
    page(&Enrol {
        plain: stranger(theme),
        problems: Problems::default(),
        passkey_name: Field::new("name", "What is this passkey called?").value("Phone"),
        fields: password_fields().into_iter().skip(1).collect(),
        secret: app_secret(),
        to: "/join/sample".into(),
        carries: vec![],
    })
}

pub fn join(theme: Theme) -> String {
    page(&Join {
        plain: stranger(theme),
        heading: "Set up a group".into(),
        words: "This link is for whoever sets up a group here. It works once, until Mon 23 Nov 2026, 12:00 UTC.".into(),
        problems: Problems::default(),
        fields: vec![
            Field::new("name", "Your name").autocomplete("name"),
            Field::new("email", "Your mail address").autocomplete("username"),
        ],
        to: "/join/sample".into(),
        button: "Continue",
        sign_in_first: false,
    })
}

pub fn again(theme: Theme) -> String {
    page(&Again {
        plain: plain(theme),
        act: "going on".into(),
        problems: Problems::default(),
        to: "/prove".into(),
        passkey: true,
        code: Some(Field::new("code", "Code from your app").kind(Kind::Code).autocomplete("one-time-code")),
        house_rule: Some("A code is enough to publish, decided on 2 October 2026.".into()),
        carries: vec![("to".into(), "/you".into())],
    })
}

fn setup(theme: Theme, stage: Stage) -> Setup {
    Setup::of(stranger(theme), stage, Problems::default())
}

pub fn setup_name(theme: Theme) -> String {
    page(&Setup {
        fields: vec![
            Field::new("name", "Name of the group"),
            Field::new("address", "Its address here").hint("/g/… Small letters, digits and hyphens."),
            Field::new("zone", "Its time zone").value("UTC"),
        ],
        ..setup(theme, Stage::Name)
    })
}

pub fn setup_charter(theme: Theme) -> String {
    page(&Setup {
        choices: vec![Choices {
            name: "preset".into(),
            legend: "Start from".into(),
            of: vec![
                Choice::new("django", "A social media group")
                    .small("like the one of a software foundation")
                    .chosen(true),
                Choice::new("jupyter", "A media strategy group"),
                Choice::new("paste", "Our own text"),
                Choice::new("empty", "Nothing yet"),
            ],
            ..Choices::default()
        }],
        fields: vec![
            Field::new("text", "Charter, as Markdown").kind(Kind::Source(8)).optional(),
            Field::new("rules", "Rules, as TOML").kind(Kind::Source(8)).optional(),
        ],
        powers: situations(),
        offices: offices(),
        readings: vec![Reading {
            name: "reading-M3".into(),
            words: "“50%+1” is read as more than half of the entitled members.".into(),
            quote: Some(granting()),
            confirmed: false,
        }],
        ..setup(theme, Stage::Charter)
    })
}

pub fn setup_officers(theme: Theme) -> String {
    let officer = |n: usize| Officer {
        heading: format!("Person {n}"),
        name: Field::new(&format!("name-{n}"), "Name"),
        email: Some(Field::new(&format!("email-{n}"), "Mail address")),
        offices: Choices {
            name: format!("office-{n}"),
            legend: "Offices, beside being a member".into(),
            of: vec![Choice::new("chair", "Chair"), Choice::new("co_chair", "Co-Chair")],
            several: true,
            across: true,
            ..Choices::default()
        },
        statuses: Choices::default(),
    };
    page(&Setup { officers: (1..=4).map(officer).collect(), ..setup(theme, Stage::Officers) })
}

pub fn you(theme: Theme) -> String {
    page(&You {
        plain: plain(theme),
        name: "Member, events".into(),
        standing: vec!["Member of Lumen Social Media Working Group until 14 Mar 2027".into()],
        problems: Problems::default(),
        passkeys: vec![Passkey {
            name: "Phone".into(),
            about: "added 3 Oct 2026, last used today".into(),
            remove: button("Remove", "trash-2").look(Look::Quiet),
        }],
        passkey_name: Field::new("name", "What is it called?"),
        passkeys_work: true,
        password_set: false,
        password: vec![
            Field::new("password", "New password").kind(Kind::Secret).autocomplete("new-password"),
            Field::new("code", "Code").kind(Kind::Code).autocomplete("one-time-code"),
        ],
        secret: Some(app_secret()),
        mail: MailForm {
            how: Choices {
                name: "how".into(),
                legend: "What needs you, by mail".into(),
                of: vec![Choice::new("off", "Not by mail").chosen(true), Choice::new("daily", "All of it, once a day")],
                ..Choices::default()
            },
            hour: Pick {
                name: "hour".into(),
                label: "Where once a day: from".into(),
                hint: String::new(),
                of: vec![Choice::new("8", "08:00").chosen(true)],
                error: None,
            },
            zone: Field::new("zone", "Your zone").value("UTC"),
            works: true,
        },
        calendars: Calendars {
            made: Some("https://voice.example/calendars/nuncio_secret/meetings.ics".into()),
            feeds: vec![("Phone".into(), "every group, made 3 Oct 2026".into(), button("Take it back", "unplug"))],
            which: Pick {
                name: "group".into(),
                label: "Whose meetings?".into(),
                of: vec![Choice::new("", "Every group I am in").chosen(true)],
                ..Pick::default()
            },
            label: Field::new("label", "What is it for?").optional(),
        },
        sessions: vec![Session {
            browser: "Firefox on Linux".into(),
            about: "since 08:12, ends at 20:12 unless used".into(),
            this: true,
            end: button("End it", "log-out").look(Look::Quiet),
        }],
    })
}

pub fn status(theme: Theme) -> String {
    page(&Status {
        plain: plain(theme),
        words: "All is well.".into(),
        parts: vec![
            ("Nuncio".into(), Tag::well("0.1.0"), "running since 08:00".into()),
            ("Database".into(), Tag::well("Well"), "SQLite, 14 migrations, 2.1 MB".into()),
            ("Clock".into(), Tag::well("Well"), "last beat 1 second ago".into()),
        ],
        allowed: vec![Allowed {
            address: "http://127.0.0.1:8791".into(),
            reason: "the practice network of the demonstration".into(),
        }],
        practice: Some("/practice".into()),
    })
}

pub fn refused(theme: Theme) -> String {
    page(&Refused {
        plain: plain(theme),
        what: "You may not give access to Mastodon".into(),
        quotes: vec![granting()],
        authority: Authority::Nobody,
        who_can: "The Chair, the Co-Chair or the Board Liaison can.".into(),
        instead: Some("ask one of them; your question is kept below.".into()),
        there: None,
        actions: vec![],
        typed: vec![("To".into(), "Member, design".into())],
        back: ("Back to the channel".into(), format!("{BASE}/channels/1")),
    })
}

fn kept() -> Vec<Kept> {
    let value = "Lumen 6.1 is out.\nThe notes are on the site.".to_owned();
    vec![Kept { id: "kept-0".into(), label: "Text".into(), lines: 2, value }]
}

pub fn over(theme: Theme) -> String {
    page(&Over {
        plain: stranger(theme),
        too_early: true,
        files: true,
        sign_in: "/sign-in?to=%2Fg%2Fsample".into(),
        token: "sample-token".into(),
        to: format!("{BASE}/posts/new"),
        form: "[]".into(),
        typed: kept(),
    })
}

pub fn carry_on(theme: Theme) -> String {
    page(&CarryOn {
        plain: plain(theme),
        to: format!("{BASE}/posts/new"),
        fields: vec![("text".into(), "Lumen 6.1 is out.".into())],
        button: "Go on writing",
        effect: "The button opens the composer with your words.",
        typed: kept(),
    })
}

pub fn gone(theme: Theme) -> String {
    page(&Gone { plain: plain(theme) })
}

pub fn stale(theme: Theme) -> String {
    page(&Stale {
        plain: plain(theme),
        what: "Member, docs saved this post at 15:04, after you had opened it.".into(),
        theirs: "Their text.".into(),
        yours: "Your text.".into(),
        typed: Vec::new(),
        overwrite: Some(button("Save mine over it", "check")),
        back: format!("{BASE}/posts/1"),
    })
}

pub fn sent_before(theme: Theme) -> String {
    page(&SentBefore { plain: plain(theme), to: format!("{BASE}/meetings/1"), typed: kept() })
}

pub fn trouble(theme: Theme) -> String {
    page(&Trouble {
        plain: plain(theme),
        heading: "This did not work".into(),
        words: "Something went wrong that should not have.".into(),
        typed: Vec::new(),
        request: "01976f7e8f1a7cc398c4dc0c0c07398f".into(),
    })
}
