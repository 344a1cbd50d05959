//! Where the bodies that decide elsewhere are written to.

use crate::{Changed, Declined, Judged, Store, database::tables::body_address};
use audit::Change;
use basics::{GroupId, Moment, PersonId};
use charter::act::AddressBody;
use people::EmailAddress;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::json;

/// Where one body is written to.
#[derive(Clone, Debug)]
pub struct BodyAddress {
    /// The body, by the charter's name for it.
    pub body: String,
    /// Its mailbox.
    pub email: EmailAddress,
    /// Who said so, and when.
    pub said: (PersonId, Moment),
}

impl Store {
    /// The bodies of a group that are written to, by name.
    pub async fn body_addresses(&self, group: GroupId) -> Result<Vec<BodyAddress>, anyhow::Error> {
        let rows = body_address::Entity::find()
            .filter(body_address::Column::GroupId.eq(group.uuid()))
            .filter(body_address::Column::Email.ne(""))
            .order_by_asc(body_address::Column::Body)
            .all(self.reader())
            .await?;
        rows.into_iter()
            .map(|row| {
                let said = (PersonId::from(row.set_by), Moment::from_micros(row.set_at));
                Ok(BodyAddress { email: EmailAddress::parse(&row.email)?, body: row.body, said })
            })
            .collect()
    }
}

impl Judged<AddressBody> {
    /// Writes to the body there from now on, or no more where no address is given. Letters that left stay where they are.
    ///
    /// # Errors
    /// [`Declined::ByField`] for what is no address, [`Declined::ByRule`] when it stands there already.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let AddressBody { body, email } = self.act().clone();
        let email = if email.trim().is_empty() { String::new() } else { mailbox(&email)? };
        let key = (self.group.uuid(), body.clone());
        let before = body_address::Entity::find_by_id(key.clone()).one(&self.tx).await?;
        let before = before.map_or_else(String::new, |row| row.email);
        if before == email {
            return Err(Declined::rule("this body is written to there already"));
        }
        body_address::Entity::delete_by_id(key).exec(&self.tx).await?;
        body_address::Entity::insert(body_address::ActiveModel {
            group_id: Set(self.group.uuid()),
            body: Set(body.clone()),
            email: Set(email.clone()),
            set_by: Set(self.by()?.uuid()),
            set_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        Ok(self.changed(vec![Change::from_to(format!("address of {body}"), json!(before), json!(email))]))
    }
}

fn mailbox(typed: &str) -> Result<String, Declined> {
    let parsed = EmailAddress::parse(typed).map_err(|no| Declined::field("email", no))?;
    Ok(parsed.to_string())
}
