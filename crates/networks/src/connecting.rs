//! What a network needs to know to connect an account, as data: the page asks for it without knowing the network.

use egress::Secret;
use std::collections::BTreeMap;

/// How an account is connected.
#[derive(Clone, Debug)]
pub struct Connecting {
    /// What is typed, in this order.
    pub blanks: Vec<Blank>,
    /// What the key lets this program do there.
    pub able: Vec<&'static str>,
    /// What it does not.
    pub unable: Vec<&'static str>,
}

/// Whether a connector has ever spoken to the service it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// With a real server, or there is no server to speak to.
    Really,
    /// Only with a stand-in that was written after the vendor's description. People are told before they connect.
    OnStandIn,
}

impl Tried {
    /// What people are told before they rely on it.
    pub fn says(self) -> Option<&'static str> {
        match self {
            Self::Really => None,
            Self::OnStandIn => Some(
                "This connection was written after the service’s own description and tried on a stand-in of ours, not yet \
                 on the real service. Try it on a channel where a wrong post does no harm, and look at what arrives.",
            ),
        }
    }
}

/// One thing to type.
#[derive(Clone, Debug)]
pub struct Blank {
    /// Its name in forms.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// Where it is found, or an example.
    pub hint: &'static str,
    /// Whether nobody is to read it over a shoulder: it is never shown again.
    pub secret: bool,
    /// Whether it may be left empty.
    pub optional: bool,
}

impl Blank {
    /// Something that everybody may read.
    pub const fn plain(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { name, label, hint, secret: false, optional: false }
    }
    /// A key.
    pub const fn secret(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { secret: true, ..Self::plain(name, label, hint) }
    }
    /// The same, and it may be left empty.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}

/// What was typed to connect an account, by the names of the blanks. It cannot be printed.
#[derive(Clone, Default)]
pub struct Typed(BTreeMap<String, Secret>);

impl Typed {
    /// What was typed.
    pub fn new(typed: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(typed.into_iter().map(|(name, value)| (name, Secret::new(value))).collect())
    }
    /// What stands in this blank, without the space around it; empty where nothing was typed.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |typed| typed.expose().trim())
    }
    /// The same as a key.
    pub fn secret(&self, name: &str) -> Secret {
        Secret::new(self.text(name))
    }
}

/// What was typed does not lead to an account: which blank is meant, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{says}")]
pub struct NotConnected {
    /// The blank to mend; the first one where it cannot be told.
    pub blank: &'static str,
    /// What happened and what to do, as a sentence.
    pub says: String,
}

impl NotConnected {
    /// Something is wrong with this blank.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand in what they have just got")]
    pub fn at(blank: &'static str, says: impl ToString) -> Self {
        Self { blank, says: says.to_string() }
    }
}
