//! What the judge may look at: data gathered in one transaction, never a verdict in disguise.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One fact's value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// True or false.
    Flag(bool),
    /// One word.
    Word(String),
    /// A set of words.
    Words(BTreeSet<String>),
}
impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
impl From<&str> for Value {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}
impl From<String> for Value {
    fn from(word: String) -> Self {
        Self::Word(word)
    }
}
impl<S: Into<String>> FromIterator<S> for Value {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        Self::Words(words.into_iter().map(Into::into).collect())
    }
}

/// Everything one verdict rests on. It is kept with the verdict, so that the same question can be asked again later
/// and must get the same answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Facts {
    offices: BTreeSet<String>,
    values: BTreeMap<String, Value>,
}

impl Facts {
    /// The facts about somebody who holds these offices today.
    pub fn of<S: Into<String>>(offices: impl IntoIterator<Item = S>) -> Self {
        Self { offices: offices.into_iter().map(Into::into).collect(), values: BTreeMap::new() }
    }
    /// These facts and one more; a name that was there already takes the new value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }
    /// The offices the person holds today, by the names of the rules file.
    pub fn offices(&self) -> &BTreeSet<String> {
        &self.offices
    }
    /// The value of a fact, if it was gathered.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }
    /// All facts by name.
    pub fn values(&self) -> &BTreeMap<String, Value> {
        &self.values
    }
}
