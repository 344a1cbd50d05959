//! Calling in the body that the group answers to: any member may, with a reason, and its answer is recorded like any other.

use crate::{
    Declined, Installation,
    answers::{self, Asked},
    lengths::fits,
};
use basics::{AnswerId, DecisionId, Digest, GroupId};
use charter::{
    Act as _, Charter, Cited, Object, Status,
    act::{AskBody, RecordAnswer},
};
use people::Elevated;

/// The matter of such a question. Its answer unlocks nothing by itself.
pub const CALL_IN: &str = "call_in";
/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 5_000;

/// The body that members call in, with the clause by which they do: the one that speaks of calling it in, or else the one
/// by which they may ask at all. None where the group answers to nobody.
pub fn calls_in(charter: &Charter) -> Option<Cited> {
    let rules = charter.rules();
    let body = rules.charter.answers_to.clone().filter(|body| rules.bodies.contains_key(body))?;
    let named = rules.overriding.as_ref().and_then(|overriding| overriding.call_in_clause.clone());
    let asking = || rules.power.iter().find(|power| power.may.iter().any(|may| may == AskBody::NAME));
    let label = named.or_else(|| asking().map(|power| power.clause.clone()))?;
    let clause = charter.clause(&label)?;
    Some(Cited {
        rule: CALL_IN.to_owned(),
        label,
        quote: clause.quote.clone(),
        heading: clause.heading.clone(),
        line: clause.line,
        status: Status::Interpretation,
        goes_to: Some(body),
        matter: Some(CALL_IN.to_owned()),
        who_can: charter.holders(RecordAnswer::NAME).into_iter().map(str::to_owned).collect(),
        office: None,
        instead: None,
    })
}

/// Calls the body in, about the group as a whole or about one decision of it.
///
/// # Errors
/// Without a reason, with one that is too long, about a decision of another group, and where the group answers to nobody.
pub async fn call_in(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    about: Option<DecisionId>,
    reason: &str,
) -> Result<AnswerId, Declined> {
    let reason = says_why(reason)?;
    let charter = here.store.charter(group).await?;
    let cited = calls_in(&charter).ok_or_else(|| Declined::rule("this group answers to no other body"))?;
    let version = Digest::of(reason.as_bytes());
    let (about, of_what) = match about {
        None => (Object::version("group", group, version), String::new()),
        Some(id) => {
            let decisions = here.store.decisions(group).await?;
            let row = decisions.iter().find(|row| row.id == id).ok_or(Declined::NotFound("decision"))?;
            (Object::version("decision", id, version), format!(" about decision {}", row.number))
        }
    };
    let text = format!("A member calls in {}{of_what}.\n\n{reason}", charter.the_body(&charter_body(&cited)));
    answers::put(here, group, who, Asked { about, cited: &cited, text: &text, effect: None }).await
}

fn charter_body(cited: &Cited) -> String {
    cited.goes_to.clone().unwrap_or_default()
}

fn says_why(reason: &str) -> Result<&str, Declined> {
    let reason = reason.trim();
    if basics::text::is_blank(reason) {
        return Err(Declined::field("reason", "Say why the body is called in: it decides by what stands here."));
    }
    fits("reason", "The reason", reason, LONGEST_REASON)?;
    Ok(reason)
}
