//! What becomes of every clause of a charter: enforced, supported, promised, informative, or bound to nothing.

mod amount;
mod minima;

use amount::standing;
use minima::minima;

use crate::text::{Clause, ClauseKind, Flaw};
use crate::{Charter, Problem, Problems};
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

/// Whether the charter's decision rules ask for at least what the documents above it ask.
///
/// # Errors
/// With each rule that is laxer.
pub fn keeps_its_minima(charter: &Charter) -> Result<(), Problems> {
    Problems::of(minima(charter))
}

/// Every test that shows one of the product's mechanisms, whether or not this charter has a rule for it.
pub fn tests_named() -> Vec<&'static str> {
    crate::mechanisms::tests()
}

/// The names of the tests in a source file: functions with an attribute whose last word is `test`, and those inside
/// `proptest!`, which carry it too.
pub fn tests_in(source: &str) -> impl Iterator<Item = &str> {
    let mut is_test = false;
    source.lines().map(str::trim_start).filter_map(move |line| {
        if line.starts_with("#[") {
            is_test |= is_test_attribute(line);
            return None;
        }
        let line = line.strip_prefix("pub ").unwrap_or(line);
        let line = line.strip_prefix("async ").unwrap_or(line);
        let declared = std::mem::take(&mut is_test);
        line.strip_prefix("fn ").filter(|_| declared)?.split(['(', '<']).next().filter(|name| !name.is_empty())
    })
}

/// Whether a line is `#[test]`, `#[tokio::test]` or one of these with arguments.
fn is_test_attribute(line: &str) -> bool {
    let path = line.trim_start_matches("#[").split(['(', ']']).next().unwrap_or_default();
    path.rsplit("::").next() == Some("test")
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
