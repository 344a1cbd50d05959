//! What a handler answers when it cannot answer: a redirect to sign in or to prove it again, or a page that says what,
//! which line, and who can.

use crate::{
    errors::{self, Refused, SentBefore, Stale},
    frame::Plain,
    law, words,
};
use acts::Declined;
use axum::{
    Extension,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use charter::{Charter, Grounds, Status};
use people::StepUp;
use store::ChannelRow;
use url::form_urlencoded;

/// A request that was not answered with its page.
pub struct Failed(Box<Kind>);

/// Says of a response that somebody has to sign in first, and where. What they had typed is kept (`carry_on`).
#[derive(Clone)]
pub struct SignInFirst(pub String);

/// What the group's own charter and register say about a refusal, where they are at hand.
#[derive(Default)]
struct Ways {
    who_can: Option<String>,
    there: Option<(String, String)>,
}

enum Kind {
    Bare(StatusCode),
    Elsewhere(String),
    SignIn(String),
    Gone(Plain),
    Charter { plain: Plain, base: String, back: Option<(&'static str, String)>, ways: Ways, grounds: Grounds },
    Rule { plain: Plain, base: String, request: String, sentence: String },
    Stale { plain: Plain, base: String, what: &'static str },
    SentBefore { plain: Plain, to: String },
    Trouble { plain: Plain, request: String },
}

impl Failed {
    /// Without words: something that cannot happen inside the guards.
    pub(crate) fn bare(status: StatusCode) -> Self {
        Self(Box::new(Kind::Bare(status)))
    }
    /// Nobody is signed in, or the session was `over`; the way back is kept.
    pub(crate) fn sign_in(back: &str, over: bool) -> Self {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("to", back);
        if over {
            query.append_pair("over", "yes");
        }
        Self(Box::new(Kind::SignIn(format!("/sign-in?{}", query.finish()))))
    }
    /// Their rights rest: the one page that is open is where they say that they stay.
    pub(crate) fn rests() -> Self {
        Self(Box::new(Kind::Elsewhere("/stay".to_owned())))
    }
    /// The person has to prove again who they are; then they come back.
    pub(crate) fn prove(back: &str, _: StepUp) -> Self {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("to", back).finish();
        Self(Box::new(Kind::Elsewhere(format!("/prove?{query}"))))
    }
    /// A form that did before what it asks for, and says something else now; what it did is at this page.
    pub(crate) fn sent_before(plain: Plain, to: String) -> Self {
        Self(Box::new(Kind::SentBefore { plain, to }))
    }
    /// Not there, or not for this reader.
    pub fn gone(plain: Plain) -> Self {
        Self(Box::new(Kind::Gone(plain)))
    }
    /// Something failed underneath. It is logged here, once.
    pub(crate) fn trouble(plain: Plain, request: &str, error: &anyhow::Error) -> Self {
        tracing::error!(request, error = format!("{error:#}"), "a request failed");
        Self(Box::new(Kind::Trouble { plain, request: request.to_owned() }))
    }
    /// What an act answered that was not done.
    pub(crate) fn declined(plain: Plain, request: &str, declined: Declined) -> Self {
        let (base, request) = (String::new(), request.to_owned());
        Self(Box::new(match declined {
            Declined::ByCharter(grounds) => {
                Kind::Charter { plain, base, back: None, ways: Ways::default(), grounds: *grounds }
            }
            Declined::ByRule(sentence) | Declined::ByField { sentence, .. } => {
                Kind::Rule { plain, base, request, sentence: words::sentence(&sentence) }
            }
            Declined::NotFound(_) => Kind::Gone(plain),
            Declined::Stale(what) => Kind::Stale { plain, base, what },
            Declined::SentBefore { leads_to, is_same: true } => Kind::Elsewhere(leads_to),
            Declined::SentBefore { leads_to: to, is_same: false } => Kind::SentBefore { plain, to },
            Declined::Trouble(error) => return Self::trouble(plain, &request, &error),
        }))
    }
    /// The same, with its links leading into the group at this address.
    pub(crate) fn within(mut self, group: &str) -> Self {
        if let Kind::Charter { base, .. } | Kind::Rule { base, .. } | Kind::Stale { base, .. } = &mut *self.0 {
            group.clone_into(base);
        }
        self
    }
    /// The same refusal, with its way back leading to this page, in these words.
    pub(crate) fn leading_back(mut self, words: &'static str, to: &str) -> Self {
        if let Kind::Charter { back, .. } = &mut *self.0 {
            *back = Some((words, to.to_owned()));
        }
        self
    }
    /// The same refusal, told with the offices as this charter calls them, and with the channel to use instead.
    pub(crate) fn explained(mut self, charter: &Charter, register: &[ChannelRow]) -> Self {
        if let Kind::Charter { base, ways, grounds, .. } = &mut *self.0 {
            ways.who_can = Some(law::who_can_by_name(charter, grounds));
            if law::is_for_oneself(charter, grounds) {
                grounds.because.retain(|cited| cited.status != Status::ProductDefault);
            }
            ways.there = law::preferred(charter, base, register, grounds);
        }
        self
    }
    /// The sentence of a rule that was not kept, where the form is to be shown again with it.
    pub fn sentence(&self) -> Option<&str> {
        match &*self.0 {
            Kind::Rule { sentence, .. } => Some(sentence),
            _ => None,
        }
    }
}

/// Why an act was not done: the page to show instead, or what the act answered.
pub(crate) enum NotDone {
    /// Another page: to prove who is there, say.
    Failed(Failed),
    /// The act said no.
    Declined(Declined),
}

impl From<Failed> for NotDone {
    fn from(failed: Failed) -> Self {
        Self::Failed(failed)
    }
}
impl From<Declined> for NotDone {
    fn from(declined: Declined) -> Self {
        Self::Declined(declined)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        match *self.0 {
            Kind::Bare(status) => status.into_response(),
            Kind::Elsewhere(to) => Redirect::to(&to).into_response(),
            Kind::SignIn(at) => (Extension(SignInFirst(at.clone())), Redirect::to(&at)).into_response(),
            Kind::Gone(plain) => errors::gone(plain).into_response(),
            Kind::Charter { plain, base, back, ways, grounds } => {
                let back = back.unwrap_or_else(|| ("Back", base.clone()));
                let page = refused(plain, &base, back, ways, &grounds);
                errors::not_taken(StatusCode::FORBIDDEN, page)
            }
            Kind::Rule { plain, request, sentence, .. } => {
                errors::trouble(StatusCode::UNPROCESSABLE_ENTITY, plain, &sentence, &request)
            }
            Kind::Stale { plain, base, what } => errors::not_taken(StatusCode::CONFLICT, stale(plain, base, what)),
            Kind::SentBefore { plain, to } => {
                errors::not_taken(StatusCode::CONFLICT, SentBefore { plain, to, typed: Vec::new() })
            }
            Kind::Trouble { plain, request } => {
                errors::trouble(StatusCode::INTERNAL_SERVER_ERROR, plain, UNEXPECTED, &request)
            }
        }
    }
}

const UNEXPECTED: &str = "Something failed underneath, and nothing was changed by this request. Try again; whoever runs \
                          this installation finds the reason in the log, by the number below.";

fn refused(plain: Plain, base: &str, back: (&str, String), ways: Ways, grounds: &Grounds) -> Refused {
    let who_can = ways.who_can.unwrap_or_else(|| law::who_can(grounds));
    Refused {
        plain,
        what: law::refusal(grounds),
        quotes: law::quotes(base, &grounds.because),
        authority: law::refused_by(grounds),
        who_can: if who_can.is_empty() { law::way_on(grounds).to_owned() } else { who_can },
        instead: law::instead(grounds),
        there: ways.there,
        actions: Vec::new(),
        typed: Vec::new(),
        back: (back.0.to_owned(), back.1),
    }
}

fn stale(plain: Plain, back: String, what: &'static str) -> Stale {
    Stale {
        plain,
        what: format!("Somebody changed {what} after you had opened it. Nothing of theirs was overwritten."),
        theirs: String::new(),
        yours: String::new(),
        typed: Vec::new(),
        overwrite: None,
        back,
    }
}
