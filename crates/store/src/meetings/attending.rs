//! Who comes and who was there: said by each for themself, and corrected by two.

use super::rows::found;
use crate::{
    Changed, Declined, Judged, Store,
    database::tables::{attendance_correction, meeting, presence},
    members::roster,
};
use audit::Change;
use basics::{CorrectionId, GroupId, MeetingId, Moment, PersonId};
use charter::act::{AttendMeeting, CorrectAttendance};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, prelude::Expr, sea_query::OnConflict,
};
use serde_json::json;
use std::collections::HashMap;

/// What somebody says of themself.
#[derive(Clone, Debug)]
pub enum Said {
    /// `yes`, `no` or `maybe`: whether they come.
    Answer(&'static str),
    /// Why they do not, or did not.
    Excuse(String),
    /// That they are there, or were.
    Present,
}

/// What is known of one person at one meeting.
#[derive(Clone, Debug, Default)]
pub struct PresenceRow {
    /// Whether they said that they come: `yes`, `no`, `maybe`.
    pub answer: Option<String>,
    /// Why they do not, or did not.
    pub excuse: Option<String>,
    /// Whether they were there: by their own word, or by the last one that two people agree on.
    pub is_present: bool,
}

/// A correction that one member proposed.
#[derive(Clone, Debug)]
pub struct CorrectionRow {
    /// Its id.
    pub id: CorrectionId,
    /// Whose presence it is about.
    pub person: PersonId,
    /// What is right.
    pub was_present: bool,
    /// Who said so, and when.
    pub proposed: (PersonId, Moment),
    /// Who confirmed it, and when.
    pub confirmed: Option<(PersonId, Moment)>,
}

impl Store {
    /// What is known of everybody at every meeting of a group.
    pub async fn presences(
        &self,
        group: GroupId,
    ) -> Result<HashMap<(MeetingId, PersonId), PresenceRow>, anyhow::Error> {
        presences(self.reader(), group).await
    }

    /// The corrections of one meeting of a group, in the order in which they were proposed.
    pub async fn corrections(&self, group: GroupId, id: MeetingId) -> Result<Vec<CorrectionRow>, anyhow::Error> {
        let rows = attendance_correction::Entity::find()
            .filter(attendance_correction::Column::MeetingId.in_subquery(meetings_of(group)))
            .filter(attendance_correction::Column::MeetingId.eq(id.uuid()))
            .order_by_asc(attendance_correction::Column::ProposedAt)
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(CorrectionRow::from).collect())
    }
}

/// The ids of the meetings of a group, for a question about what belongs to them.
pub(super) fn meetings_of(group: GroupId) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait as _;
    let of_group = meeting::Column::GroupId.eq(group.uuid());
    meeting::Entity::find().select_only().column(meeting::Column::Id).filter(of_group).into_query()
}

pub(super) async fn presences(
    tx: &impl ConnectionTrait,
    group: GroupId,
) -> Result<HashMap<(MeetingId, PersonId), PresenceRow>, anyhow::Error> {
    let said =
        presence::Entity::find().filter(presence::Column::MeetingId.in_subquery(meetings_of(group))).all(tx).await?;
    let corrected = attendance_correction::Entity::find()
        .filter(attendance_correction::Column::MeetingId.in_subquery(meetings_of(group)))
        .filter(attendance_correction::Column::ConfirmedAt.is_not_null())
        .order_by_asc(attendance_correction::Column::ConfirmedAt)
        .order_by_asc(attendance_correction::Column::Id)
        .all(tx)
        .await?;
    let mut known: HashMap<_, PresenceRow> = HashMap::new();
    for row in said {
        let (answer, excuse, is_present) = (row.answer, row.excuse, row.present_at.is_some());
        known.insert((row.meeting_id.into(), row.person_id.into()), PresenceRow { answer, excuse, is_present });
    }
    for row in corrected {
        known.entry((row.meeting_id.into(), row.person_id.into())).or_default().is_present = row.was_present;
    }
    Ok(known)
}

impl Judged<AttendMeeting> {
    /// Keeps what somebody says of themself; the last word about each counts.
    ///
    /// # Errors
    /// When it is too early or too late to say it.
    pub async fn keep(self, said: &Said) -> Result<Changed, Declined> {
        let AttendMeeting { meeting, person } = *self.act();
        let (row, now) = (found(&self.tx, self.group, meeting).await?, self.now());
        let (column, told) = match said {
            Said::Answer(word) => {
                row.course().can_be_answered(now).map_err(Declined::rule)?;
                (presence::Column::Answer, json!({ "comes": word }))
            }
            Said::Excuse(_) => {
                row.course().can_be_excused(now).map_err(Declined::rule)?;
                (presence::Column::Excuse, json!({ "excused": true }))
            }
            Said::Present => {
                row.course().can_be_marked(now).map_err(Declined::rule)?;
                (presence::Column::PresentAt, json!({ "present": true }))
            }
        };
        let of = |is: bool, word: &str| is.then(|| word.to_owned());
        let (answer, excuse) = match said {
            Said::Answer(word) => (of(true, word), None),
            Said::Excuse(why) => (None, of(true, why)),
            Said::Present => (None, None),
        };
        presence::Entity::insert(presence::ActiveModel {
            meeting_id: Set(meeting.uuid()),
            person_id: Set(person.uuid()),
            answer: Set(answer),
            excuse: Set(excuse),
            present_at: Set(matches!(said, Said::Present).then_some(now.micros())),
            said_at: Set(now.micros()),
        })
        .on_conflict(
            OnConflict::columns([presence::Column::MeetingId, presence::Column::PersonId])
                .update_columns([column, presence::Column::SaidAt])
                .to_owned(),
        )
        .exec_without_returning(&self.tx)
        .await?;
        Ok(self.changed(vec![Change::made("presence", told)]))
    }
}

impl Judged<CorrectAttendance> {
    /// One member says who was, or was not, there. Nothing counts before another one confirms it.
    ///
    /// # Errors
    /// When it is too early or too late, when nothing would be changed, or the same waits already.
    pub async fn propose(self, was_present: bool) -> Result<Changed, Declined> {
        let CorrectAttendance { meeting, person } = *self.act();
        let (row, by, now) = (found(&self.tx, self.group, meeting).await?, self.by()?, self.now());
        row.course().can_be_corrected(now).map_err(Declined::rule)?;
        let roster = roster::roster(&self.tx, self.group).await?;
        if !roster.members(row.starts).iter().any(|member| member.person == person && member.joined <= row.starts) {
            return Err(Declined::NotFound("member"));
        }
        let known = presences(&self.tx, self.group).await?;
        if known.get(&(meeting, person)).is_some_and(|known| known.is_present) == was_present {
            return Err(Declined::field("was", "this is what stands there already"));
        }
        attendance_correction::Entity::insert(attendance_correction::ActiveModel {
            id: Set(CorrectionId::mint(now).uuid()),
            meeting_id: Set(meeting.uuid()),
            person_id: Set(person.uuid()),
            was_present: Set(was_present),
            proposed_by: Set(by.uuid()),
            proposed_at: Set(now.micros()),
            confirmed_by: Set(None),
            confirmed_at: Set(None),
        })
        .exec_without_returning(&self.tx)
        .await?;
        Ok(self
            .changed(vec![Change::made("correction that waits", json!({ "person": person, "present": was_present }))]))
    }

    /// Another member confirms it, and it counts.
    ///
    /// # Errors
    /// When whoever proposed it does, when it is too late, or it was confirmed before.
    pub async fn confirm(self, id: CorrectionId) -> Result<Changed, Declined> {
        let CorrectAttendance { meeting, person } = *self.act();
        let (row, by, now) = (found(&self.tx, self.group, meeting).await?, self.by()?, self.now());
        row.course().can_be_corrected(now).map_err(Declined::rule)?;
        let waits = attendance_correction::Entity::find_by_id(id.uuid()).one(&self.tx).await?;
        let of_this =
            |row: &attendance_correction::Model| row.meeting_id == meeting.uuid() && row.person_id == person.uuid();
        let waits = CorrectionRow::from(waits.filter(of_this).ok_or(Declined::NotFound("correction"))?);
        if waits.confirmed.is_some() {
            return Err(Declined::Stale("this correction"));
        }
        if waits.proposed.0 == by {
            return Err(Declined::rule("you said this yourself: a correction counts when another member confirms it"));
        }
        attendance_correction::Entity::update_many()
            .col_expr(attendance_correction::Column::ConfirmedBy, Expr::value(by.uuid()))
            .col_expr(attendance_correction::Column::ConfirmedAt, Expr::value(now.micros()))
            .filter(attendance_correction::Column::Id.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        let told = json!({ "person": person, "present": waits.was_present });
        let before = json!({ "person": person, "present": !waits.was_present });
        Ok(self.changed(vec![Change::from_to("presence", before, told)]))
    }
}

impl From<attendance_correction::Model> for CorrectionRow {
    fn from(row: attendance_correction::Model) -> Self {
        let confirmed = row.confirmed_by.zip(row.confirmed_at);
        Self {
            id: row.id.into(),
            person: row.person_id.into(),
            was_present: row.was_present,
            proposed: (row.proposed_by.into(), Moment::from_micros(row.proposed_at)),
            confirmed: confirmed.map(|(by, at)| (by.into(), Moment::from_micros(at))),
        }
    }
}
