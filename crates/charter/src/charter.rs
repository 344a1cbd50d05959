//! A charter in force: text, rules and policies together, ready to be asked.

use crate::compile::{self, Bound, Compiled, Governs};
use crate::memo::Memo;
use crate::rules::{Decides, DecisionRule, Method, Rules, When};
use crate::{CharterText, Cited, Problem, Problems, source::Source};
use basics::Digest;
use std::collections::BTreeSet;

/// The body that a group itself is, by its key.
pub const GROUP: &str = "group";

/// The matter under which the group gives its advice on a draft of its charter.
pub const ADVICE: &str = "advice_on_charter";

/// A charter that loaded without a problem. Cheap to ask, meant to be shared.
#[derive(Debug)]
pub struct Charter {
    pub(crate) source: Source,
    pub(crate) rules: Rules,
    pub(crate) text: CharterText,
    pub(crate) bound: Vec<Bound>,
    pub(crate) compiled: Compiled,
    pub(crate) memo: Memo,
    version: Digest,
}

impl Charter {
    /// Loads a rules file over the text it was written for. `file` is its name, for messages.
    pub fn load(file: &str, rules: &str, text: &[u8]) -> Result<Self, Problems> {
        let charter = Self::load_over(file, rules, text)?;
        let (found, expected) = (charter.text.digest(), charter.rules.charter.sha256);
        if found != expected {
            let changed = format!("the text {:?} changed: its SHA-256 is {found}", charter.rules.charter.text);
            let problem = charter.source.problem("charter.sha256", changed);
            let expected = format!("{expected}: read every changed line against its rule, then write the new digest");
            return Err(problem.expected(expected).into());
        }
        Ok(charter)
    }

    /// Loads a rules file over another text of the same structure, such as the verbatim charter.
    pub fn load_over(file: &str, rules: &str, text: &[u8]) -> Result<Self, Problems> {
        let source = Source::parse(file, rules)?;
        let parsed = compile::read(&source)?;
        let text = CharterText::parse(text).map_err(|error| unreadable(&parsed, &error))?;
        let program = compile::compile(&source, &parsed, &text)?;
        let version = Digest::of_parts([text.verbatim().as_bytes(), rules.as_bytes()]);
        let (bound, compiled) = (program.bound, program.compiled);
        Ok(Self { source, rules: parsed, text, bound, compiled, memo: Memo::default(), version })
    }

    /// The same text under changed rules: what a table would look like without one of them.
    pub(crate) fn with_rules(&self, rules: Rules) -> Result<Self, Problems> {
        let program = compile::program(&self.source, &rules, &self.text)?;
        let (bound, compiled) = (program.bound, program.compiled);
        let (source, text) = (self.source.clone(), self.text.clone());
        Ok(Self { source, rules, text, bound, compiled, memo: Memo::default(), version: self.version })
    }

    /// The digest of text and rules: what a verdict was given under.
    pub fn version(&self) -> Digest {
        self.version
    }
    /// The group's name.
    pub fn name(&self) -> &str {
        &self.rules.charter.name
    }
    /// The zone in which its days begin and end.
    pub fn zone(&self) -> &str {
        &self.rules.charter.zone
    }
    /// The rules, section by section.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
    /// The rules file as it was written.
    pub fn rules_source(&self) -> &str {
        &self.source.text
    }
    /// The rules file's name.
    pub fn rules_file(&self) -> &str {
        &self.source.file
    }
    /// The text with its clauses.
    pub fn text(&self) -> &CharterText {
        &self.text
    }
    /// The policies as Cedar text.
    pub fn policies(&self) -> &str {
        &self.compiled.cedar
    }
    /// A condition of the rules file as an expression of the policies: `context.sponsor == "campaign"`.
    pub fn condition(&self, when: &When) -> String {
        compile::expression(&self.rules, when)
    }
    /// The labelled clauses in the order of the text, then those of incorporated documents.
    pub fn bound(&self) -> &[Bound] {
        &self.bound
    }
    /// The clause with this label.
    pub fn clause(&self, label: &str) -> Option<&Bound> {
        self.bound.iter().find(|clause| clause.label == label)
    }
    /// Every rule that governs acts, in the order of the rules file.
    pub fn governs(&self) -> &[Governs] {
        &self.compiled.governs
    }
    /// The rule by which the group votes on a matter: the one that its reservation names, or the only one there is. None
    /// where the charter leaves open how the group decides it.
    pub fn rule_for(&self, matter: &str) -> Option<(&str, &DecisionRule)> {
        let mut reserved =
            self.rules().reserved.iter().filter(|reserved| reserved.matter == matter && reserved.by == GROUP);
        let named = reserved.find_map(|reserved| reserved.rule.as_deref());
        let advisory = || self.rules().amendment.as_ref().and_then(|amendment| amendment.advisory.as_deref());
        let named = if matter == ADVICE { advisory() } else { named };
        let mut rules = self.rules().decision.iter();
        let found = match named {
            Some(name) => rules.find(|(key, _)| *key == name),
            None => rules.next().filter(|_| rules.next().is_none()),
        };
        found.map(|(key, rule)| (key.as_str(), rule))
    }
    /// What lets the group give its advice on a draft that another body decides; nothing where the charter has no rule for
    /// it. The advice unlocks nothing.
    pub fn advice(&self) -> Option<Cited> {
        let amendment = self.rules.amendment.as_ref().filter(|amendment| amendment.advisory.is_some())?;
        let clause = self.clause(&amendment.clause)?;
        Some(Cited {
            rule: "amendment".to_owned(),
            label: clause.label.clone(),
            quote: clause.quote.clone(),
            heading: clause.heading.clone(),
            line: clause.line,
            status: amendment.status,
            goes_to: Some(GROUP.to_owned()),
            matter: Some(ADVICE.to_owned()),
            who_can: Vec::new(),
            office: None,
            instead: None,
        })
    }
    /// An office's name as people say it; of a body that holds a power, the body's.
    pub fn office_name(&self, office: &str) -> String {
        let named = self.rules.offices.get(office).and_then(|found| found.name.clone());
        let body = || self.rules.bodies.get(office).map(|found| found.name.clone());
        named.or_else(body).unwrap_or_else(|| spoken(office))
    }
    /// A body's name as people say it; `group` is "group".
    pub fn body_name(&self, body: &str) -> String {
        self.rules.bodies.get(body).map_or_else(|| body.replace('_', " "), |found| found.name.clone())
    }
    /// A body within a sentence: `the board`, `the group`.
    pub fn the_body(&self, body: &str) -> String {
        format!("the {}", self.body_name(body).to_lowercase())
    }
    /// Whoever holds an office, within a sentence: `the Co-Chair` where it has one seat, `a member` where it has more.
    pub fn a_holder(&self, office: &str) -> String {
        let name = self.office_name(office);
        let one_seat = self.rules.offices.get(office).is_some_and(|found| found.seats == Some(1));
        if one_seat { format!("the {name}") } else { with_article(&name.to_lowercase()) }
    }
    /// The offices that some power gives this act to, in some case at least.
    pub fn holders(&self, act: &str) -> BTreeSet<&str> {
        let powers = self.rules.power.iter().filter(|power| power.may.iter().any(|may| may == act));
        powers.flat_map(|power| power.who.iter().map(String::as_str)).collect()
    }
    /// The bodies to whose seats some power gives an act, in the order of their names.
    pub fn seated(&self) -> Vec<&str> {
        let powers = || self.rules.power.iter().flat_map(|power| &power.who);
        self.rules.bodies.keys().map(String::as_str).filter(|body| powers().any(|who| who == body)).collect()
    }
    /// The rule by which a body votes here: by the charter's own word, or by what the group recorded, `recorded`, where the
    /// charter says nothing of where it decides. None where it decides elsewhere.
    pub fn votes_here(&self, body: &str, recorded: Option<&str>) -> Option<(&str, &DecisionRule)> {
        let found = self.rules.bodies.get(body)?;
        let name = match found.decides {
            Some(Decides::Elsewhere) => None,
            Some(Decides::Here) => found.rule.as_deref(),
            None => recorded,
        }?;
        let (name, rule) = self.rules.decision.get_key_value(name)?;
        matches!(rule.method, Method::Binary | Method::FullConsensus).then_some((name.as_str(), rule))
    }
    /// The offices in the order of the rules file.
    pub fn offices(&self) -> Vec<&str> {
        let mut offices: Vec<&str> = self.rules.offices.keys().map(String::as_str).collect();
        offices.sort_by_key(|office| self.source.line(&format!("offices.{office}")));
        offices
    }
}

/// The name of the text file that a rules file reads, so that it can be fetched.
pub fn text_file(file: &str, rules: &str) -> Result<String, Problems> {
    let source = Source::parse(file, rules)?;
    Ok(compile::read(&source)?.charter.text)
}

fn unreadable(rules: &Rules, error: &crate::text::NotUtf8) -> Problems {
    let sentence = error.to_string();
    let (line, rest) = sentence.split_once(": ").unwrap_or(("", &sentence));
    let line = line.trim_start_matches("line ").parse().unwrap_or(1);
    Problem::at(&rules.charter.text, line, rest).into()
}

/// `a member`, `an officer`.
fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// `co_chair` as "Co-chair".
fn spoken(key: &str) -> String {
    let mut letters = key.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str().replace('_', " "))
}
