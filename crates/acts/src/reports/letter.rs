//! The letter by which a published report leaves for its body: plain text with all of it, and by which decision.

use super::{days, in_words, stands};
use crate::{Installation, reports::Stands};
use anyhow::Context as _;
use mail::Letter;
use store::UnsentReport;

/// The letter.
pub(crate) async fn letter(here: &Installation, unsent: &UnsentReport) -> Result<Letter, anyhow::Error> {
    let UnsentReport { group, report: row, to } = unsent;
    let group = here.store.group(*group).await?.context("a report belongs to no group")?;
    let charter = here.store.charter(group.id).await?;
    let body = row.paper.goes_to.as_ref().map(|body| charter.the_body(body)).context("a report goes to nobody")?;
    let (name, title) = (&group.name, &row.paper.title);
    let replaces =
        in_words(here, group.id, &row.paper).await?.into_iter().find(|(name, _)| *name == "Takes the place of");
    let replaces = replaces.map(|(_, which)| format!(" It takes the place of {which}.")).unwrap_or_default();
    let votes = here.store.decisions(group.id).await?;
    let (on, by) = match stands(row, &[], &votes, here.store.now()) {
        Stands::Published(at, by) => (at.in_zone(&jiff::tz::TimeZone::get(charter.zone())?), by),
        _ => anyhow::bail!("report {} is mailed and not published", row.id),
    };
    let by = by.map(|number| format!(" by its decision {number}")).unwrap_or_default();
    let on = on.strftime("%a %-d %b %Y, %H:%M %Z");
    let page = if row.paper.is_public {
        format!("Everybody can read it here:\n\n{}/g/{}/record/reports/{}", here.public_url, group.slug, row.id)
    } else {
        "It stands on no public page: it is for you and for the members of the group.".to_owned()
    };
    let text = format!(
        "{name} reports to {body}: {days}.{replaces}\n\n\
         THE REPORT\n\n{title}\n\n{quoted}\n\n\
         HOW IT WAS DECIDED\n\n{name} published exactly this text{by} on {on}. Its digest (SHA-256): {digest}\n\n\
         {page}\n",
        days = days(&row.paper),
        quoted = crate::requests::quoted(&row.paper.text),
        digest = row.paper.digest(),
    );
    Ok(Letter { to: to.clone(), subject: format!("{name} reports to {body}: {title}"), text })
}
