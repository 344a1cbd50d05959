//! What meetings ask of a person: action items, minutes to approve, what a convener is told, what a member is asked.

use super::{
    Need,
    needs::{PATIENCE, Ranked},
};
use crate::{
    App,
    meetings::{self, to_approve},
    parts::{Clause, Tone},
    reader::Insider,
    when,
};
use acts::meetings::shortfalls;
use basics::Moment;
use store::{ActionRow, MeetingRow};

/// Everything of meetings that needs this person.
pub(super) async fn needs(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let all = app.here.store.meetings(insider.id()).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = actions(app, insider).await?;
    found.extend(minutes(app, insider, &all).await?);
    found.extend(attendance(app, insider).await?);
    Ok(found)
}

fn need(icon: &'static str, title: String, href: String, button: &str) -> Need {
    Need {
        icon,
        tone: Tone::Group,
        title,
        href,
        networks: Vec::new(),
        why: Vec::new(),
        clauses: Vec::new(),
        button: Some(button.to_owned()),
        state: None,
    }
}

/// What the reader took upon themself.
async fn actions(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let open = app.here.store.open_actions(insider.id()).await?;
    let mine = open.into_iter().filter(|task| task.owner == insider.person());
    let ranked = mine.map(|task| {
        let due = task.due.to_zoned(insider.zone.rules().clone()).map(|at| Moment::new(at.timestamp()));
        let due = due.unwrap_or(insider.reader.at);
        let href = format!("{}/meetings/{}#tasks", insider.base(), task.meeting);
        let by = task.due.strftime("%a %-d %b %Y");
        let is_own = task.added_by == task.owner;
        let who = if is_own {
            "you took it on".to_owned()
        } else {
            format!("{} noted it for you", insider.name(task.added_by))
        };
        let why = vec![format!("{who}, by {by}")];
        Ranked { too_late: due, mine: true, need: Need { why, ..need("list-checks", task.words, href, "Look at it") } }
    });
    Ok(ranked.collect())
}

/// What somebody took upon themself who left since, for whoever hands it on.
pub(super) fn to_hand_on(insider: &Insider, item: &ActionRow) -> Ranked {
    let due = item.due.to_zoned(insider.zone.rules().clone()).map(|at| Moment::new(at.timestamp()));
    let (name, by) = (insider.name(item.owner), item.due.strftime("%a %-d %b %Y"));
    let href = format!("{}/meetings/{}#{}", insider.base(), item.meeting, item.id);
    let why = vec![format!("{name} took it on, by {by}, and is no member any more")];
    let title = format!("Hand to somebody else: {}", item.words);
    let need = Need { why, ..need("list-checks", title, href, "Hand it on") };
    Ranked { too_late: due.unwrap_or(insider.reader.at), mine: true, need }
}

/// Minutes that those who are at the meeting after them approve.
async fn minutes(app: &App, insider: &Insider, all: &[MeetingRow]) -> Result<Option<Ranked>, anyhow::Error> {
    let Some((row, last)) = to_approve(app, insider, all).await? else { return Ok(None) };
    let title = format!("Approve the minutes of {}", row.title);
    let href = format!("{}/meetings/{}#minutes-h", insider.base(), row.id);
    let why =
        vec![format!("held {}", when::day(row.starts, &insider.zone)), "you are at the meeting after it".to_owned()];
    let need = Need { why, ..need("gavel", title, href, "Approve") };
    Ok(Some(Ranked { too_late: last.starts.plus(PATIENCE), mine: true, need }))
}

/// What a convener is told about attendance, and what the convener asks a member. Each is on one person's Home alone.
async fn attendance(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let Some(counting) = shortfalls::counting(&app.here, insider.id()).await? else { return Ok(Vec::new()) };
    let (me, base) = (insider.person(), insider.base());
    let clauses = vec![Clause::of(&base, counting.clause())];
    let private = "only you see this";
    let told = counting.tasks(me).into_iter().map(|found| {
        let title = format!("{} missed many meetings", insider.name(found.person));
        let why = vec![format!("{} of {}", found.sum.missed, found.sum.meetings), private.to_owned()];
        let href = format!("{base}/attendance/{}", found.person);
        Need { why, clauses: clauses.clone(), ..need("users", title, href, "Answer") }
    });
    let asked = counting.asked(me).map(|row| {
        let title = format!("{} asks whether you want to stay", insider.name(row.by.0));
        let why = vec!["you missed many meetings".to_owned(), private.to_owned()];
        Need { why, clauses: clauses.clone(), ..need("message-circle", title, format!("{base}/attendance"), "Answer") }
    });
    let too_late = insider.reader.at.plus(PATIENCE);
    Ok(told.chain(asked).map(|need| Ranked { too_late, mine: true, need }).collect())
}

/// The next meeting, as the column beside Home shows it: title, page, when.
pub(super) async fn next(app: &App, insider: &Insider) -> Result<Option<(String, String, String)>, anyhow::Error> {
    let all = app.here.store.meetings(insider.id()).await?;
    Ok(meetings::next(&all, insider.reader.at).map(|row| {
        let at = format!("{}, {}", insider.when(row.starts), when::relative(row.starts, insider.reader.at));
        (row.title.clone(), format!("{}/meetings/{}", insider.base(), row.id), at)
    }))
}
