//! An item on which the group did not agree rests, where the charter says so: no vote on it is called before its day.

use crate::{AnswerRow, Declined, Gather, Judged, decisions::calling::rule_of, groups::founding::zone_of};
use charter::Charter;
use decisions::rests_until;

/// Whether an item may be decided again now.
///
/// # Errors
/// Before its day, with the clause and the day.
pub(crate) async fn does_not_rest<A: Gather>(
    judged: &Judged<A>,
    charter: &Charter,
    asked: &AnswerRow,
) -> Result<(), Declined> {
    let (_, rule) = rule_of(charter, &asked.question.matter)?;
    if rule.cool_down.is_none() {
        return Ok(());
    }
    for row in judged.decisions_about(asked).await?.into_iter().filter(|row| row.overridden.is_none()) {
        let Some((fell, (_, outcome))) = row.closed.and_then(|closing| Some((closing.at, closing.counted?))) else {
            continue;
        };
        let Some(until) = rests_until(rule, outcome, fell).filter(|until| judged.now() < *until) else { continue };
        let zone = zone_of(&judged.tx, judged.group).await?;
        let says = charter.clause(&rule.clause).map(|clause| format!(": “{}”", clause.quote)).unwrap_or_default();
        return Err(Declined::rule(format!(
            "the group did not agree to this in {}, and by {} it rests until {}; a vote on it can be called from then on{says}",
            row.number,
            rule.clause,
            zone.shows(until)
        )));
    }
    Ok(())
}
