//! The one place at which what the engine does not do becomes a sentence for whoever asked for it.

use super::DeliveryRow;
use crate::{
    Declined,
    database::tables::{channel, post},
};
use delivery::Illegal;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _};

/// The refusal of a step that does not apply, with the post and the channel by their names.
pub(super) async fn refused(tx: &DatabaseTransaction, row: &DeliveryRow, illegal: &Illegal) -> Declined {
    match names(tx, row).await {
        Ok((title, channel)) => Declined::rule(illegal.for_people(&format!("{title} on {channel}"))),
        Err(error) => error.into(),
    }
}

async fn names(tx: &DatabaseTransaction, row: &DeliveryRow) -> Result<(String, String), DbErr> {
    let title = post::Entity::find_by_id(row.post.uuid()).one(tx).await?.map(|post| post.title);
    let title = title.filter(|title| !basics::text::is_blank(title));
    let channel = channel::Entity::find_by_id(row.channel.uuid()).one(tx).await?.map(|channel| channel.name);
    Ok((
        title.map_or_else(|| "this post".to_owned(), |title| format!("“{title}”")),
        channel.unwrap_or_else(|| "its channel".to_owned()),
    ))
}
