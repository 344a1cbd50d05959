//! How the group reads what its charter leaves open, and where the pages are that a line only announces. Neither touches the
//! text or the rules.

use crate::{
    Declined, Installation,
    answers::{self, Asked, open_matters},
    lengths::fits,
    opinions,
};
use basics::{AnswerId, Digest, GroupId, PersonId};
use charter::{
    Act as _, Actor,
    act::{AdoptReading, LinkClause},
};
use decisions::Effect;
use people::Elevated;

/// The longest address that a line is linked to, in characters.
pub const LONGEST_ADDRESS: usize = 1_000;

/// Puts the question whether the group reads a clause so to whoever decides about it.
pub async fn ask(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    reading: &AdoptReading,
) -> Result<AnswerId, Declined> {
    let opinion = opinions::may(here, group, who.person(), reading).await?;
    let matters = open_matters(&opinion);
    let cited = matters.first().ok_or_else(|| Declined::rule("nobody has to be asked about this any more"))?;
    let AdoptReading { clause, says } = reading.clone();
    let text = format!("Shall {clause} be read so?\n\n{says}");
    let effect = Some(Effect::AdoptReading { clause, says });
    let about = reading.object();
    answers::put(here, group, who, Asked { about, cited, text: &text, effect }).await
}

/// Adopts a reading that whoever decides agreed to; `source` says where that can be read.
pub async fn adopt(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    reading: AdoptReading,
    source: &str,
) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), reading).await?;
    judged.keep(source).await?.commit().await?;
    Ok(())
}

/// Links a line of the text to its live page: one of this installation by its path, or one elsewhere by its address.
///
/// # Errors
/// At the field `address`, when it leads nowhere.
pub async fn link(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    line: Digest,
    address: &str,
) -> Result<(), Declined> {
    let slug = here.store.group(group).await?.map(|group| group.slug).unwrap_or_default();
    let address = leads_somewhere(&slug, address)?;
    let judged = here.store.begin(group, Actor::Person(who), LinkClause { line, address }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// An address of this group's own pages, of its form for applicants, or one elsewhere.
fn leads_somewhere(slug: &str, address: &str) -> Result<String, Declined> {
    let address = address.trim();
    fits("address", "The address", address, LONGEST_ADDRESS)?;
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let is_within = path == format!("/g/{slug}") || path.starts_with(&format!("/g/{slug}/"));
    let is_path = !address.contains(['\\', ' ', '\n']) && !path.split('/').any(|part| part == "..");
    let is_own = is_path && (is_within || path == format!("/apply/{slug}"));
    let is_elsewhere = url::Url::parse(address).is_ok_and(|url| url.scheme() == "https" && url.has_host());
    if is_own || is_elsewhere {
        return Ok(address.to_owned());
    }
    let sentence = format!(
        "{address:?} is no address of a page. Write a whole one, such as https://project.example/channels, or the path of a \
         page of this group, such as /g/{slug}/channels or /apply/{slug}."
    );
    Err(Declined::field("address", sentence))
}
