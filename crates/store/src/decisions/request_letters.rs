//! Questions that left for a body by mail: each once, noted before it leaves, with the link by which the body looks at it.

use crate::{
    AnswerRow, Bookkeeping, Store,
    database::tables::{answer, body_address, decision, request_letter},
    decisions::answers::answer_of,
    groups::end,
};
use basics::{AnswerId, GroupId, Moment};
use people::{EmailAddress, TokenHash};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, sea_query::OnConflict,
    sea_query::Query,
};

/// A question that waits to be mailed.
#[derive(Clone, Debug)]
pub struct Unsent {
    /// The group that asks.
    pub group: GroupId,
    /// What it asks.
    pub question: AnswerRow,
    /// Where the body is written to.
    pub to: EmailAddress,
}

/// A letter that left.
#[derive(Clone, Debug)]
pub struct RequestLetter {
    /// Where it went.
    pub to: String,
    /// When.
    pub at: Moment,
}

impl Store {
    /// The letter by which a question left; none where it did not leave by mail.
    pub async fn request_letter(&self, question: AnswerId) -> Result<Option<RequestLetter>, anyhow::Error> {
        let row = request_letter::Entity::find_by_id(question.uuid()).one(self.reader()).await?;
        Ok(row.map(|row| RequestLetter { to: row.sent_to, at: Moment::from_micros(row.sent_at) }))
    }

    /// The question that this link looks at, as it stands now: with its last correction. A link of another group opens
    /// nothing here.
    pub async fn question_of_link(&self, group: GroupId, link: TokenHash) -> Result<Option<AnswerRow>, anyhow::Error> {
        let link = request_letter::Column::Link.eq(link.digest().bytes().to_vec());
        let Some(letter) = request_letter::Entity::find().filter(link).one(self.reader()).await? else {
            return Ok(None);
        };
        let mut found = self.question(group, AnswerId::from(letter.answer_id)).await?;
        while let Some(later) = found.as_ref().and_then(|row| row.superseded_by) {
            found = self.question(group, later).await?;
        }
        Ok(found)
    }
}

impl Bookkeeping<'_> {
    /// The questions without an answer whose body is written to, and that did not leave yet, the oldest first.
    pub async fn unsent_requests(&self) -> Result<Vec<Unsent>, anyhow::Error> {
        let reader = self.store.reader();
        let bodies = body_address::Entity::find()
            .filter(body_address::Column::Email.ne(""))
            .filter(body_address::Column::GroupId.not_in_subquery(end::archives()));
        let mut unsent = Vec::new();
        for body in bodies.all(reader).await? {
            let sent = Query::select().column(request_letter::Column::AnswerId).from(request_letter::Entity).take();
            // What the body votes on here, its members are told of one by one.
            let voted_on = Query::select().column(decision::Column::QuestionId).from(decision::Entity).take();
            let waiting = answer::Entity::find()
                .filter(answer::Column::GroupId.eq(body.group_id))
                .filter(answer::Column::Body.eq(&body.body))
                .filter(answer::Column::RecordedAt.is_null())
                .filter(answer::Column::SupersededBy.is_null())
                .filter(answer::Column::Id.not_in_subquery(sent))
                .filter(answer::Column::Id.not_in_subquery(voted_on))
                .order_by_asc(answer::Column::AskedAt);
            for row in waiting.all(reader).await? {
                let (group, to) = (GroupId::from(row.group_id), EmailAddress::parse(&body.email)?);
                unsent.push(Unsent { group, question: answer_of(row)?, to });
            }
        }
        Ok(unsent)
    }

    /// Notes that a question leaves now. False when somebody was faster.
    pub async fn request_leaves(
        &self,
        question: AnswerId,
        link: TokenHash,
        to: &EmailAddress,
    ) -> Result<bool, anyhow::Error> {
        let once = OnConflict::column(request_letter::Column::AnswerId).do_nothing().to_owned();
        let noted = request_letter::Entity::insert(request_letter::ActiveModel {
            answer_id: Set(question.uuid()),
            link: Set(link.digest().bytes().to_vec()),
            sent_to: Set(to.to_string()),
            sent_at: Set(self.store.now().micros()),
        })
        .on_conflict(once)
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(noted == 1)
    }

    /// No mail server took the letter: it is to leave still.
    pub async fn request_stays(&self, question: AnswerId) -> Result<(), anyhow::Error> {
        request_letter::Entity::delete_by_id(question.uuid()).exec(self.store.writer()).await?;
        Ok(())
    }
}
