//! Parts that several samples share.

use super::frame::BASE;
use web::parts::{Action, Answer, Authority, Clause, Face, Follows, LogLine, Network, Quote, Step, Verdict};

pub fn clause(label: &str) -> Clause {
    Clause::of(BASE, label)
}

pub fn mastodon() -> Network {
    Network::of("mastodon", "Mastodon")
}
pub fn bluesky() -> Network {
    Network::of("bluesky", "Bluesky")
}
pub fn linkedin() -> Network {
    Network::of("linkedin", "LinkedIn")
}

pub fn sponsors() -> Quote {
    Quote {
        words: "Social media campaigns for our sponsors.".into(),
        heading: "What the board decides".into(),
        clause: clause("B3"),
        follows: Follows::Said,
    }
}

pub fn posting() -> Quote {
    Quote {
        words: "Members publish on the official accounts in line with the agreed goals, without asking the board."
            .into(),
        heading: "What members may do".into(),
        clause: clause("D2"),
        follows: Follows::Said,
    }
}

pub fn granting() -> Quote {
    Quote {
        words: "The Chair, the Co-Chair and the Liaison give other members access to the official accounts.".into(),
        heading: "What members may do".into(),
        clause: clause("D1"),
        follows: Follows::Said,
    }
}

pub fn broadcast() -> Quote {
    Quote {
        words: "Apart from the preferred channel we only announce, and hold no conversations there.".into(),
        heading: "Editorial principles".into(),
        clause: clause("E6"),
        follows: Follows::Reading,
    }
}

pub fn board_decides() -> Verdict {
    Verdict {
        authority: Authority::Body("The board".into()),
        words: "The board decides".into(),
        question: "Who may let this out".into(),
        quotes: vec![sponsors()],
        marked: vec!["three companies become Diamond sponsors".into()],
        because: "The post belongs to a sponsor campaign. The board’s answer must be on record before it can go out."
            .into(),
        who_can: Some("The Board Liaison records the board’s answer.".into()),
        instead: None,
        there: None,
        path: vec![
            Step::done("Draft", "you"),
            Step::now("Board", "through the Liaison"),
            Step::ahead("Queue", "4 Dec, 15:00"),
        ],
    }
}

pub fn member_may() -> Verdict {
    Verdict {
        authority: Authority::Member,
        words: "A member may".into(),
        question: "Who may let this out".into(),
        quotes: vec![posting()],
        marked: vec![],
        because: "It names a goal in force, and you have access to every channel it goes to.".into(),
        who_can: None,
        instead: None,
        there: None,
        path: vec![Step::done("Draft", "you"), Step::now("Queue", "4 Dec, 15:00"), Step::ahead("Out", "3 channels")],
    }
}

pub fn line(who: &str, did: &str, what: &str, more: &str, label: &str, when: &str) -> LogLine {
    LogLine {
        face: Face::of(who),
        who: who.into(),
        office: None,
        did: did.into(),
        what: what.into(),
        href: Some(format!("{BASE}/posts/1")),
        more: more.into(),
        clauses: vec![clause(label)],
        when: when.into(),
        at: "2026-11-20T08:12:00Z".into(),
    }
}

pub fn history() -> Vec<LogLine> {
    vec![
        line("Member, events", "scheduled", "Call for proposals", "on three channels", "D2", "08:12"),
        line("Co-Chair", "gave access to", "Mastodon", "to Member, docs until 14 Mar 2027", "D1", "Thu 11:40"),
        line("Board Liaison", "recorded the board’s answer about", "the thank-you campaign", "", "B3", "Wed 19:22"),
    ]
}

pub fn button(words: &str, icon: &'static str) -> Action {
    Action::new(words, icon, format!("{BASE}/posts/1"), "sample-token")
}

pub fn answer() -> Answer {
    Answer {
        words: "The board agreed".into(),
        agreed: true,
        here: false,
        on: "2 December 2026".into(),
        note: None,
        source: "Minutes of the meeting of 2 December".into(),
        link: Some("https://board.lumen.example/minutes/2026-12-02".into()),
        tally: Some("5 for, 1 against".into()),
        recorded: "by the Board Liaison on 3 December 2026, 09:14".into(),
        effect: "exactly the text of 30 November".into(),
        clause: Some(clause("B3")),
    }
}
