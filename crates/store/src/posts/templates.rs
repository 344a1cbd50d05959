//! The templates of a group. They are members' papers, as drafts are; what is taken out is offered no more.

use crate::{Bookkeeping, Declined, Store, database::tables::post_template, door::count_change};
use anyhow::Context as _;
use basics::{GroupId, Moment, PersonId, TemplateId};
use publishing::template::Template;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, prelude::Expr};

/// A template that a group keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    /// Its id.
    pub id: TemplateId,
    /// Its name, text and gaps.
    pub template: Template,
    /// Who wrote it last.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// Whether it was taken out.
    pub taken_out: bool,
}

impl Store {
    /// The templates that a group offers, by name.
    pub async fn templates(&self, group: GroupId) -> Result<Vec<TemplateRow>, anyhow::Error> {
        let rows = post_template::Entity::find()
            .filter(post_template::Column::GroupId.eq(group.uuid()))
            .filter(post_template::Column::TakenOutAt.is_null())
            .order_by_asc(post_template::Column::Id)
            .all(self.reader())
            .await?;
        let mut rows = rows.iter().map(template_of).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|row| row.template.name.to_lowercase());
        Ok(rows)
    }

    /// One template of a group, offered or taken out.
    pub async fn template(&self, group: GroupId, id: TemplateId) -> Result<Option<TemplateRow>, anyhow::Error> {
        let of_group = post_template::Column::GroupId.eq(group.uuid());
        let row = post_template::Entity::find_by_id(id.uuid()).filter(of_group).one(self.reader()).await?;
        row.as_ref().map(template_of).transpose()
    }
}

impl Bookkeeping<'_> {
    /// Keeps a template under this id: a new one, or new words of one that is offered.
    pub async fn keep_template(
        &self,
        group: GroupId,
        by: PersonId,
        id: TemplateId,
        template: &Template,
    ) -> Result<(), Declined> {
        let now = self.store.now();
        let tx = self.store.write().await?;
        let words = serde_json::to_string(template)?;
        match post_template::Entity::find_by_id(id.uuid()).one(&tx).await? {
            None => {
                post_template::Entity::insert(post_template::ActiveModel {
                    id: Set(id.uuid()),
                    group_id: Set(group.uuid()),
                    words: Set(words),
                    written_by: Set(by.uuid()),
                    written_at: Set(now.micros()),
                    taken_out_at: Set(None),
                })
                .exec_without_returning(&tx)
                .await?;
            }
            Some(row) if row.group_id == group.uuid() && row.taken_out_at.is_none() => {
                post_template::Entity::update_many()
                    .col_expr(post_template::Column::Words, Expr::value(words))
                    .col_expr(post_template::Column::WrittenBy, Expr::value(by.uuid()))
                    .col_expr(post_template::Column::WrittenAt, Expr::value(now.micros()))
                    .filter(post_template::Column::Id.eq(id.uuid()))
                    .exec(&tx)
                    .await?;
            }
            Some(_) => return Err(Declined::NotFound("template")),
        }
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a template out. Posts that were begun from it keep their words.
    pub async fn take_template_out(&self, group: GroupId, id: TemplateId) -> Result<(), Declined> {
        let tx = self.store.write().await?;
        let done = post_template::Entity::update_many()
            .col_expr(post_template::Column::TakenOutAt, Expr::value(self.store.now().micros()))
            .filter(post_template::Column::Id.eq(id.uuid()))
            .filter(post_template::Column::GroupId.eq(group.uuid()))
            .filter(post_template::Column::TakenOutAt.is_null())
            .exec(&tx)
            .await?;
        if done.rows_affected == 0 {
            return Err(Declined::NotFound("template"));
        }
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn template_of(row: &post_template::Model) -> Result<TemplateRow, anyhow::Error> {
    Ok(TemplateRow {
        id: TemplateId::from(row.id),
        template: serde_json::from_str(&row.words).with_context(|| format!("template {} cannot be read", row.id))?,
        by: PersonId::from(row.written_by),
        at: Moment::from_micros(row.written_at),
        taken_out: row.taken_out_at.is_some(),
    })
}
