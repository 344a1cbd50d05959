//! Whether whoever made a picture is named where its licence asks for it.

use super::{Around, Check, Variant};
use crate::{Draft, Picture, library::CreditDue};

/// One check for each picture whose maker is named neither in this text nor in the description.
pub(super) fn check(draft: &Draft, variant: &Variant, around: &Around) -> Vec<Check> {
    let unnamed = |picture: &Picture| {
        let due = around.credits.iter().find(|due| due.digest == picture.original_digest())?;
        (!is_named(draft, variant, picture, &due.credit)).then_some(due)
    };
    let due = variant.content.pictures.iter().enumerate();
    due.filter_map(|(at, picture)| Some(missing(variant, at + 1, unnamed(picture)?))).collect()
}

/// A thread names somebody in any of its parts; a channel with its own words has no other parts.
fn is_named(draft: &Draft, variant: &Variant, picture: &Picture, credit: &str) -> bool {
    let thread = draft.thread.iter().filter(|_| variant.channel.is_none()).map(|part| part.text.as_str());
    let said = [variant.content.text.as_str(), picture.alt.sent()].into_iter().chain(thread);
    let credit = credit.to_lowercase();
    said.map(str::to_lowercase).any(|said| said.contains(&credit))
}

fn missing(variant: &Variant, number: usize, due: &CreditDue) -> Check {
    let what = format!(
        "{} does not name {}, as the licence {} of picture {number} asks.",
        variant.name,
        due.credit,
        due.licence.name()
    );
    variant.to_think_about(&format!("credit-{number}"), what, "Put the credit into the text or into the description.")
}
