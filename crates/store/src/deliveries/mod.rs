//! Deliveries: the rows that the clock works through. What may happen to one is decided by crate `delivery`; here a
//! decided step is written, under the condition that nobody changed the row in between.

mod asking;
mod keeping;
mod leaving;
mod op;
mod queue;
mod reading;
mod refused;
mod settling;
mod taken;
mod waking;
mod working;

pub use leaving::{Leaves, Leaving};
pub use op::Op;
pub(crate) use queue::{
    call_off, call_off_all, call_off_on_channel, can_be_called_off, corrects, ended_badly, has_left, hold_of_person,
    insert, is_deleting, is_open, is_planned_as, is_under_way, lift_on_channel, looked_for_first, move_with_the_clocks,
    replan, waits_as_planned,
};
pub(crate) use reading::{find, of_post};
pub(crate) use waking::nobody_doubts;

use crate::{Store, database::tables::delivery_row};
use anyhow::Context as _;
use basics::{ChannelId, DeliveryId, Digest, GroupId, Moment, PersonId, PostId};
use delivery::Row;

/// One post on one channel, with everything the clock and the post's page need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Its id.
    pub id: DeliveryId,
    /// Its group.
    pub group: GroupId,
    /// The post.
    pub post: PostId,
    /// The channel.
    pub channel: ChannelId,
    /// What it does there.
    pub op: Op,
    /// Which part of a thread it is, from 0; 0 too where it is no thread.
    pub part: usize,
    /// What was put in the queue, by the digest of this channel's content.
    pub content: Digest,
    /// Who planned it: it leaves by their authority.
    pub planned_by: PersonId,
    /// Where it stands.
    pub row: Row,
    /// The delivery whose post it deletes or changes; none for one that puts something there itself.
    pub about: Option<DeliveryId>,
    /// The key or record key, made once.
    pub client_ref: String,
    /// What was prepared on the network, as the connector wrote it down.
    pub prepared: Option<String>,
    /// The judgement by which it left, once it has.
    pub sent: Option<Sent>,
    /// The last thing that went wrong, as a sentence.
    pub trouble: Option<String>,
    /// Who called it off when it could no longer be stopped.
    pub called_off_by: Option<PersonId>,
}

/// The judgement by which a delivery left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// When the irreversible call was allowed.
    pub at: Moment,
    /// The office whose power it was, where it belongs to one.
    pub office: Option<String>,
    /// The label of the clause that gives it.
    pub clause: Option<String>,
}

impl DeliveryRow {
    /// Whether it deletes what another delivery published.
    pub fn deletes(&self) -> bool {
        self.op == Op::Delete
    }
    /// Whether it changes what another delivery published.
    pub fn edits(&self) -> bool {
        self.op == Op::Edit
    }
    /// Whether it says what was wrong with what another delivery published: in its place, or beneath it.
    pub fn corrects(&self) -> bool {
        self.op.corrects()
    }
    /// The delivery whose post it deletes or changes; none for one that puts something there itself.
    pub fn of_another(&self) -> Option<DeliveryId> {
        self.about
    }
    /// Whether it deletes or changes what this delivery published.
    pub fn is_about(&self, published: DeliveryId) -> bool {
        self.of_another() == Some(published)
    }
}

/// One change of state: a line of the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// When.
    pub at: Moment,
    /// From this state.
    pub from: String,
    /// To this one.
    pub to: String,
    /// Why.
    pub note: String,
}

/// Something that people are to be told or asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenNotice {
    /// The delivery.
    pub delivery: DeliveryId,
    /// The post.
    pub post: PostId,
    /// The kind, by the word the database keeps.
    pub kind: String,
    /// A sentence.
    pub detail: String,
    /// Since when.
    pub at: Moment,
}

impl Store {
    /// The rows that can be read. One that cannot holds up no other: it is set aside, and said once.
    fn readable(&self, rows: Vec<delivery_row::Model>) -> Vec<DeliveryRow> {
        let read = |row: delivery_row::Model| {
            let (id, group) = (DeliveryId::from(row.id), GroupId::from(row.group_id));
            delivery_of(row)
                .inspect_err(|error| {
                    if self.sets_aside(id) {
                        tracing::error!(delivery = %id, %group, error = format!("{error:#}"), "a delivery cannot be read from the database and is set aside, while the others go on; restore its row from a backup, and start again");
                    }
                })
                .ok()
        };
        rows.into_iter().filter_map(read).collect()
    }
}

fn delivery_of(row: delivery_row::Model) -> Result<DeliveryRow, anyhow::Error> {
    let content =
        <[u8; 32]>::try_from(row.content).map_err(|_| anyhow::anyhow!("delivery {} holds a broken digest", row.id))?;
    let standing = serde_json::from_str(&row.standing)
        .with_context(|| format!("the standing of delivery {} cannot be read", row.id))?;
    let op = Op::of(&row.op)?;
    let about = op.is_on_anothers().then(|| row.client_ref.parse());
    let about = about.transpose().with_context(|| format!("delivery {} does not say what it is about", row.id))?;
    let (office, clause) = (row.sent_office, row.sent_clause);
    let sent = row.sent_at.map(|at| Sent { at: Moment::from_micros(at), office, clause });
    Ok(DeliveryRow {
        id: DeliveryId::from(row.id),
        group: GroupId::from(row.group_id),
        post: PostId::from(row.post_id),
        channel: ChannelId::from(row.channel_id),
        op,
        part: usize::try_from(row.part).with_context(|| format!("delivery {} is no part of a thread", row.id))?,
        content: content.into(),
        planned_by: PersonId::from(row.planned_by),
        row: standing,
        about,
        client_ref: row.client_ref,
        prepared: row.prepared,
        sent,
        trouble: row.trouble,
        called_off_by: row.called_off_by.map(PersonId::from),
    })
}
