//! What becomes of every clause of a charter: enforced, supported, promised, informative, or bound to nothing.

use crate::mechanisms::{Mechanism, of_act, of_office, of_section};
use crate::rules::{DecisionRule, Minimum, Quorum, Rules};
use crate::text::{Clause, ClauseKind, Flaw};
use crate::vocabulary::{self, Stage};
use crate::{Charter, Problem};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Words that sound like a rule: a clause with one of them binds somebody, or a reviewer says why not.
const SOUNDS_LIKE_A_RULE: &[&str] =
    &["may", "can", "must", "will", "should", "vote", "votes", "voting", "approve", "approves", "approval"];

/// What becomes of a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "standing")]
pub enum Standing {
    /// The product refuses what it does not allow; these tests show it.
    Enforced {
        /// The rules, as they stand in the rules file.
        rules: Vec<String>,
        /// The tests in which it is refused.
        tests: Vec<String>,
        /// Parts that are not built.
        missing: Vec<String>,
    },
    /// A page or command serves it.
    Supported {
        /// The page or command.
        by: Vec<String>,
        /// The tests that show it.
        tests: Vec<String>,
        /// Parts that are not built.
        missing: Vec<String>,
    },
    /// It is bound, and its feature is not built.
    Promised {
        /// What is missing.
        missing: Vec<String>,
    },
    /// It binds nobody.
    Informative {
        /// Why.
        reason: String,
    },
    /// No rule cites it, and nobody said that it binds nobody.
    Unbound,
}

/// A clause with what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Where it stands.
    pub place: String,
    /// The line of the text.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// Its label, where it has one.
    pub label: Option<String>,
    /// What becomes of it.
    #[serde(flatten)]
    pub standing: Standing,
}

/// How many clauses have each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Enforced.
    pub enforced: usize,
    /// Supported.
    pub supported: usize,
    /// Promised.
    pub promised: usize,
    /// Informative.
    pub informative: usize,
    /// Unbound.
    pub unbound: usize,
}

/// The whole check.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The group's name.
    pub name: String,
    /// Every clause, in the order of the text.
    pub lines: Vec<Line>,
    /// The five counts.
    pub counts: Counts,
    /// What must be mended.
    pub problems: Vec<Problem>,
    /// What a person should look at in the text; it stays as it is.
    pub flaws: Vec<Flaw>,
}

/// Checks a charter that loaded. `tests` are the names of all tests, when the source is at hand.
pub fn check(charter: &Charter, tests: Option<&BTreeSet<String>>) -> Report {
    let lines: Vec<Line> = charter.text.clauses().iter().map(|clause| line(charter, clause)).collect();
    let mut problems = minima(charter);
    problems.extend(unbound(charter, &lines));
    problems.extend(unreviewed(charter));
    problems.extend(tests.iter().flat_map(|known| without_test(charter, &lines, known)));
    let (name, flaws) = (charter.name().to_owned(), charter.text.flaws().to_vec());
    Report { name, counts: Counts::of(&lines), lines, problems, flaws }
}

/// Every test that shows one of the product's mechanisms, whether or not this charter has a rule for it.
pub fn tests_named() -> Vec<&'static str> {
    crate::mechanisms::tests()
}

/// The names of the tests in a source file.
pub fn tests_in(source: &str) -> impl Iterator<Item = &str> {
    let names = source.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("pub ").unwrap_or(line);
        let name = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ")?;
        name.split(['(', '<']).next()
    });
    names.filter(|name| !name.is_empty())
}

impl Report {
    /// Whether nothing must be mended.
    pub fn passes(&self) -> bool {
        self.problems.is_empty()
    }

    /// The report as text.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.name);
        for line in &self.lines {
            let label = line.label.as_deref().unwrap_or("-");
            // Writing into a String cannot fail.
            let _ = writeln!(text, "\n{:<8} {:<5} line {:<3} {}", line.place, label, line.line, line.text);
            line.standing.lines().iter().for_each(|sentence| {
                let _ = writeln!(text, "         {sentence}");
            });
        }
        text.push('\n');
        let flaws = self.flaws.iter().map(|flaw| format!("to look at: {flaw}\n"));
        let problems = self.problems.iter().map(|problem| format!("problem: {problem}\n"));
        text.extend(flaws.chain(problems));
        let Counts { enforced, supported, promised, informative, unbound } = self.counts;
        let _ = writeln!(
            text,
            "{enforced} enforced, {supported} supported, {promised} promised, {informative} informative, {unbound} unbound"
        );
        text
    }
}

impl Counts {
    fn of(lines: &[Line]) -> Self {
        let mut counts = Self::default();
        for line in lines {
            *match line.standing {
                Standing::Enforced { .. } => &mut counts.enforced,
                Standing::Supported { .. } => &mut counts.supported,
                Standing::Promised { .. } => &mut counts.promised,
                Standing::Informative { .. } => &mut counts.informative,
                Standing::Unbound => &mut counts.unbound,
            } += 1;
        }
        counts
    }
}

impl Standing {
    /// The standing in lines of text.
    fn lines(&self) -> Vec<String> {
        let later = |missing: &[String]| (!missing.is_empty()).then(|| format!("not yet: {}", missing.join(", ")));
        let later = |missing: &[String]| later(missing).into_iter().collect::<Vec<_>>();
        let head = |word: &str, what: &[String], tests: &[String]| {
            let what = format!("{word}: {}", what.join("; "));
            [what].into_iter().chain(tests.iter().map(|test| format!("shown by {test}"))).collect::<Vec<_>>()
        };
        match self {
            Self::Enforced { rules, tests, missing } => [head("enforced", rules, tests), later(missing)].concat(),
            Self::Supported { by, tests, missing } => [head("supported", by, tests), later(missing)].concat(),
            Self::Promised { missing } => vec![format!("promised: {}", missing.join(", "))],
            Self::Informative { reason } => vec![format!("informative: {reason}")],
            Self::Unbound => vec!["UNBOUND".to_owned()],
        }
    }

    fn tests(&self) -> &[String] {
        match self {
            Self::Enforced { tests, .. } | Self::Supported { tests, .. } => tests,
            _ => &[],
        }
    }
}

fn line(charter: &Charter, clause: &Clause) -> Line {
    let label = label_of(charter, clause);
    let standing = label.as_deref().and_then(|label| standing(charter, label));
    let standing = standing.unwrap_or_else(|| informative(charter, clause));
    Line { place: clause.place.clone(), line: clause.line, text: clause.text.clone(), label, standing }
}

/// The label that names this clause, alone or joined with others.
fn label_of(charter: &Charter, clause: &Clause) -> Option<String> {
    let within = |place: &String| *place == clause.place || clause.place.starts_with(&format!("{place}."));
    let bound = charter.bound.iter().filter(|bound| bound.line > 0);
    let mut holding = bound.filter(|bound| bound.places.iter().any(within) && clause.kind == ClauseKind::Sentence);
    holding.next().map(|bound| bound.label.clone())
}

/// What the rules that cite one label amount to.
#[derive(Default)]
struct Amount {
    rules: Vec<String>,
    refused: Vec<String>,
    served: Vec<String>,
    shown: Vec<String>,
    missing: Vec<String>,
}

/// What the rules amount to that cite this label; nothing when none does.
fn standing(charter: &Charter, label: &str) -> Option<Standing> {
    let mut amount = Amount::default();
    for citation in charter.source.citations().iter().filter(|citation| citation.label == label) {
        amount.add(charter, &citation.path);
    }
    let Amount { rules, refused, served, shown, missing } = amount;
    match (rules.is_empty(), served.is_empty(), missing.is_empty()) {
        (false, ..) => Some(Standing::Enforced { rules, tests: refused, missing }),
        (true, false, _) => Some(Standing::Supported { by: served, tests: shown, missing }),
        (true, true, false) => Some(Standing::Promised { missing }),
        (true, true, true) => None,
    }
}

impl Amount {
    /// Adds what is done about the rule at this path.
    fn add(&mut self, charter: &Charter, path: &str) {
        if let Some((kind, acts)) = acts_of(&charter.rules, path) {
            return self.add_acts(kind, &acts);
        }
        let mechanism = match path.strip_prefix("offices.").and_then(|key| charter.rules.offices.get(key)) {
            Some(office) => Some(of_office(!office.only_while.is_empty())),
            None => of_section(path),
        };
        match mechanism {
            Some(Mechanism::Enforced { test }) => {
                add(&mut self.rules, path);
                add(&mut self.refused, test);
            }
            Some(Mechanism::Supported { by, test }) => {
                add(&mut self.served, by);
                add(&mut self.shown, test);
            }
            Some(Mechanism::Promised { missing }) => add(&mut self.missing, missing),
            None => {}
        }
    }

    /// A rule over acts is enforced for those that can be judged today; the others come with their steps.
    fn add_acts(&mut self, kind: &str, acts: &[String]) {
        let (now, later): (Vec<&String>, Vec<&String>) = acts.iter().partition(|act| of_act(act).is_some());
        now.iter().filter_map(|act| of_act(act)).for_each(|test| add(&mut self.refused, test));
        if !now.is_empty() {
            add(
                &mut self.rules,
                format!("{kind} on {}", now.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(", ")),
            );
        }
        for act in later {
            let step = match vocabulary::act(act).map(|entry| entry.stage) {
                Some(Stage::Later(step)) => format!(" (step {step})"),
                _ => String::new(),
            };
            add(&mut self.missing, format!("{act}{step}"));
        }
    }
}

/// The acts of the rule at this path: a power, a limit or a reserved matter.
fn acts_of(rules: &Rules, path: &str) -> Option<(&'static str, Vec<String>)> {
    let (section, n) = path.split_once('.')?;
    let n: usize = n.parse().ok()?;
    match section {
        "power" => rules.power.get(n).map(|power| ("power", power.may.clone())),
        "limit" => rules.limit.get(n).map(|limit| ("limit", limit.acts.clone())),
        "reserved" => rules.reserved.get(n).map(|reserved| {
            let own = || vec!["carry_out".to_owned()];
            ("reserved matter", if reserved.acts.is_empty() { own() } else { reserved.acts.clone() })
        }),
        _ => None,
    }
}

fn informative(charter: &Charter, clause: &Clause) -> Standing {
    match charter.rules.informative.get(&clause.place) {
        Some(found) => Standing::Informative { reason: found.reason().to_owned() },
        None if clause.kind == ClauseKind::Heading && !sounds_like_a_rule(&clause.text) => {
            Standing::Informative { reason: "A heading.".to_owned() }
        }
        None => Standing::Unbound,
    }
}

fn unbound(charter: &Charter, lines: &[Line]) -> Vec<Problem> {
    let unbound = lines.iter().filter(|line| line.standing == Standing::Unbound);
    unbound
        .map(|line| {
            let label = line.label.as_deref().map(|label| format!(" ({label})")).unwrap_or_default();
            let found = format!("nothing is bound to {}{label}: “{}”", line.place, line.text);
            Problem::at(&charter.rules.charter.text, line.line, found)
                .expected("a rule that cites it, or its place in [informative] with the reason")
                .example(format!("\"{}\" = \"It announces the list that follows.\"", line.place))
        })
        .collect()
}

/// Clauses said to bind nobody although they sound like a rule, and nobody reviewed that.
fn unreviewed(charter: &Charter) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, found) in &charter.rules.informative {
        let path = format!("informative.{place}");
        let clauses = charter.text.at(place);
        if clauses.is_empty() {
            problems.push(charter.source.problem("informative", format!("this text has no place {place:?}")));
        }
        let sounding = clauses.iter().any(|clause| sounds_like_a_rule(&clause.text));
        if sounding && found.reviewed().is_none() {
            let sentence = format!("{place} is said to bind nobody, but sounds like a rule");
            let problem = charter.source.problem(&path, sentence).expected("a rule that cites it, or a review");
            let example =
                format!("\"{place}\" = {{ because = \"…\", reviewed = \"\\\"may\\\" is part of a question\" }}");
            problems.push(problem.example(example));
        }
    }
    problems
}

fn sounds_like_a_rule(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| SOUNDS_LIKE_A_RULE.contains(&word))
}

fn without_test(charter: &Charter, lines: &[Line], known: &BTreeSet<String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for line in lines {
        for test in line.standing.tests().iter().filter(|test| !known.contains(*test)) {
            let label = line.label.as_deref().unwrap_or(&line.place);
            let found = format!("{label} is said to be shown by {test}, and there is no such test");
            problems.push(Problem::at(&charter.rules.charter.text, line.line, found).expected("a test of that name"));
        }
    }
    problems
}

/// Decision rules that ask for less than a document above the charter does.
fn minima(charter: &Charter) -> Vec<Problem> {
    let mut problems = Vec::new();
    let documents =
        charter.rules.incorporated.iter().filter_map(|(key, document)| Some((key, document.minimum.as_ref()?)));
    for (document, minimum) in documents {
        for (key, rule) in &charter.rules.decision {
            for (what, found, expected) in laxer(rule, minimum) {
                let path = format!("decision.{key}.{what}");
                let sentence = format!("the decision rule {key} is laxer than {document}: {what} is {found}");
                let problem = charter.source.problem(&path, sentence).expected(expected);
                problems.push(problem.example(format!("the minimum stands in {}", minimum.clause)));
            }
        }
    }
    problems
}

/// Threshold, quorum, voting period and seconding; nothing else is compared.
fn laxer(rule: &DecisionRule, minimum: &Minimum) -> Vec<(&'static str, String, String)> {
    let mut found = Vec::new();
    if let Some(least) = minimum.threshold.filter(|least| rule.threshold.share.is_laxer_than(least.share)) {
        found.push(("threshold", rule.threshold.share.to_string(), least.share.to_string()));
    }
    let asked = rule.quorum.as_ref().map(|quorum: &Quorum| quorum.share);
    if let Some(least) =
        minimum.quorum.as_ref().filter(|least| asked.is_none_or(|share| share.is_laxer_than(least.share)))
    {
        let said = asked.map_or_else(|| "none".to_owned(), |share| share.to_string());
        found.push(("quorum", said, least.share.to_string()));
    }
    if let Some(least) = minimum.voting_period
        && rule.voting_period.is_none_or(|period| period.is_shorter_than(least))
    {
        let said = rule.voting_period.map_or_else(|| "none".to_owned(), |period| period.to_string());
        found.push(("voting_period", said, format!("{least} or longer")));
    }
    if minimum.second && !rule.second {
        found.push(("second", "false".to_owned(), "true".to_owned()));
    }
    found
}

fn add(list: &mut Vec<String>, word: impl Into<String>) {
    let word = word.into();
    if !list.contains(&word) {
        list.push(word);
    }
}
