//! Lines of the text that stand for something to be filled in later: where the live page is, or who is to say so. The text
//! itself stays as it is.

use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    filters,
    frame::{Frame, Place},
    guard::Sent,
    law,
    page::Page,
    parts::{Action, Field, Problems},
    reader::Insider,
};
use acts::{opinions, readings};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::Digest;
use charter::{
    Charter, Opinion,
    act::LinkClause,
    text::{Clause, Flaw, FlawKind},
};
use serde::Deserialize;
use std::collections::HashMap;

/// A line that stands for something to be filled in later.
#[derive(Clone, Debug)]
pub struct OpenLine {
    /// The digest of the clause's words.
    pub digest: Digest,
    /// Its number in the text, from 1.
    pub number: usize,
    /// What stands there: `[link]`.
    pub found: String,
    /// The whole clause.
    pub words: String,
    /// Where its live page is, once somebody said so.
    pub address: Option<String>,
}

impl OpenLine {
    /// Its page.
    pub fn href(&self, base: &str) -> String {
        format!("{base}/charter/lines/{}", self.digest)
    }
}

/// The lines of a charter that stand for something, with what they are linked to.
pub(crate) fn of(charter: &Charter, links: &HashMap<Digest, String>) -> Vec<OpenLine> {
    let flaws = charter.text().flaws().iter().filter(|flaw| flaw.kind == FlawKind::Placeholder);
    let found = flaws.filter_map(|flaw| {
        let clause = clause_of(charter.text().clauses(), flaw)?;
        let digest = Digest::of(clause.text.as_bytes());
        Some(OpenLine {
            digest,
            number: flaw.line,
            found: flaw.found.clone(),
            words: clause.text.clone(),
            address: links.get(&digest).cloned(),
        })
    });
    found.collect()
}

/// The clause on whose lines a flaw was found: the last one that begins there or before, and holds what was found.
fn clause_of<'a>(clauses: &'a [Clause], flaw: &Flaw) -> Option<&'a Clause> {
    let found = flaw.found.to_lowercase();
    let before = || clauses.iter().filter(|clause| clause.line <= flaw.line);
    before().rfind(|clause| clause.text.to_lowercase().contains(&found)).or_else(|| before().next_back())
}

/// The page on which somebody says where the live page is.
#[derive(Template)]
#[template(path = "charter/line.html")]
pub struct LinePage {
    /// The frame.
    pub frame: Frame,
    /// `Line 38`.
    pub title: String,
    /// The clause.
    pub words: String,
    /// Where it leads now.
    pub address: Option<String>,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// The address.
    pub field: Field,
    /// The button.
    pub action: Action,
}

/// The line of the address.
#[derive(Deserialize)]
pub(super) struct OfLine {
    line: Digest,
}

/// What was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    address: String,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Path(of): Path<OfLine>,
) -> Result<Page<LinePage>, Failed> {
    page(&app, &insider, &of, None, Problems::default()).await.map(Page::ok)
}

/// Links the line. An address that leads nowhere stands in the form again, with why.
pub(super) async fn link(
    State(app): State<App>,
    insider: Insider,
    Path(of): Path<OfLine>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Failed> {
    match readings::link(&app.here, insider.id(), insider.person(), of.line, &typed.address).await {
        Ok(()) => Ok(Done::at(format!("{}/charter", insider.base()), "linked").into_response()),
        Err(declined) => {
            let problems = insider.at_its_field(declined)?;
            Ok(Page::again(page(&app, &insider, &of, Some(typed.address), problems).await?).into_response())
        }
    }
}

async fn page(
    app: &App,
    insider: &Insider,
    of: &OfLine,
    typed: Option<String>,
    problems: Problems,
) -> Result<LinePage, Failed> {
    let charter = app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let links = app.here.store.line_links(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let open = self::of(&charter, &links).into_iter().find(|open| open.digest == of.line);
    let open = open.ok_or_else(|| Failed::gone(insider.reader.plain()))?;
    let act = LinkClause { line: of.line, address: String::new() };
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await;
    let button = Action::new("Link the line", "external-link", open.href(&insider.base()), insider.token());
    let action = match opinion.map_err(|declined| insider.failed(declined))? {
        Opinion::May { .. } => button,
        Opinion::No(grounds) => {
            button.refused(law::quotes(&insider.base(), &grounds.because), law::who_can_by_name(&charter, &grounds))
        }
    };
    let field = Field::new("address", "Where is it?")
        .value(typed.or_else(|| open.address.clone()).unwrap_or_default())
        .suggesting(own_pages(insider, &charter))
        .hint("A whole address, such as https://project.example/channels, or the path of a page of this group.");
    Ok(LinePage {
        frame: insider.frame(app, Place::Charter).await?,
        title: format!("Line {} of the charter", open.number),
        words: open.words,
        address: open.address,
        field: field.marked(&problems),
        problems,
        action,
    })
}

/// Pages here that a line may stand for: the application form, the list of channels.
fn own_pages(insider: &Insider, charter: &Charter) -> Vec<String> {
    let form = charter.rules().membership.as_ref().and_then(|membership| membership.application.as_ref());
    let form = form.filter(|form| form.public).map(|_| format!("/apply/{}", insider.group.slug));
    form.into_iter().chain([format!("{}/channels", insider.base())]).collect()
}
