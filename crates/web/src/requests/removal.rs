//! A proposed removal on the page of its question: what the person concerned says, until when they are heard, and carrying out
//! what another body decided.

use super::{
    one::{self, OfQuestion, Sight},
    view::Removal,
};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::{Nothing, Sent},
    page::Page,
    parts::{Action, Field, Kind, Look, Problems},
    reader::Insider,
    words,
};
use acts::{Declined, removal};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::PersonId;
use decisions::Effect;
use serde::Deserialize;

/// A reply as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    reply: String,
}

/// Who is removed by a yes to the question of this page.
pub(crate) fn subject_of(row: &store::AnswerRow) -> Option<PersonId> {
    match &row.question.effect {
        Some(Effect::RemoveMember { person, .. }) => Some(*person),
        _ => None,
    }
}

impl Sight<'_> {
    /// The part of the page about a removal; none where the question is about something else.
    pub(super) async fn removal(&self, problems: &Problems) -> Result<Option<Removal>, Failed> {
        let row = self.standing();
        let Some(subject) = subject_of(row) else { return Ok(None) };
        let reply = self.app.here.store.reply_to(row.id).await.map_err(|error| self.reader.trouble(error))?;
        let until = removal::replies_until(self.charter(), row.asked.1);
        let is_open = row.waits();
        let mine = is_open && subject == self.reader.person();
        let field = || {
            let said = reply.as_ref().map(|reply| reply.words.clone()).unwrap_or_default();
            let typed = self.reply.clone().unwrap_or(said);
            let field = Field::new("reply", "Your reply").kind(Kind::Lines(6)).value(typed);
            let field = field.hint("Everybody who decides about it reads it. You can change it until it is decided.");
            field.marked(problems)
        };
        let decided = row.unlocks(self.now) && !row.question.is_for_the_group();
        let still = self.reader.known.roster.standing(subject, self.now).is_member();
        let name = self.reader.name(subject);
        Ok(Some(Removal {
            words: if is_open && self.now < until {
                format!("{name} has until {} to reply. No vote opens before.", self.reader.when(until))
            } else {
                format!("{name} has no vote in this, and does not count in it.")
            },
            said: reply.as_ref().map(|reply| (reply.words.clone(), self.reader.when(reply.at))),
            form: mine.then(field),
            to: format!("{}/reply", self.at()),
            carry: (decided && still).then(|| {
                let to = format!("{}/remove", self.at());
                let effect =
                    "They are no member any more: offices, access and sessions end, and what they planned waits.";
                let button = Action::new("Carry it out", "circle-x", to, self.reader.token()).look(Look::Danger);
                button.confirming(effect, "Remove them")
            }),
        }))
    }
}

/// The person concerned replies.
pub(super) async fn reply(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfQuestion>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let mut sight = Sight::of(&app, reader, &of).await?;
    let (question, group) = (sight.standing().id, sight.reader.id());
    let said = removal::reply(&app.here, group, &sight.reader.reader.who, question, &filled.reply).await;
    let sentence = match said {
        Ok(()) => return Ok(Done::at(sight.at(), "replied").into_response()),
        Err(Declined::ByField { sentence, .. } | Declined::ByRule(sentence)) => words::sentence(&sentence),
        Err(declined) => {
            return Err(sight.reader.failed(declined).explained(sight.charter(), &sight.reader.known.channels));
        }
    };
    let problems = Problems::of("reply", sentence);
    sight.reply = Some(filled.reply);
    Ok(Page::again(sight.page(&one::Filled::default(), problems).await?).into_response())
}

/// Carries out what another body decided.
pub(super) async fn remove(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfQuestion>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let removed = removal::remove(&app.here, sight.reader.id(), &who, sight.standing().id).await;
    removed.map_err(|declined| sight.reader.failed(declined))?;
    Ok(Done::at(sight.at(), "removed"))
}
