//! Bodies: whom each is made of, that no derived one goes round in a circle, and by which rule it votes where it decides here.

use crate::rules::{Body, Decides, Method, Rules};
use crate::{GROUP, Problem, source::Source};

/// What is wrong with the bodies, each thing once.
pub(super) fn bodies(source: &Source, rules: &Rules) -> Vec<Problem> {
    let named = Named { source, rules };
    rules.bodies.iter().flat_map(|(key, body)| named.body(key, body)).collect()
}

struct Named<'a> {
    source: &'a Source,
    rules: &'a Rules,
}

impl Named<'_> {
    fn body(&self, key: &str, body: &Body) -> Vec<Problem> {
        let path = format!("bodies.{key}");
        let made_of = body.union_of.iter().chain(&body.intersection_of);
        let unknown = made_of.filter(|name| *name != GROUP && !self.rules.bodies.contains_key(*name));
        let unknown = unknown.map(|name| {
            let found = format!("{key} is made of {name:?}, and there is no such body");
            self.problem(&path, found, format!("a [bodies.{name}], or \"group\" for the group itself"))
        });
        unknown
            .chain(self.status(&path, body))
            .chain(self.office(&path, body))
            .chain(self.circle(key, &path))
            .chain([self.rule(&path, key, body), self.shares_its_name(key, &path)].into_iter().flatten())
            .collect()
    }

    fn status(&self, path: &str, body: &Body) -> Option<Problem> {
        let status = body.with_status.as_ref().filter(|status| !self.rules.statuses.contains_key(*status))?;
        let found = format!("there is no outside status {status:?}");
        Some(self.problem(path, found, format!("a line {status} = \"…\" in [statuses]")))
    }

    fn office(&self, path: &str, body: &Body) -> Option<Problem> {
        let office = body.with_office.as_ref().filter(|office| !self.rules.offices.contains_key(*office))?;
        let found = format!("there is no office {office:?}");
        Some(self.problem(path, found, format!("an [offices.{office}]")))
    }

    fn circle(&self, key: &str, path: &str) -> Option<Problem> {
        let mut seen = vec![key];
        let mut open = vec![key];
        while let Some(next) = open.pop() {
            let Some(body) = self.rules.bodies.get(next) else { continue };
            for part in body.union_of.iter().chain(&body.intersection_of) {
                if part == key {
                    let found = format!("{key} is made of itself");
                    return Some(self.problem(path, found, "bodies whose seats are known without it"));
                }
                if !seen.contains(&part.as_str()) {
                    seen.push(part);
                    open.push(part);
                }
            }
        }
        None
    }

    fn rule(&self, path: &str, key: &str, body: &Body) -> Option<Problem> {
        let example = format!("rule = \"NAME\", with a [decision.NAME] by yes or no, in [bodies.{key}]");
        match &body.rule {
            Some(name) => match self.rules.decision.get(name) {
                None => Some(self.problem(path, format!("there is no decision rule {name:?}"), example)),
                Some(rule) if !matches!(rule.method, Method::Binary | Method::FullConsensus) => {
                    Some(self.problem(path, format!("{key} answers by yes or no, and {name:?} does not"), example))
                }
                Some(_) => None,
            },
            None if body.decides == Some(Decides::Here) => {
                Some(self.problem(path, format!("{key} decides here, and no rule says how it votes"), example))
            }
            None => None,
        }
    }

    /// A power names its holders by one word.
    fn shares_its_name(&self, key: &str, path: &str) -> Option<Problem> {
        let is_named = self.rules.power.iter().any(|power| power.who.iter().any(|who| who == key));
        (is_named && self.rules.offices.contains_key(key)).then(|| {
            let found = format!("{key:?} is an office and a body, and a power names it");
            self.problem(path, found, "another name for one of them")
        })
    }

    fn problem(&self, path: &str, found: String, expected: impl Into<String>) -> Problem {
        self.source.problem(path, found).expected(expected)
    }
}
