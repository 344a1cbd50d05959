//! How a post stands on its day, from where its deliveries stand and what was asked about it.

use super::State;
use crate::parts::{Tag, Tone};
use basics::PostId;
use delivery::{PauseReason, State as Stands};
use std::collections::HashMap;
use store::{AnswerRow, DeliveryRow, PostStage};

/// The posts that wait for an answer, and of whom.
pub(crate) struct Held(HashMap<String, State>);

impl Held {
    /// From the questions that have no answer.
    pub(crate) fn of(questions: &[AnswerRow]) -> Self {
        let open = questions.iter().filter(|row| row.waits());
        let about = open.map(|row| {
            let by = if row.question.is_for_the_group() { State::HeldForGroup } else { State::HeldForBody };
            (row.question.about.id.clone(), by)
        });
        Self(about.collect())
    }
    fn state(&self, post: PostId) -> Option<State> {
        self.0.get(&post.to_string()).copied()
    }
}

/// How a post stands. What needs a look comes before everything else.
pub(crate) fn standing(post: PostId, stage: PostStage, deliveries: &[&DeliveryRow], held: &Held) -> State {
    match stage {
        PostStage::Draft => held.state(post).unwrap_or(State::Draft),
        PostStage::Cancelled => State::Withdrawn,
        PostStage::Planned => together(deliveries),
    }
}

/// The same as a tag, where a post stands in a list.
pub(crate) fn tag(state: State) -> Tag {
    let tone = match state {
        State::Draft | State::Withdrawn | State::Published => Tone::Plain,
        State::HeldForBody => Tone::Board,
        State::HeldForGroup => Tone::Group,
        State::Planned => Tone::Accent,
        State::ByHand => Tone::Warn,
        State::Trouble => Tone::Danger,
    };
    Tag::new(tone, state.icon(), state.word())
}

fn together(deliveries: &[&DeliveryRow]) -> State {
    let each: Vec<State> = deliveries.iter().filter(|one| one.of_another().is_none()).map(|one| alone(one)).collect();
    let any = |state| each.contains(&state);
    match () {
        () if any(State::Trouble) => State::Trouble,
        () if any(State::ByHand) => State::ByHand,
        () if any(State::Planned) || each.is_empty() => State::Planned,
        () if any(State::Published) => State::Published,
        () => State::Withdrawn,
    }
}

fn alone(delivery: &DeliveryRow) -> State {
    let row = &delivery.row;
    // A network that asks to wait lifts that itself; every other pause waits for a person.
    let paused = row.pauses.iter().any(|reason| reason != PauseReason::Rate);
    match row.state {
        Stands::Scheduled if paused => State::Trouble,
        Stands::Scheduled | Stands::Claimed | Stands::Preparing | Stands::Sending | Stands::Absent => State::Planned,
        Stands::Asked => State::ByHand,
        Stands::Confirmed | Stands::Verified | Stands::Live => State::Published,
        Stands::Withdrawn | Stands::Cancelled => State::Withdrawn,
        Stands::Unknown
        | Stands::NeedsHuman
        | Stands::Rejected
        | Stands::FailedFinal
        | Stands::Duplicate
        | Stands::Altered
        | Stands::Vanished
        | Stands::Expired => State::Trouble,
    }
}
