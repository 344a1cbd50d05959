//! What signing in shows.

use crate::{
    filters,
    frame::Plain,
    parts::{AppSecret, Field, Problems},
};
use askama::Template;

/// Signing in.
#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
pub struct SignIn {
    /// The frame.
    pub plain: Plain,
    /// What is wrong. The same sentence whether the name or the password was.
    pub problems: Problems,
    /// The address whose passkey is asked for.
    pub account: Field,
    /// Address, password, code.
    pub fields: Vec<Field>,
    /// The path to go to afterwards.
    pub to: String,
    /// Whether a new password was set just now.
    pub recovered: bool,
    /// Whether this is a demonstration, whose people anybody can be.
    pub demonstration: bool,
}

/// A one-time link, opened: it shows a button, because looking at a page changes nothing.
#[derive(Template)]
#[template(path = "sign_in/link.html")]
pub struct OneTimeLink {
    /// The frame.
    pub plain: Plain,
    /// `Sign in as Member, events`, `Accept the invitation`.
    pub heading: String,
    /// What it is, from whom, and until when it works.
    pub words: String,
    /// Where the form goes.
    pub to: String,
    /// What the button says; nothing when the link was used or is too old.
    pub button: Option<String>,
    /// Where a link that opens nothing leads on to: a path, and its words.
    pub leads_on: (&'static str, &'static str),
}

/// Asking for a link to choose a new password.
#[derive(Template)]
#[template(path = "sign_in/recover.html")]
pub struct Recover {
    /// The frame.
    pub plain: Plain,
    /// What is wrong.
    pub problems: Problems,
    /// Why no link can be sent, and who can help, where that is so.
    pub no_mail: Option<&'static str>,
    /// The address.
    pub email: Field,
    /// What everybody is answered who asked.
    pub answer: Option<&'static str>,
}

/// Choosing a new password by a link.
#[derive(Template)]
#[template(path = "sign_in/choose_again.html")]
pub struct ChooseAgain {
    /// The frame.
    pub plain: Plain,
    /// What is wrong.
    pub problems: Problems,
    /// Whose it is, and until when the link works.
    pub words: String,
    /// Password and code, of somebody with an app.
    pub by_code: Option<Vec<Field>>,
    /// The password beside a passkey, of somebody who has one.
    pub by_passkey: Option<Field>,
    /// Where the forms go.
    pub to: String,
}

/// An invitation, opened: what it is, and for a founder the question who they are.
#[derive(Template)]
#[template(path = "sign_in/join.html")]
pub struct Join {
    /// The frame.
    pub plain: Plain,
    /// `Join Social Media Working Group`.
    pub heading: String,
    /// Whom it is for, and until when it works.
    pub words: String,
    /// What is wrong.
    pub problems: Problems,
    /// Name and address, of a founder.
    pub fields: Vec<Field>,
    /// Where the form goes.
    pub to: String,
    /// Whether the account can sign in already and has to, first.
    pub sign_in_first: bool,
    /// What accepting it is called.
    pub button: &'static str,
}

/// Choosing how to sign in from now on.
#[derive(Template)]
#[template(path = "sign_in/enrol.html")]
pub struct Enrol {
    /// The frame.
    pub plain: Plain,
    /// What is wrong.
    pub problems: Problems,
    /// The name of the passkey.
    pub passkey_name: Field,
    /// Password, code.
    pub fields: Vec<Field>,
    /// The secret of the second factor.
    pub secret: AppSecret,
    /// Where the forms go: `/join/…`, without the last part.
    pub to: String,
    /// What was said before: name and value.
    pub carries: Vec<(String, String)>,
}

/// Proving it again, before an act that asks for it.
#[derive(Template)]
#[template(path = "sign_in/again.html")]
pub struct Again {
    /// The frame.
    pub plain: Plain,
    /// What it is asked for: `publishing a post`.
    pub act: String,
    /// What is wrong.
    pub problems: Problems,
    /// Where the form goes.
    pub to: String,
    /// Whether a passkey can be used.
    pub passkey: bool,
    /// The code of the second factor, where the group lowered the bar to it.
    pub code: Option<Field>,
    /// The house rule by which it did.
    pub house_rule: Option<String>,
    /// What was to be sent: name and value. Nothing typed is lost.
    pub carries: Vec<(String, String)>,
}
