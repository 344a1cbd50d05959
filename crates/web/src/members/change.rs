//! A page on which something about the people of a group is changed: what is so now, and one form. It is shown, and its
//! form is sent, in the same way for each of them.

use super::view::{Change, ChangeForm, Line};
use crate::{
    App, address,
    done::JustDone,
    failed::{Failed, NotDone},
    frame::Place,
    guard::Sent,
    law,
    page::Page,
    parts::{Choice, Choices, Pick, Problems},
    reader::Insider,
    words,
};
use acts::{Declined, Installation, opinions};
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use basics::GroupId;
use charter::{Charter, Opinion};
use people::Elevated;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use store::{Gather, Terms};

/// The form of such a page, as it is filled in.
pub(super) trait PeopleForm: Default + DeserializeOwned + Send + Sync + 'static {
    /// The page, below the one of the members.
    const PAGE: &'static str;
    /// What the page says of what was done just now, by the word in its address.
    const DONE: &'static [(&'static str, &'static str)] = &[];

    /// What was typed, by field: it is kept for whoever has to prove first who they are.
    fn typed(&self) -> Vec<(&'static str, &str)>;
    /// The page, with what was typed and what is wrong with it.
    fn page(
        &self,
        app: &App,
        insider: &Insider,
        problems: Problems,
    ) -> impl Future<Output = Result<Change, Failed>> + Send;
}

/// A form that does something by an act of its sender.
pub(super) trait SentPeopleForm: PeopleForm {
    /// Where a sentence stands that no field is to blame for.
    const FIELD: &'static str;
    /// Does it; gives where that leads.
    fn take(&self, sender: Sender<'_>) -> impl Future<Output = Result<Response, NotDone>> + Send;
}

/// Who sent a form.
#[derive(Clone, Copy)]
pub(super) struct Sender<'a> {
    pub app: &'a App,
    pub insider: &'a Insider,
}

impl<'a> Sender<'a> {
    /// The installation.
    pub fn here(&self) -> &'a Installation {
        &self.app.here
    }
    /// The group.
    pub fn group(&self) -> GroupId {
        self.insider.id()
    }
    /// Whoever sent it, who proved a short while ago who they are; otherwise they do so first, and come back to what they
    /// typed.
    pub async fn who<F: PeopleForm>(&self, filled: &F) -> Result<Elevated, Failed> {
        self.insider.elevated(self.app, &address::with(&at::<F>(self.insider), filled.typed())).await
    }
}

/// The address of a page.
pub(super) fn at<F: PeopleForm>(insider: &Insider) -> String {
    format!("{}/members/{}", insider.base(), F::PAGE)
}

/// Shows a page; what was typed before stands in its form again.
pub(super) async fn show<F: PeopleForm>(
    State(app): State<App>,
    insider: Insider,
    Query(filled): Query<F>,
    done: JustDone,
) -> Result<Page<Change>, Failed> {
    let mut page = filled.page(&app, &insider, Problems::default()).await?;
    page.frame.toast = done.told(F::DONE);
    Ok(Page::ok(page))
}

/// Does what a form asks for, or shows its page once more with what is wrong.
pub(super) async fn send<F: SentPeopleForm>(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<F>,
) -> Result<Response, Failed> {
    match filled.take(Sender { app: &app, insider: &insider }).await {
        Ok(answer) => Ok(answer),
        Err(NotDone::Failed(failed)) => Err(failed),
        Err(NotDone::Declined(declined)) => again(&app, &insider, &filled, declined, F::FIELD).await,
    }
}

/// The page once more, with what was typed and why it was declined; what cannot be mended there fails.
pub(super) async fn again<F: PeopleForm>(
    app: &App,
    insider: &Insider,
    filled: &F,
    declined: Declined,
    field: &str,
) -> Result<Response, Failed> {
    let mut problems = Problems::default();
    match declined {
        Declined::ByField { field, sentence } => problems.add(field, words::sentence(&sentence)),
        Declined::ByRule(sentence) => problems.add(field, words::sentence(&sentence)),
        declined => return Err(insider.failed(declined)),
    }
    Ok(Page::again(filled.page(app, insider, problems).await?).into_response())
}

/// What the page says apart from its form.
pub(super) struct Said {
    /// Its heading.
    pub title: &'static str,
    /// What it is for.
    pub lead: String,
    /// What is so now.
    pub lines: Vec<Line>,
    /// Said above the list.
    pub lines_are: &'static str,
}

/// The group's people as the page reads them.
pub(super) async fn people(app: &App, insider: &Insider) -> Result<Terms, Failed> {
    app.here.store.terms(insider.id()).await.map_err(|error| insider.trouble(error))
}

/// Said where another body, or the group, decides about what the form asks for.
const ASKED_FIRST: &str =
    "Sending the form puts a question to whoever decides about it, and changes nothing before the answer.";

/// The page, with its form where this reader may send it, and otherwise with what is in the way.
pub(super) async fn page<A: Gather>(
    app: &App,
    insider: &Insider,
    said: Said,
    (form, act): (ChangeForm, &A),
    problems: Problems,
) -> Result<Change, Failed> {
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), act).await;
    let opinion = opinion.map_err(|declined| insider.failed(declined))?;
    let asks = !acts::answers::open_matters(&opinion).is_empty();
    let refused = match &opinion {
        Opinion::No(grounds) if !asks => law::quotes(&insider.base(), &grounds.because),
        _ => Vec::new(),
    };
    Ok(Change {
        frame: insider.frame(app, Place::Members).await?,
        title: said.title,
        lead: if asks { format!("{} {ASKED_FIRST}", said.lead) } else { said.lead },
        lines: said.lines,
        lines_are: said.lines_are,
        form: refused.is_empty().then_some(form),
        refused,
        problems,
    })
}

/// The members as a list to choose from.
pub(super) fn members(insider: &Insider, name: &str, label: &str, chosen: &str, problems: &Problems) -> Pick {
    let now = insider.reader.at;
    let current = insider.known.roster.members(now).into_iter().filter(|member| member.current(now));
    let of = current.map(|member| {
        let id = member.person.to_string();
        let is_chosen = id == chosen;
        Choice::new(&id, member.known_as).chosen(is_chosen)
    });
    Pick {
        name: name.to_owned(),
        label: label.to_owned(),
        of: of.collect(),
        error: problems.at(name),
        ..Pick::default()
    }
}

/// A list to choose from out of the charter's own words.
pub(super) fn pick(
    (name, label): (&str, &str),
    of: impl Iterator<Item = (String, String)>,
    chosen: &str,
    problems: &Problems,
) -> Pick {
    let of = of.map(|(key, words)| Choice::new(&key, words).chosen(key == chosen));
    Pick {
        name: name.to_owned(),
        label: label.to_owned(),
        of: of.collect(),
        error: problems.at(name),
        ..Pick::default()
    }
}

/// Whether something begins or ends since a day.
pub(super) fn how(chosen: &str, [begins, ends]: [&str; 2], problems: &Problems) -> Choices {
    Choices {
        name: "how".to_owned(),
        legend: "Since that day".to_owned(),
        of: vec![
            Choice::new("began", begins).chosen(chosen == "began"),
            Choice::new("ended", ends).chosen(chosen == "ended"),
        ],
        across: true,
        error: problems.at("how"),
        ..Choices::default()
    }
}

/// What was chosen of the two: true where it begins.
pub(super) fn begins(chosen: &str) -> Option<bool> {
    match chosen {
        "began" => Some(true),
        "ended" => Some(false),
        _ => None,
    }
}

/// The charter in force.
pub(super) async fn charter(app: &App, insider: &Insider) -> Result<Arc<Charter>, Failed> {
    app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))
}
