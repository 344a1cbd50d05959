//! Votes that are about nothing any more: whom they are about is gone, or the group ended. None is counted, nobody gives a
//! casting vote in it, and no ballot of a secret one is kept.

use crate::{
    Closing, Declined, Gather, Judged, Question,
    database::tables::decision,
    decisions::awake::goes_on,
    decisions::ballots::leave_no_trace_of_secrets,
    decisions::reading::with_questions,
    decisions::voting::{rule_named, write},
};
use audit::Change;
use decisions::Stage;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;

impl<A: Gather> Judged<A> {
    /// Ends the votes of the group that go on and are about this, ties that wait for the casting vote among them. What was
    /// over by its own instant stays as it came out.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn moot(&self, is_about: impl Fn(&Question) -> bool) -> Result<Vec<Change>, Declined> {
        let of_group = decision::Column::GroupId.eq(self.group.uuid());
        let rows = decision::Entity::find().filter(of_group).filter(goes_on()).all(&self.tx).await?;
        let mut changes = Vec::new();
        for mut row in with_questions(&self.tx, rows).await? {
            row.course.moot(self.now());
            if row.course.stage != Stage::Moot || !is_about(&row.question.question) {
                continue;
            }
            row.closed = Some(Closing { at: self.now(), counted: None });
            write(&self.tx, &row).await?;
            let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
            leave_no_trace_of_secrets(&self.tx, &row, rule_named(&charter, &row)?).await?;
            changes.push(Change::made(format!("vote {}", row.number), json!({ "moot": true })));
        }
        Ok(changes)
    }
}
