//! People as they are shown: initials, the line of the log that names them, the bar of their term.

use super::{Clause, written_by_its_template};
use askama::Template;

/// Initials in one of eight hues. Never a photograph.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(source = r#"<span class="face hue-{{ hue }}" aria-hidden="true">{{ initials }}</span>"#, ext = "html")]
pub struct Face {
    initials: String,
    hue: u8,
}

impl Face {
    /// The face of a person shown by this name, or of a role: `Member, events` becomes `ME`.
    pub fn of(name: &str) -> Self {
        let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let first = words.next().unwrap_or("?");
        let letters = match words.next() {
            Some(second) => first.chars().take(1).chain(second.chars().take(1)).collect::<String>(),
            None => first.chars().take(2).collect(),
        };
        let sum = name.bytes().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
        Self { initials: letters.to_uppercase(), hue: sum % 8 + 1 }
    }
    /// The same face, small.
    pub fn small(&self) -> SmallFace<'_> {
        SmallFace { initials: &self.initials, hue: self.hue }
    }
}

impl Default for Face {
    fn default() -> Self {
        Self::of("")
    }
}

/// A face beside a line of text.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<span class="face face--s hue-{{ hue }}" aria-hidden="true">{{ initials }}</span>"#,
    ext = "html"
)]
pub struct SmallFace<'a> {
    initials: &'a str,
    hue: u8,
}

/// One act in one line: who did what, under which clause, when.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/log_line.html")]
pub struct LogLine {
    /// The face.
    pub face: Face,
    /// `Member, events`.
    pub who: String,
    /// In which office, where it was more than being a member.
    pub office: Option<String>,
    /// `scheduled`.
    pub did: String,
    /// The thing, with its page where it has one.
    pub what: String,
    /// Its page.
    pub href: Option<String>,
    /// What else: `on three channels`.
    pub more: String,
    /// Every clause it rests on.
    pub clauses: Vec<Clause>,
    /// `08:12`, `Thu 14:05`.
    pub when: String,
    /// The instant, for machines.
    pub at: String,
}

/// A term as a bar: start, today, end.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="term{% if soon %} is-warn{% endif %}"><meter min="0" max="{{ days }}" value="{{ gone }}" aria-label="Term from {{ start }} to {{ end }}">{{ gone }} of {{ days }} days</meter><span aria-hidden="true"><span>{{ start }}</span><span>{{ end }}</span></span></div>"#,
    ext = "html"
)]
pub struct Term {
    /// The first day, in words.
    pub start: String,
    /// The last day, in words.
    pub end: String,
    /// Its length in days.
    pub days: u32,
    /// How many are gone.
    pub gone: u32,
    /// Whether it ends within 30 days.
    pub soon: bool,
}

written_by_its_template!(Face, SmallFace<'_>, LogLine, Term);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_in_which_office_it_was_done() {
        let line = LogLine {
            face: Face::of("Member, events"),
            who: "Member, events".into(),
            office: Some("Co-Chair".into()),
            did: "gave access to".into(),
            what: "Member, docs".into(),
            href: None,
            more: "to publish here".into(),
            clauses: vec![Clause::of("/g/sample", "D1")],
            when: "08:12".into(),
            at: "2026-11-20T08:12:00Z".into(),
        };
        let html = line.to_string();
        assert!(html.contains("<strong>Member, events</strong>, as Co-Chair, gave access to Member, docs"), "{html}");
        assert!(html.contains("#D1"), "{html}");
    }

    #[test]
    fn initials_come_from_a_name_or_a_role() {
        let letters = |name: &str| Face::of(name).initials;
        assert_eq!(letters("Member, events"), "ME");
        assert_eq!(letters("Chair"), "CH");
        assert_eq!(letters("Co-Chair"), "CC");
        assert_eq!(letters(""), "?");
        assert!((1..=8).contains(&Face::of("Łukasz Öz").hue));
    }
}
