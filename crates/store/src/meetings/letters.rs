//! Which letters about meetings left. One is noted before it leaves, and the note is taken back when no server took it.

use crate::{Bookkeeping, database::tables::meeting_letter};
use basics::{MeetingId, Moment, PersonId};
use meetings::Sent;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, sea_query::OnConflict};
use std::collections::HashMap;

impl Bookkeeping<'_> {
    /// What left about this meeting, for each person.
    pub async fn letters_about(&self, meeting: MeetingId) -> Result<HashMap<PersonId, Vec<Sent>>, DbErr> {
        let rows = meeting_letter::Entity::find()
            .filter(meeting_letter::Column::MeetingId.eq(meeting.uuid()))
            .all(self.store.reader())
            .await?;
        let mut sent: HashMap<PersonId, Vec<Sent>> = HashMap::new();
        for row in rows {
            let one = Sent { what: row.what, at: Moment::from_micros(row.sent_at) };
            sent.entry(row.person_id.into()).or_default().push(one);
        }
        Ok(sent)
    }

    /// Notes that a letter leaves. False where another process noted it before.
    pub async fn note_letter(&self, meeting: MeetingId, person: PersonId, what: &str) -> Result<bool, DbErr> {
        let noted = meeting_letter::Entity::insert(meeting_letter::ActiveModel {
            meeting_id: Set(meeting.uuid()),
            person_id: Set(person.uuid()),
            what: Set(what.to_owned()),
            sent_at: Set(self.store.now().micros()),
        })
        .on_conflict(
            OnConflict::columns([
                meeting_letter::Column::MeetingId,
                meeting_letter::Column::PersonId,
                meeting_letter::Column::What,
            ])
            .do_nothing()
            .to_owned(),
        )
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(noted == 1)
    }

    /// Takes the note back: the letter did not leave.
    pub async fn forget_letter(&self, meeting: MeetingId, person: PersonId, what: &str) -> Result<(), DbErr> {
        meeting_letter::Entity::delete_by_id((meeting.uuid(), person.uuid(), what.to_owned()))
            .exec(self.store.writer())
            .await
            .map(drop)
    }
}
