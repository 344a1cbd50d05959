//! `/g/{group}/posts/{id}/drafts`: every draft of a post that was saved, two of them word by word, and the way to take one
//! again.

use super::{desk::Desk, in_words::told, show::Sight};
use crate::{
    App,
    address::Path,
    done::Done,
    errors::Stale,
    failed::Failed,
    filters,
    frame::{Frame, Place},
    guard::Sent,
    own_zone::OwnZone,
    page::Page,
    parts::{Action, Choice, Pick},
    reader::Insider,
};
use acts::drafts;
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use basics::PostId;
use charter::difference::{Piece, pieces};
use serde::Deserialize;
use store::{PostRow, Saved, SavedDraft};

/// As many as a page shows.
const AT_ONCE: u64 = 50;

/// Which two are compared, and where the list goes on.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: Option<i64>,
    to: Option<i64>,
    before: Option<i64>,
}

/// A draft in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which save it was.
    pub number: i64,
    /// Who saved it, and when.
    pub meta: Vec<String>,
    /// What it changed, where there is one before it.
    pub change: Option<String>,
    /// Whether it is what the post says now.
    pub stands: bool,
    /// The button that takes it again.
    pub again: Option<Action>,
}

/// The drafts of a post.
#[derive(Template)]
#[template(path = "posts/drafts.html")]
pub struct EarlierDrafts {
    /// The frame.
    pub frame: Frame,
    /// What the post is called.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Where the form goes that compares.
    pub to: String,
    /// The two to compare.
    pub asked: Vec<Pick>,
    /// What the later of them says, with what it took out and put in.
    pub pieces: Vec<(&'static str, String)>,
    /// `Draft 3 beside draft 7`.
    pub compared: String,
    /// The list, the newest first.
    pub drafts: Vec<Line>,
    /// Where it goes on.
    pub more: Option<String>,
}

/// The page.
pub async fn get(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Query(asked): Query<Asked>,
) -> Result<Page<EarlierDrafts>, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let sight = Sight::of(&desk, id).await?;
    let rows = desk.store().saved_drafts(desk.group(), id, asked.before, AT_ONCE).await;
    let mut rows = rows.map_err(|error| desk.trouble(error))?;
    if asked.before.is_none() && rows.first().is_none_or(|row| row.number < sight.row.number) {
        rows.insert(0, stands(&sight.row));
    }
    let newest = sight.row.number;
    let to = asked.to.unwrap_or(newest);
    let before = rows.iter().map(|row| row.number).find(|number| *number < to);
    let from = asked.from.or(before).unwrap_or(to);
    let (before, after) = (one(&sight, from).await?, one(&sight, to).await?);
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    let at = at(&desk, id);
    Ok(Page::ok(EarlierDrafts {
        frame: insider.frame(&app, Place::Calendar).await?,
        title: sight.row.draft.title.clone(),
        href: desk.page_of(id),
        asked: vec![pick("from", "The earlier", &numbers, from), pick("to", "The later", &numbers, to)],
        pieces: pieces(&told(&desk, &before.draft), &told(&desk, &after.draft))
            .into_iter()
            .map(Piece::tagged)
            .collect(),
        compared: format!("Draft {from} beside draft {to}"),
        more: numbers.last().filter(|_| numbers.len() as u64 >= AT_ONCE).map(|last| format!("{at}?before={last}")),
        drafts: rows.iter().map(|row| line(&sight, row, &numbers)).collect(),
        to: at,
    }))
}

/// A draft of the post by its number. The newest is what the post says: a new time is no save.
async fn one(sight: &Sight<'_>, number: i64) -> Result<SavedDraft, Failed> {
    let desk = sight.desk;
    if number == sight.row.number {
        return Ok(stands(&sight.row));
    }
    let found = desk.store().saved_draft(desk.group(), sight.row.id, number).await;
    found.map_err(|error| desk.trouble(error))?.ok_or_else(|| desk.gone())
}

/// What the post says now, as its newest draft: that of an older post is kept with its next save.
fn stands(row: &PostRow) -> SavedDraft {
    SavedDraft { number: row.number, draft: row.draft.clone(), by: row.saved_by, at: row.saved_at }
}

fn line(sight: &Sight<'_>, row: &SavedDraft, kept: &[i64]) -> Line {
    let (desk, post) = (sight.desk, &sight.row);
    let stands = row.number == post.number;
    let at = at(desk, post.id);
    let again = || {
        let effect = "It becomes the newest draft. The others stay, so that this can be taken back.";
        let action = Action::new("Take it again", "undo-2", format!("{at}/again"), desk.insider.token());
        let action = action.carrying("number", row.number.to_string()).carrying("seen", post.number.to_string());
        action.confirming(effect, "Take it again")
    };
    let earlier = row.number - 1;
    Line {
        number: row.number,
        meta: vec![sight.name(row.by), desk.insider.when(row.at)],
        change: kept.contains(&earlier).then(|| format!("{at}?from={earlier}&to={}#compared", row.number)),
        stands,
        again: (!stands && !sight.has_left() && row.draft != post.draft).then(again),
    }
}

fn pick(name: &str, label: &str, numbers: &[i64], chosen: i64) -> Pick {
    let shown = numbers.contains(&chosen);
    let numbers = numbers.iter().copied().chain((!shown).then_some(chosen));
    let of = numbers.map(|number| Choice::new(&number.to_string(), format!("Draft {number}")).chosen(number == chosen));
    Pick { name: name.to_owned(), label: label.to_owned(), of: of.collect(), ..Pick::default() }
}

/// The draft that is to be taken again, and the newest that was on the page.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Again {
    number: i64,
    seen: i64,
}

/// `POST …/again`
pub async fn again(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(again): Sent<Again>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let taken = drafts::take_again(&app.here, desk.group(), desk.who(), id, again.seen, again.number).await;
    match taken.map_err(|declined| insider.failed(declined))? {
        Saved::As(_) => Ok(Done::at(desk.page_of(id), "again").into_response()),
        Saved::Behind { .. } => {
            let row = desk.post(id).await?;
            let earlier = desk.store().saved_draft(desk.group(), id, again.number).await;
            let earlier = earlier.map_err(|error| desk.trouble(error))?.ok_or_else(|| desk.gone())?;
            Ok(Page::with(StatusCode::CONFLICT, behind(&desk, &row, &earlier)).into_response())
        }
    }
}

/// Somebody saved since the page was made: both texts, and nothing is overwritten.
fn behind(desk: &Desk<'_>, row: &PostRow, earlier: &SavedDraft) -> Stale {
    let (name, at) = (desk.insider.name(row.saved_by), desk.insider.when(row.saved_at));
    Stale {
        plain: desk.insider.reader.plain(),
        what: format!("{name} saved this post at {at}, after you had opened its drafts."),
        theirs: told(desk, &row.draft),
        yours: told(desk, &earlier.draft),
        typed: Vec::new(),
        overwrite: None,
        back: self::at(desk, row.id),
    }
}

/// Where the drafts of a post stand.
pub fn at(desk: &Desk<'_>, post: PostId) -> String {
    format!("{}/drafts", desk.page_of(post))
}
