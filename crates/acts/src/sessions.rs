//! Which browser is whose: who sends a request, signing out, the list of one's own sessions. How somebody signs in stands in
//! `sign_in.rs`.

use crate::{Installation, sign_in::NotIn};
use basics::SessionId;
use people::{Ending, Identified, Session, SignedIn, Standing, TokenHash};
use store::KeptSession;

/// Who sends this request, by the cookie of their session. Nobody, when there is no such session.
///
/// # Errors
/// [`NotIn::Over`] when there was one: the cookie can be taken away, and the sentence shown.
pub async fn who(here: &Installation, cookie: Option<TokenHash>) -> Result<Option<SignedIn>, NotIn> {
    let Some(cookie) = cookie else { return Ok(None) };
    let Some(mut session) = here.store.session(cookie).await? else { return Ok(None) };
    let standing = here.store.belonging(session.person).await?;
    let now = here.store.now();
    let signed_in = match session.alive(now, standing) {
        Ok(signed_in) => signed_in,
        Err(over) => {
            end_for_good(here, &session, standing).await?;
            return Err(over.into());
        }
    };
    if session.touch(now) {
        here.store.bookkeeping().touch_session(&session).await?;
    }
    Ok(Some(signed_in))
}

/// Whose session this is, also while their rights rest: for the one page on which they say a word about themselves.
///
/// # Errors
/// [`NotIn::Over`] when there was one.
pub async fn identified(here: &Installation, cookie: Option<TokenHash>) -> Result<Option<Identified>, NotIn> {
    let Some(cookie) = cookie else { return Ok(None) };
    let Some(session) = here.store.session(cookie).await? else { return Ok(None) };
    let standing = here.store.belonging(session.person).await?;
    Ok(Some(session.identifies(here.store.now(), standing)?))
}

/// Signs out whoever's rights rest.
pub async fn out_of_rest(here: &Installation, cookie: Option<TokenHash>) -> Result<(), NotIn> {
    let Some(cookie) = cookie else { return Ok(()) };
    let Some(session) = here.store.session(cookie).await? else { return Ok(()) };
    here.store.bookkeeping().end_session(session.person, session.id, Ending::SignedOut).await?;
    Ok(())
}

/// A session that ended with a term does not come back to life with the next one.
async fn end_for_good(here: &Installation, session: &Session, standing: Standing) -> Result<(), NotIn> {
    let why = match standing {
        Standing::Belongs | Standing::MaySay => return Ok(()),
        Standing::TermEnded => Ending::TermEnded,
        Standing::Left => Ending::MembershipLost,
    };
    here.store.bookkeeping().end_session(session.person, session.id, why).await?;
    Ok(())
}

/// Signs out.
pub async fn out(here: &Installation, who: &SignedIn) -> Result<(), NotIn> {
    here.store.bookkeeping().end_session(who.person(), who.session(), Ending::SignedOut).await?;
    Ok(())
}

/// The browsers that a person is signed in with, newest first.
pub async fn sessions(here: &Installation, who: &SignedIn) -> Result<Vec<KeptSession>, NotIn> {
    let now = here.store.now();
    let mut kept = here.store.sessions_of(who.person()).await?;
    kept.retain(|it| it.session.alive(now, Standing::Belongs).is_ok());
    Ok(kept)
}

/// Ends one of their sessions.
pub async fn end(here: &Installation, who: &SignedIn, session: SessionId) -> Result<(), NotIn> {
    if here.store.bookkeeping().end_session(who.person(), session, Ending::Closed).await? {
        Ok(())
    } else {
        Err(NotIn::because("This session is not one of yours, or has ended already."))
    }
}

/// Ends all of their sessions but this one, and says how many there were.
pub async fn end_others(here: &Installation, who: &SignedIn) -> Result<u64, NotIn> {
    Ok(here.store.bookkeeping().end_sessions_of(who.person(), Some(who.session()), Ending::Closed).await?)
}
