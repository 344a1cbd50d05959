//! The agenda: what people put on it, in the order they set, with its hours; and what the group has open anyway, to be put
//! on it by one button.

use super::{
    Agenda, AgendaLine, Asks, Takes,
    one::{Filled, Sight},
    steps::{By, Step},
};
use crate::{
    App, decisions,
    failed::NotDone,
    parts::{Action, Field, Look, Problems},
    reader::Insider,
    requests::words::title,
    when, words,
};
use acts::{Declined, meetings::agenda};
use meetings::{RunningOrder, Slot, Stage};
use store::{AgendaRow, AnswerRow, Direction, MeetingRow};

/// As many planned posts as a meeting talks about.
const POSTS: u64 = 10;

/// The agenda of a page. What the group has open is offered at the next meeting alone: `collects` says whether this is it.
pub(super) async fn of(
    sight: &Sight<'_>,
    collects: bool,
    filled: Option<&Filled>,
    problems: &Problems,
) -> Result<Agenda, anyhow::Error> {
    let items = &sight.papers.agenda;
    let minutes: Vec<_> = items.iter().map(|item| item.minutes).collect();
    let order = RunningOrder::of(&sight.row.course(), &minutes);
    let now = order.now(sight.reader.reader.at).filter(|_| sight.stage() == Stage::Running);
    let lines = items.iter().zip(&order.slots).enumerate();
    let lines = lines.map(|(place, (item, slot))| {
        line(sight, item, *slot, (place, items.len(), now == Some(place)), (filled, problems))
    });
    Ok(Agenda {
        lines: lines.collect(),
        open: if collects { open(sight).await? } else { Vec::new() },
        put: put_on(sight, filled, problems),
        plan: plan(sight, &order),
        clock: clock(sight, &order, now),
    })
}

fn can_be_prepared(sight: &Sight<'_>) -> bool {
    sight.row.approved.is_none() && sight.row.course().can_be_prepared(sight.reader.reader.at).is_ok()
}

/// Putting something on the agenda, up to the end of the meeting.
fn put_on(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems) -> Option<Asks> {
    if !can_be_prepared(sight) {
        return None;
    }
    let typed = |of: fn(&Filled) -> &String| filled.map(of).cloned().unwrap_or_default();
    let fields = [
        Field::new("item", "What else is to be talked about?").value(typed(|filled| &filled.item)),
        Field::new("takes", "How many minutes?").optional().value(typed(|filled| &filled.takes)),
    ];
    let fields = fields.into_iter().map(|field| field.marked(problems)).collect();
    Some(
        sight
            .asks("Put something on it", "agenda", ("list-plus", "Put it on the agenda"))
            .once(&sight.reader)
            .fields(fields),
    )
}

fn line(
    sight: &Sight<'_>,
    item: &AgendaRow,
    slot: Option<Slot>,
    (place, count, is_now): (usize, usize, bool),
    asked: (Option<&Filled>, &Problems),
) -> AgendaLine {
    let zone = &sight.reader.zone;
    let hours = slot.map(|slot| format!("{} to {}", when::time(slot.from, zone), when::time(slot.until, zone)));
    let button = |words, icon, to: &str| {
        let action = Action::new(words, icon, format!("{}/order", sight.at()), sight.reader.token()).look(Look::Quiet);
        action.carrying("entry", item.id.to_string()).carrying("order", to)
    };
    let up = (place > 0).then(|| button("Earlier", "arrow-up", "up"));
    let down = (place + 1 < count).then(|| button("Later", "arrow-down", "down"));
    let can_be_set = can_be_prepared(sight);
    AgendaLine {
        icon: if is_now { "circle-dot" } else { "list-plus" },
        words: item.words.clone(),
        href: item.leads_to.as_ref().map(|path| format!("{}{path}", sight.reader.base())),
        why: format!("added by {}", sight.reader.name(item.by)),
        hours,
        is_now,
        moves: if can_be_set { up.into_iter().chain(down).collect() } else { Vec::new() },
        takes: can_be_set.then(|| takes(sight, item, asked)),
        put: None,
    }
}

/// Planning minutes for one thing; what was typed comes back where it was refused.
fn takes(sight: &Sight<'_>, item: &AgendaRow, (filled, problems): (Option<&Filled>, &Problems)) -> Takes {
    let entry = item.id.to_string();
    let refused = filled.filter(|filled| filled.entry == entry);
    let known = item.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    Takes {
        to: format!("{}/plan", sight.at()),
        planned: refused.map_or(known, |filled| filled.plans.clone()),
        error: refused.and_then(|_| problems.at("plans")),
        entry,
    }
}

/// How much of the meeting is planned.
fn plan(sight: &Sight<'_>, order: &RunningOrder) -> Option<String> {
    if order.planned == 0 {
        return None;
    }
    let mut sentences = vec![format!("{} of {} minutes are planned.", order.planned, sight.row.minutes)];
    let unplanned = order.slots.iter().filter(|slot| slot.is_none()).count() as u64;
    if unplanned > 0 {
        sentences.push(format!("{} no minutes yet.", words::counted(unplanned, "thing has", "things have")));
    }
    if order.over > 0 {
        let more = words::counted(order.over.into(), "minute", "minutes");
        sentences.push(format!("That is {more} more than the meeting has."));
    }
    Some(sentences.join(" "))
}

/// What time it is in the running order, while the meeting is under way.
fn clock(sight: &Sight<'_>, order: &RunningOrder, now: Option<usize>) -> Option<String> {
    let (zone, at) = (&sight.reader.zone, sight.reader.reader.at);
    let ends = order.ends().filter(|_| sight.stage() == Stage::Running)?;
    let item = now.and_then(|place| Some((sight.papers.agenda.get(place)?, order.slots.get(place).copied()??)));
    let what = match item {
        Some((item, slot)) => {
            format!("It is time for \u{201c}{}\u{201d}, until {}.", item.words, when::time(slot.until, zone))
        }
        None => "What was planned is over by now.".to_owned(),
    };
    Some(format!(
        "{} {what} The agenda is planned until {}, the meeting until {}.",
        when::time(at, zone),
        when::time(ends, zone),
        when::time(sight.row.course().ends(), zone)
    ))
}

/// What the group has open, and is not on the agenda yet.
async fn open(sight: &Sight<'_>) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let (app, reader) = (sight.app, &sight.reader);
    let mut lines = votes(app, reader).await?;
    lines.extend(questions(app, reader).await?);
    lines.extend(posts(app, reader, &sight.row).await?);
    lines.extend(tasks(app, reader).await?);
    let base = reader.base();
    let path = |line: &AgendaLine| line.href.as_deref().and_then(|href| href.strip_prefix(&base)).map(str::to_owned);
    lines.retain(|line| sight.papers.agenda.iter().all(|item| item.leads_to != path(line)));
    if can_be_prepared(sight) {
        for line in &mut lines {
            let action = Action::new("Put it on", "list-plus", format!("{}/agenda", sight.at()), reader.token());
            line.put = path(line).map(|path| action.look(Look::Quiet).carrying("leads_to", path));
        }
    }
    Ok(lines)
}

/// Putting something on the agenda: what is typed, or what the group has open.
pub(super) struct Put;
impl Step for Put {
    const FIELD: &'static str = "item";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let item = if filled.leads_to.is_empty() {
            agenda::Filled { words: filled.item.clone(), minutes: filled.takes.clone(), leads_to: None }
        } else {
            let href = format!("{}{}", by.sight.reader.base(), filled.leads_to);
            let known = open(by.sight).await.map_err(|error| by.sight.reader.trouble(error))?;
            let line = known.into_iter().find(|line| line.href.as_ref() == Some(&href));
            let line =
                line.ok_or_else(|| Declined::rule("this is not open any more, or stands on the agenda already"))?;
            agenda::Filled { words: line.words, minutes: String::new(), leads_to: Some(filled.leads_to.clone()) }
        };
        agenda::put(by.here, by.group, by.who, by.meeting, (&item, by.form)).await?;
        Ok("on_agenda")
    }
}

/// Moving one thing past its neighbour.
pub(super) struct Order;
impl Step for Order {
    const FIELD: &'static str = "item";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let item = filled.entry.parse().map_err(|_| Declined::NotFound("agenda item"))?;
        let to = if filled.order == "up" { Direction::Up } else { Direction::Down };
        agenda::order(by.here, by.group, by.who, by.meeting, (item, to)).await?;
        Ok("ordered")
    }
}

/// Planning minutes for one thing.
pub(super) struct Plan;
impl Step for Plan {
    const FIELD: &'static str = "plans";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let item = filled.entry.parse().map_err(|_| Declined::NotFound("agenda item"))?;
        agenda::plan(by.here, by.group, by.who, by.meeting, (item, &filled.plans)).await?;
        Ok("ordered")
    }
}

async fn votes(app: &App, reader: &Insider) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let open = app.here.store.decisions(reader.id()).await?.into_iter().filter(store::DecisionRow::goes_on);
    let line = |row: store::DecisionRow| AgendaLine {
        icon: "vote",
        words: format!("Vote {}: {}", row.number, decisions::words::title(&row)),
        href: Some(decisions::href(reader, &row)),
        why: "a vote is under way".to_owned(),
        ..AgendaLine::default()
    };
    Ok(open.map(line).collect())
}

async fn questions(app: &App, reader: &Insider) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let mut open = app.here.store.questions(reader.id()).await?;
    open.retain(AnswerRow::waits);
    let votes = app.here.store.decisions(reader.id()).await?;
    open.retain(|row| votes.iter().all(|vote| !vote.goes_on() || vote.question.id != row.id));
    let line = |row: &AnswerRow| AgendaLine {
        icon: "landmark",
        words: title(row),
        href: Some(format!("{}/requests/{}", reader.base(), row.id)),
        why: "a question without an answer".to_owned(),
        ..AgendaLine::default()
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
            ..AgendaLine::default()
        });
    }
    Ok(lines)
}

async fn tasks(app: &App, reader: &Insider) -> Result<Vec<AgendaLine>, anyhow::Error> {
    let open = app.here.store.open_actions(reader.id()).await?;
    let line = |task: store::ActionRow| AgendaLine {
        icon: "list-checks",
        words: task.words,
        href: Some(format!("{}/meetings/{}#{}", reader.base(), task.meeting, task.id)),
        why: format!("for {}, by {}", reader.name(task.owner), task.due.strftime("%-d %b %Y")),
        ..AgendaLine::default()
    };
    Ok(open.into_iter().map(line).collect())
}
