//! Every name in a rules file means something, and nothing contradicts itself.

use crate::problem::nearest;
use crate::rules::{Appointment, Rules, Want, When};
use crate::vocabulary::{self, ACTS, ALWAYS, FACTS, Kind};
use crate::{GROUP, Problem, source::Source};

/// What is wrong, each thing once.
pub(super) fn check(source: &Source, rules: &Rules) -> Vec<Problem> {
    let mut check = Check { source, rules, problems: Vec::new() };
    check.names();
    check.unnamed();
    check.offices();
    check.powers();
    check.limits();
    check.reserved();
    check.bodies_and_rules_named();
    check.answers();
    check.problems
}

struct Check<'a> {
    source: &'a Source,
    rules: &'a Rules,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    /// Names that end up in policies, addresses and the log are plain words.
    fn names(&mut self) {
        let rules = self.rules;
        let keyed = [
            ("goals", rules.goals.keys().collect::<Vec<_>>()),
            ("statuses", rules.statuses.keys().collect()),
            ("bodies", rules.bodies.keys().collect()),
            ("offices", rules.offices.keys().collect()),
            ("decision", rules.decision.keys().collect()),
        ];
        for (section, keys) in keyed {
            for key in keys.into_iter().filter(|key| !is_word(key)) {
                self.not_a_word(&format!("{section}.{key}"), key);
            }
        }
        for (n, reserved) in rules.reserved.iter().enumerate().filter(|(_, reserved)| !is_word(&reserved.matter)) {
            self.not_a_word(&format!("reserved.{n}.matter"), &reserved.matter);
        }
        if rules.bodies.contains_key(GROUP) {
            self.add("bodies.group", "a body is called \"group\"", "another name: \"group\" is the group itself");
        }
    }

    fn not_a_word(&mut self, path: &str, name: &str) {
        let problem = self.source.problem(path, format!("{name:?} is no name"));
        self.problems.push(problem.expected("lower-case letters, digits, _ and -").example("co_chair"));
    }

    fn unnamed(&mut self) {
        let unnamed = &self.rules.charter.unnamed;
        if unnamed.goes_to.is_some() != unnamed.given_to.is_empty() {
            let found = "what becomes of acts that no rule names is said twice or not at all";
            let problem = self.source.problem("charter.unnamed", found).expected("one of goes_to and given_to");
            self.problems.push(problem.example("unnamed = { goes_to = \"board\", clause = \"B1\" }"));
        }
        self.body("charter.unnamed.goes_to", unnamed.goes_to.as_deref());
        self.offices_named("charter.unnamed.given_to", &unnamed.given_to);
    }

    fn offices(&mut self) {
        let rules = self.rules;
        if !rules.offices.contains_key("member") {
            self.add("offices", "there is no office \"member\"", "[offices.member]: what everybody in the group holds");
        }
        for (key, office) in &rules.offices {
            let path = format!("offices.{key}");
            let named = office.requires.iter().chain(&office.must_differ_from).chain(&office.may_coincide_with);
            let named = named.chain(&office.counts_as).chain(&office.deputy);
            self.offices_named(&path, named);
            let chained = office
                .counts_as
                .as_ref()
                .and_then(|other| rules.offices.get(other))
                .is_some_and(|other| other.counts_as.is_some());
            if chained || office.counts_as.as_ref() == Some(key) {
                self.add(
                    &path,
                    format!("office {key:?} counts as one that counts as another"),
                    "one step: name the last one",
                );
            }
            if let Appointment::Body(body) = &office.appointed_by {
                self.body(&format!("{path}.appointed_by"), Some(body));
            }
            for name in office.only_while.keys().filter(|name| !ALWAYS.contains(&name.as_str())) {
                let found = format!("an office cannot depend on {name:?}, which not every act is judged by");
                self.add(&path, found, format!("one of {}", ALWAYS.join(", ")));
            }
            self.condition(&path, &[], &office.only_while);
        }
    }

    fn powers(&mut self) {
        for (n, power) in self.rules.power.iter().enumerate() {
            let path = format!("power.{n}");
            let offices = power.who.iter().filter(|who| !self.rules.bodies.contains_key(*who));
            self.offices_named(&format!("{path}.who"), offices);
            self.acts(&format!("{path}.may"), &power.may);
            self.condition(&path, &power.may, &power.only_while);
            if power.who.is_empty() || power.may.is_empty() {
                self.add(
                    &path,
                    "this power gives nothing to anybody",
                    "who = [\"member\"] and may = [\"publish_post\"]",
                );
            }
        }
    }

    fn limits(&mut self) {
        for (n, limit) in self.rules.limit.iter().enumerate() {
            let path = format!("limit.{n}");
            self.acts(&format!("{path}.acts"), &limit.acts);
            self.condition(&path, &limit.acts, &limit.when);
            self.condition(&path, &limit.acts, &limit.only_when);
            self.body(&format!("{path}.by"), limit.by.as_deref());
            if limit.never != limit.only_when.is_empty() {
                let found =
                    if limit.never { "this limit says both never and only_when" } else { "this limit limits nothing" };
                let problem = self.source.problem(&path, found).expected("one of only_when and never = true");
                self.problems.push(problem.example("only_when = { grantee = \"member\" }"));
            }
            if limit.acts.is_empty() {
                self.add(&path, "this limit is about no act", "acts = [\"publish_post\"]");
            }
        }
    }

    fn reserved(&mut self) {
        let own = ["carry_out".to_owned()];
        for (n, reserved) in self.rules.reserved.iter().enumerate() {
            let path = format!("reserved.{n}");
            let acts = if reserved.acts.is_empty() { &own[..] } else { &reserved.acts };
            self.acts(&format!("{path}.acts"), acts);
            self.condition(&path, acts, &reserved.when);
            self.condition(&path, acts, &reserved.unless);
            self.body(&format!("{path}.by"), Some(&reserved.by));
            self.rule(&format!("{path}.rule"), reserved.rule.as_deref());
            self.offices_named(&format!("{path}.asked_by"), &reserved.asked_by);
            self.offices_named(&format!("{path}.carried_out_by"), &reserved.carried_out_by);
            let other =
                self.rules.reserved.iter().find(|other| other.matter == reserved.matter && other.by != reserved.by);
            if let Some(other) = other {
                let found = format!(
                    "the matter {:?} goes to {:?} here and to {:?} elsewhere",
                    reserved.matter, reserved.by, other.by
                );
                self.add(&path, found, "one body for a matter: give one of them another name");
            }
        }
    }

    fn bodies_and_rules_named(&mut self) {
        let rules = self.rules;
        let mut bodies: Vec<(String, Option<&str>)> = vec![
            ("charter.adopted_by".into(), rules.charter.adopted_by.as_deref()),
            ("charter.answers_to".into(), rules.charter.answers_to.as_deref()),
            ("channels.kept_by".into(), rules.channels.kept_by.as_deref()),
            ("override.by".into(), rules.overriding.as_ref().map(|found| found.by.as_str())),
            ("amendment.substantive_by".into(), rules.amendment.as_ref().map(|found| found.substantive_by.as_str())),
            ("dissolution.by".into(), rules.dissolution.as_ref().and_then(|found| found.by.as_deref())),
            (
                "editorial.language.vetted_by".into(),
                rules.editorial.language.as_ref().map(|found| found.vetted_by.as_str()),
            ),
        ];
        let mut decisions: Vec<(String, Option<&str>)> = Vec::new();
        let admission = rules.membership.iter().flat_map(|found| found.admission.iter().enumerate());
        for (n, step) in admission {
            bodies.push((format!("membership.admission.{n}.by"), Some(&step.by)));
            decisions.push((format!("membership.admission.{n}.rule"), step.rule.as_deref()));
        }
        for (n, removal) in rules.exit.iter().flat_map(|found| found.removal.iter().enumerate()) {
            bodies.push((format!("exit.removal.{n}.by"), Some(&removal.by)));
            decisions.push((format!("exit.removal.{n}.rule"), removal.rule.as_deref()));
            self.offices_named(&format!("exit.removal.{n}.proposed_by"), &removal.proposed_by);
        }
        let advisory = rules.amendment.as_ref().and_then(|found| found.advisory.as_deref());
        decisions.push(("amendment.advisory".into(), advisory));
        if let Some(term) = &rules.term {
            self.offices_named("term.exempt", &term.exempt);
        }
        if let Some(probation) = rules.membership.as_ref().and_then(|found| found.probation.as_ref()) {
            self.acts("membership.probation.withheld", &probation.withheld);
        }
        for (path, body) in &bodies {
            self.body(path, *body);
        }
        for (path, rule) in &decisions {
            self.rule(path, *rule);
        }
    }

    /// No charter may make an answer count that nobody can look up.
    fn answers(&mut self) {
        if self.rules.answers.as_ref().is_some_and(|answers| !answers.evidence) {
            let found = "an answer without evidence is said to count, and it unlocks nothing here";
            self.add("answers.evidence", found, "evidence = true");
        }
    }

    fn condition(&mut self, path: &str, acts: &[String], when: &When) {
        for (name, want) in when {
            let Some(fact) = vocabulary::fact(name) else {
                let problem = self.source.problem(path, format!("there is no fact {name:?}"));
                self.problems.push(problem.meant(nearest(name, FACTS.iter().map(|fact| fact.name))));
                continue;
            };
            for act in acts {
                let judged: Vec<&str> = vocabulary::facts_of(act).map(|fact| fact.name).collect();
                if !judged.is_empty() && !judged.contains(&name.as_str()) {
                    self.add(path, format!("{act} is not judged by {name:?}"), format!("one of {}", judged.join(", ")));
                }
            }
            self.want(path, name, fact.kind, want);
        }
    }

    fn want(&mut self, path: &str, name: &str, kind: Kind, want: &Want) {
        let words: Vec<&str> = match want {
            Want::Flag(_) if kind == Kind::Flag => return,
            Want::Word(word) if kind != Kind::Flag => vec![word],
            Want::OneOf(words) if kind != Kind::Flag && !words.is_empty() => words.iter().map(String::as_str).collect(),
            _ => {
                let said = if want.to_string().is_empty() { "nothing".to_owned() } else { want.to_string() };
                self.add(path, format!("{name} is never {said}"), kind.described());
                return;
            }
        };
        let known = self.words_of(name, kind);
        for word in words.into_iter().filter(|word| !known.contains(word)) {
            let problem = self.source.problem(path, format!("{name} is never {word:?}"));
            let problem = problem.expected(format!("one of {}", known.join(", ")));
            self.problems.push(problem.meant(nearest(word, known.iter().copied())));
        }
    }

    /// The words that a fact can have under this charter.
    fn words_of(&self, name: &str, kind: Kind) -> Vec<&'a str> {
        let rules = self.rules;
        match (kind, name) {
            (Kind::Word(words) | Kind::Words(words), _) => words.to_vec(),
            (_, "goals") => rules.goals.keys().map(String::as_str).chain(["in_force"]).collect(),
            (_, "status") => rules.statuses.keys().map(String::as_str).collect(),
            (_, "vacant" | "office") => rules.offices.keys().map(String::as_str).collect(),
            _ => rules.reserved.iter().map(|reserved| reserved.matter.as_str()).collect(),
        }
    }

    fn acts(&mut self, path: &str, acts: &[String]) {
        for (n, name) in acts.iter().enumerate().filter(|(_, name)| vocabulary::act(name).is_none()) {
            let problem = self.source.problem(&format!("{path}.{n}"), format!("there is no act {name:?}"));
            let problem = problem.expected("an act of the vocabulary: `nuncio charter powers` lists them");
            self.problems.push(problem.meant(nearest(name, ACTS.iter().map(|act| act.name))));
        }
    }

    fn offices_named<'n>(&mut self, path: &str, offices: impl IntoIterator<Item = &'n String>) {
        let known = &self.rules.offices;
        for name in offices.into_iter().filter(|name| !known.contains_key(*name)) {
            let names: Vec<&str> = known.keys().map(String::as_str).collect();
            let problem = self.source.problem(path, format!("there is no office {name:?}"));
            let problem = problem.expected(format!("one of {}", names.join(", ")));
            self.problems.push(problem.meant(nearest(name, names)));
        }
    }

    fn body(&mut self, path: &str, body: Option<&str>) {
        let known: Vec<&str> = self.rules.bodies.keys().map(String::as_str).chain([GROUP]).collect();
        let Some(name) = body.filter(|name| !known.contains(name)) else { return };
        let problem = self.source.problem(path, format!("there is no body {name:?}"));
        let problem = problem.expected(format!("one of {}, or a new [bodies.{name}]", known.join(", ")));
        self.problems.push(problem.meant(nearest(name, known)));
    }

    fn rule(&mut self, path: &str, rule: Option<&str>) {
        let known = &self.rules.decision;
        let Some(name) = rule.filter(|name| !known.contains_key(*name)) else { return };
        let problem = self.source.problem(path, format!("there is no decision rule {name:?}"));
        let problem = problem.expected(format!("a [decision.{name}]"));
        self.problems.push(problem.meant(nearest(name, known.keys().map(String::as_str))));
    }

    fn add(&mut self, path: &str, found: impl Into<String>, expected: impl Into<String>) {
        self.problems.push(self.source.problem(path, found).expected(expected));
    }
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}
