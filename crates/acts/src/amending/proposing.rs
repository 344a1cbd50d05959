//! A draft is kept once text and rules make a charter, say something else than the version that was adopted last, and are no
//! more than minor where their writer calls them so.

use crate::{Declined, Installation, lengths, setup::LONGEST};
use basics::{CharterDraftId, Digest, GroupId, PersonId};
use charter::{
    Charter, Problems, check,
    difference::{Amendment, ChangedPart, Weight},
    sentences,
};
use std::sync::Arc;
use store::NewDraft;

/// The longest reason of a draft, in characters.
pub const LONGEST_REASON: usize = 4_000;

/// A draft as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// The rules.
    pub rules: String,
    /// Why.
    pub reason: String,
    /// Whether its writer calls it minor.
    pub is_minor: bool,
}

/// Why a draft is not kept.
#[derive(Debug)]
pub enum NotADraft {
    /// Text and rules do not make a charter: every problem, with its line.
    Problems(Problems),
    /// Something else.
    Declined(Declined),
}

impl<E: Into<Declined>> From<E> for NotADraft {
    fn from(error: E) -> Self {
        Self::Declined(error.into())
    }
}

/// Keeps a draft, once it makes a charter and says something else than the version that was adopted last. Where the digest
/// of the text stands in its rules is filled in: it is computed, not decided.
pub async fn propose(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    filled: &Filled,
) -> Result<CharterDraftId, NotADraft> {
    if !here.store.standing(group, who).await?.is_member() {
        return Err(Declined::NotFound("charter").into());
    }
    fits(filled)?;
    let text = lines(&filled.text);
    let rules = with_digest(&lines(&filled.rules), Digest::of(text.as_bytes()));
    let base = last_adopted(here, group).await?;
    let charter = {
        let (rules, text) = (rules.clone(), text.clone());
        tokio::task::spawn_blocking(move || loaded(&rules, &text)).await.map_err(anyhow::Error::from)?
    };
    let charter = charter.map_err(NotADraft::Problems)?;
    may_be_proposed(&base, &charter, filled.is_minor)?;
    let draft = NewDraft {
        base: base.version(),
        text: &text,
        rules: &rules,
        reason: filled.reason.trim(),
        is_minor: filled.is_minor,
    };
    Ok(here.store.bookkeeping().keep_charter_draft(group, who, &draft).await?)
}

/// The version that was adopted last, in force or not yet: what a draft is written from.
pub async fn last_adopted(here: &Installation, group: GroupId) -> Result<Arc<Charter>, Declined> {
    let versions = here.store.charter_versions(group).await?;
    let newest = versions.first().ok_or(Declined::NotFound("charter"))?;
    Ok(here.store.charter_of_digest(group, newest.digest).await?)
}

fn fits(filled: &Filled) -> Result<(), Declined> {
    for (field, words) in [("text", &filled.text), ("rules", &filled.rules)] {
        if words.len() > LONGEST {
            let sentence = format!("It has {} bytes, and at most {LONGEST} are kept.", words.len());
            return Err(Declined::field(field, sentence));
        }
    }
    lengths::fits("reason", "The reason", &filled.reason, LONGEST_REASON)?;
    if basics::text::is_blank(&filled.reason) {
        return Err(Declined::field(
            "reason",
            "Say in a sentence what changes and why: whoever decides reads it first.",
        ));
    }
    Ok(())
}

/// A form sends each line with a carriage return, which the text did not have.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The rules with this digest of the text, on the line where the first one stood.
fn with_digest(rules: &str, digest: Digest) -> String {
    let mut is_set = false;
    let set = |line: &str| {
        let is_it =
            !is_set && line.trim_start().strip_prefix("sha256").is_some_and(|rest| rest.trim_start().starts_with('='));
        is_set |= is_it;
        if is_it { format!("sha256 = \"{digest}\"\n") } else { line.to_owned() }
    };
    rules.split_inclusive('\n').map(set).collect()
}

fn loaded(rules: &str, text: &str) -> Result<Charter, Problems> {
    let charter = Charter::load("rules", rules, text.as_bytes())?;
    check::keeps_its_minima(&charter)?;
    Ok(charter)
}

fn may_be_proposed(base: &Charter, charter: &Charter, is_minor: bool) -> Result<(), Declined> {
    let amendment = Amendment::between(base, charter);
    if amendment.is_empty() {
        return Err(Declined::field("text", "Nothing changes: text and rules say what the last version says."));
    }
    amendment.act(base).map_err(|together| Declined::field("rules", in_a_sentence(&together.to_string())))?;
    if is_minor && amendment.weight == Weight::Substantive {
        return Err(Declined::field("minor", not_minor(base, &amendment)));
    }
    Ok(())
}

fn in_a_sentence(words: &str) -> String {
    format!("{}.", sentences::capital(words))
}

/// Why a change is not minor: the parts that make it more, and who decides about them.
fn not_minor(base: &Charter, amendment: &Amendment) -> String {
    let part = |part: &ChangedPart| format!("{} ({})", part.name, part.what.join(", "));
    let parts: Vec<String> = amendment.substantive().map(part).collect();
    let by = base.rules().amendment.as_ref().map(|amendment| amendment.substantive_by.as_str());
    let who = by.map_or_else(|| "whoever the charter names".to_owned(), |body| base.the_body(body));
    format!(
        "This is no minor change: it changes {}, which {who} decides about. Nothing was kept. Take that out, or propose it \
         as a change of substance.",
        sentences::listed(&parts, "and")
    )
}
