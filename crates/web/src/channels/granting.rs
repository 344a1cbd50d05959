//! Giving access, on the page of the channel. Where the charter leaves it to the group or another
//! body, the question is put instead.

use super::one::{OfChannel, Sight};
use crate::{
    App,
    address::{self, Path},
    done::Done,
    errors::Refused,
    failed::Failed,
    guard::Sent,
    law,
    page::Page,
    parts::{Action, Choice, Field, Kind, Look, Pick, Problems, Verdict},
    reader::Insider,
};
use acts::{Declined, access, answers, opinions};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use basics::{GrantId, Moment, PersonId};
use channels::Capability;
use charter::{Grounds, Opinion, Way};
use jiff::{SignedDuration, civil::Date};
use people::Elevated;
use serde::Deserialize;

/// A wish for access as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    to: String,
    capability: String,
    until: String,
    reason: String,
    /// `grant`, or `ask` where somebody else decides.
    how: String,
}

/// The form of a grant, with who decides about it.
pub struct Form {
    /// To whom.
    pub to: Pick,
    /// For what.
    pub capability: Pick,
    /// Until when.
    pub until: Field,
    /// Why.
    pub reason: Field,
    /// The button, or why there is none.
    pub button: Action,
    /// Who decides, where it is not this reader alone.
    pub verdict: Option<Verdict>,
}

impl Form {
    /// The form as it was filled in. Who decides is asked for the wish that it stands at.
    pub async fn of(sight: &Sight<'_>, filled: Filled, problems: &Problems) -> Result<Self, Failed> {
        let chosen = filled.to.parse().ok().or_else(|| sight.likely_receiver());
        let opinion = match chosen {
            Some(person) => sight.opinion_of_access(person, &filled).await?,
            None => None,
        };
        let of = sight.members.iter().filter(|member| member.current(sight.now)).map(|member| {
            Choice::new(&member.person.to_string(), member.known_as.clone()).chosen(chosen == Some(member.person))
        });
        let asked = Capability::ALL.iter().map(|one| {
            let named = if filled.capability.is_empty() {
                *one == Capability::Publish
            } else {
                filled.capability == one.as_str()
            };
            Choice::new(one.as_str(), one.as_str()).chosen(named)
        });
        let until = Field::new("until", "Until").kind(Kind::Day).value(filled.until);
        let until = if sight.has_terms() {
            until.hint("The first day without access; empty: the end of the term.").optional()
        } else {
            until.hint("The first day without access.")
        };
        let reason = Field::new("reason", "Why").value(filled.reason);
        Ok(Self {
            to: Pick {
                name: "to".into(),
                label: "To".into(),
                of: of.collect(),
                error: problems.at("to"),
                ..Pick::default()
            },
            capability: Pick {
                name: "capability".into(),
                label: "May".into(),
                of: asked.collect(),
                error: problems.at("capability"),
                ..Pick::default()
            },
            until: until.marked(problems),
            reason: reason.hint("Kept with the grant, and in the log.").marked(problems),
            button: sight.button(opinion.as_ref()),
            verdict: opinion
                .filter(|opinion| !answers::open_matters(opinion).is_empty())
                .map(|opinion| law::verdict(&sight.charter, &sight.reader.base(), &opinion, "Who gives access")),
        })
    }
}

impl Sight<'_> {
    /// Somebody other than the reader, so that the form does not open on a wish that is refused.
    fn likely_receiver(&self) -> Option<PersonId> {
        let current = || self.members.iter().filter(|member| member.current(self.now));
        let other = current().find(|member| member.person != self.reader.person());
        other.or_else(|| current().next()).map(|member| member.person)
    }

    fn has_terms(&self) -> bool {
        self.members.iter().any(|member| member.term.is_some())
    }

    async fn opinion_of_access(&self, to: PersonId, filled: &Filled) -> Result<Option<Opinion>, Failed> {
        let Ok(wish) = self.wish(&Filled { to: to.to_string(), ..filled.clone() }) else { return Ok(None) };
        // Where no term ends it, a day will have to be chosen; who decides does not depend on which.
        let some_day = (!self.has_terms()).then(|| self.now.plus(SignedDuration::from_hours(24)));
        let wish = access::Wish { until: wish.until.or(some_day), ..wish };
        let group = self.reader.id();
        let act = match access::act(&self.app.here, group, GrantId::mint(self.now), &wish).await {
            Ok(act) => act,
            Err(Declined::ByField { .. }) => return Ok(None),
            Err(declined) => return Err(self.failed(declined)),
        };
        let opinion = opinions::may(&self.app.here, group, self.reader.person(), &act).await;
        opinion.map(Some).map_err(|declined| self.failed(declined))
    }

    fn button(&self, opinion: Option<&Opinion>) -> Action {
        let give = Action::new("Give access", "lock-open", format!("{}/grants", self.at()), self.reader.token());
        match opinion {
            Some(Opinion::No(grounds)) => match &grounds.way {
                Way::MayNot => give.refused(
                    law::quotes(&self.reader.base(), &grounds.because),
                    law::who_can_by_name(&self.charter, grounds),
                ),
                Way::AskGroup => asking(give, "Ask the group", Look::Group),
                Way::AskBody(_) | Way::AskEither(_) => asking(give, "Ask for access", Look::Board),
            },
            _ => give.look(Look::Primary).carrying("how", "grant"),
        }
    }

    fn wish(&self, filled: &Filled) -> Result<access::Wish, Declined> {
        let capability = match filled.capability.as_str() {
            "" => Capability::Publish,
            word => word.parse().map_err(|wrong| Declined::field("capability", wrong))?,
        };
        Ok(access::Wish {
            channel: self.id(),
            to: filled.to.parse().map_err(|_| Declined::field("to", "choose the person who is to have access"))?,
            capability,
            reason: filled.reason.clone(),
            until: self.until(&filled.until)?,
        })
    }

    fn until(&self, typed: &str) -> Result<Option<Moment>, Declined> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let not_a_day = || Declined::field("until", format!("{typed:?} is not a day; write it as 2027-03-14"));
        let day: Date = typed.trim().parse().map_err(|_| not_a_day())?;
        let midnight = day.to_zoned(self.reader.zone.rules().clone()).map_err(|_| not_a_day())?;
        Ok(Some(Moment::new(midnight.timestamp())))
    }
}

fn asking(button: Action, words: &str, look: Look) -> Action {
    Action { words: words.to_owned(), icon: "vote", ..button }.look(look).carrying("how", "ask")
}

/// Gives access, or puts the question.
pub async fn give(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfChannel>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.with_wish(&filled)).await?;
    match sight.give(&who, &filled).await {
        Ok(done) => Ok(done),
        Err(Declined::ByField { field, sentence }) => sight.again(filled, field, sentence).await,
        // What is wrong with the wish as a whole stands at its first field, and nothing that was typed is lost.
        Err(Declined::ByRule(sentence)) => sight.again(filled, "to", sentence).await,
        Err(Declined::ByCharter(grounds)) => Ok(sight.refused(&filled, &grounds).into_response()),
        Err(declined) => Err(sight.failed(declined)),
    }
}

impl Sight<'_> {
    /// The page again, with what is wrong at its field.
    async fn again(&self, filled: Filled, field: &str, sentence: String) -> Result<Response, Failed> {
        let problems = Problems::of(field, sentence);
        Ok(Page::again(self.page(filled, problems).await?).into_response())
    }

    async fn give(&self, who: &Elevated, filled: &Filled) -> Result<Response, Declined> {
        let wish = self.wish(filled)?;
        let (here, group) = (&self.app.here, self.reader.id());
        if filled.how == "ask" {
            if basics::text::is_blank(&wish.reason) {
                return Err(Declined::field(
                    "reason",
                    "say in a few words why this person needs access; whoever decides reads it",
                ));
            }
            let answer = access::ask(here, group, who, &wish).await?;
            return Ok(Redirect::to(&format!("{}/requests/{answer}", self.reader.base())).into_response());
        }
        access::grant(here, group, who, wish).await?;
        Ok(Done::at(self.at(), "granted").into_response())
    }

    /// The page of this channel with the wish in its form.
    fn with_wish(&self, filled: &Filled) -> String {
        let typed = [
            ("to", filled.to.as_str()),
            ("capability", &filled.capability),
            ("until", &filled.until),
            ("reason", &filled.reason),
        ];
        address::with(&self.at(), typed)
    }

    /// The refusal, with the way to the body that decides, and with what was typed.
    fn refused(&self, filled: &Filled, grounds: &Grounds) -> Page<Refused> {
        let ask = || {
            Action::new("Ask for a decision", "vote", format!("{}/grants", self.at()), self.reader.token())
                .look(Look::Group)
                .carrying("to", &filled.to)
                .carrying("capability", &filled.capability)
                .carrying("until", &filled.until)
                .carrying("reason", &filled.reason)
                .carrying("how", "ask")
        };
        let page = Refused {
            plain: self.reader.reader.plain(),
            what: format!("Access to {}: {}", self.row.channel.name, law::refusal(grounds)),
            quotes: law::quotes(&self.reader.base(), &grounds.because),
            authority: law::refused_by(grounds),
            who_can: law::who_can_by_name(&self.charter, grounds),
            instead: law::instead(grounds),
            there: None,
            actions: if grounds.way == Way::MayNot { Vec::new() } else { vec![ask()] },
            typed: vec![("Why".to_owned(), filled.reason.clone())],
            back: ("Back to the channel".to_owned(), self.with_wish(filled)),
        };
        Page::with(StatusCode::FORBIDDEN, page)
    }
}
