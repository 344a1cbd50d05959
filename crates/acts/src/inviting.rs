//! Bringing an invitation to the person it is for: by a letter where mail is set, else by whoever invites.
//!
//! A link that was mailed is shown to nobody else: whoever holds it comes in as that person.

use crate::{Declined, Installation, invitations};
use basics::{GroupId, Moment, PersonId};
use mail::{Letter, Outbox};
use people::{Elevated, EmailAddress, Token};

/// What became of the link.
pub enum Handed {
    /// No mail is set: it is for whoever invited to hand over.
    Over(Token),
    /// A mail server took the letter with it, to this mailbox.
    Mailed(EmailAddress),
    /// No letter left for this mailbox; the reason is in the log. Inviting again makes a new link.
    NotMailed(EmailAddress),
}

/// Invites somebody on the roster, and mails them the link where mail is set.
pub async fn invite(here: &Installation, group: GroupId, who: &Elevated, person: PersonId) -> Result<Handed, Declined> {
    let link = invitations::invite(here, group, who, person).await?;
    let to = here.store.person(person).await?.ok_or(Declined::NotFound("person"))?.email;
    hand_over(here, group, who.person(), to, link).await
}

/// Brings a link that was made to whom it is for.
pub(crate) async fn hand_over(
    here: &Installation,
    group: GroupId,
    inviter: PersonId,
    to: EmailAddress,
    link: Token,
) -> Result<Handed, Declined> {
    let Some(outbox) = &here.mail else { return Ok(Handed::Over(link)) };
    match mail(here, outbox, group, inviter, &to, &link).await {
        Ok(()) => Ok(Handed::Mailed(to)),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), %group, "an invitation was made, and no letter left with it");
            Ok(Handed::NotMailed(to))
        }
    }
}

async fn mail(
    here: &Installation,
    outbox: &Outbox,
    group: GroupId,
    inviter: PersonId,
    to: &EmailAddress,
    link: &Token,
) -> Result<(), anyhow::Error> {
    let shown = invitations::show(here, link).await?;
    let name = here.store.group(group).await?.map(|group| group.name).unwrap_or_default();
    let inviter = here.store.person_named(group, inviter).await?.map(|(name, _)| name);
    let role = match &shown.role {
        people::Role::Member => "a member".to_owned(),
        people::Role::Office(office) => here.store.charter(group).await?.office_name(office),
        people::Role::Seat(body) => {
            format!("somebody with a seat on {}", here.store.charter(group).await?.the_body(body))
        }
    };
    let told = Told { group: &name, inviter: inviter.as_deref().unwrap_or("Somebody"), role: &role };
    Ok(outbox.send(letter(here, to, &told, shown.until, link)).await?)
}

/// What a letter tells beside the link.
struct Told<'a> {
    group: &'a str,
    inviter: &'a str,
    role: &'a str,
}

fn letter(here: &Installation, to: &EmailAddress, told: &Told<'_>, until: Moment, link: &Token) -> Letter {
    let (Told { group, inviter, role }, site, link) = (told, &here.public_url, link.reveal());
    let (until, link) = (until.in_zone(&jiff::tz::TimeZone::UTC).strftime("%a %-d %b %Y, %H:%M UTC"), link.expose());
    let text = format!(
        "{inviter} invites you to {group}, as {role}, at {site}.\n\n\
         To come in, open this link:\n\n\
         {site}/join/{link}\n\n\
         It works once, until {until}. You choose there how you will sign in: with a passkey, or with a password and \
         codes from an app. Whoever holds the link comes in as you, so keep it to yourself.\n\n\
         If you did not expect this, do nothing.\n"
    );
    Letter { to: to.clone(), subject: format!("Your invitation to {group}"), text }
}
