//! A form of the pages on meetings: a heading, what is asked, and the button; or the clause in the way.

use crate::{
    filters,
    guard::ONCE,
    law,
    parts::{Choices, Field, Look, Pick, Quote},
    reader::Insider,
};
use askama::Template;
use basics::FormId;
use charter::{Charter, Opinion};

/// A form, folded away where it is not the first thing to do on its page.
#[derive(Clone, Debug, Template)]
#[template(path = "meetings/asks.html")]
pub struct Asks {
    /// What it is for.
    pub heading: &'static str,
    /// Where it goes.
    pub to: String,
    /// The token of the form.
    pub token: String,
    /// What it carries unseen.
    pub carries: Vec<(&'static str, String)>,
    /// Answers out of a list.
    pub picks: Vec<Pick>,
    /// A few answers as cards.
    pub choices: Vec<Choices>,
    /// Questions.
    pub fields: Vec<Field>,
    /// The button.
    pub button: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// How it looks.
    pub look: Look,
    /// Whether it is folded away, and opened by its heading.
    pub folded: bool,
    /// The clauses in the way, and who can.
    pub refused: Option<(Vec<Quote>, String)>,
}

impl Asks {
    /// An empty form.
    pub fn new(heading: &'static str, to: String, token: &str, (icon, button): (&'static str, &'static str)) -> Self {
        Self {
            heading,
            to,
            token: token.to_owned(),
            carries: Vec::new(),
            picks: Vec::new(),
            choices: Vec::new(),
            fields: Vec::new(),
            button,
            icon,
            look: Look::Plain,
            folded: false,
            refused: None,
        }
    }
    /// The same form with these questions.
    #[must_use]
    pub fn fields(mut self, fields: Vec<Field>) -> Self {
        self.fields = fields;
        self
    }
    /// The same form, which does what it asks for once.
    #[must_use]
    pub fn once(mut self, insider: &Insider) -> Self {
        self.carries.push((ONCE, FormId::mint(insider.reader.at).to_string()));
        self
    }
    /// The same form, folded away while nothing in it is wrong.
    #[must_use]
    pub fn folded(mut self) -> Self {
        let wrong = self.fields.iter().any(|field| field.error.is_some())
            || self.choices.iter().any(|choices| choices.error.is_some())
            || self.picks.iter().any(|pick| pick.error.is_some());
        self.folded = !wrong;
        self
    }
    /// The same form, or what is in its way.
    #[must_use]
    pub fn judged(mut self, insider: &Insider, charter: &Charter, opinion: &Opinion) -> Self {
        if let Opinion::No(grounds) = opinion {
            let quotes = law::quotes(&insider.base(), &grounds.because);
            self.refused = Some((quotes, law::who_can_by_name(charter, grounds)));
        }
        self
    }
}

impl askama::filters::HtmlSafe for Asks {}
