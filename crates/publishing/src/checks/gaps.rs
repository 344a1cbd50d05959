//! Whether a post that was begun from a template has every gap filled.

use super::{Check, Variant};
use crate::{
    Draft,
    template::{open, still_open},
};

/// One check for each gap that is still open in this text, or in the thread that goes on from it.
pub(super) fn check(draft: &Draft, variant: &Variant) -> Vec<Check> {
    let thread = draft.thread.iter().filter(|_| variant.channel.is_none()).map(|part| part.text.as_str());
    let headline = variant.content.headline.as_deref();
    let said: Vec<&str> = variant.readable().chain(headline).chain(thread).collect();
    let gaps = still_open(&draft.gaps, &said.join("\n"));
    gaps.into_iter().map(|gap| unfilled(variant, gap)).collect()
}

fn unfilled(variant: &Variant, gap: &str) -> Check {
    let what = format!("{} still has the gap {} of its template.", variant.name, open(gap));
    variant.to_fix(&format!("gap-{gap}"), what, "Write there what it stands for, or take it out.")
}
