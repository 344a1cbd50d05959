//! What is over is swept away: attempts and links that nobody can use any more, and sessions that ended. What a sentence
//! still needs (“this link was used”, “this session has ended”) stays for thirty days. What applicants wrote is erased
//! after some months (`retention.rs`).

use crate::{
    Bookkeeping,
    database::tables::{ceremony, chat_told, connection_try, one_time_token, session},
};
use jiff::SignedDuration;
use people::Purpose;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _};

/// How long it is remembered what became of a link or a session.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Bookkeeping<'_> {
    /// Sweeps away what is over, and says how many rows that were.
    pub async fn sweep(&self) -> Result<u64, anyhow::Error> {
        let now = self.store.now();
        let (over, long_ago) = (now.micros(), now.plus(-REMEMBERED).micros());
        let writer = self.store.writer();
        // These hold sealed secrets, and nobody is told anything about them: they go at once.
        let tries = connection_try::Entity::delete_many().filter(connection_try::Column::ExpiresAt.lte(over));
        let ceremonies = ceremony::Entity::delete_many().filter(ceremony::Column::ExpiresAt.lte(over));
        let links = one_time_token::Entity::delete_many().filter(links_before(long_ago));
        let sessions = session::Entity::delete_many().filter(
            Condition::any().add(session::Column::EndedAt.lte(long_ago)).add(session::Column::SeenAt.lte(long_ago)),
        );
        let told = chat_told::Entity::delete_many().filter(chat_told::Column::ToldAt.lte(long_ago));
        let swept = [
            tries.exec(writer).await?.rows_affected,
            ceremonies.exec(writer).await?.rows_affected,
            links.exec(writer).await?.rows_affected,
            sessions.exec(writer).await?.rows_affected,
            told.exec(writer).await?.rows_affected,
            self.erase_applications().await?,
        ];
        Ok(swept.iter().sum())
    }
}

/// The links that were used or ran out before this instant. By the founder’s own link, once it was used, somebody who
/// founds a group belongs here until it is founded, so that it stays.
fn links_before(long_ago: i64) -> Condition {
    let founders = Condition::all()
        .add(one_time_token::Column::Purpose.eq(Purpose::Invitation.label()))
        .add(one_time_token::Column::GroupId.is_null())
        .add(one_time_token::Column::UsedAt.is_not_null());
    let used = one_time_token::Column::UsedAt.lte(long_ago);
    Condition::all()
        .add(Condition::any().add(used).add(one_time_token::Column::ExpiresAt.lte(long_ago)))
        .add(founders.not())
}
