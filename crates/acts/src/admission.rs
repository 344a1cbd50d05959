//! From an application to a member: what members attest, the question to the group, and what follows from its yes.

use crate::{
    Declined, Installation, accepting,
    answers::{self, Asked, open_matters},
    lengths::fits,
    opinions,
};
use basics::{AnswerId, ApplicationId, GroupId};
use charter::{
    Actor,
    act::{AdmitMember, AttestEvidence, ExplainRejection},
};
use decisions::Effect;
use people::Elevated;
use store::{ApplicationRow, Changed, SentForm};

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
    form: &SentForm,
) -> Result<(), Declined> {
    let missing = if word.met {
        "say how you know: what you looked at, and where"
    } else {
        "say how they can become eligible: they read it on the page of their application"
    };
    let says = sentence("says", word.says, missing)?;
    let act = AttestEvidence { application, evidence: word.evidence.to_owned() };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(word.met, &says, form).await?.commit().await?;
    accepting::write_now(here).await;
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
    fits(field, "This", words, LONGEST)?;
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
    admitted(here, group, Actor::Person(who.person()), application).await?.commit().await?;
    accepting::write_now(here).await;
    Ok(())
}

/// Admitting exactly this application.
pub fn act(row: &ApplicationRow) -> AdmitMember {
    AdmitMember { application: row.id, content: row.content() }
}

async fn found(here: &Installation, group: GroupId, id: ApplicationId) -> Result<ApplicationRow, Declined> {
    here.store.application(group, id).await?.ok_or(Declined::NotFound("application"))
}

/// Admits an applicant, judged now. They are a member once they accept.
pub(crate) async fn admitted(
    here: &Installation,
    group: GroupId,
    by: Actor,
    application: ApplicationId,
) -> Result<Changed, Declined> {
    let row = found(here, group, application).await?;
    here.store.begin(group, by, act(&row)).await?.keep().await
}
