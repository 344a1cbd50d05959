//! Small things that are shown: icons, tags, network glyphs, counters, recorded answers.

use super::{Clause, written_by_its_template};
use crate::filters;
use askama::Template;

/// An icon of the sprite.
#[derive(Clone, Debug, Template)]
#[template(
    source = r##"<svg class="icon" aria-hidden="true"><use href="{{ crate::assets::sprite() }}#i-{{ name }}"/></svg>"##,
    ext = "html"
)]
pub struct Icon {
    name: String,
}

impl Icon {
    /// The icon of this name.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned() }
    }
}

/// The colour of a tag or note, which never stands without an icon and a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No colour: a fact.
    #[default]
    Plain,
    /// Chosen, planned, preferred.
    Accent,
    /// Time is running out, or a person is waited for.
    Warn,
    /// Harm or failure.
    Danger,
    /// The group decides.
    Group,
    /// Another body decides.
    Board,
}

impl Tone {
    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "is-plain",
            Self::Accent => "is-accent",
            Self::Warn => "is-warn",
            Self::Danger => "is-danger",
            Self::Group => "by-group",
            Self::Board => "by-board",
        }
    }
}

/// A few words with an icon.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<span class="tag {{ tone.class() }}{% if house %} tag--house{% endif %}">{{ icon|icon }}{{ words }}</span>"#,
    ext = "html"
)]
pub struct Tag {
    tone: Tone,
    icon: String,
    words: String,
    house: bool,
}

impl Tag {
    /// A tag of this tone.
    pub fn new(tone: Tone, icon: &str, words: impl Into<String>) -> Self {
        Self { tone, icon: icon.to_owned(), words: words.into(), house: false }
    }
    /// A fact without colour.
    pub fn plain(icon: &str, words: impl Into<String>) -> Self {
        Self::new(Tone::Plain, icon, words)
    }
    /// All is as it should be: neutral, because green means that a member may.
    pub fn well(words: impl Into<String>) -> Self {
        Self::plain("check", words)
    }
    /// What it says.
    pub fn words(&self) -> &str {
        &self.words
    }
    /// The mark of a house rule, which is not a clause.
    pub fn house_rule() -> Self {
        Self { house: true, ..Self::plain("house", "House rule") }
    }
}

/// The glyph of a network, with its name for those who cannot see it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = r##"<span class="net" role="img" aria-label="{{ name }}" title="{{ name }}"><svg{% if mark.starts_with('i') %} class="icon"{% endif %} aria-hidden="true"><use href="{{ crate::assets::sprite() }}#{{ mark }}"/></svg></span>"##,
    ext = "html"
)]
pub struct Network {
    /// The symbol of the sprite: `n-mastodon`.
    mark: &'static str,
    /// The network's name.
    pub name: String,
}

impl Network {
    /// The network of this word (`mastodon`, `bluesky` …), shown by this name.
    pub fn of(word: &str, name: impl Into<String>) -> Self {
        let mark = match word {
            "mastodon" => "n-mastodon",
            "bluesky" => "n-bluesky",
            "linkedin" => "n-linkedin",
            "discourse" => "n-discourse",
            "rss" => "n-rss",
            "youtube" => "n-youtube",
            "assisted" => "i-hand",
            _ => "i-globe",
        };
        Self { mark, name: name.into() }
    }
    /// The bare glyph, where the name stands beside it.
    pub fn glyph(&self) -> Glyph {
        Glyph { class: "net", mark: self.mark }
    }
    /// The bare glyph, large.
    pub fn large(&self) -> Glyph {
        Glyph { class: "net net--l", mark: self.mark }
    }
    /// The bare glyph as it stands in the calendar.
    pub fn tiny(&self) -> Glyph {
        Glyph { class: "", mark: self.mark }
    }
}

/// A network's glyph beside its name.
#[derive(Clone, Debug, Template)]
#[template(
    source = r##"{% if class.is_empty() %}<svg class="ev__n{% if mark.starts_with('i') %} icon{% endif %}" aria-hidden="true"><use href="{{ crate::assets::sprite() }}#{{ mark }}"/></svg>{% else %}<span class="{{ class }}" aria-hidden="true"><svg{% if mark.starts_with('i') %} class="icon"{% endif %} aria-hidden="true"><use href="{{ crate::assets::sprite() }}#{{ mark }}"/></svg></span>{% endif %}"##,
    ext = "html"
)]
pub struct Glyph {
    class: &'static str,
    mark: &'static str,
}

/// How much of a network's limit a text takes, in that network's own counting.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<li{% if used > limit %} class="is-danger"{% endif %}>{{ network }}<span class="num" title="{{ how }}">{{ used }}<span class="quiet">/{{ limit }}</span></span></li>"#,
    ext = "html"
)]
pub struct Counter {
    /// The network.
    pub network: Network,
    /// How much is used.
    pub used: usize,
    /// How much there is.
    pub limit: usize,
    /// How this network counts: `counts every link as 23`.
    pub how: String,
}

/// What a body decided elsewhere: outlined, without a number or a tally.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/answer.html")]
pub struct Answer {
    /// Green-lit or not, in words: `The board agreed`.
    pub words: String,
    /// Whether it lets the thing go.
    pub agreed: bool,
    /// Whether it was counted here, and not recorded from elsewhere.
    pub here: bool,
    /// The day of the decision, in words.
    pub on: String,
    /// What whoever relies on it looks at first, where something is unusual.
    pub note: Option<String>,
    /// Where it is recorded: minutes, mail, page.
    pub source: String,
    /// The address of the source, where there is one.
    pub link: Option<String>,
    /// The tally, where it is known.
    pub tally: Option<String>,
    /// Who recorded it, and when.
    pub recorded: String,
    /// What it lets go or stops.
    pub effect: String,
    /// The clause under which it was recorded.
    pub clause: Option<Clause>,
}

written_by_its_template!(Icon, Tag, Network, Glyph, Counter, Answer);
