//! The record of one post: every act on it, on its deliveries and on the questions about it, the newest first. A draft
//! that calls itself a campaign no longer, although a body was asked about one, has a line of its own among them.

use super::{found::Found, show::Sight};
use crate::{
    failed::Failed,
    parts::{Clause, Face, LogLine},
    told, when,
};
use charter::rules::Want;
use publishing::Sponsor;
use store::AnswerRow;

/// The lines.
pub async fn record(sight: &Sight<'_>, found: &Found) -> Result<Vec<LogLine>, Failed> {
    let desk = sight.desk;
    let mut things = vec![format!("post {}", sight.row.id)];
    things.extend(sight.deliveries.iter().map(|row| format!("delivery {}", row.id)));
    things.extend(found.questions.iter().map(|row| format!("answer {}", row.id)));
    let mut lines = told::about(desk.app, desk.insider, &things).await.map_err(|error| desk.trouble(error))?;
    if let Some(line) = no_campaign_any_more(sight, found) {
        let place = lines.iter().position(|other| other.at <= line.at).unwrap_or(lines.len());
        lines.insert(place, line);
    }
    Ok(lines)
}

/// Where a body was asked about a campaign, and the draft as it was saved last declares none: who saved it, and when.
fn no_campaign_any_more(sight: &Sight<'_>, found: &Found) -> Option<LogLine> {
    let (desk, row) = (sight.desk, &sight.row);
    let asked = found.questions.iter().find(|asked| is_about_campaigns(sight, asked))?;
    if row.draft.sponsor == Sponsor::Campaign || row.draft.consideration || row.saved_at < asked.asked.1 {
        return None;
    }
    let who = sight.name(row.saved_by);
    let body = desk.charter.the_body(&asked.question.body);
    Some(LogLine {
        face: Face::of(&who),
        who,
        office: None,
        did: "saved".to_owned(),
        what: "this post".to_owned(),
        href: None,
        more: format!("as no part of a campaign, although {body} was asked about one"),
        clauses: vec![Clause::of(&desk.base(), &asked.question.clause)],
        when: when::short(row.saved_at, desk.now, desk.zone()),
        at: row.saved_at.to_string(),
    })
}

/// Whether what was asked is what the charter reserves where a post is part of a campaign.
fn is_about_campaigns(sight: &Sight<'_>, asked: &AnswerRow) -> bool {
    let reserved = sight.desk.charter.rules().reserved.iter();
    let mut same = reserved.filter(|reserved| reserved.matter == asked.question.matter);
    let campaign = Sponsor::Campaign.as_str();
    same.any(|reserved| match reserved.when.get("sponsor") {
        Some(Want::Word(word)) => word == campaign,
        Some(Want::OneOf(words)) => words.iter().any(|word| word == campaign),
        Some(Want::Flag(_)) | None => false,
    })
}
