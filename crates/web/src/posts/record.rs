//! The record of one post: every act on it, on its deliveries and on the questions about it, the newest first.

use super::{found::Found, show::Sight};
use crate::{
    failed::Failed,
    parts::{Clause, Face, LogLine},
    when,
};
use charter::{Actor, Opinion};
use store::LogFilter;

/// How many lines of each thing are shown.
const MOST: u64 = 40;

/// The lines.
pub async fn record(sight: &Sight<'_>, found: &Found) -> Result<Vec<LogLine>, Failed> {
    let desk = sight.desk;
    let mut entities = vec![format!("post {}", sight.row.id)];
    entities.extend(sight.deliveries.iter().map(|row| format!("delivery {}", row.id)));
    entities.extend(found.questions.iter().map(|row| format!("answer {}", row.id)));
    let mut lines = Vec::new();
    for entity in entities {
        let filter = LogFilter { entity: Some(entity), ..LogFilter::default() };
        lines.extend(desk.store().log_page(desk.group(), &filter, 0, MOST).await.map_err(|error| desk.trouble(error))?);
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    Ok(lines.iter().map(|line| shown(sight, line)).collect())
}

fn shown(sight: &Sight<'_>, line: &store::LogLine) -> LogLine {
    let desk = sight.desk;
    let who = match line.record.as_ref().map(|record| record.question.actor) {
        Some(Actor::Person(person)) => sight.name(person),
        Some(Actor::Charter) => "The charter".to_owned(),
        Some(Actor::Operator) => "The operator".to_owned(),
        None => "Somebody".to_owned(),
    };
    let channel = line.record.as_ref().and_then(|record| {
        let of = |row: &&store::DeliveryRow| row.id.to_string() == record.question.object.id;
        let row = sight.deliveries.iter().find(of)?;
        Some(format!("on {}", desk.channel(row.channel)?.channel.name))
    });
    LogLine {
        face: Face::of(&who),
        who,
        did: if line.refused { "was refused:".to_owned() } else { did(&line.act).to_owned() },
        what: if line.refused { wanted(&line.act) } else { String::new() },
        href: None,
        more: channel.unwrap_or_default(),
        clauses: clauses(sight, line.record.as_ref().map(|record| &record.opinion)),
        when: when::short(line.at, desk.now, desk.zone()),
        at: line.at.to_string(),
    }
}

fn clauses(sight: &Sight<'_>, opinion: Option<&Opinion>) -> Vec<Clause> {
    let mut labels: Vec<&str> = Vec::new();
    for cited in opinion.into_iter().flat_map(Opinion::cites).filter(|cited| cited.alarm().is_none()) {
        if !labels.contains(&cited.label.as_str()) {
            labels.push(&cited.label);
        }
    }
    labels.into_iter().map(|label| Clause::of(&sight.desk.base(), label)).collect()
}

fn did(act: &str) -> &str {
    match act {
        "schedule_post" => "put it in the queue",
        "reply" => "let the reply out",
        "publish_post" => "let it leave",
        "cancel_post" => "took it out of the queue",
        "withdraw_post" => "had it deleted",
        "report_posted" => "posted it by hand",
        "settle_delivery" => "said what became of it",
        "ask_body" => "asked the body that decides",
        "record_answer" => "recorded its answer",
        other => other,
    }
}

/// What was wanted, as the vocabulary of the charter says it.
fn wanted(act: &str) -> String {
    let says = charter::vocabulary::act(act).map(|entry| entry.says);
    says.map_or_else(|| act.replace('_', " "), |says| format!("to {says}"))
}
