//! The agenda: what the group has open anyway, and what people added.

use super::AgendaLine;
use crate::{App, decisions, reader::Insider, requests::words::title, when};
use store::{MeetingRow, Papers};

/// As many planned posts as a meeting talks about.
const POSTS: u64 = 10;

/// The agenda of a meeting. What is open is on that of the next one alone: `collects` says whether this is it.
pub(super) async fn of(
    app: &App,
    reader: &Insider,
    papers: &Papers,
    collects: Option<&MeetingRow>,
) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let mut lines = Vec::new();
    if let Some(row) = collects {
        lines.extend(votes(app, reader).await?);
        lines.extend(questions(app, reader).await?);
        lines.extend(posts(app, reader, row).await?);
        lines.extend(tasks(app, reader).await?);
    }
    lines.extend(papers.agenda.iter().map(|item| AgendaLine {
        icon: "list-plus",
        words: item.words.clone(),
        href: None,
        why: format!("added by {}", reader.name(item.by)),
    }));
    Ok(lines)
}

async fn votes(app: &App, reader: &Insider) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let open = app.here.store.decisions(reader.id()).await?.into_iter().filter(|row| row.closed.is_none());
    let line = |row: store::DecisionRow| AgendaLine {
        icon: "vote",
        words: format!("Vote {}: {}", row.number, title(&row.question)),
        href: Some(decisions::href(reader, &row)),
        why: "a vote is under way".to_owned(),
    };
    Ok(open.map(line).collect())
}

async fn questions(app: &App, reader: &Insider) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let mut open = app.here.store.questions(reader.id()).await?;
    open.retain(|row| row.answer.is_none() && row.superseded_by.is_none());
    let votes = app.here.store.decisions(reader.id()).await?;
    open.retain(|row| votes.iter().all(|vote| vote.closed.is_some() || vote.question.id != row.id));
    let line = |row: &store::AnswerRow| AgendaLine {
        icon: "landmark",
        words: title(row),
        href: Some(format!("{}/requests/{}", reader.base(), row.id)),
        why: "a question without an answer".to_owned(),
    };
    Ok(open.iter().map(line).collect())
}

/// Posts that wait for their hour, up to some days after the meeting would have talked about them.
async fn posts(app: &App, reader: &Insider, row: &MeetingRow) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let waiting = app.here.store.going_out(reader.id(), POSTS).await?;
    let ids: Vec<_> = waiting.iter().map(|one| one.post).collect();
    let titles = app.here.store.titles(reader.id(), &ids).await?;
    let mut lines: Vec<AgendaLine> = Vec::new();
    for one in waiting.iter().filter(|one| one.row.due > row.starts || !one.row.pauses.is_empty()) {
        let href = format!("{}/posts/{}", reader.base(), one.post);
        if lines.iter().any(|line| line.href.as_ref() == Some(&href)) {
            continue;
        }
        let title = titles.get(&one.post).filter(|title| !basics::text::is_blank(title));
        lines.push(AgendaLine {
            icon: "send",
            words: title.cloned().unwrap_or_else(|| "A post".to_owned()),
            href: Some(href),
            why: format!("a post that waits, due {}", when::day(one.row.due, &reader.zone)),
        });
    }
    Ok(lines)
}

async fn tasks(app: &App, reader: &Insider) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let open = app.here.store.open_actions(reader.id()).await?;
    let line = |task: store::ActionRow| AgendaLine {
        icon: "list-checks",
        words: task.words,
        href: Some(format!("{}/meetings/{}", reader.base(), task.meeting)),
        why: format!("{} took it on, by {}", reader.name(task.owner), task.due.strftime("%-d %b %Y")),
    };
    Ok(open.into_iter().map(line).collect())
}
