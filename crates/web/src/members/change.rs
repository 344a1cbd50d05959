//! A page on which something about the people of a group is changed: what is so now, and one form.

use super::view::{Change, ChangeForm, Line};
use crate::{
    App,
    failed::Failed,
    frame::Place,
    law,
    parts::{Choice, Field, Pick, Problems},
    reader::Insider,
    words,
};
use acts::{Declined, opinions};
use charter::{Charter, Opinion};
use std::sync::Arc;
use store::{Gather, Terms};

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
        lead: said.lead,
        lines: said.lines,
        lines_are: said.lines_are,
        form: refused.is_empty().then_some(form),
        refused,
        problems,
    })
}

/// What was declined, as something to mend in the form; what cannot be mended there fails.
pub(super) fn to_mend(insider: &Insider, declined: Declined, field: &str) -> Result<Problems, Failed> {
    let mut problems = Problems::default();
    match declined {
        Declined::ByField { field, sentence } => problems.add(field, words::sentence(&sentence)),
        Declined::ByRule(sentence) => problems.add(field, words::sentence(&sentence)),
        declined => return Err(insider.failed(declined)),
    }
    Ok(problems)
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

/// A field with what is wrong with it.
pub(super) fn marked(field: Field, problems: &Problems) -> Field {
    match problems.at(&field.name) {
        Some(error) => field.error(error),
        None => field,
    }
}

/// The charter in force.
pub(super) async fn charter(app: &App, insider: &Insider) -> Result<Arc<Charter>, Failed> {
    app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))
}
