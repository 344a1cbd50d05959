//! The tables as `SeaORM` sees them: one module each, column by column as in `migrations/`.
//! What the columns mean stands in the file of the noun that reads and writes them.

macro_rules! table {
    ($name:ident = $table:literal { $($(#[$attribute:meta])* $column:ident: $kind:ty),+ $(,)? }) => {
        pub mod $name {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$attribute])* pub $column: $kind),+ }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

mod channels;
mod decisions;
mod groups;
mod log;
mod meetings;
mod members;
mod people;
mod posts;
mod reports;

pub use channels::*;
pub use decisions::*;
pub use groups::*;
pub use log::*;
pub use meetings::*;
pub use members::*;
pub use people::*;
pub use posts::*;
pub use reports::*;
