//! The facts: each with its kind, its words, the value it ordinarily has, and a sentence.

use crate::Value;

/// What values a fact can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A set of these words.
    Words(&'static [&'static str]),
    /// A word of the charter's own: a matter, an office.
    Name,
    /// A set of words of the charter's own: goals, outside statuses, offices, matters.
    Names,
}

impl Kind {
    /// What is wrong with this value, as the end of a sentence; nothing if it fits.
    pub fn refuses(self, value: &Value) -> Option<String> {
        let unknown = |words: &[&str], word: &str| {
            (!words.contains(&word)).then(|| format!("is {word:?}, which is none of {}", words.join(", ")))
        };
        match (self, value) {
            (Self::Flag, Value::Flag(_)) | (Self::Name, Value::Word(_)) | (Self::Names, Value::Words(_)) => None,
            (Self::Word(words), Value::Word(word)) => unknown(words, word),
            (Self::Words(words), Value::Words(set)) => set.iter().find_map(|word| unknown(words, word)),
            (expected, _) => Some(format!("is not {}", expected.described())),
        }
    }
    /// The kind in words.
    pub fn described(self) -> String {
        match self {
            Self::Flag => "true or false".to_owned(),
            Self::Word(words) => format!("one of {}", words.join(", ")),
            Self::Words(words) => format!("a set of {}", words.join(", ")),
            Self::Name => "a word of this charter".to_owned(),
            Self::Names => "a set of words of this charter".to_owned(),
        }
    }
}

/// One fact.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// Its name in rules files and in the log.
    pub name: &'static str,
    /// What values it can have.
    pub kind: Kind,
    /// What it says, as the end of "This is …".
    pub says: &'static str,
    ordinary: Ordinary,
}

#[derive(Clone, Copy, Debug)]
enum Ordinary {
    No,
    Word(&'static str),
    Words(&'static [&'static str]),
}

impl Fact {
    /// The value it has when nothing is out of the ordinary.
    pub fn ordinary(&self) -> Value {
        match self.ordinary {
            Ordinary::No => Value::Flag(false),
            Ordinary::Word(word) => Value::from(word),
            Ordinary::Words(words) => words.iter().copied().collect(),
        }
    }
}

const fn flag(name: &'static str, says: &'static str) -> Fact {
    Fact { name, kind: Kind::Flag, says, ordinary: Ordinary::No }
}
const fn word(name: &'static str, words: &'static [&'static str], usual: &'static str, says: &'static str) -> Fact {
    Fact { name, kind: Kind::Word(words), says, ordinary: Ordinary::Word(usual) }
}
const fn words(
    name: &'static str,
    known: &'static [&'static str],
    usual: &'static [&'static str],
    says: &'static str,
) -> Fact {
    Fact { name, kind: Kind::Words(known), says, ordinary: Ordinary::Words(usual) }
}
const fn names(name: &'static str, says: &'static str) -> Fact {
    Fact { name, kind: Kind::Names, says, ordinary: Ordinary::Words(&[]) }
}
const fn name(name: &'static str, says: &'static str) -> Fact {
    Fact { name, kind: Kind::Name, says, ordinary: Ordinary::Word("") }
}

const CAPABILITIES: &[&str] = &["draft", "publish", "reply", "moderate", "administer"];
const STATES: &[&str] = &["proposed", "reserved", "active", "dormant", "suspended", "retired"];

/// Every fact.
pub const FACTS: &[Fact] = &[
    names("goals", "which goals the item names"),
    words("grant", CAPABILITIES, CAPABILITIES, "which capabilities the person holds on this channel today"),
    word("sponsor", &["none", "thanks", "campaign"], "none", "what the item is for a sponsor"),
    flag("consideration", "whether anything was given in return"),
    word("channel_mode", &["two_way", "broadcast"], "two_way", "whether people are answered on the channel"),
    word("channel_kind", &["ours", "community"], "ours", "whether the group is the channel's editor"),
    words("channel_marks", &["primary", "preferred"], &[], "which marks the channel has"),
    word("channel_state", STATES, "active", "the channel's state in the register"),
    word("subject", &["own", "sister", "others"], "others", "whose post or account is acted on"),
    word("grantee", &["member", "admitted", "alumni", "outsider"], "member", "who receives the access"),
    flag("grantee_self", "whether the person would receive the access they give"),
    flag("other_granter", "whether somebody else holds an office that grants access"),
    word("grant_end", &["within_term", "after_term"], "within_term", "whether the access ends with the grantee's term"),
    flag("would_administer_all", "whether the grantee would administer every channel"),
    word("ground", &["below_standard", "gross", "repeated"], "below_standard", "the ground of the measure"),
    flag("third_party", "whether the content is by a third party"),
    flag("benefit_accepted", "whether an editor accepted what it is good for"),
    word("language", &["default", "other"], "default", "whether this version is in the group's own language"),
    flag("vetted", "whether somebody who may vet confirmed exactly this text"),
    flag("oneself", "whether the thing is the actor's own: their term, their grant, their post"),
    word("change", &["substantive", "minor"], "substantive", "how much the change weighs by the charter in force"),
    flag("sunset", "whether the day has come on which the charter ends the group"),
    name("office", "which office is to be filled"),
    name("matter", "which of this charter's matters"),
    names("answered", "which matters a valid answer of the deciding body covers for exactly this object"),
    names("status", "which outside statuses the person has today, as this charter names them"),
    names("vacant", "which offices nobody holds today"),
];

/// The facts that every act is judged by.
pub const ALWAYS: &[&str] = &["answered", "status", "vacant"];
