//! What the charter viewer shows.

use super::Reading;
use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Authority, Clause, Field, Offer, Tag},
};
use askama::Template;

/// How a line stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineShape {
    /// A heading of this depth, from 1.
    Heading(u8),
    /// A sentence of a paragraph.
    Sentence,
    /// An item of a list.
    Item,
}

/// An act that a line governs, and who may.
#[derive(Clone, Debug, Template)]
#[template(path = "charter/governs.html")]
pub struct Governs {
    /// `schedule a post`.
    pub act: String,
    /// Who lets it happen.
    pub authority: Authority,
    /// `Members`, `The Chair, the Co-Chair and the Liaison`.
    pub who: String,
}

// Its own template has escaped every word in it.
impl askama::filters::HtmlSafe for Governs {}

/// One clause in its place.
#[derive(Clone, Debug)]
pub struct Line {
    /// How it stands.
    pub shape: LineShape,
    /// Its label, which is its anchor for good; nothing for a line that no rule is bound to.
    pub label: Option<String>,
    /// Where it leads: words and address.
    pub links: Vec<(String, String)>,
    /// Its place in this version: `2.6.1`; the anchor of a line without a label.
    pub place: String,
    /// The words, verbatim.
    pub words: String,
    /// What it governs.
    pub governs: Vec<Governs>,
    /// Readings, house rules and defaults that hang on it.
    pub notes: Vec<Tag>,
    /// `used 14 times, last on 19 Nov`, leading to those entries.
    pub used: Option<(String, String)>,
}

/// How many rules stand beside a line before the others are folded away.
const BESIDE: usize = 3;

impl Line {
    fn anchor(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.place)
    }
    /// What stands beside the line; what it governs besides is unfolded, so that the text can be read on.
    fn beside(&self) -> &[Governs] {
        self.governs.get(..BESIDE).unwrap_or(&self.governs)
    }
    fn unfolded(&self) -> &[Governs] {
        self.governs.get(BESIDE..).unwrap_or_default()
    }
}

/// One version of the charter.
#[derive(Clone, Debug)]
pub struct Version {
    /// `in force since 14 Jan 2026`.
    pub words: String,
    /// How it stands: in force, adopted and not in force yet, past.
    pub state: Tag,
    /// Its page.
    pub href: String,
    /// Whether it is the one shown.
    pub shown: bool,
}

/// What the group agreed among itself. It has no clause.
#[derive(Clone, Debug)]
pub struct HouseRule {
    /// The rule.
    pub words: String,
    /// Since when, where that is known.
    pub since: String,
}

/// The charter as text.
#[derive(Template)]
#[template(path = "charter/text.html")]
pub struct CharterText {
    /// The frame.
    pub frame: Frame,
    /// The charter's title.
    pub title: String,
    /// `In force since 14 January 2026 · 3,388 bytes · sha-256 8936…`
    pub about: String,
    /// The versions, newest first.
    pub versions: Vec<Version>,
    /// The day that is asked for.
    pub on: Field,
    /// What is said above a text that is not the one in force now.
    pub note: Option<String>,
    /// What an address carries to show the same day as a table.
    pub carried: String,
    /// Drafts, the newest first: words and page.
    pub drafts: Vec<(String, String)>,
    /// What the import found odd about the text.
    pub flags: Vec<String>,
    /// Lines that stand for something to be filled in later: words, and the page on which that is done.
    pub open: Vec<(String, String)>,
    /// Readings, with what can be done about them.
    pub readings: Vec<Reading>,
    /// The lines in order.
    pub lines: Vec<Line>,
    /// The house rules, which are no lines of the charter.
    pub house: Vec<HouseRule>,
    /// The other setting of what is asked for before publishing.
    pub proof: Offer,
}

/// What one office may in one situation.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Who lets it happen.
    pub authority: Authority,
    /// `may`, `ask the board`, `may not`.
    pub words: String,
    /// Under which clauses.
    pub clauses: Vec<Clause>,
}

/// One act in one situation, office by office.
#[derive(Clone, Debug)]
pub struct PowerRow {
    /// `all in order`, `no goal named`, `no goal named, and the board agreed`.
    pub situation: String,
    /// One cell per office, in the order of the head.
    pub cells: Vec<Cell>,
}

/// One act with its situations.
#[derive(Clone, Debug)]
pub struct Situation {
    /// `schedule a post`.
    pub act: String,
    /// All in order first.
    pub rows: Vec<PowerRow>,
}

/// What the charter decides by counting, whoever asks.
#[derive(Clone, Debug)]
pub struct Counted {
    /// `A channel of ours on a social network`.
    pub about: String,
    /// `announces only`.
    pub comes_to: String,
    /// Under which clause, where a rule speaks of it.
    pub clause: Option<Clause>,
}

/// The charter as a table of powers.
#[derive(Template)]
#[template(path = "charter/powers.html")]
pub struct Powers {
    /// The frame.
    pub frame: Frame,
    /// The charter's title.
    pub title: String,
    /// The same line as on the text.
    pub about: String,
    /// The day that is asked for.
    pub on: Field,
    /// What is said above a table that is not the one in force now.
    pub note: Option<String>,
    /// What an address carries to show the same day as text.
    pub carried: String,
    /// The offices, as heads of the columns.
    pub offices: Vec<String>,
    /// Act by act.
    pub acts: Vec<Situation>,
    /// What is decided by counting.
    pub counted: Vec<Counted>,
    /// The acts that this version of Nuncio cannot do yet.
    pub later: Vec<String>,
}
