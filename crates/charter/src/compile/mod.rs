//! From a rules file and its text to policies: bind the clauses, check every name, write Cedar, validate it.
//!
//! Everything that is wrong is collected, so that a file is mended in one go.

mod bind;
mod bodies;
mod cedar;
mod check;
mod condition;
mod deciding;
mod holding;
mod policies;
mod residual;
mod statuses;

pub use bind::Bound;
pub(crate) use cedar::{ActPolicies, Compiled};
pub(crate) use condition::{expression, holds};
pub use policies::{Governs, RuleKind};

use crate::rules::Rules;
use crate::{CharterText, Problem, Problems, source::Source};

/// What compiling leaves: clauses by label, and policies by act.
#[derive(Debug)]
pub(crate) struct Program {
    pub bound: Vec<Bound>,
    pub compiled: Compiled,
}

/// Reads the rules out of a file that is well-formed TOML.
pub(crate) fn read(source: &Source) -> Result<Rules, Problems> {
    toml::from_str(&source.text).map_err(|error| crate::source::syntax(&source.file, &source.text, &error).into())
}

/// Compiles rules over a text of the shape they were written for.
pub(crate) fn compile(source: &Source, rules: &Rules, text: &CharterText) -> Result<Program, Problems> {
    let (_, problems) = bind::bind(source, rules, text);
    let problems = problems.into_iter().chain(check::check(source, rules)).chain(statuses::statuses(source, rules));
    let problems = problems.chain(bodies::bodies(source, rules)).chain(deciding::check(source, rules));
    Problems::of(problems.collect())?;
    program(source, rules, text)
}

/// The same without asking whether the rules agree with each other: for rules of which one was left out.
pub(crate) fn program(source: &Source, rules: &Rules, text: &CharterText) -> Result<Program, Problems> {
    let (bound, _) = bind::bind(source, rules, text);
    let written = policies::write(source, rules, &bound);
    let compiled = cedar::compile(written).map_err(|sentences| {
        let each = sentences.into_iter().map(|found| Problem::at(&source.file, 1, found)).collect();
        Problems::of(each).err().unwrap_or_else(|| Problem::at(&source.file, 1, "the policies do not validate").into())
    })?;
    Ok(Program { bound, compiled })
}
