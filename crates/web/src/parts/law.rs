//! The charter's own marks: who may, the clause chip, the quotation, the verdict, the checks.

use super::{Tag, written_by_its_template};
use crate::filters;
use askama::Template;

/// Who lets a thing happen. Shown by colour, icon and word together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Authority {
    /// A member may.
    Member,
    /// The group decides.
    Group,
    /// Another body decides; its name as a sentence starts with it: `The board`.
    Body(String),
    /// Nobody here may.
    #[default]
    Nobody,
}

impl Authority {
    /// Its class, which sets the colours of everything inside.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Member => "by-member",
            Self::Group => "by-group",
            Self::Body(_) => "by-board",
            Self::Nobody => "by-nobody",
        }
    }
    /// Its icon.
    pub fn icon(&self) -> &'static str {
        match self {
            Self::Member => "circle-check",
            Self::Group => "vote",
            Self::Body(_) => "landmark",
            Self::Nobody => "lock",
        }
    }
    /// Its words.
    pub fn words(&self) -> String {
        match self {
            Self::Member => "A member may".to_owned(),
            Self::Group => "The group votes".to_owned(),
            Self::Body(name) => format!("{name} decides"),
            Self::Nobody => "Not under this charter".to_owned(),
        }
    }
    /// The class of the button that leads where this authority points.
    pub fn button(&self) -> &'static str {
        match self {
            Self::Member => "btn btn--primary",
            Self::Group => "btn btn--group by-group",
            Self::Body(_) => "btn btn--board by-board",
            Self::Nobody => "btn",
        }
    }
}

/// The clause chip: a label that is its anchor for good, leading to the line of the charter.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = r#"<a class="clause" href="{{ href }}"><span class="sr">Clause </span>{{ label }}{% if let Some(word) = follows.word() %} · {{ word }}{% endif %}</a>"#,
    ext = "html"
)]
pub struct Clause {
    /// `B3`.
    pub label: String,
    /// The charter page at that line.
    pub href: String,
    /// How what it is cited for follows from it.
    pub follows: Follows,
}

impl Clause {
    /// The clause of this label on the charter page of the group at `base`.
    pub fn of(base: &str, label: &str) -> Self {
        Self { label: label.to_owned(), href: format!("{base}/charter#{label}"), follows: Follows::Said }
    }
    /// The same, cited for what follows from it in this way: `M12 · reading`.
    #[must_use]
    pub fn following(self, follows: Follows) -> Self {
        Self { follows, ..self }
    }
}

/// How a rule follows from the clause that it cites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follows {
    /// The clause says it.
    #[default]
    Said,
    /// A document above the charter says it.
    Above,
    /// The group reads its clause so.
    Reading,
    /// The charter is silent; Nuncio has a default.
    Default,
}

impl Follows {
    /// What is written below the quotation; nothing where the clause itself says it.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Said => None,
            Self::Above => Some("From a document that stands above this charter"),
            Self::Reading => Some("The charter has no line for this: the group reads it from this one"),
            Self::Default => {
                Some("The charter has no line for this: it is a default of Nuncio, beside the nearest one")
            }
        }
    }
    /// What stands beside a label alone; nothing where its words say it.
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Said | Self::Above => None,
            Self::Reading => Some("reading"),
            Self::Default => Some("default"),
        }
    }
}

/// The charter's own words, in the serif, with their place.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/quote.html")]
pub struct Quote {
    /// The clause, verbatim.
    pub words: String,
    /// The heading it stands under, verbatim.
    pub heading: String,
    /// Its chip.
    pub clause: Clause,
    /// How the rule follows from it.
    pub follows: Follows,
}

impl Quote {
    /// The words as they are read: a link as its words.
    fn spoken(&self) -> String {
        ::charter::text::spoken(&self.words)
    }
}

/// A station on the way to publication.
#[derive(Clone, Debug)]
pub struct Step {
    /// `Draft`, `Board`, `Queue`.
    pub name: String,
    /// `you`, `through the Liaison`, `4 Dec, 15:00`.
    pub detail: String,
    /// `is-done`, `is-now` or nothing.
    class: &'static str,
}

impl Step {
    /// A station behind us.
    pub fn done(name: &str, detail: impl Into<String>) -> Self {
        Self { name: name.to_owned(), detail: detail.into(), class: "is-done" }
    }
    /// The station where the thing is.
    pub fn now(name: &str, detail: impl Into<String>) -> Self {
        Self { class: "is-now", ..Self::done(name, detail) }
    }
    /// A station ahead.
    pub fn ahead(name: &str, detail: impl Into<String>) -> Self {
        Self { class: "", ..Self::done(name, detail) }
    }
}

/// The panel "Who may let this out".
#[derive(Clone, Debug, Template)]
#[template(path = "parts/verdict.html")]
pub struct Verdict {
    /// Who decides.
    pub authority: Authority,
    /// `A member may let this out`, `The board decides`.
    pub words: String,
    /// What was asked: `Who may let this out`.
    pub question: String,
    /// Every clause it rests on or that stands in the way.
    pub quotes: Vec<Quote>,
    /// Words of the post that led to it.
    pub marked: Vec<String>,
    /// Why these clauses, in a sentence or two.
    pub because: String,
    /// Who can, where the reader cannot.
    pub who_can: Option<String>,
    /// What can be done instead.
    pub instead: Option<String>,
    /// Where: the words of a link, and its address.
    pub there: Option<(String, String)>,
    /// The way to publication.
    pub path: Vec<Step>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It stops the post.
    Fix,
    /// It is worth a thought.
    Think,
    /// All well.
    Fine,
}

impl Level {
    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Fix => "is-danger",
            Self::Think => "is-warn",
            Self::Fine => "is-plain",
        }
    }
    /// Its icon, where the check has none of its own.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Fix => "circle-alert",
            Self::Think => "triangle-alert",
            Self::Fine => "circle-check",
        }
    }
    /// Its word, for those who see neither colour nor icon.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fix => "To fix: ",
            Self::Think => "To think about: ",
            Self::Fine => "Fine: ",
        }
    }
}

/// What stands behind a check. A house rule is not a clause, and cannot be shown as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// A limit of a network, or of nature.
    #[default]
    Fact,
    /// A line of the charter.
    Clause(Clause),
    /// What the group agreed among itself.
    HouseRule,
}

/// One line of the checks beside a text.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/check.html")]
pub struct Check {
    /// How much it matters.
    pub level: Level,
    /// `Second image has no description`.
    pub title: String,
    /// What it means and how to mend it.
    pub detail: String,
    /// What stands behind it.
    pub basis: Basis,
    /// Words and address of where to mend it.
    pub mend: Option<(String, String)>,
}

written_by_its_template!(Clause, Quote, Verdict, Check);
