//! The record of one post: every act on it, on its deliveries and on the questions about it, the newest first.

use super::{found::Found, show::Sight};
use crate::{failed::Failed, parts::LogLine, told};

/// The lines.
pub async fn record(sight: &Sight<'_>, found: &Found) -> Result<Vec<LogLine>, Failed> {
    let desk = sight.desk;
    let mut things = vec![format!("post {}", sight.row.id)];
    things.extend(sight.deliveries.iter().map(|row| format!("delivery {}", row.id)));
    things.extend(found.questions.iter().map(|row| format!("answer {}", row.id)));
    told::about(desk.app, desk.insider, &things).await.map_err(|error| desk.trouble(error))
}
