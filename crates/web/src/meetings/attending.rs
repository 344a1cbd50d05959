//! Who comes and who was there, on the page of a meeting.

use super::{
    Asks, Waits,
    one::{Filled, Sight},
    steps::{By, Step},
};
use crate::{
    failed::NotDone,
    parts::{Action, Choice, Choices, Field, Look, Pick, Problems},
};
use acts::{Declined, meetings::attending};
use basics::{MeetingId, PersonId};
use meetings::Stage;

/// What the reader says about themself.
pub(super) struct Own {
    pub words: String,
    pub actions: Vec<Action>,
    pub excuse: Option<Asks>,
}

/// The reader's own answer, presence and excuse, as far as each can be said now.
pub(super) fn own(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems) -> Own {
    let (now, me, course) = (sight.reader.reader.at, sight.reader.person(), sight.row.course());
    let known = sight.known(me);
    let said = match (known.is_present, &known.excuse, known.answer.as_deref()) {
        (true, ..) => "You were there.".to_owned(),
        (_, Some(why), _) => format!("You excused yourself: {why}"),
        (_, _, Some("yes")) => "You said that you come.".to_owned(),
        (_, _, Some("no")) => "You said that you do not come.".to_owned(),
        (_, _, Some(_)) => "You said that you come perhaps.".to_owned(),
        _ if sight.stage() == Stage::Ahead => "Will you come?".to_owned(),
        _ => String::new(),
    };
    let button = |words, icon, to: &str| {
        Action::new(words, icon, format!("{}/{to}", sight.at()), sight.reader.token())
            .carrying("person", me.to_string())
    };
    let mut actions = Vec::new();
    if course.can_be_answered(now).is_ok() {
        for (word, words, icon) in
            [("yes", "I come", "check"), ("no", "I do not come", "x"), ("maybe", "Perhaps", "circle-help")]
        {
            actions.push(button(words, icon, "answer").carrying("answer", word));
        }
    }
    if !known.is_present && course.can_be_marked(now).is_ok() {
        actions.push(button("I am here, or was", "hand", "present").look(Look::Primary));
    }
    let typed = filled.map(|filled| filled.excuse.clone()).unwrap_or_default();
    let sees = if sight.has_convener { "You and the convener see" } else { "Only you see" };
    let why = Field::new("excuse", "Why can you not come?")
        .value(typed)
        .hint(format!("{sees} it; the others see that you are excused."));
    let can_excuse = !known.is_present && known.excuse.is_none() && course.can_be_excused(now).is_ok();
    let excuse = can_excuse.then(|| {
        let mut asks =
            sight.asks("Excuse yourself", "excuse", ("message-circle", "Excuse me")).fields(vec![why.marked(problems)]);
        asks.carries.push(("person", me.to_string()));
        asks.folded()
    });
    Own { words: said, actions, excuse }
}

/// Corrections that wait for a second word.
pub(super) fn waits(sight: &Sight<'_>) -> Vec<Waits> {
    if sight.row.course().can_be_corrected(sight.reader.reader.at).is_err() {
        return Vec::new();
    }
    let open = sight.corrections.iter().filter(|row| row.confirmed.is_none());
    let shown = open.map(|row| {
        let was = if row.was_present { "was there" } else { "was not there" };
        let confirm = Action::new("Confirm it", "check", format!("{}/confirm", sight.at()), sight.reader.token());
        Waits {
            words: format!("{} says that {} {was}.", sight.reader.name(row.proposed.0), sight.reader.name(row.person)),
            confirm: (row.proposed.0 != sight.reader.person())
                .then(|| confirm.carrying("correction", row.id.to_string())),
        }
    });
    shown.collect()
}

/// Proposing a correction, while it can be.
pub(super) fn correct(sight: &Sight<'_>, problems: &Problems) -> Option<Asks> {
    sight.row.course().can_be_corrected(sight.reader.reader.at).ok()?;
    let mut asks = sight.asks("Correct who was there", "correct", ("pencil", "Say so"));
    asks.picks.push(Pick {
        name: "person".to_owned(),
        label: "Who?".to_owned(),
        hint: "It counts once another member confirms it.".to_owned(),
        of: people(sight, ""),
        error: problems.at("person"),
    });
    asks.choices.push(Choices {
        name: "was".to_owned(),
        legend: "What is right?".to_owned(),
        of: vec![Choice::new("present", "They were there"), Choice::new("absent", "They were not there")],
        across: true,
        error: problems.at("was"),
        ..Choices::default()
    });
    Some(asks.folded())
}

/// The members, to choose one from.
pub(super) fn people(sight: &Sight<'_>, chosen: &str) -> Vec<Choice> {
    let now = sight.reader.reader.at;
    let members = sight.reader.known.roster.members(now).into_iter().filter(|member| member.current(now));
    let choice = |member: store::Member| {
        let id = member.person.to_string();
        let is = id == chosen;
        Choice::new(&id, member.known_as).chosen(is)
    };
    members.map(choice).collect()
}

fn whom(by: By<'_>, filled: &Filled) -> Result<(MeetingId, PersonId), Declined> {
    let person = filled.person.parse().map_err(|_| Declined::field("person", "choose who is meant"))?;
    Ok((by.meeting, person))
}

/// Whether somebody comes.
pub(super) struct Answer;
impl Step for Answer {
    const FIELD: &'static str = "answer";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        attending::answer(by.here, by.group, by.who, whom(by, filled)?, &filled.answer).await?;
        Ok("answered")
    }
}

/// Why somebody does not come.
pub(super) struct Excuse;
impl Step for Excuse {
    const FIELD: &'static str = "excuse";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        attending::excuse(by.here, by.group, by.who, whom(by, filled)?, &filled.excuse).await?;
        Ok("excused")
    }
}

/// That somebody is there.
pub(super) struct Present;
impl Step for Present {
    const FIELD: &'static str = "person";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        attending::present(by.here, by.group, by.who, whom(by, filled)?).await?;
        Ok("present")
    }
}

/// What another member knows better.
pub(super) struct Correct;
impl Step for Correct {
    const FIELD: &'static str = "was";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let was_present = match filled.was.as_str() {
            "present" => true,
            "absent" => false,
            _ => return Err(Declined::field("was", "say whether they were there").into()),
        };
        attending::correct(by.here, by.group, by.who, whom(by, filled)?, was_present).await?;
        Ok("corrected")
    }
}

/// Confirming a correction.
pub(super) struct Confirm;
impl Step for Confirm {
    const FIELD: &'static str = "was";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let id = filled.correction.parse().map_err(|_| Declined::NotFound("correction"))?;
        attending::confirm(by.here, by.group, by.who, by.meeting, id).await?;
        Ok("confirmed")
    }
}
