//! One request, as a person reads it: who asks for what, and what is out of the ordinary. And the smallest request of
//! which something still holds: whatever a machine found stands among facts that have nothing to do with it.

use crate::powers::{Cell, OUTSIDER, answer_of, column};
use crate::situations::{difference, facts_of, in_order};
use crate::vocabulary::{self, ActEntry};
use crate::{Charter, Facts, Value};
use std::collections::BTreeSet;

/// Somebody asks to do something under these facts.
#[derive(Clone, Debug)]
pub struct Request {
    act: &'static ActEntry,
    facts: Facts,
}

impl Request {
    /// This request; nothing where there is no such act.
    pub fn of(act: &str, facts: Facts) -> Option<Self> {
        Some(Self { act: vocabulary::act(act)?, facts })
    }

    /// What is asked for.
    pub fn act(&self) -> &'static ActEntry {
        self.act
    }

    /// The facts.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What a charter answers: its judge is asked.
    pub fn answer(&self, charter: &Charter) -> Cell {
        answer_of(charter, &charter.weigh_anew(self.act.name, std::slice::from_ref(&self.facts)))
    }

    /// Who asks, as people say it: `Somebody outside`, `Chair`, `Chair who is also Board Liaison`. Offices that another one
    /// of theirs takes for granted are not said.
    pub fn who(&self, charter: &Charter) -> String {
        let said: Vec<String> = self.said(charter).into_iter().map(|office| charter.office_name(office)).collect();
        if said.is_empty() { column(charter, OUTSIDER) } else { said.join(" who is also ") }
    }

    /// What is out of the ordinary for them: `all in order`, `sponsor: campaign`.
    pub fn situation(&self, charter: &Charter) -> String {
        difference(self.ordinary(charter).values(), self.facts.values())
    }

    /// `Chair asks to schedule a post while all is in order`.
    pub fn told(&self, charter: &Charter) -> String {
        example(self.act, &self.situation(charter), &self.who(charter))
    }

    /// The smallest request that is still `so`: each fact as it ordinarily is, where that changes nothing about it, and as
    /// few offices as it takes.
    #[must_use]
    pub fn smallest(self, charter: &Charter, so: impl Fn(&Self) -> bool) -> Self {
        let fewer = self.with_fewer_offices(charter, &so);
        let ordinary = fewer.ordinary(charter);
        let mut found = fewer;
        for fact in vocabulary::facts_of(found.act.name) {
            let Some(usual) = ordinary.get(fact.name) else { continue };
            found = found.if_still(&so, |facts| facts.with(fact.name, usual.clone()));
            let Some(Value::Words(words)) = found.facts.get(fact.name).cloned() else { continue };
            let is_usual = |word: &&String| matches!(usual, Value::Words(usual) if usual.contains(*word));
            for word in words.iter().filter(|word| !is_usual(word)) {
                found = found.if_still(&so, |facts| without(facts, fact.name, word));
            }
        }
        found
    }

    fn with_fewer_offices(self, charter: &Charter, so: &impl Fn(&Self) -> bool) -> Self {
        let mut found = self;
        for office in found.said(charter).into_iter().map(str::to_owned).collect::<Vec<_>>() {
            if found.said(charter).len() > 1 {
                let fewer = found.facts.offices().iter().filter(|held| **held != office);
                let fewer = found
                    .facts
                    .values()
                    .iter()
                    .fold(Facts::of(fewer), |facts, (name, value)| facts.with(name, value.clone()));
                found = found.if_still(so, |_| fewer.clone());
            }
        }
        found
    }

    fn if_still(self, so: &impl Fn(&Self) -> bool, change: impl Fn(Facts) -> Facts) -> Self {
        let changed = Self { act: self.act, facts: change(self.facts.clone()) };
        if so(&changed) { changed } else { self }
    }

    /// The facts about the same person when nothing is out of the ordinary.
    fn ordinary(&self, charter: &Charter) -> Facts {
        let held: Vec<&str> = self.facts.offices().iter().map(String::as_str).collect();
        facts_of(charter.rules(), &held, &in_order(charter.rules(), self.act.name), false)
    }

    fn said(&self, charter: &Charter) -> Vec<&str> {
        let offices = &charter.rules().offices;
        let held = self.facts.offices();
        let granted: BTreeSet<&str> = held
            .iter()
            .filter_map(|office| offices.get(office))
            .flat_map(|office| &office.requires)
            .map(String::as_str)
            .collect();
        held.iter().map(String::as_str).filter(|office| !granted.contains(office)).collect()
    }
}

fn without(facts: Facts, name: &str, word: &str) -> Facts {
    let Some(Value::Words(words)) = facts.get(name).cloned() else { return facts };
    facts.with(name, words.into_iter().filter(|known| known != word).collect::<Value>())
}

/// `Chair asks to schedule a post while all is in order`.
pub(crate) fn example(act: &ActEntry, situation: &str, who: &str) -> String {
    let case = match situation {
        "all in order" => "all is in order".to_owned(),
        says => format!("this is so: {says}"),
    };
    format!("{who} asks to {} while {case}", act.says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presets::DJANGO;

    fn facts(charter: &Charter, offices: &[&str]) -> Facts {
        facts_of(charter.rules(), offices, &in_order(charter.rules(), "schedule_post"), false)
    }

    #[test]
    fn what_has_nothing_to_do_with_it_is_left_out() {
        let charter = DJANGO.charter().unwrap_or_else(|problems| panic!("{problems}"));
        let odd = facts(&charter, &["chair", "liaison"])
            .with("sponsor", "campaign")
            .with("channel_marks", ["primary"].into_iter().collect::<Value>())
            .with("vacant", ["co_chair"].into_iter().collect::<Value>());
        let asked = Request::of("schedule_post", odd).unwrap();
        assert_eq!(asked.who(&charter), "Chair who is also Board Liaison");
        let before = asked.answer(&charter);
        let smallest = asked.smallest(&charter, |other| other.answer(&charter) == before);
        assert_eq!(smallest.answer(&charter).to_text(), "ask the board B3");
        assert_eq!(smallest.situation(&charter), "sponsor: campaign");
        assert_eq!(smallest.who(&charter), "Member", "it takes no office");
    }

    #[test]
    fn an_outsider_is_somebody_outside() {
        let charter = DJANGO.charter().unwrap_or_else(|problems| panic!("{problems}"));
        let asked = Request::of("schedule_post", facts(&charter, &[])).unwrap();
        assert_eq!(asked.told(&charter), "Somebody outside asks to schedule a post while all is in order");
        assert!(Request::of("dance", Facts::default()).is_none());
    }
}
