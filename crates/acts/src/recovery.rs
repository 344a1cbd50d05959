//! A forgotten password: a letter with a link, and a new password by it. The second factor is asked for still, and
//! nobody is signed in.
//!
//! Whoever asks is answered before anybody looks whether the address has an account, so that neither the words nor the
//! delay tell. What becomes of it is between the mailbox and its owner.

use crate::{
    Installation,
    people::{choose, hash},
    sign_in::{NotIn, Shown, Visit, account, ask_second_factor, note, second_factor},
};
use basics::Moment;
use mail::{Letter, Outbox};
use people::{EmailAddress, Person, Recovery, Token, TokenHash, TokenRefused, Try};

/// Said where no mail can go out.
pub const NO_MAIL: &str =
    "This installation sends no mail, so no link can be sent: ask a person of your group who may invite.";

/// Asks for a link to choose a new password, held to the browser that asks. What is answered then is
/// [`people::recovery::ANSWER`] in any case; a letter goes out afterwards, if there is an account.
///
/// # Errors
/// [`NotIn::Wait`] when this address, or this browser's, asked too often; a sentence when no mail can go out, or what
/// was typed is no address.
pub async fn ask(here: &Installation, visit: Visit<'_>, email: &str) -> Result<(), NotIn> {
    let outbox = here.mail.clone().ok_or_else(|| NotIn::because(NO_MAIL))?;
    let email = EmailAddress::parse(email).map_err(NotIn::because)?;
    // Every request counts and none is taken back, so that nobody's mailbox is filled.
    let _counted = note(here, Try::Recovery, Some(&email), visit.block).await?;
    let (here, browser) = (here.clone(), visit.cookie);
    tokio::spawn(async move {
        if let Err(error) = write_to(&here, &outbox, browser, &email).await {
            tracing::error!(error = format!("{error:#}"), "a letter about a forgotten password did not leave");
        }
    });
    Ok(())
}

async fn write_to(
    here: &Installation,
    outbox: &Outbox,
    browser: TokenHash,
    email: &EmailAddress,
) -> Result<(), anyhow::Error> {
    let Some(person) = here.store.person_at(email).await? else { return Ok(()) };
    let letter = if here.store.password_of(person.id).await?.is_some() {
        let (recovery, link) = Recovery::ask(person.id, browser, here.store.now())?;
        here.store.bookkeeping().keep_recovery(&recovery).await?;
        with_a_link(here, &person, &link)
    } else {
        without_a_password(here, &person)
    };
    Ok(outbox.send(letter).await?)
}

fn with_a_link(here: &Installation, person: &Person, link: &Token) -> Letter {
    let (site, link) = (&here.public_url, link.reveal());
    let link = link.expose();
    let text = format!(
        "Somebody asked for a new password for this address at {site}.\n\n\
         If that was you, open this link in the browser in which you asked:\n\n\
         {site}/recover/{link}\n\n\
         It works for 15 minutes and once. Your passkey or a code from your app is asked for as well.\n\n\
         If it was not you, do nothing. The link opens nothing in any other browser, and your password stays.\n"
    );
    Letter { to: person.email.clone(), subject: format!("A new password at {}", host(here)), text }
}

/// Whoever signs in otherwise is told so: to them the page said that a letter comes.
fn without_a_password(here: &Installation, person: &Person) -> Letter {
    let site = &here.public_url;
    let text = format!(
        "Somebody asked for a new password for this address at {site}.\n\n\
         Your account there has no password. If it has a passkey, sign in with that. If you never signed in, open the \
         invitation that you were sent. If you have neither, ask a person of your group who may invite.\n\n\
         If it was not you who asked, do nothing.\n"
    );
    Letter { to: person.email.clone(), subject: format!("Signing in at {}", host(here)), text }
}

fn host(here: &Installation) -> &str {
    here.origin.domain().unwrap_or(&here.public_url)
}

/// A recovery as its page shows it.
pub struct Open {
    /// Whose password it is.
    pub person: Person,
    /// Until when the link works.
    pub until: Moment,
    /// Whether a passkey can stand for the code.
    pub passkey: bool,
    /// Whether there is an app whose code can be asked for.
    pub code: bool,
}

/// What this link is for. Nothing changes, however often and by whatever it is opened.
pub async fn show(here: &Installation, visit: Visit<'_>, link: &Token) -> Result<Open, NotIn> {
    let (recovery, person) = recovering(here, visit, link).await?;
    let passkey = here.entrance.passkeys.is_some() && !here.store.passkeys_of(person.id).await?.is_empty();
    let code = here.store.totp_of(person.id).await?.is_some();
    Ok(Open { person, until: recovery.link.expires, passkey, code })
}

/// Asks for a passkey as the second factor: the question for the browser, as JSON.
pub async fn start_proof(here: &Installation, visit: Visit<'_>, link: &Token) -> Result<String, NotIn> {
    let (_, person) = recovering(here, visit, link).await?;
    ask_second_factor(here, visit, &person).await
}

/// Sets a new password by the link and the second factor. It signs nobody in, and every session of the person ends.
pub async fn finish(
    here: &Installation,
    visit: Visit<'_>,
    link: &Token,
    shown: Shown<'_>,
    password: &str,
) -> Result<(), NotIn> {
    let (mut recovery, person) = recovering(here, visit, link).await?;
    let chosen = choose(password, &person)?;
    let (factor, used) = second_factor(here, visit, &person, shown).await?;
    let stored = hash(here, chosen).await?;
    let stored = recovery.finish(link, visit.cookie, &factor, stored, here.store.now()).map_err(NotIn::because)?;
    if !here.store.bookkeeping().finish_recovery(&recovery, &factor, &used, &stored).await? {
        return Err(NotIn::because(TokenRefused::Used));
    }
    tracing::info!(person = %person.id, "chose a new password by a link; every session of theirs ended");
    Ok(())
}

async fn recovering(here: &Installation, visit: Visit<'_>, link: &Token) -> Result<(Recovery, Person), NotIn> {
    let recovery = here.store.recovery(link.hash()).await?.ok_or_else(|| NotIn::because(TokenRefused::Unknown))?;
    recovery.show(link, visit.cookie, here.store.now()).map_err(NotIn::because)?;
    let person = account(here, recovery.person).await?;
    Ok((recovery, person))
}
