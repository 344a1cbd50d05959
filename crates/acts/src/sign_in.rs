//! Signing in, and being asked again. A guess is noted as wrong before it is looked at, every proof is used
//! up with what it opens, and whatever was wrong is answered with one sentence.

mod not_in;
mod proving;

pub use not_in::NotIn;
pub(crate) use proving::{ask_second_factor, second_factor};
pub use proving::{prove, start_proof};

use crate::Installation;
use basics::PersonId;
use people::{
    AddressBlock, EmailAddress, PasskeyRefused, PasskeySite, PasswordMatched, PendingAssertion, Person, Proof, Session,
    SessionOver, SignInRefused, StoredPassword, Token, TokenHash, TokenRefused, TotpCode, Try, TypedPassword, password,
};
use std::sync::Arc;
use store::{Ceremony, Guess, UsedUp};

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
    let checked = kept.secret.check(person, code, here.store.clock().of_this_machine_now(), Some(kept.last));
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
    session.identifies(now, here.store.belonging(session.person).await?)?;
    if !here.store.bookkeeping().begin_session(&session, visit.browser, used).await? {
        return Err(SignInRefused.into());
    }
    tracing::info!(person = %session.person, session = %session.id, by = ?session.assurance, "signed in");
    Ok(token)
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
