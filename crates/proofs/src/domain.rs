//! Which requests there are at all: the facts have values that they can have under these charters, and nobody holds offices
//! that no one person can hold. A solver that is not told so finds examples that never happen.

use charter::Charter;
use charter::vocabulary::{Fact, Kind, facts_of};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who<'a> {
    /// Anybody, in any offices.
    Anybody,
    /// Somebody without an office, and without a seat on a body.
    Outsider,
    /// Somebody in this office, in those it takes for granted, or on a seat of this body, and in no other.
    Holder(&'a str),
}

/// The requests that all of these charters can be asked.
pub(crate) struct Domain<'a> {
    charters: Vec<&'a Charter>,
}

impl<'a> Domain<'a> {
    /// What can be asked of each of these.
    pub fn of(charters: impl IntoIterator<Item = &'a Charter>) -> Self {
        Self { charters: charters.into_iter().collect() }
    }

    /// The offices that every one of them knows, and the bodies on which every one of them gives seats an act.
    pub fn offices(&self) -> BTreeSet<&'a str> {
        let each = |charter: &'a Charter| -> BTreeSet<&'a str> {
            charter.rules().offices.keys().map(String::as_str).chain(charter.seated()).collect()
        };
        let every = self.charters.iter().copied().map(each);
        every.reduce(|known, more| &known & &more).unwrap_or_default()
    }

    /// Policies that forbid every request which is none, or is another person's.
    pub fn outside(&self, act: &str, who: Who) -> String {
        let mut text = String::new();
        for fact in facts_of(act) {
            forbid(&mut text, &format!("unless {{ {} }}", self.can_be(act, fact)));
        }
        self.offices_of_one_person(&mut text);
        self.offices_of(who, &mut text);
        text
    }

    /// That a fact has a value which it can have.
    fn can_be(&self, act: &str, fact: &Fact) -> String {
        let name = fact.name;
        match fact.kind {
            Kind::Flag => "true".to_owned(),
            Kind::Word(words) => format!("{}.contains(context.{name})", list(words.iter().copied())),
            Kind::Words(words) => format!("{}.containsAll(context.{name})", list(words.iter().copied())),
            Kind::Name => {
                format!("{}.contains(context.{name})", list(self.words_of(name, act).into_iter().chain([""])))
            }
            Kind::Names => match self.words_of(name, act) {
                words if words.is_empty() => format!("context.{name}.isEmpty()"),
                words => format!("{}.containsAll(context.{name})", list(words)),
            },
        }
    }

    /// The charters' own words that a fact can have.
    fn words_of<'w>(&self, fact: &str, act: &'w str) -> BTreeSet<&'w str>
    where
        'a: 'w,
    {
        match fact {
            "goals" => self.names(|charter| charter.rules().goals.keys().collect()),
            "status" => self.names(|charter| charter.rules().statuses.keys().collect()),
            "vacant" | "office" => self.names(|charter| charter.rules().offices.keys().collect()),
            _ => {
                let mut matters: BTreeSet<&'w str> =
                    self.names(|charter| charter.rules().reserved.iter().map(|reserved| &reserved.matter).collect());
                matters.insert(act);
                matters
            }
        }
    }

    fn names(&self, of: impl Fn(&'a Charter) -> Vec<&'a String>) -> BTreeSet<&'a str> {
        self.charters.iter().copied().flat_map(of).map(String::as_str).collect()
    }

    fn offices_of_one_person(&self, text: &mut String) {
        let shared = self.offices();
        let every = self.names(|charter| charter.rules().offices.keys().collect());
        for office in every {
            if !shared.contains(office) {
                forbid(text, &format!("when {{ {} }}", held(office)));
            }
            forbid(text, &format!("when {{ {} && context.vacant.contains({office:?}) }}", held(office)));
        }
        for (key, office) in self.charters.iter().flat_map(|charter| &charter.rules().offices) {
            for needed in &office.requires {
                forbid(text, &format!("when {{ {} }} unless {{ {} }}", held(key), held(needed)));
            }
            for other in &office.must_differ_from {
                forbid(text, &format!("when {{ {} && {} }}", held(key), held(other)));
            }
        }
    }

    fn offices_of(&self, who: Who, text: &mut String) {
        let mut mine: BTreeSet<&str> = BTreeSet::new();
        match who {
            Who::Anybody => return,
            Who::Outsider => {}
            Who::Holder(office) => {
                forbid(text, &format!("unless {{ {} }}", held(office)));
                mine.insert(office);
                let holds = self.charters.iter().filter_map(|charter| charter.rules().offices.get(office));
                mine.extend(holds.flat_map(|found| &found.requires).map(String::as_str));
            }
        }
        for other in self.offices().into_iter().filter(|other| !mine.contains(other)) {
            forbid(text, &format!("when {{ {} }}", held(other)));
        }
    }
}

/// That the person asking holds an office.
pub(crate) fn held(office: &str) -> String {
    format!("principal in Office::{office:?}")
}

/// One more policy that forbids.
pub(crate) fn forbid(text: &mut String, condition: &str) {
    // Writing into a String cannot fail.
    let _ = writeln!(text, "forbid(principal, action, resource) {condition};");
}

fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("{word:?}")).collect();
    format!("[{}]", words.join(", "))
}
