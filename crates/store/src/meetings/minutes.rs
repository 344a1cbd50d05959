//! The writes of what is written about a meeting. Minutes are put together with what others saved meanwhile; approved ones
//! stand still.

use super::{
    attending::presences,
    papers::{Papers, papers},
    rows::{MeetingRow, found, row_of},
};
use crate::{
    Changed, Declined, Judged,
    database::tables::{meeting, minutes_approval, minutes_version},
};
use audit::Change;
use basics::{MeetingId, Moment, PersonId};
use charter::{
    Act,
    act::{ApproveMinutes, PublishMinutes, WriteMinutes},
};
use meetings::{is_approved, known_to_its_writer, merged};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr,
};
use serde_json::json;

/// What became of minutes that were saved.
#[must_use = "nothing is changed until it is committed"]
pub struct Saved {
    /// The change, to be committed.
    pub changed: Changed,
    /// Whether two wrote on the same lines, so that both stand there.
    pub has_both: bool,
}

impl Judged<WriteMinutes> {
    /// Saves minutes that were written on top of a version. Where others saved since, theirs and these are put together, so
    /// that no word is lost.
    ///
    /// # Errors
    /// When the meeting has not begun or was called off, when its minutes are approved, or there is no such version.
    pub async fn keep(self, base: i32, text: &str) -> Result<Saved, Declined> {
        let row = self.open_papers().await?;
        row.course().can_be_noted(self.now()).map_err(Declined::rule)?;
        let before = papers(&self.tx, self.group, row.id).await?;
        let opened = match base {
            0 => String::new(),
            number => version(&self.tx, row.id, number).await?.ok_or(Declined::Stale("the minutes"))?.text,
        };
        let (me, since) = (self.by()?.uuid(), versions_since(&self.tx, row.id, base).await?);
        // What somebody brought back are the words of others, too.
        let since = since.iter().map(|one| (one.written_by == me && one.restored.is_none(), one.text.as_str()));
        let known = known_to_its_writer(&opened, since);
        if text.trim().is_empty() && !before.minutes.trim().is_empty() {
            return Err(Declined::field(
                "minutes_text",
                "Minutes that stand are not wiped as a whole: leave a line, or change them.",
            ));
        }
        let merged = merged(&known, &before.minutes, text);
        if merged.text != before.minutes {
            let new = NewVersion { number: before.version + 1, text: merged.text, restored: None };
            new.insert(&self, row.id).await?;
        }
        let told = json!({ "version": before.version + 1 });
        Ok(Saved { changed: self.changed(vec![Change::made("minutes", told)]), has_both: merged.has_both })
    }

    /// Brings an earlier version back, as a new one. `seen` is the version that stood there when it was chosen.
    ///
    /// # Errors
    /// When others saved since, there is no such version, or it says what stands there already.
    pub async fn restore(self, seen: i32, number: i32) -> Result<Changed, Declined> {
        let row = self.open_papers().await?;
        row.course().can_be_noted(self.now()).map_err(Declined::rule)?;
        let before = papers(&self.tx, self.group, row.id).await?;
        if before.version != seen {
            return Err(Declined::Stale("the minutes"));
        }
        let earlier = version(&self.tx, row.id, number).await?.ok_or(Declined::NotFound("version of the minutes"))?;
        if earlier.text == before.minutes {
            return Err(Declined::rule("these words are what stands in the minutes already"));
        }
        let new = NewVersion { number: before.version + 1, text: earlier.text, restored: Some(number) };
        new.insert(&self, row.id).await?;
        let told = json!({ "version": before.version + 1, "restored": number });
        Ok(self.changed(vec![Change::made("minutes", told)]))
    }

    /// The meeting of this act, whose papers can still be written on.
    pub(super) async fn open_papers(&self) -> Result<MeetingRow, Declined> {
        let row = found(&self.tx, self.group, self.act().meeting).await?;
        match row.approved {
            Some(_) => Err(Declined::rule("the minutes of this meeting are approved, and stand as they are")),
            None => Ok(row),
        }
    }
}

/// A version that is not written yet.
struct NewVersion {
    number: i32,
    text: String,
    restored: Option<i32>,
}

impl NewVersion {
    async fn insert(self, judged: &Judged<WriteMinutes>, meeting: MeetingId) -> Result<(), Declined> {
        minutes_version::Entity::insert(minutes_version::ActiveModel {
            meeting_id: Set(meeting.uuid()),
            number: Set(self.number),
            text: Set(self.text),
            written_by: Set(judged.by()?.uuid()),
            written_at: Set(judged.now().micros()),
            restored: Set(self.restored),
        })
        .exec_without_returning(&judged.tx)
        .await?;
        Ok(())
    }
}

async fn version(
    tx: &impl ConnectionTrait,
    meeting: MeetingId,
    number: i32,
) -> Result<Option<minutes_version::Model>, Declined> {
    Ok(minutes_version::Entity::find_by_id((meeting.uuid(), number)).one(tx).await?)
}

async fn versions_since(
    tx: &impl ConnectionTrait,
    meeting: MeetingId,
    number: i32,
) -> Result<Vec<minutes_version::Model>, Declined> {
    let since = minutes_version::Entity::find()
        .filter(minutes_version::Column::MeetingId.eq(meeting.uuid()))
        .filter(minutes_version::Column::Number.gt(number))
        .order_by_asc(minutes_version::Column::Number);
    Ok(since.all(tx).await?)
}

impl<A: Act> Judged<A> {
    async fn read(&self, id: MeetingId) -> Result<(MeetingRow, Papers), Declined> {
        let row = found(&self.tx, self.group, id).await?;
        Ok((row, papers(&self.tx, self.group, id).await?))
    }
}

impl Judged<ApproveMinutes> {
    /// One of those who are at the next meeting approves exactly these minutes. With more than half of them they are
    /// approved, and stand still.
    ///
    /// # Errors
    /// When the minutes were changed since they were read, are empty or approved, when no next meeting is held yet, or by
    /// somebody who is not at it.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let ApproveMinutes { meeting: id, content } = *self.act();
        let ((row, papers), by, now) = (self.read(id).await?, self.by()?, self.now());
        can_be_approved(&row, &papers)?;
        if papers.content() != content {
            return Err(Declined::Stale("the minutes"));
        }
        let there = self.at_the_next(&row, now).await?;
        if !there.contains(&by) {
            return Err(Declined::rule(
                "those who are at the next meeting approve these: mark yourself present there first",
            ));
        }
        if papers.approved_by.contains(&by) {
            return Err(Declined::rule("you approved these minutes already"));
        }
        minutes_approval::Entity::insert(minutes_approval::ActiveModel {
            meeting_id: Set(id.uuid()),
            content: Set(content.bytes().to_vec()),
            person_id: Set(by.uuid()),
            approved_at: Set(now.micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let approving = papers.approved_by.iter().filter(|person| there.contains(person)).count() + 1;
        let approved = is_approved(there.len(), approving);
        if approved {
            meeting::Entity::update_many()
                .col_expr(meeting::Column::Approved, Expr::value(content.bytes().to_vec()))
                .col_expr(meeting::Column::ApprovedAt, Expr::value(now.micros()))
                .filter(meeting::Column::Id.eq(id.uuid()))
                .exec(&self.tx)
                .await?;
        }
        let told = json!({ "approving": approving, "there": there.len(), "approved": approved });
        Ok(self.changed(vec![Change::made("approval", told)]))
    }

    /// Who is at the next meeting that was held.
    async fn at_the_next(&self, row: &MeetingRow, now: Moment) -> Result<Vec<PersonId>, Declined> {
        let next = meeting::Entity::find()
            .filter(meeting::Column::GroupId.eq(self.group.uuid()))
            .filter(meeting::Column::StartsAt.gt(row.starts.micros()))
            .filter(meeting::Column::StartsAt.lte(now.micros()))
            .filter(meeting::Column::CancelledAt.is_null())
            .order_by_asc(meeting::Column::StartsAt)
            .one(&self.tx)
            .await?;
        let next =
            next.ok_or_else(|| Declined::rule("minutes are approved at the next meeting, and it has not begun"))?;
        let next = row_of(next)?;
        let known = presences(&self.tx, self.group).await?;
        let there = known.iter().filter(|((meeting, _), presence)| *meeting == next.id && presence.is_present);
        Ok(there.map(|((_, person), _)| *person).collect())
    }
}

fn can_be_approved(row: &MeetingRow, papers: &Papers) -> Result<(), Declined> {
    if row.approved.is_some() {
        return Err(Declined::rule("these minutes are approved already"));
    }
    if basics::text::is_blank(&papers.minutes) {
        return Err(Declined::rule("nobody wrote minutes of this meeting, so there is nothing to approve"));
    }
    Ok(())
}

impl Judged<PublishMinutes> {
    /// Shows approved minutes to everybody, from now on.
    ///
    /// # Errors
    /// When they are not approved, are others than were read, or are published already.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let PublishMinutes { meeting: id, content } = *self.act();
        let (row, papers) = self.read(id).await?;
        match row.approved {
            Some((approved, _)) if approved == content && papers.content() == content => {}
            Some(_) => return Err(Declined::Stale("the minutes")),
            None => {
                return Err(Declined::rule("only approved minutes are published: approve them at the next meeting"));
            }
        }
        if row.published.is_some() {
            return Err(Declined::rule("these minutes are published already"));
        }
        meeting::Entity::update_many()
            .col_expr(meeting::Column::PublishedAt, Expr::value(self.now().micros()))
            .filter(meeting::Column::Id.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        Ok(self.changed(vec![Change::made("published minutes", json!({ "title": row.title, "starts": row.starts }))]))
    }
}
