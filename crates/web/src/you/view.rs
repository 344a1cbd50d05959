//! What a person sees about their own account.

use crate::{
    filters,
    frame::{Plain, Theme},
    parts::{Action, AppSecret, Choices, Field, Pick, Problems},
};
use askama::Template;

/// One passkey.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// The name it was given.
    pub name: String,
    /// `added 3 Oct 2026, last used today`.
    pub about: String,
    /// Taking it away.
    pub remove: Action,
}

/// One signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// `Firefox on Linux`.
    pub browser: String,
    /// `since 08:12, ends at 20:12`.
    pub about: String,
    /// Whether it is this one.
    pub this: bool,
    /// Ending it.
    pub end: Action,
}

/// The addresses of calendars.
#[derive(Clone, Debug)]
pub struct Calendars {
    /// The address that was just made, shown once.
    pub made: Option<String>,
    /// Those there are: what for, whose meetings, taking it back.
    pub feeds: Vec<(String, String, Action)>,
    /// Whose meetings a new one has.
    pub which: Pick,
    /// What a new one is for.
    pub label: Field,
}

/// The choice about mail.
pub struct MailForm {
    /// How.
    pub how: Choices,
    /// From which hour on, where once a day.
    pub hour: Pick,
    /// In which zone it is that hour.
    pub zone: Field,
    /// Whether this installation sends mail at all.
    pub works: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "you/you.html")]
pub struct You {
    /// The frame.
    pub plain: Plain,
    /// The name.
    pub name: String,
    /// `Member of … until 14 Mar 2027`, one per group.
    pub standing: Vec<String>,
    /// What is wrong with a form.
    pub problems: Problems,
    /// The passkeys.
    pub passkeys: Vec<Passkey>,
    /// The name of a new passkey.
    pub passkey_name: Field,
    /// Whether passkeys can be used under this address.
    pub passkeys_work: bool,
    /// Whether a password with a second factor is set.
    pub password_set: bool,
    /// The new password and the code, while it is being set.
    pub password: Vec<Field>,
    /// The secret of the second factor, shown while it is set up.
    pub secret: Option<AppSecret>,
    /// The addresses of calendars.
    pub calendars: Calendars,
    /// Whether what needs somebody is mailed, and how.
    pub mail: MailForm,
    /// The sessions.
    pub sessions: Vec<Session>,
}
