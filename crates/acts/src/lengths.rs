//! How long what people write may be.

use crate::Declined;

/// Whether words are no longer than is kept, in characters. `called` is what people call them: `The reason`.
///
/// # Errors
/// At the field, with how long they are.
pub(crate) fn fits(field: &'static str, called: &str, words: &str, most: usize) -> Result<(), Declined> {
    let length = words.chars().count();
    if length <= most {
        return Ok(());
    }
    let sentence = format!("{called} has {length} characters, and at most {most} are kept: say it in fewer words.");
    Err(Declined::field(field, sentence))
}
