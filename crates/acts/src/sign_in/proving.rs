//! Asking somebody again who they are: in a session before what is hard to undo, and for a second factor.

use super::{NotIn, Shown, Visit, account, answered, ask_for_passkey, code_of, note};
use crate::Installation;
use people::{Person, SecondFactor, Session, SessionOver, SignInRefused, SignedIn, Token, TotpCode, Try};
use store::{Ceremony, UsedUp};

/// Begins to ask somebody who is signed in for their passkey once more.
pub async fn start_proof(here: &Installation, visit: Visit<'_>, who: &SignedIn) -> Result<String, NotIn> {
    let person = account(here, who.person()).await?;
    if here.store.passkeys_of(person.id).await?.is_empty() {
        return Err(NotIn::because("You have no passkey yet. Add one on your own page, then come back."));
    }
    ask_for_passkey(here, visit, Ceremony::Prove, &person.email, Some(person.id)).await
}

/// Takes a new proof in a session. The token changes with it, for the cookie.
pub async fn prove(here: &Installation, visit: Visit<'_>, who: &SignedIn, shown: Shown<'_>) -> Result<Token, NotIn> {
    let person = account(here, who.person()).await?;
    let mut session = present(here, visit, who).await?;
    let (factor, used) = second_factor(here, visit, &person, shown).await?;
    let before = session.token;
    let token = session.prove_again(&factor)?;
    if !here.store.bookkeeping().prove_again(&session, before, &used).await? {
        return Err(SignInRefused.into());
    }
    Ok(token)
}

/// Checks what somebody known shows once more. Codes count as guesses.
pub(crate) async fn second_factor(
    here: &Installation,
    visit: Visit<'_>,
    person: &Person,
    shown: Shown<'_>,
) -> Result<(SecondFactor, UsedUp), NotIn> {
    match shown {
        Shown::Passkey(answer) => {
            let (used, used_up) = answered(here, visit, Ceremony::Prove, answer).await?.map_err(NotIn::because)?;
            Ok((SecondFactor::Passkey(Box::new(used)), used_up))
        }
        Shown::Code(typed) => {
            let code = TotpCode::parse(typed).map_err(NotIn::because)?;
            let guess = note(here, Try::PasswordOrCode, Some(&person.email), visit.block).await?;
            let (accepted, used_up) = code_of(here, person.id, &code).await?.map_err(NotIn::because)?;
            here.store.bookkeeping().guessed_right(guess).await?;
            Ok((SecondFactor::Code(accepted), used_up))
        }
    }
}

/// Asks somebody who is not signed in for their passkey as a second factor.
pub(crate) async fn ask_second_factor(here: &Installation, visit: Visit<'_>, person: &Person) -> Result<String, NotIn> {
    ask_for_passkey(here, visit, Ceremony::Prove, &person.email, Some(person.id)).await
}

/// The session that this request came in.
async fn present(here: &Installation, visit: Visit<'_>, who: &SignedIn) -> Result<Session, NotIn> {
    let session = here.store.session(visit.cookie).await?.filter(|session| session.id == who.session());
    session.ok_or_else(|| SessionOver::Ended.into())
}
