//! Minutes and action items, on the page of a meeting.

use super::{
    Asks, Hand, Task,
    attending::people,
    one::{Filled, Sight},
    steps::{By, Step},
};
use crate::{
    failed::NotDone,
    parts::{Action, Field, Kind as Holds, Look, Pick, Problems},
};
use acts::{Declined, meetings::papers};
use basics::FormId;
use store::ActionRow;

/// The minutes of a page.
pub(super) struct Minutes {
    pub meta: Vec<String>,
    pub write: Option<Asks>,
    pub newer: Option<String>,
    pub actions: Vec<Action>,
}

/// The minutes: to be written from the first minute on, to be approved at the next meeting, and then as they are.
pub(super) fn minutes(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems, begun: bool) -> Minutes {
    let (row, papers) = (&sight.row, &sight.papers);
    let mut meta: Vec<String> = Vec::new();
    if let Some((by, at)) = papers.written {
        meta.push(format!("Last written on by {}, {}.", sight.reader.name(by), sight.reader.when(at)));
    }
    if let Some((digest, at)) = row.approved {
        meta.push(format!("Approved {}. They stand as they are: {}.", sight.reader.when(at), digest.short()));
    } else if !papers.approved_by.is_empty() {
        let names: Vec<String> = papers.approved_by.iter().map(|person| sight.reader.name(*person)).collect();
        meta.push(format!("Approved so far by {}.", charter::sentences::listed(&names, "and")));
    }
    if let Some(at) = row.published {
        let address = format!("{}/minutes/{}/{}", sight.app.here.public_url, sight.reader.group.slug, row.id);
        meta.push(format!("Everybody can read them since {}, at {address}", sight.reader.when(at)));
    }
    let write = (begun && row.approved.is_none()).then(|| writing(sight, filled, problems));
    Minutes { meta, write, newer: newer(sight, filled), actions: actions(sight) }
}

/// The minutes as they stand, where what was typed could not be kept and they say something else.
fn newer(sight: &Sight<'_>, filled: Option<&Filled>) -> Option<String> {
    let typed = &filled?.minutes_text;
    let is_other = !typed.is_empty() && !sight.papers.minutes.is_empty() && *typed != sight.papers.minutes;
    is_other.then(|| sight.papers.minutes.clone())
}

fn writing(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems) -> Asks {
    // What was refused keeps the version that it was written on top of.
    let refused = filled.filter(|filled| !filled.minutes_text.is_empty());
    let (text, base) = match refused {
        Some(filled) => (filled.minutes_text.clone(), filled.base.clone()),
        None => (sight.papers.minutes.clone(), sight.papers.version.to_string()),
    };
    let text = Field::new("minutes_text", "What was said and agreed on").kind(Holds::Lines(14)).value(text);
    let text = text.hint("Several people can write at once: what each saves is put together, and no word is lost.");
    let mut asks =
        sight.asks("Minutes", "minutes", ("pen-line", "Save the minutes")).fields(vec![text.marked(problems)]);
    asks.carries.push(("base", base));
    asks.look = Look::Primary;
    asks
}

/// Approving, for those who are at the next meeting; publishing, once they are approved.
fn actions(sight: &Sight<'_>) -> Vec<Action> {
    let (row, papers, me) = (&sight.row, &sight.papers, sight.reader.person());
    let button = |words, icon, to: &str| {
        let action = Action::new(words, icon, format!("{}/{to}", sight.at()), sight.reader.token());
        action.carrying("content", papers.content().to_string())
    };
    if row.approved.is_some() {
        let effect = "Everybody can read these minutes then, without signing in. This cannot be taken back.";
        let publish = button("Publish them", "globe", "publish").confirming(effect, "Publish these minutes");
        return if row.published.is_none() { vec![publish] } else { Vec::new() };
    }
    let next = super::waiting::after(&sight.all, row, sight.reader.reader.at);
    let is_there = next.is_some_and(|next| sight.presences.get(&(next.id, me)).is_some_and(|known| known.is_present));
    let open = is_there && !papers.approved_by.contains(&me) && !basics::text::is_blank(&papers.minutes);
    if open { vec![button("Approve these minutes", "gavel", "approve").look(Look::Group)] } else { Vec::new() }
}

/// What people took upon themselves.
pub(super) fn tasks(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems) -> Vec<Task> {
    let shown = sight.papers.actions.iter().map(|task| {
        let (words, icon, done) = match task.done {
            None => ("Done", "check", "yes"),
            Some(_) => ("Not done yet", "undo-2", "no"),
        };
        let tick = Action::new(words, icon, format!("{}/tick", sight.at()), sight.reader.token()).look(Look::Quiet);
        Task {
            words: task.words.clone(),
            meta: whose(sight, task),
            hand: task.done.is_none().then(|| hand(sight, task, filled, problems)),
            done: task.done.is_some(),
            id: task.id.to_string(),
            tick: tick.carrying("task", task.id.to_string()).carrying("done", done),
        }
    });
    shown.collect()
}

/// Who took it on, and by when.
fn whose(sight: &Sight<'_>, task: &ActionRow) -> String {
    let (owner, by) = (sight.reader.name(task.owner), task.due.strftime("%a %-d %b %Y"));
    let has_left = papers::has_left(&sight.reader.known.roster, task.owner, sight.reader.reader.at);
    let left = if has_left && task.done.is_none() { ", who is no member any more" } else { "" };
    format!("{owner}{left}, by {by}")
}

/// Handing it to somebody else.
fn hand(sight: &Sight<'_>, task: &ActionRow, filled: Option<&Filled>, problems: &Problems) -> Hand {
    let refused = filled.filter(|filled| filled.task == task.id.to_string());
    Hand {
        to: format!("{}/hand", sight.at()),
        once: FormId::mint(sight.reader.reader.at).to_string(),
        of: people(sight, refused.map_or("", |filled| &filled.owner)),
        error: refused.and_then(|_| problems.at("owner")),
    }
}

/// Adding one, until the minutes are approved.
pub(super) fn add_task(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems, begun: bool) -> Option<Asks> {
    if !begun || sight.row.approved.is_some() {
        return None;
    }
    let typed = |of: fn(&Filled) -> &String| filled.map(of).cloned().unwrap_or_default();
    let fields = [
        Field::new("action", "What is to be done?").value(typed(|filled| &filled.action)),
        Field::new("due", "By when?").kind(Holds::Day).value(typed(|filled| &filled.due)),
    ];
    let fields = fields.into_iter().map(|field| field.marked(problems)).collect();
    let mut asks = sight.asks("Add an action item", "actions", ("plus", "Add it")).once(&sight.reader).fields(fields);
    asks.picks.push(Pick {
        name: "owner".to_owned(),
        label: "Who takes it on?".to_owned(),
        hint: String::new(),
        of: people(sight, &typed(|filled| &filled.owner)),
        error: problems.at("owner"),
    });
    Some(asks.folded())
}

/// Saving the minutes.
pub(super) struct Save;
impl Step for Save {
    const FIELD: &'static str = "minutes_text";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let base = filled.base.parse().map_err(|_| Declined::Stale("the minutes"))?;
        let has_both = papers::save(by.here, by.group, by.who, by.meeting, (base, &filled.minutes_text)).await?;
        Ok(if has_both { "both" } else { "saved" })
    }
}

/// Noting an action item.
pub(super) struct AddAction;
impl Step for AddAction {
    const FIELD: &'static str = "action";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let task = (filled.action.as_str(), filled.owner.as_str(), filled.due.as_str());
        papers::add_action(by.here, by.group, by.who, by.meeting, task, by.form).await?;
        Ok("added")
    }
}

/// Ticking one off.
pub(super) struct Tick;
impl Step for Tick {
    const FIELD: &'static str = "action";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let id = filled.task.parse().map_err(|_| Declined::NotFound("action item"))?;
        papers::tick(by.here, by.group, by.who, by.meeting, (id, filled.done == "yes")).await?;
        Ok("ticked")
    }
}

/// Handing one to somebody else.
pub(super) struct HandOn;
impl Step for HandOn {
    const FIELD: &'static str = "action";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let id = filled.task.parse().map_err(|_| Declined::NotFound("action item"))?;
        papers::hand_on(by.here, by.group, by.who, by.meeting, (id, &filled.owner), by.form).await?;
        Ok("handed")
    }
}

/// Approving exactly these minutes.
pub(super) struct Approve;
impl Step for Approve {
    const FIELD: &'static str = "minutes_text";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let content = filled.content.parse().map_err(|_| Declined::NotFound("text"))?;
        papers::approve(by.here, by.group, by.who, by.meeting, content).await?;
        Ok("approved")
    }
}

/// Publishing approved minutes.
pub(super) struct Publish;
impl Step for Publish {
    const FIELD: &'static str = "minutes_text";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let content = filled.content.parse().map_err(|_| Declined::NotFound("text"))?;
        let who = by.sight.reader.elevated(by.sight.app, &by.sight.at()).await?;
        papers::publish(by.here, by.group, &who, by.meeting, content).await?;
        Ok("published")
    }
}

/// Bringing an earlier version back.
pub(super) struct Restore;
impl Step for Restore {
    const FIELD: &'static str = "minutes_text";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let (seen, number) = (filled.base.parse(), filled.version.parse());
        let (Ok(seen), Ok(number)) = (seen, number) else { return Err(Declined::Stale("the minutes").into()) };
        papers::restore(by.here, by.group, by.who, by.meeting, (seen, number)).await?;
        Ok("restored")
    }
}
