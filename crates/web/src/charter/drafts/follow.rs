//! Places of the rules after lines were added to the text or taken out of it.

use super::Follow;
use charter::{Charter, CharterText, follow::follow};

/// What is offered beside a draft that was not kept: nothing, where its text has the shape of the last version.
pub(super) fn offered(base: &Charter, text: &str) -> Option<Follow> {
    let text = CharterText::parse(text.as_bytes()).ok()?;
    (text.shape() != base.text().shape()).then(Follow::default)
}

/// The rules with the places of the text as it is now, and what became of each; nothing where they cannot be read.
pub(super) fn done(base: &Charter, text: &str, rules: &str) -> Option<(String, Follow)> {
    let text = CharterText::parse(text.replace("\r\n", "\n").as_bytes()).ok()?;
    let followed = follow(&rules.replace("\r\n", "\n"), base.text(), &text).ok()?;
    let moved = followed.moved.iter().map(|(name, from, to)| format!("{name}: from {from} to {to}"));
    let lost = followed.lost.iter().map(|(name, words)| format!("{name}: “{words}”"));
    let told = Follow { moved: moved.collect(), lost: lost.collect(), is_done: true };
    Some((followed.rules, told))
}
