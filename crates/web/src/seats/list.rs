//! The votes of the bodies on which somebody has a seat, over all groups that ask them.

use super::{SeatRow, Seats, href};
use crate::{
    App,
    decisions::words::{state, title},
    failed::Failed,
    page::Page,
    reader::Reader,
    when,
};
use axum::extract::State;
use basics::{Moment, PersonId, Zone};
use charter::Charter;
use decisions::{Roll, Stage};
use store::{DecisionRow, Group};

/// The list.
pub(super) async fn show(State(app): State<App>, reader: Reader) -> Result<Page<Seats>, Failed> {
    let asked = asked(&app, reader.person()).await.map_err(|error| reader.trouble(error))?;
    let (open, over) = asked.votes.into_iter().partition(|(is_open, _)| *is_open);
    let rows = |votes: Vec<(bool, SeatRow)>| votes.into_iter().map(|(_, row)| row).collect();
    let bodies = asked.bodies.iter().map(|(body, group)| format!("{body}, asked by {group}")).collect();
    Ok(Page::ok(Seats { plain: reader.plain(), bodies, open: rows(open), over: rows(over) }))
}

/// What somebody is asked as a member of other bodies than their groups.
#[derive(Default)]
pub(crate) struct Asked {
    /// The bodies that vote here and on which they have a seat, each with the group that asks it.
    pub bodies: Vec<(String, String)>,
    /// The votes, each with whether it is under way.
    pub votes: Vec<(bool, SeatRow)>,
}

impl Asked {
    /// Whether they have nothing to do with a body that votes here.
    pub fn is_nothing(&self) -> bool {
        self.bodies.is_empty()
    }
    /// Whether all of it is around this one group.
    pub fn is_only_around(&self, group: &str) -> bool {
        self.bodies.iter().all(|(_, asks)| asks == group)
    }
}

/// Everything that a person is asked on the bodies where they have a seat now.
pub(crate) async fn asked(app: &App, person: PersonId) -> Result<Asked, anyhow::Error> {
    let (store, mut asked) = (&app.here.store, Asked::default());
    for group in store.groups_that_may_seat(person).await? {
        let charter = store.charter(group.id).await?;
        let votes = store.decisions(group.id).await?;
        for body in charter.rules().bodies.keys() {
            let of_body: Vec<&DecisionRow> = votes.iter().filter(|row| row.question.question.body == *body).collect();
            let votes_here = store.votes_here(group.id, &charter, body).await?.is_some();
            if (of_body.is_empty() && !votes_here) || !store.electorate(group.id, body).await?.contains(&person) {
                continue;
            }
            asked.bodies.push((charter.body_name(body), group.name.clone()));
            let rows = of_body.into_iter().map(|row| line(&group, &charter, row, person, store.now()));
            asked.votes.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
    }
    Ok(asked)
}

fn line(
    group: &Group,
    charter: &Charter,
    row: &DecisionRow,
    person: PersonId,
    now: Moment,
) -> Result<(bool, SeatRow), anyhow::Error> {
    let zone = Zone::named(&group.zone)?;
    let is_open = row.goes_on();
    let mut voters = row.roll.iter().flat_map(Roll::voters);
    let shown = SeatRow {
        title: title(row),
        href: href(&group.slug, row.number),
        meta: vec![
            format!("{} asks {}", group.name, charter.the_body(&row.question.question.body)),
            ends(row, &zone, now),
        ],
        state: state(row, now),
        waits: matches!(row.course.at(now), Stage::Open { .. })
            && voters.any(|(voter, how)| voter == person && !how.has_voted && !how.has_left),
    };
    Ok((is_open, shown))
}

/// `closes Fri 27 Nov 2026, 12:00 UTC, in 7 days`.
pub(super) fn ends(row: &DecisionRow, zone: &Zone, now: Moment) -> String {
    match (row.closed, row.course.wakes_at()) {
        (Some(closing), _) => format!("over since {}", when::full(closing.at, zone)),
        (None, Some(at)) => format!("closes {}, {}", when::full(at, zone), when::relative(at, now)),
        (None, None) => "over".to_owned(),
    }
}
