//! What proves that nothing is there: a look counts only under every rule below, and one or two that count are enough.

use crate::{Class, Row};
use basics::Moment;

/// Whether a negative look that began then counts.
///
/// `control`: the same look showed an earlier known object. `complete`: the list reached back to before the first
/// attempt; a read by id needs none.
pub(crate) fn counts(row: &Row, began: Moment, control: bool, complete: bool) -> bool {
    let works = control && (complete || row.class() == Class::A);
    let final_by_then = row.quarantine_ends().is_some_and(|end| began >= end);
    let apart = row.last_negative.is_none_or(|last| began >= last.plus(row.handling.settle));
    works && final_by_then && apart
}

/// Whether enough negative looks have counted.
pub(crate) fn is_proven(row: &Row) -> bool {
    row.class().negatives_that_prove().is_some_and(|needed| row.negatives >= needed)
}
