//! Signing in, being asked again, signing out. A guess is noted as wrong before it is looked at, every proof is used
//! up with what it opens, and whatever was wrong is answered with one sentence.

use crate::{Declined, Installation};
use basics::{PersonId, SessionId};
use people::{
    AddressBlock, EmailAddress, Ending, PasskeyRefused, PasskeySite, PasswordMatched, PendingAssertion, Person, Proof,
    SecondFactor, Session, SessionOver, SignInRefused, SignedIn, Standing, StoredPassword, Token, TokenHash,
    TokenRefused, TotpCode, Try, TypedPassword, Wait, password,
};
use std::sync::Arc;
use store::{Ceremony, Guess, KeptSession, UsedUp};

/// Why somebody is not let in, or no longer is.
#[derive(Debug, thiserror::Error)]
pub enum NotIn {
    /// Sign-in failed, in one sentence for every cause.
    #[error(transparent)]
    Refused(#[from] SignInRefused),
    /// Too many wrong tries.
    #[error(transparent)]
    Wait(#[from] Wait),
    /// The session is over, or a new one would be at once.
    #[error(transparent)]
    Over(#[from] SessionOver),
    /// Anything else that the person can mend; the sentence says how.
    #[error("{0}")]
    Because(String),
    /// Something failed underneath.
    #[error(transparent)]
    Trouble(#[from] anyhow::Error),
}

impl NotIn {
    /// A refusal that says what to do.
    pub fn because(sentence: impl std::fmt::Display) -> Self {
        Self::Because(format!("{sentence}"))
    }
}
impl From<Declined> for NotIn {
    fn from(declined: Declined) -> Self {
        match declined {
            Declined::Trouble(trouble) => Self::Trouble(trouble),
            refusal => Self::because(refusal),
        }
    }
}
impl From<people::NotSignedIn> for NotIn {
    fn from(error: people::NotSignedIn) -> Self {
        match error {
            people::NotSignedIn::Refused(refused) => refused.into(),
            people::NotSignedIn::NoRandomness(trouble) => Self::Trouble(trouble.into()),
        }
    }
}
impl From<serde_json::Error> for NotIn {
    fn from(error: serde_json::Error) -> Self {
        Self::Trouble(error.into())
    }
}

/// The browser at the other end of a request.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// Its cookie: of its session, or of a visitor.
    pub cookie: TokenHash,
    /// Where it connects from.
    pub block: AddressBlock,
    /// What it says it is: `Firefox on Linux`.
    pub browser: &'a str,
}

/// Address, password and code as typed.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    /// The address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// The code.
    pub code: &'a str,
}

/// What somebody shows to prove that it is they: the code they typed, or the answer of their passkey.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// A code.
    Code(&'a str),
    /// The answer to the question that was asked last.
    Passkey(&'a str),
}

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

/// A session that ended with a term does not come back to life with the next one.
async fn end_for_good(here: &Installation, session: &Session, standing: Standing) -> Result<(), NotIn> {
    let why = match standing {
        Standing::Belongs => return Ok(()),
        Standing::TermEnded => Ending::TermEnded,
        Standing::Left => Ending::MembershipLost,
    };
    here.store.bookkeeping().end_session(session.person, session.id, why).await?;
    Ok(())
}

/// Signs in with a password and a code. What comes back is the session's token, for its cookie.
pub async fn with_password(here: &Installation, visit: Visit<'_>, typed: Typed<'_>) -> Result<Token, NotIn> {
    let email = EmailAddress::parse(typed.email).map_err(|_| SignInRefused)?;
    let entered = TypedPassword::take(typed.password).map_err(|_| SignInRefused)?;
    let guess = note(here, Try::PasswordOrCode, Some(&email), visit.block).await?;
    let account = here.store.person_at(&email).await?.map(|person| person.id);
    let stored = match account {
        Some(person) => here.store.password_of(person).await?.map(|stored| (person, stored)),
        None => None,
    };
    let (matched, entered) = check_password(here, stored.clone(), entered).await?;
    let matched = matched?;
    let person = account.ok_or(SignInRefused)?;
    let code = TotpCode::parse(typed.code).map_err(|_| SignInRefused)?;
    let (factor, used) = code_of(here, person, &code).await?.map_err(|_| SignInRefused)?;
    let rehash = matched.outdated().then(|| StoredPassword::hash_again(&entered, &matched));
    let token = begin(here, visit, &Proof::PasswordAndCode(matched, factor), &used).await?;
    here.store.bookkeeping().guessed_right(guess).await?;
    if let (Some(Ok(Some(new))), Some((_, old))) = (rehash, stored) {
        here.store.bookkeeping().refresh_password(person, &old, &new).await?;
    }
    Ok(token)
}

/// Checks a password off the request's thread, a few at a time, and gives the text back.
pub(crate) async fn check_password(
    here: &Installation,
    stored: Option<(PersonId, StoredPassword)>,
    entered: TypedPassword,
) -> Result<(Result<PasswordMatched, SignInRefused>, TypedPassword), NotIn> {
    let _turn = here.entrance.hashing.acquire().await.map_err(anyhow::Error::from)?;
    let check = move || {
        let account = stored.as_ref().map(|(person, stored)| (*person, stored));
        let matched = password::check(account, &entered);
        (matched, entered)
    };
    Ok(tokio::task::spawn_blocking(check).await.map_err(anyhow::Error::from)?)
}

/// Checks a code of a person. Without a second factor every code is wrong.
async fn code_of(
    here: &Installation,
    person: PersonId,
    code: &TotpCode,
) -> Result<Result<(people::CodeAccepted, UsedUp), people::CodeRefused>, NotIn> {
    let Some(kept) = here.store.totp_of(person).await? else { return Ok(Err(people::CodeRefused::Wrong)) };
    let checked = kept.secret.check(person, code, here.store.now(), Some(kept.last));
    Ok(checked.map(|accepted| {
        let used = UsedUp::code(&accepted);
        (accepted, used)
    }))
}

/// Begins to sign in with a passkey: the question for the browser, as JSON. An address without an account gets one too.
pub async fn start_passkey(here: &Installation, visit: Visit<'_>, email: &str) -> Result<String, NotIn> {
    let email = EmailAddress::parse(email).map_err(NotIn::because)?;
    let person = here.store.person_at(&email).await?.map(|person| person.id);
    ask_for_passkey(here, visit, Ceremony::SignIn, &email, person).await
}

/// Signs in with the answer of a passkey.
pub async fn finish_passkey(here: &Installation, visit: Visit<'_>, answer: &str) -> Result<Token, NotIn> {
    let (used, used_up) = answered(here, visit, Ceremony::SignIn, answer).await?.map_err(SignInRefused::from)?;
    begin(here, visit, &Proof::Passkey(used), &used_up).await
}

async fn ask_for_passkey(
    here: &Installation,
    visit: Visit<'_>,
    ceremony: Ceremony,
    email: &EmailAddress,
    person: Option<PersonId>,
) -> Result<String, NotIn> {
    let site = passkeys(here)?;
    let keys = match person {
        Some(person) => here.store.passkeys_of(person).await?.into_iter().map(|kept| kept.passkey).collect(),
        None => Vec::new(),
    };
    let account = person.map(|person| (person, keys.as_slice()));
    let (question, pending) = site.start_assertion(email, account, here.store.now()).map_err(NotIn::because)?;
    here.store.bookkeeping().keep_ceremony(visit.cookie, ceremony, &serde_json::to_vec(&pending)?).await?;
    Ok(question)
}

/// Takes the question away and checks its answer against the passkeys as they are now.
async fn answered(
    here: &Installation,
    visit: Visit<'_>,
    ceremony: Ceremony,
    answer: &str,
) -> Result<Result<(people::PasskeyUsed, UsedUp), PasskeyRefused>, NotIn> {
    let Some(pending) = here.store.bookkeeping().take_ceremony(visit.cookie, ceremony).await? else {
        return Ok(Err(PasskeyRefused::TooLate));
    };
    let pending: PendingAssertion = serde_json::from_slice(&pending)?;
    let kept = match pending.person() {
        Some(person) => here.store.passkeys_of(person).await?,
        None => Vec::new(),
    };
    let keys: Vec<_> = kept.iter().map(|it| it.passkey.clone()).collect();
    let used = match passkeys(here)?.finish_assertion(&pending, answer, &keys, here.store.now()) {
        Ok(used) => used,
        Err(refused) => {
            tracing::info!(%refused, "a passkey was refused");
            return Ok(Err(refused));
        }
    };
    let id = used.passkey().credential_id();
    let seen = kept.iter().find(|it| it.passkey.credential_id() == id).map_or(0, |it| it.uses);
    let used_up = UsedUp::passkey(&used, seen);
    Ok(Ok((used, used_up)))
}

pub(crate) fn passkeys(here: &Installation) -> Result<Arc<PasskeySite>, NotIn> {
    let unavailable = || {
        NotIn::because(format!(
            "Passkeys need a host name, and {} has none. Open this site under a name, or sign in with a password and a code.",
            here.public_url
        ))
    };
    here.entrance.passkeys.clone().ok_or_else(unavailable)
}

/// Makes a link that signs somebody in to a demonstration.
pub async fn offer_link(here: &Installation, person: PersonId) -> Result<Token, NotIn> {
    here.demonstration.ok_or_else(|| NotIn::because(NO_LINKS))?;
    let (issued, token) =
        people::Issued::mint(people::Purpose::SignInLink, here.store.now()).map_err(anyhow::Error::from)?;
    here.store.bookkeeping().keep_sign_in_link(&issued, person).await?;
    Ok(token)
}

const NO_LINKS: &str =
    "Only a demonstration signs people in by link. Sign in with your passkey, or with your password and a code.";

/// Whom a demonstration's link would sign in. Nothing changes.
pub async fn show_link(here: &Installation, link: &Token) -> Result<Person, NotIn> {
    let kept = here.store.sign_in_link(link.hash()).await?.ok_or_else(|| NotIn::because(TokenRefused::Unknown))?;
    kept.link.check(link, here.store.now()).map_err(NotIn::because)?;
    here.store.person(kept.person).await?.ok_or_else(|| NotIn::because(TokenRefused::Unknown))
}

/// Signs in by a demonstration's link, once.
pub async fn by_link(here: &Installation, visit: Visit<'_>, link: &Token) -> Result<Token, NotIn> {
    let demonstration = here.demonstration.ok_or_else(|| NotIn::because(NO_LINKS))?;
    let guess = note(here, Try::Link, None, visit.block).await?;
    let kept = here.store.sign_in_link(link.hash()).await?.ok_or_else(|| NotIn::because(TokenRefused::Unknown))?;
    let redeemed = kept.link.clone().redeem(link, here.store.now()).map_err(NotIn::because)?;
    let proof = Proof::DemoLink(demonstration, redeemed, kept.person);
    let token = begin(here, visit, &proof, &UsedUp::link(kept.link.hash)).await?;
    here.store.bookkeeping().guessed_right(guess).await?;
    Ok(token)
}

/// Begins a session for somebody who still belongs here, and uses up what they showed.
async fn begin(here: &Installation, visit: Visit<'_>, proof: &Proof, used: &UsedUp) -> Result<Token, NotIn> {
    let now = here.store.now();
    let (session, token) = Session::begin(proof, now)?;
    session.alive(now, here.store.belonging(session.person).await?)?;
    if !here.store.bookkeeping().begin_session(&session, visit.browser, used).await? {
        return Err(SignInRefused.into());
    }
    tracing::info!(person = %session.person, session = %session.id, by = ?session.assurance, "signed in");
    Ok(token)
}

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

pub(crate) async fn account(here: &Installation, person: PersonId) -> Result<Person, NotIn> {
    here.store.person(person).await?.ok_or_else(|| SessionOver::Left.into())
}

/// Notes a guess that is about to be looked at.
pub(crate) async fn note(
    here: &Installation,
    way: Try,
    account: Option<&EmailAddress>,
    block: AddressBlock,
) -> Result<Guess, NotIn> {
    Ok(here.store.bookkeeping().note_guess(way, account, block).await??)
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
