//! What is written about a meeting: agenda items that somebody added, the minutes as they stand, action items.

use super::{
    agenda::{AgendaRow, agenda},
    attending::meetings_of,
};
use crate::{
    Store,
    database::tables::{action_item, minutes_approval, minutes_version},
};
use basics::{ActionId, Digest, GroupId, MeetingId, Moment, PersonId};
use jiff::civil::Date;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// Something that somebody took upon themself.
#[derive(Clone, Debug)]
pub struct ActionRow {
    /// Its id.
    pub id: ActionId,
    /// The meeting at which they did.
    pub meeting: MeetingId,
    /// What.
    pub words: String,
    /// Who.
    pub owner: PersonId,
    /// Who wrote it down.
    pub added_by: PersonId,
    /// By which day, in the group's zone.
    pub due: Date,
    /// When it was done.
    pub done: Option<Moment>,
}

/// Everything that is written about one meeting.
#[derive(Clone, Debug, Default)]
pub struct Papers {
    /// What people put on the agenda, in its order.
    pub agenda: Vec<AgendaRow>,
    /// The minutes as they stand; empty where nobody wrote any.
    pub minutes: String,
    /// Which version of them this is; zero is the empty one.
    pub version: i32,
    /// Who wrote last, and when.
    pub written: Option<(PersonId, Moment)>,
    /// Who approved exactly these minutes.
    pub approved_by: Vec<PersonId>,
    /// What people took upon themselves.
    pub actions: Vec<ActionRow>,
}

impl Papers {
    /// The digest of the minutes: an approval is of exactly these.
    pub fn content(&self) -> Digest {
        Digest::of_parts([b"minutes 1".as_slice(), self.minutes.as_bytes()])
    }
}

impl Store {
    /// What is written about a meeting of this group.
    pub async fn papers(&self, group: GroupId, meeting: MeetingId) -> Result<Papers, anyhow::Error> {
        papers(self.reader(), group, meeting).await
    }

    /// Every action item of a group that is not done, the most urgent first.
    pub async fn open_actions(&self, group: GroupId) -> Result<Vec<ActionRow>, anyhow::Error> {
        let rows = action_item::Entity::find()
            .filter(action_item::Column::MeetingId.in_subquery(meetings_of(group)))
            .filter(action_item::Column::DoneAt.is_null())
            .order_by_asc(action_item::Column::DueOn)
            .order_by_asc(action_item::Column::AddedAt)
            .all(self.reader())
            .await?;
        rows.into_iter().map(action_of).collect()
    }
}

pub(super) async fn papers(
    tx: &impl ConnectionTrait,
    group: GroupId,
    meeting: MeetingId,
) -> Result<Papers, anyhow::Error> {
    let id = meeting.uuid();
    let actions = action_item::Entity::find()
        .filter(action_item::Column::MeetingId.in_subquery(meetings_of(group)))
        .filter(action_item::Column::MeetingId.eq(id))
        .order_by_asc(action_item::Column::AddedAt)
        .all(tx)
        .await?;
    let last = minutes_version::Entity::find()
        .filter(minutes_version::Column::MeetingId.in_subquery(meetings_of(group)))
        .filter(minutes_version::Column::MeetingId.eq(id))
        .order_by_desc(minutes_version::Column::Number)
        .one(tx)
        .await?;
    let mut papers = Papers {
        agenda: agenda(tx, group, meeting).await?,
        actions: actions.into_iter().map(action_of).collect::<Result<_, _>>()?,
        ..Papers::default()
    };
    if let Some(last) = last {
        papers.version = last.number;
        papers.written = Some((last.written_by.into(), Moment::from_micros(last.written_at)));
        papers.minutes = last.text;
    }
    let approving = minutes_approval::Entity::find()
        .filter(minutes_approval::Column::MeetingId.in_subquery(meetings_of(group)))
        .filter(minutes_approval::Column::MeetingId.eq(id))
        .filter(minutes_approval::Column::Content.eq(papers.content().bytes().to_vec()))
        .order_by_asc(minutes_approval::Column::ApprovedAt)
        .all(tx)
        .await?;
    papers.approved_by = approving.into_iter().map(|row| row.person_id.into()).collect();
    Ok(papers)
}

fn action_of(row: action_item::Model) -> Result<ActionRow, anyhow::Error> {
    Ok(ActionRow {
        id: row.id.into(),
        meeting: row.meeting_id.into(),
        words: row.words,
        owner: row.owner.into(),
        added_by: row.added_by.into(),
        due: row.due_on.parse()?,
        done: row.done_at.map(Moment::from_micros),
    })
}
