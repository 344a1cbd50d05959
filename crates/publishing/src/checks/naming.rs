//! Whether everybody whom a text names stands in the book of the group, and wants to be named.

use super::{Around, Check, Variant};
use crate::{Draft, KnownPerson, naming::words};
use std::collections::BTreeSet;

/// One check for each word that stands for nobody, and for each person who is not to be mentioned.
pub(super) fn check(draft: &Draft, variant: &Variant, around: &Around) -> Vec<Check> {
    let thread = draft.thread.iter().filter(|_| variant.channel.is_none()).map(|part| part.text.as_str());
    let texts: Vec<&str> = variant.readable().chain(thread).collect();
    let said: BTreeSet<&str> = texts.iter().flat_map(|text| words(text)).collect();
    let unknown = said.iter().filter(|word| around.people.iter().all(|known| known.word != **word));
    let mut checks: Vec<Check> = unknown.map(|word| nobody(variant, word)).collect();
    let is_named = |known: &&KnownPerson| {
        said.contains(known.word.as_str()) || texts.iter().any(|text| known.is_mentioned_in(text))
    };
    let unwanted = around.people.iter().filter(is_named);
    checks.extend(unwanted.filter_map(|known| Some(not_to_be_named(variant, known, known.unwanted.as_deref()?))));
    checks
}

fn nobody(variant: &Variant, word: &str) -> Check {
    let what = format!("{} names “@{{{word}}}”, and the book of people has nobody of this word.", variant.name);
    variant.to_fix("naming", what, "Put them into the book, or write their name.")
}

fn not_to_be_named(variant: &Variant, known: &KnownPerson, why: &str) -> Check {
    let what = format!("{} names {}, who is not to be mentioned: {why}", variant.name, known.name);
    variant.to_fix("naming", what, "Take the mention out.")
}
