//! From an application to a member: what members attest, the question to the group, and what follows from its yes.

use crate::{
    Declined, Installation,
    answers::{self, Asked, open_matters},
    effects::Done,
    founding::term_rule,
    opinions,
};
use basics::{AnswerId, ApplicationId, GroupId, Moment};
use charter::{
    Actor,
    act::{AdmitMember, AttestEvidence, ExplainRejection},
};
use decisions::Effect;
use jiff::civil::Date;
use mail::Letter;
use people::{Elevated, EmailAddress, Guest, Invitation, Role, Token};
use std::collections::BTreeSet;
use store::{Admission, ApplicationRow};

/// The longest word of a member about an applicant, in characters.
pub const LONGEST: usize = 1_000;

/// What a member says about one piece of evidence.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// The evidence, by the name that the charter's rules have for it.
    pub evidence: &'a str,
    /// Whether it is so.
    pub met: bool,
    /// How they know; where it is not so, how it can become so.
    pub says: &'a str,
}

/// Attests something that no machine can check, with one's name.
pub async fn attest(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    application: ApplicationId,
    word: Word<'_>,
) -> Result<(), Declined> {
    let missing = if word.met {
        "say how you know: what you looked at, and where"
    } else {
        "say how they can become eligible: they read it on the page of their application"
    };
    let says = sentence("says", word.says, missing)?;
    let act = AttestEvidence { application, evidence: word.evidence.to_owned() };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(word.met, &says).await?.commit().await?;
    Ok(())
}

/// Tells an applicant why the group did not admit them.
pub async fn explain(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    application: ApplicationId,
    why: &str,
) -> Result<(), Declined> {
    let why = sentence("why", why, "write what the applicant is to read, or leave it")?;
    let judged = here.store.begin(group, Actor::Person(who.person()), ExplainRejection { application }).await?;
    judged.keep(&why).await?.commit().await?;
    Ok(())
}

fn sentence(field: &'static str, words: &str, missing: &str) -> Result<String, Declined> {
    if basics::text::is_blank(words) {
        return Err(Declined::field(field, missing));
    }
    let length = words.chars().count();
    if length > LONGEST {
        let sentence = format!("this has {length} characters, and at most {LONGEST} are kept: say it in fewer words");
        return Err(Declined::field(field, sentence));
    }
    Ok(words.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect::<String>().trim().to_owned())
}

/// Puts it to whoever decides whether this applicant is admitted; a yes admits them by itself.
pub async fn ask(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    application: ApplicationId,
) -> Result<AnswerId, Declined> {
    let row = found(here, group, application).await?;
    let opinion = opinions::may(here, group, who.person(), &act(&row)).await?;
    let matters = open_matters(&opinion);
    let cited = matters.first().ok_or_else(|| Declined::rule("nobody has to be asked about this any more"))?;
    let text = format!("Shall {} be admitted?", row.name);
    let effect = Some(Effect::AdmitMember { application });
    answers::put(here, group, who, Asked { about: row.object(), cited, text: &text, effect }).await
}

/// Admits somebody whom the group agreed on, where that was recorded and not voted here.
pub async fn admit(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    application: ApplicationId,
) -> Result<(), Declined> {
    let admitted = admitted(here, group, Actor::Person(who.person()), application).await?;
    admitted.changed.commit().await?;
    tell(here, admitted.letter).await;
    Ok(())
}

/// Admitting exactly this application.
pub fn act(row: &ApplicationRow) -> AdmitMember {
    AdmitMember { application: row.id, content: row.content() }
}

async fn found(here: &Installation, group: GroupId, id: ApplicationId) -> Result<ApplicationRow, Declined> {
    here.store.application(group, id).await?.ok_or(Declined::NotFound("application"))
}

/// Takes an applicant in, judged now, with a term from this day.
pub(crate) async fn admitted(
    here: &Installation,
    group: GroupId,
    by: Actor,
    application: ApplicationId,
) -> Result<Done, Declined> {
    let row = found(here, group, application).await?;
    let invited = here.mail.as_ref().map(|_| offer(here, group, &row)).transpose()?;
    let (invitation, link) = invited.unzip();
    let admission = Admission { term: term(here, group).await?, invitation };
    let judged = here.store.begin(group, by, act(&row)).await?;
    let changed = judged.keep(&admission).await?;
    let name = here.store.group(group).await?.map(|group| group.name).unwrap_or_default();
    let letter = admission.invitation.zip(link);
    let letter = letter.map(|(invitation, link)| letter_to(here, &row.email, &name, invitation.link.expires, &link));
    Ok(Done { changed, letter })
}

fn offer(here: &Installation, group: GroupId, row: &ApplicationRow) -> Result<(Invitation, Token), Declined> {
    let guest = Guest::Colleague { group, email: row.email.clone(), role: Role::Member, inviter: None };
    Ok(Invitation::offer(guest, here.store.now()).map_err(anyhow::Error::from)?)
}

/// The term of somebody who joins today, as the charter counts it.
async fn term(here: &Installation, group: GroupId) -> Result<Option<(Moment, Moment)>, Declined> {
    let (charter, now) = (here.store.charter(group).await?, here.store.now());
    let version =
        here.store.charter_versions(group).await?.into_iter().find(|version| version.digest == charter.version());
    let adopted = version.map(|version| version.adopted_on).unwrap_or_default();
    let adopted: Date = adopted.parse().map_err(anyhow::Error::from)?;
    let rule = term_rule(&charter, adopted)?;
    let today = now.in_zone(rule.zone.rules()).date();
    let term = rule.first(today, &BTreeSet::new()).map_err(Declined::rule)?;
    Ok(term.map(|term| (term.starts_at(), term.ends_at())))
}

fn letter_to(here: &Installation, to: &EmailAddress, group: &str, until: Moment, link: &Token) -> Letter {
    let (site, link) = (&here.public_url, link.reveal());
    let (until, link) = (until.in_zone(&jiff::tz::TimeZone::UTC).strftime("%a %-d %b %Y, %H:%M UTC"), link.expose());
    let text = format!(
        "{group} has admitted you: welcome.\n\n\
         To come in, open this link:\n\n\
         {site}/join/{link}\n\n\
         It works once, until {until}. You choose there how you will sign in: with a passkey, or with a password and \
         codes from an app. Whoever holds the link comes in as you, so keep it to yourself. If it has run out, ask a \
         person of the group for a new one.\n\n\
         If you did not apply there, do nothing.\n"
    );
    Letter { to: to.clone(), subject: format!("{group} has admitted you"), text }
}

/// Sends the letter. Where it does not leave, an officer invites again from the page of members: nothing else is lost.
pub(crate) async fn tell(here: &Installation, letter: Option<Letter>) {
    let (Some(outbox), Some(letter)) = (&here.mail, letter) else { return };
    if let Err(error) = outbox.send(letter).await {
        tracing::error!(error = format!("{error:#}"), "somebody was admitted, and no letter left to tell them");
    }
}
