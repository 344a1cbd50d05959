//! What an installation is for: real groups, or a demonstration. It is said once, and holds for good.

use crate::{OpenError, StartError, Store, database::hurdles::explain_mapped, database::tables::installation};
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait as _, sea_query::OnConflict};

/// What an installation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Used {
    /// Groups that speak for a project.
    ForReal,
    /// Sample people, an invented history, and links that sign in.
    ToTry,
}

impl Used {
    fn word(self) -> &'static str {
        match self {
            Self::ForReal => "for_real",
            Self::ToTry => "to_try",
        }
    }
}

impl Store {
    /// Says what this installation is for, the first time, and holds it to that ever after.
    ///
    /// # Errors
    /// [`OpenError::ForReal`] and [`OpenError::ToTry`] where it is for the other.
    pub async fn is_used(&self, used: Used) -> Result<(), StartError> {
        let name = self.database_name();
        let known = self.first_said(used).await.map_err(|error| explain_mapped(name, &error))?;
        match used {
            _ if known == used.word() => Ok(()),
            Used::ToTry => Err(OpenError::ForReal(name.to_owned()).into()),
            Used::ForReal => Err(OpenError::ToTry(name.to_owned()).into()),
        }
    }

    async fn first_said(&self, used: Used) -> Result<String, DbErr> {
        let row = installation::ActiveModel { id: Set(1), used: Set(used.word().to_owned()) };
        let only_once = OnConflict::column(installation::Column::Id).do_nothing().to_owned();
        installation::Entity::insert(row).on_conflict(only_once).exec_without_returning(self.writer()).await?;
        let row = installation::Entity::find_by_id(1_i16).one(self.writer()).await?;
        row.map(|row| row.used).ok_or_else(|| DbErr::RecordNotFound("what this installation is for".to_owned()))
    }
}
