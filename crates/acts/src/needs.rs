//! What needs a person, for a letter: votes to take part in, answers to record, errands to do. A letter says what it is and
//! where, and nothing of what can be chosen or was chosen.

use crate::{Installation, opinions};
use basics::{Moment, PersonId};
use charter::act::{RecordAnswer, TickErrand};
use decisions::Stage;
use store::{AnswerRow, DecisionRow, Group};

/// One thing that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// What tells it from every other, also from the same vote begun anew.
    pub key: String,
    /// What it is.
    pub title: String,
    /// Its page, from the first slash on.
    pub path: String,
    /// When it is too late, where it has such a moment.
    pub until: Option<Moment>,
}

/// What needs this person in this group now, ordered by when it is too late. Nothing for whoever is no member.
pub(crate) async fn of(here: &Installation, group: &Group, person: PersonId) -> Result<Vec<Needed>, anyhow::Error> {
    if !here.store.standing(group.id, person).await?.is_member() {
        return Ok(Vec::new());
    }
    let mut open = here.store.decisions(group.id).await?;
    open.retain(|row| row.closed.is_none());
    let now = here.store.now();
    let mut found: Vec<Needed> = open.iter().filter_map(|row| vote(group, row, person, now)).collect();
    found.extend(answers(here, group, person, &open).await?);
    found.extend(errands(here, group, person).await?);
    found.sort_by_key(|needed| needed.until.map_or(i64::MAX, Moment::micros));
    Ok(found)
}

fn vote(group: &Group, row: &DecisionRow, person: PersonId, now: Moment) -> Option<Needed> {
    let (what, until) = match (row.course.at(now), &row.roll) {
        (Stage::AwaitsSecond { until }, _) if row.course.sponsor != person => ("waits for a second", until),
        (Stage::Open { until, .. }, Some(roll)) if roll.admits(person).is_ok() => {
            let has_voted = roll.voters().any(|(voter, what)| voter == person && what.has_voted);
            if has_voted {
                return None;
            }
            ("waits for your ballot", Some(until))
        }
        _ => return None,
    };
    Some(Needed {
        key: format!("vote {} {} {what}", row.id, row.course.resets),
        title: format!("Vote {} {what}: {}", row.number, line(&row.question)),
        path: format!("/g/{}/decisions/{}", group.slug, row.number),
        until,
    })
}

async fn answers(
    here: &Installation,
    group: &Group,
    person: PersonId,
    votes: &[DecisionRow],
) -> Result<Vec<Needed>, anyhow::Error> {
    let charter = here.store.charter(group.id).await?;
    let mut found = Vec::new();
    for row in here.store.questions(group.id).await? {
        let waits = row.answer.is_none() && row.superseded_by.is_none();
        if !waits || votes.iter().any(|vote| vote.question.id == row.id) {
            continue;
        }
        let act = RecordAnswer { answer: row.id };
        if opinions::may(here, group.id, person, &act).await.is_ok_and(|opinion| opinion.may()) {
            found.push(Needed {
                key: format!("answer {}", row.id),
                title: format!("Record what {} answers: {}", charter.the_body(&row.question.body), line(&row)),
                path: format!("/g/{}/requests/{}", group.slug, row.id),
                until: None,
            });
        }
    }
    Ok(found)
}

async fn errands(here: &Installation, group: &Group, person: PersonId) -> Result<Vec<Needed>, anyhow::Error> {
    let mut found = Vec::new();
    for errand in here.store.errands(group.id).await?.into_iter().filter(|errand| errand.done.is_none()) {
        let act = TickErrand { errand: errand.id };
        if opinions::may(here, group.id, person, &act).await.is_ok_and(|opinion| opinion.may()) {
            found.push(Needed {
                key: format!("errand {}", errand.id),
                title: "An errand outside Nuncio waits for somebody".to_owned(),
                path: format!("/g/{}/errands", group.slug),
                until: None,
            });
        }
    }
    Ok(found)
}

/// The longest line of a question in a letter, in characters.
const LONGEST: usize = 100;

/// The question in one line, cut where it is long.
pub(crate) fn line(row: &AnswerRow) -> String {
    let first = row.question.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    if first.chars().count() <= LONGEST {
        return first.to_owned();
    }
    first.chars().take(LONGEST).chain(['…']).collect()
}
