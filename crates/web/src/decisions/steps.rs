//! The steps that are taken on the page of a decision, beside casting a ballot: each is read, done and answered alike. What
//! cannot be done stands on the page again, at its field.

use super::{
    aside,
    ballot::{Filled, again},
    reading::{OfDecision, Reading},
};
use crate::{App, address::Path, done::Done, failed::Failed, guard::Sent, reader::Insider, words};
use acts::{Declined, agreeing, beside, votes};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
    routing::{MethodRouter, post},
};
use basics::{AnswerId, Moment};
use jiff::civil::{Date, date};
use people::Elevated;

/// A step of a decision.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Seconds it, and it opens.
    Second,
    /// Takes it back.
    Withdraw,
    /// Takes over what its sponsor took back.
    TakeOver,
    /// Stays out of it, for a ground that the charter names.
    StayOut,
    /// Changes what is voted on, and it begins anew.
    Update,
    /// Gives it more time: to the end of a day, for a reason.
    Extend,
    /// Says that one is present, or took part in a consensus.
    BePresent,
    /// Answers an objection.
    AnswerObjection,
    /// Decides a tie.
    CastingVote,
    /// Puts a question of the group's own once more.
    PutAnew,
    /// Takes it to the body that may set it aside.
    TakeToParent,
    /// Sets it aside.
    SetAside,
}

/// Where a step leads.
enum Next {
    /// To the page of the decision.
    Here,
    /// To the page of a question.
    Question(AnswerId),
}

/// The handler of a step.
pub(super) fn takes(step: Step) -> MethodRouter<App> {
    post(move |State(app): State<App>, reader: Insider, Path(of): Path<OfDecision>, Sent(filled): Sent<Filled>| {
        taken(app, reader, of, filled, step)
    })
}

async fn taken(app: App, reader: Insider, of: OfDecision, filled: Filled, step: Step) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    match step.done(&reading, &who, &filled).await {
        Ok(Next::Here) => Ok(Done::at(reading.at(), step.word()).into_response()),
        Ok(Next::Question(id)) => Ok(Redirect::to(&format!("{}/requests/{id}", reading.reader.base())).into_response()),
        Err(Declined::ByRule(sentence)) => again(&reading, &filled, step.field(), &words::sentence(&sentence)).await,
        Err(Declined::ByField { field, sentence }) => again(&reading, &filled, step.its(field), &sentence).await,
        Err(declined) => Err(reading.reader.failed(declined)),
    }
}

impl Step {
    async fn done(self, reading: &Reading<'_>, who: &Elevated, filled: &Filled) -> Result<Next, Declined> {
        let (here, group, id) = (&reading.app.here, reading.reader.id(), reading.row.id);
        match self {
            Self::Second => votes::second(here, group, who, id).await?,
            Self::Withdraw => votes::withdraw(here, group, who, id).await?,
            Self::TakeOver => votes::take_over(here, group, who, id).await?,
            Self::StayOut => votes::stay_out(here, group, who, id, &filled.ground).await?,
            Self::Update => votes::update(here, group, who, id, &filled.proposal).await?,
            Self::Extend => {
                let to = end_of(&filled.until, &reading.reader)?;
                votes::extend(here, group, who, id, to, &filled.why).await?;
            }
            Self::BePresent => beside::is_present(here, group, who, id).await?,
            Self::AnswerObjection => {
                let of = filled.of.parse().map_err(|_| Declined::field("answer", "Choose an objection to answer."))?;
                beside::answer_objection(here, group, who, (id, of), &filled.answer).await?;
            }
            Self::CastingVote => beside::give_casting_vote(here, group, who, id, &filled.casting).await?,
            Self::PutAnew => return agreeing::ask_anew(here, group, who, &reading.row).await.map(Next::Question),
            Self::TakeToParent => {
                return agreeing::take_to_parent(here, group, who, id, &filled.aside).await.map(Next::Question);
            }
            Self::SetAside => agreeing::set_aside(here, group, who, id, &filled.aside).await?,
        }
        Ok(Next::Here)
    }

    /// The word by which the page says that it is done.
    fn word(self) -> &'static str {
        match self {
            Self::Second => "seconded",
            Self::Withdraw => "withdrawn",
            Self::TakeOver => "taken_over",
            Self::StayOut => "stays_out",
            Self::Update => "updated",
            Self::Extend => "extended",
            Self::BePresent => "present",
            Self::AnswerObjection => "answered",
            Self::CastingVote => "casting",
            Self::PutAnew | Self::TakeToParent => "asked",
            Self::SetAside => "set_aside",
        }
    }

    /// The field at which it is said why it was not done.
    fn field(self) -> &'static str {
        match self {
            // Where the steps that are a button stand on the page.
            Self::Second | Self::Withdraw | Self::TakeOver | Self::BePresent | Self::PutAnew => "steps",
            Self::StayOut => "ground",
            Self::Update => "proposal",
            Self::Extend => "until",
            Self::AnswerObjection => "answer",
            Self::CastingVote => "casting",
            Self::TakeToParent | Self::SetAside => aside::FIELD,
        }
    }

    /// The field of this page for what an act calls one of its own.
    fn its(self, field: &'static str) -> &'static str {
        if matches!(self, Self::TakeToParent | Self::SetAside) { aside::FIELD } else { field }
    }
}

/// A day that lies before the end of the calendar in every zone.
const FAR_AWAY: Date = date(9999, 12, 1);

/// The first instant after a day, in the zone of the group.
fn end_of(day: &str, reader: &Insider) -> Result<Moment, Declined> {
    let not_a_day = || Declined::rule(format!("{day:?} is not a day; write it as 2026-11-28"));
    let day: Date = day.trim().parse().map_err(|_| not_a_day())?;
    // Whatever lies beyond is too long anyway, and how long is possible is said where that is known.
    let after = day.min(FAR_AWAY).tomorrow().map_err(|_| not_a_day())?;
    let start = after.to_zoned(reader.zone.rules().clone()).map_err(|_| not_a_day())?;
    Ok(Moment::new(start.timestamp()))
}
