//! `/g/{group}/posts/{id}`: one post, what became of it on each channel, and how it stands. What can be done with it
//! is in [`super::onward`], what other bodies have to do with it in [`super::asked`].

use super::{
    beyond,
    desk::Desk,
    earlier,
    found::Found,
    in_words::sponsor,
    judgement::{check_of, verdict},
    languages, previews,
    receipts::receipts,
    record::record,
    redress::redressing,
    repeating::repeating,
    view::{Answers, PostPage},
};
use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    own_zone::OwnZone,
    page::Page,
    parts::{Check, Clause, Problems, Tag, Toast, Tone},
    reader::Insider,
    when, words,
};
use acts::Declined;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use basics::{Moment, PersonId, PostId};
use delivery::Shown;
use publishing::Draft;
use std::collections::HashMap;
use store::{DeliveryRow, PostRow, PostStage};

/// Everything that the page of a post is made from.
pub struct Sight<'a> {
    /// The desk.
    pub desk: &'a Desk<'a>,
    /// The post.
    pub row: PostRow,
    /// What leaves, or left: the version in the queue, or the draft where there is none.
    pub leaves: Draft,
    /// One per channel and operation.
    pub deliveries: Vec<DeliveryRow>,
    /// The names of people.
    pub names: HashMap<PersonId, String>,
    /// What is wrong with a form that was sent from here.
    pub problems: Problems,
    /// What was typed into the fields of a form that was refused.
    typed: Vec<(String, String)>,
}

/// `GET`
pub async fn get(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    done: JustDone,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let sight = Sight::of(&desk, id).await?;
    let mut page = sight.page().await?;
    page.frame.toast = done.word().and_then(|word| sight.toast(word));
    Ok(Page::ok(page).into_response())
}

/// The page again, with what was typed into a field of it and why that was refused.
pub async fn again(
    desk: &Desk<'_>,
    id: PostId,
    typed: Vec<(String, String)>,
    problems: Problems,
) -> Result<Response, Failed> {
    let sight = Sight { problems, typed, ..Sight::of(desk, id).await? };
    // On the heap: all that a page of a post is made from is more than a task should carry about.
    Ok(Page::again(Box::pin(sight.page()).await?).into_response())
}

/// What became of an act over several channels or posts: the page that says it is done, or the page again with a
/// sentence for each that was refused, at this place of it.
pub(super) async fn answered(
    desk: &Desk<'_>,
    id: PostId,
    typed: Vec<(String, String)>,
    refused: Result<Vec<String>, Declined>,
    (place, done): (&str, &'static str),
) -> Result<Response, Failed> {
    let mut problems = Problems::default();
    match refused {
        Ok(refused) if refused.is_empty() => return Ok(Done::at(desk.page_of(id), done).into_response()),
        Ok(refused) => refused.into_iter().for_each(|sentence| problems.add(place, sentence)),
        Err(Declined::ByField { field, sentence }) => problems.add(field, sentence),
        Err(Declined::ByRule(sentence)) => problems.add(place, sentence),
        Err(other) => return Ok(desk.declined(other, &desk.page_of(id))),
    }
    again(desk, id, typed, problems).await
}

impl<'a> Sight<'a> {
    /// All that there is to see of a post.
    pub async fn of(desk: &'a Desk<'a>, id: PostId) -> Result<Self, Failed> {
        let row = desk.post(id).await?;
        let planned = match row.content {
            Some(content) => {
                let planned = desk.store().planned_version(desk.group(), id, content).await;
                planned.map_err(|error| desk.trouble(error))?
            }
            None => None,
        };
        let leaves = planned.unwrap_or_else(|| row.draft.clone());
        let deliveries = desk.store().deliveries(desk.group(), id).await.map_err(|error| desk.trouble(error))?;
        let names = desk.insider.names();
        let (problems, typed) = Default::default();
        Ok(Self { desk, row, leaves, deliveries, names, problems, typed })
    }

    async fn page(&self) -> Result<PostPage, Failed> {
        let (desk, row) = (self.desk, &self.row);
        let found = Found::about(desk, Some(row.id), &row.draft).await?;
        Ok(PostPage {
            frame: desk.insider.frame(desk.app, Place::Calendar).await?,
            title: self.stands().title.clone(),
            state: self.state(&found),
            when: self.when(),
            by: self.name(row.author),
            answers: self.stands().answers.as_ref().map(Answers::to),
            warning: self.stands().everywhere.warning.clone(),
            text: self.stands().for_everybody().text,
            beyond: beyond::told(self.stands()),
            thread: self.stands().thread_as_it_leaves(),
            language: languages::name(self.stands().everywhere.language.as_str()),
            pictures: self.pictures(),
            problems: self.problems.clone(),
            checks: self.checks(&found),
            receipts: receipts(self).await?,
            verdict: (!self.has_left()).then(|| verdict(desk, &found, &row.draft)),
            edit: (!self.has_left()).then(|| desk.composer_of(row.id)),
            drafts: earlier::at(desk, row.id),
            note: self.note(),
            found: self.found_while_it_waits().await?,
            actions: self.actions(&found).await?,
            goals: self.goals(),
            sponsor: sponsor(self.stands()),
            redress: redressing(self).await?,
            repeating: repeating(self).await?,
            board: self.answered(&found),
            questions: self.waiting(&found),
            history: record(self, &found).await?,
            digest: self.stands().digest().short(),
            planned_last: self.planned_last(),
        })
    }

    /// What was typed into this field before it was refused.
    pub fn typed_at(&self, field: &str) -> &str {
        self.typed_or(field, "")
    }
    /// The same, or what stands there before anybody types.
    pub fn typed_or<'s>(&'s self, field: &str, otherwise: &'s str) -> &'s str {
        self.typed.iter().find(|(name, _)| name == field).map_or(otherwise, |(_, value)| value)
    }

    /// What somebody should look at while nothing of it has left. It is mended in the composer.
    fn checks(&self, found: &Found) -> Vec<Check> {
        if self.has_left() || self.row.stage == PostStage::Cancelled {
            return Vec::new();
        }
        let open = found.checks.iter().filter(|check| check.level != publishing::Level::Fine);
        open.map(|check| check_of(check, &self.row.draft, &self.desk.composer_of(self.row.id))).collect()
    }

    /// How somebody is called here.
    pub fn name(&self, person: PersonId) -> String {
        self.names.get(&person).cloned().unwrap_or_else(|| "Somebody".to_owned())
    }

    /// Whether anything of it has left, or is about to: it is not edited any more.
    pub fn has_left(&self) -> bool {
        let left = |row: &DeliveryRow| {
            !matches!(row.row.shown(self.desk.now), Shown::Scheduled | Shown::Missed | Shown::Cancelled | Shown::Failed)
        };
        self.deliveries.iter().any(left)
    }

    /// How it stands as a whole: the worst of its channels first.
    fn state(&self, found: &Found) -> Tag {
        match self.row.stage {
            PostStage::Draft if found.all_asked(&self.row.draft) => {
                let names: Vec<String> = found.bodies().iter().map(|body| self.desk.charter.the_body(body)).collect();
                let words = format!("Waits for {}", charter::sentences::listed(&names, "and"));
                return Tag::new(Tone::Board, "landmark", words);
            }
            PostStage::Draft => return Tag::plain("pen-line", "Draft"),
            PostStage::Cancelled if !self.has_left() => return Tag::plain("x", "Taken out of the queue"),
            PostStage::Planned | PostStage::Cancelled => {}
        }
        let shown: Vec<Shown> = self.deliveries.iter().map(|row| row.row.shown(self.desk.now)).collect();
        let any = |words: &[Shown]| shown.iter().any(|one| words.contains(one));
        if any(&[Shown::Unconfirmed, Shown::Failed, Shown::Missed, Shown::Doubled, Shown::Changed, Shown::Gone]) {
            Tag::new(Tone::Danger, "circle-alert", "Needs a look")
        } else if any(&[Shown::YourTurn]) {
            Tag::new(Tone::Warn, "hand", "Waits for a person")
        } else if self.deliveries.iter().any(|row| self.is_held(row)) {
            Tag::new(Tone::Danger, "circle-pause", "Held back")
        } else if any(&[Shown::Sending]) {
            Tag::new(Tone::Accent, "send", "Leaving now")
        } else if any(&[Shown::Scheduled]) {
            Tag::new(Tone::Accent, "calendar-days", "Planned")
        } else if any(&[Shown::Published]) {
            Tag::well("Out")
        } else {
            Tag::plain("x", "Not out")
        }
    }

    /// Whether it waits to leave and something stands in its way; what was dropped while it was paused is over.
    pub(super) fn is_held(&self, row: &DeliveryRow) -> bool {
        let now = self.desk.now;
        row.row.shown(now) == Shown::Scheduled && !row.row.open_pauses(now).is_empty()
    }

    fn when(&self) -> String {
        let Some(at) = self.row.due else { return "no day yet".to_owned() };
        self.at(at)
    }

    /// An instant on the group's wall, from now, and on the reader's wall.
    pub fn at(&self, at: Moment) -> String {
        let yours = self.desk.own_time(at).map_or_else(String::new, |time| format!(" · {time} for you"));
        format!("{}, {}{yours}", self.desk.insider.when(at), when::relative(at, self.desk.now))
    }

    fn pictures(&self) -> Vec<(String, String)> {
        let pictures = self.stands().everywhere.pictures.iter();
        pictures.map(|picture| (previews::at(self.desk, picture), picture.alt.sent().to_owned())).collect()
    }

    /// What the page shows, with the title and the verdict: the draft as long as it can be edited, then what left.
    fn stands(&self) -> &Draft {
        if self.has_left() { &self.leaves } else { &self.row.draft }
    }

    /// The text that was planned last, where the draft is newer.
    fn planned_last(&self) -> Option<(String, String)> {
        let newer = self.row.edited_since_planned(&self.leaves) && !self.has_left();
        newer.then(|| (self.leaves.for_everybody().text, self.leaves.digest().short()))
    }

    fn note(&self) -> Option<String> {
        let edited = self.row.edited_since_planned(&self.leaves) && !self.has_left();
        edited.then(|| if self.row.stage == PostStage::Planned { EDITED } else { NEWER }.to_owned())
    }

    /// What was found about it while it waits, the newest last.
    async fn found_while_it_waits(&self) -> Result<Vec<String>, Failed> {
        let (desk, id) = (self.desk, self.row.id);
        let all = desk.store().post_notices(desk.group()).await.map_err(|error| desk.trouble(error))?;
        let about = all.iter().filter(|notice| notice.post == id);
        Ok(about.flat_map(|notice| notice.detail.lines()).map(words::sentence).collect())
    }

    fn goals(&self) -> Vec<(String, Clause)> {
        let charter = &self.desk.charter;
        let goal = |goal: &String| {
            let clause = charter.clause(charter.rules().goals.get(goal)?)?;
            Some((clause.spoken(), Clause::of(&self.desk.base(), &clause.label)))
        };
        self.stands().goals.iter().filter_map(goal).collect()
    }

    fn toast(&self, done: &str) -> Option<Toast> {
        let page = self.desk.page_of(self.row.id);
        let due = self.row.due.map(|at| self.desk.insider.when(at)).unwrap_or_default();
        let (words, link) = match done {
            "scheduled" => (format!("Scheduled for {due}."), None),
            "stands" => (format!("It was scheduled already, for {due}; nothing was planned twice."), None),
            "unseen" => (format!("Scheduled for {due}. {UNSEEN}"), None),
            "moved" => (format!("Moved to {due}."), Some(("Edit", format!("{page}/edit")))),
            "asked" => ("The question is put. It waits for its answer.".to_owned(), None),
            "cancelled" => ("It is out of the queue.".to_owned(), None),
            "goes-on" => ("The thread goes on: that part leaves at once.".to_owned(), None),
            "withdrawn" => ("Its deletion is in the queue and leaves at once.".to_owned(), None),
            "withdrawn-everywhere" => (EVERYWHERE.to_owned(), None),
            "corrected" => ("Its correction is in the queue and leaves at once.".to_owned(), None),
            "repeated" => ("Every post of the series is in the queue, each on its day.".to_owned(), None),
            "rest-called-off" => ("What had not left of the series is called off.".to_owned(), None),
            "again" => {
                ("It is the newest draft now. What stands in the queue stays until you plan it again.".to_owned(), None)
            }
            "posted" => ("The address is on record.".to_owned(), None),
            "dropped" => ("It is dropped.".to_owned(), None),
            "settled" => ("What you found is on record.".to_owned(), None),
            _ => return None,
        };
        Some(Toast { words, link: link.map(|(words, href)| (words.to_owned(), href)) })
    }
}

const EVERYWHERE: &str = "Everywhere it is out its deletion leaves at once, and what had not left is called off.";
const EDITED: &str = "It was edited after it was planned. What stands in the queue is the text below “What was planned \
                      last”; schedule it again to let the new one leave.";
const NEWER: &str = "This draft is newer than what was planned last, which stands below it. Nothing of either is in the \
                     queue.";
const UNSEEN: &str =
    "Its network could not say whether what it answers is there; that is looked up again when it leaves.";
