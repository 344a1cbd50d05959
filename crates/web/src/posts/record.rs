//! The record of one post: every act on it, on its deliveries and on the questions about it, the newest first.

use super::{found::Found, show::Sight};
use crate::{failed::Failed, history, parts::LogLine};
use store::{DeliveryRow, LogFilter};

/// The lines.
pub async fn record(sight: &Sight<'_>, found: &Found) -> Result<Vec<LogLine>, Failed> {
    let desk = sight.desk;
    let mut entities = vec![format!("post {}", sight.row.id)];
    entities.extend(sight.deliveries.iter().map(|row| format!("delivery {}", row.id)));
    entities.extend(found.questions.iter().map(|row| format!("answer {}", row.id)));
    let most = history::SHOWN * entities.len() as u64;
    let filter = LogFilter { entities, ..LogFilter::default() };
    let entries = desk.store().log_page(desk.group(), &filter, 0, most).await.map_err(|error| desk.trouble(error))?;
    Ok(entries.iter().map(|entry| line(sight, entry)).collect())
}

/// A line that says which channel it is about, where it is about one.
fn line(sight: &Sight<'_>, entry: &store::LogLine) -> LogLine {
    let object = entry.record.as_ref().map(|record| record.question.object.id.clone()).unwrap_or_default();
    let of = |row: &&DeliveryRow| row.id.to_string() == object;
    let channel = sight.deliveries.iter().find(of).and_then(|row| sight.desk.channel(row.channel));
    let more = channel.map_or_else(String::new, |row| format!("on {}", row.channel.name));
    let line = history::line(sight.desk.insider, &sight.names, sight.desk.now, entry);
    let did = line.did.trim_end_matches(':').to_owned();
    LogLine { did, what: String::new(), more, ..line }
}
