//! `/g/{group}/posts/import`: planned posts of another program, from its spreadsheet: looked at line by line first, then made
//! drafts. Nothing is put in the queue.

use super::desk::Desk;
use crate::{
    App,
    done::{Done, JustDone},
    failed::Failed,
    filters,
    frame::{Frame, Place},
    guard::SentWithFiles,
    own_zone::OwnZone,
    page::Page,
    parts::{Problems, Tag, Toast, Tone},
    reader::Insider,
    words,
};
use acts::{
    Declined,
    importing::{self, Becomes, Looked},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use publishing::spreadsheet::{LONGEST, MOST, text_of};
use serde::Deserialize;

/// A line of the preview.
#[derive(Clone, Debug)]
pub struct PreviewLine {
    /// `Line 2`.
    pub number: String,
    /// What its text begins with.
    pub text: String,
    /// When its draft would leave, and for which channels.
    pub meta: Vec<String>,
    /// What should be known about it, or why it becomes nothing.
    pub notes: Vec<String>,
    /// The post that it became already.
    pub stands: Option<String>,
    /// What becomes of it.
    pub state: Tag,
}

/// The page.
#[derive(Template)]
#[template(path = "posts/import.html")]
pub struct Import {
    /// The frame.
    pub frame: Frame,
    /// What is wrong with the file.
    pub problems: Problems,
    /// Where the forms go.
    pub to: String,
    /// How much is read, in words.
    pub limits: String,
    /// The lines of the file; none before there is one.
    pub lines: Vec<PreviewLine>,
    /// The text of the file, so that it need not be chosen twice.
    pub text: String,
    /// How many drafts would be made, in words; nothing where there would be none.
    pub drafts: Option<String>,
}

/// The fields beside the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    text: String,
    r#do: String,
}

/// `GET`
pub async fn get(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    done: JustDone,
) -> Result<Page<Import>, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let mut page = page(&desk, String::new(), &[], Problems::default()).await?;
    let link = ("Calendar".to_owned(), format!("{}/calendar", desk.base()));
    page.frame.toast = done.word().filter(|word| *word == "made").map(|_| Toast {
        words: "The drafts are made. Each is planned by itself, by whoever may.".to_owned(),
        link: Some(link),
    });
    Ok(Page::ok(page))
}

/// `POST`: the preview, or the drafts.
pub async fn post(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    SentWithFiles { form: typed, files }: SentWithFiles<Typed>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let chosen = files.into_iter().find(|file| file.field == "file");
    let text = match chosen {
        Some(file) => text_of(&file.bytes),
        None if typed.text.is_empty() => return refused(&desk, String::new(), "choose the file first").await,
        // What the page carried is held to the same length; a form sends longer line ends than the file has.
        None => text_of(typed.text.replace("\r\n", "\n").as_bytes()),
    };
    let text = match text {
        Ok(text) => text,
        Err(wrong) => return refused(&desk, String::new(), &wrong.to_string()).await,
    };
    let (group, who, empty) = (desk.group(), desk.who(), desk.empty());
    let wall = (desk.zone(), &empty);
    let looked = match importing::look(&app.here, group, who, wall, &text).await {
        Ok(looked) => looked,
        Err(Declined::ByField { sentence, .. }) => return refused(&desk, String::new(), &sentence).await,
        Err(declined) => return Err(insider.failed(declined)),
    };
    if typed.r#do == "make" {
        let made = importing::make(&app.here, group, who, wall, &text).await;
        made.map_err(|declined| insider.failed(declined))?;
        return Ok(Done::at(address(&desk), "made").into_response());
    }
    Ok(Page::ok(page(&desk, text, &looked, Problems::default()).await?).into_response())
}

async fn refused(desk: &Desk<'_>, text: String, why: &str) -> Result<Response, Failed> {
    let problems = Problems::of("file", why);
    Ok(Page::again(page(desk, text, &[], problems).await?).into_response())
}

fn address(desk: &Desk<'_>) -> String {
    format!("{}/posts/import", desk.base())
}

async fn page(desk: &Desk<'_>, text: String, looked: &[Looked], problems: Problems) -> Result<Import, Failed> {
    let drafts = looked.iter().filter(|one| matches!(one.becomes, Becomes::Draft(..))).count();
    Ok(Import {
        frame: desk.insider.frame(desk.app, Place::Calendar).await?,
        to: address(desk),
        limits: format!(
            "In UTF-8, at most {} kilobytes and {MOST} lines. Times are on the wall of {}.",
            LONGEST / 1000,
            desk.zone().name()
        ),
        lines: looked.iter().map(|one| line(desk, one)).collect(),
        drafts: (drafts > 0).then(|| words::counted(drafts as u64, "draft", "drafts")),
        text,
        problems,
    })
}

fn line(desk: &Desk<'_>, one: &Looked) -> PreviewLine {
    let (mut meta, mut notes, mut stands) = Default::default();
    let state = match &one.becomes {
        Becomes::Draft(draft, told) => {
            let when = draft.when.as_ref().map(|when| desk.insider.when(when.at));
            let names = draft.channels.iter().filter_map(|id| desk.channel(*id)).map(|row| row.channel.name.clone());
            meta = when.into_iter().chain(names).collect();
            notes = told.iter().map(words::sentence).collect();
            Tag::new(Tone::Accent, "pencil", "Becomes a draft")
        }
        Becomes::Stands(post) => {
            stands = Some(desk.page_of(*post));
            Tag::plain("check", "Stands here already")
        }
        Becomes::Nothing(why) => {
            notes = vec![words::sentence(why)];
            Tag::new(Tone::Danger, "circle-alert", "Not taken")
        }
    };
    let text = one.text.chars().take(120).collect();
    PreviewLine { number: format!("Line {}", one.number), text, meta, notes, stands, state }
}
