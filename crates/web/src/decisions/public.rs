//! `/g/{group}/record`: what a group decided, for everybody, where its charter says so. Members stand there by their role, and by
//! name where they want to. What is about a person, what was written for members, and the reasons on ballots stay inside.

use super::{
    PublicDecision, PublicRecord,
    words::{self, public_title},
};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::{Nothing, Sent},
    page::Page,
    parts::Action,
    reader::Insider,
    reports,
    sign_in::Caller,
    when,
};
use axum::extract::State;
use basics::{PersonId, Zone};
use charter::{
    Bound, Charter,
    rules::{DecisionRule, Secrecy},
    sentences::capital,
};
use decisions::{Number, Ranking, count, named};
use serde::Deserialize;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use store::{DecisionRow, Group};

/// The group of the address.
#[derive(Deserialize)]
pub struct OfGroup {
    group: String,
}

/// The decision of the address.
#[derive(Deserialize)]
pub struct OfRecord {
    group: String,
    number: String,
}

/// Whether this charter makes decisions public.
pub(crate) fn is_public(charter: &Charter) -> bool {
    charter.rules().record.as_ref().is_some_and(|record| record.public)
}

/// The group of the address. One whose charter makes nothing public is not there for strangers.
async fn public_group(app: &App, caller: &Caller, slug: &str) -> Result<(Group, Arc<Charter>), Failed> {
    let gone = || Failed::gone(caller.stranger());
    let group = app.here.store.group_by_slug(slug).await.map_err(|error| caller.trouble(error))?.ok_or_else(gone)?;
    let charter = app.here.store.charter(group.id).await.map_err(|error| caller.trouble(error))?;
    if is_public(&charter) { Ok((group, charter)) } else { Err(gone()) }
}

/// Whether a decision stands in the record: it is the group's, and came to something. What another body decides is its own to
/// publish.
pub(crate) fn is_over(row: &DecisionRow) -> bool {
    row.is_of_the_group() && row.closed.is_some_and(|closing| closing.counted.is_some())
}

/// The list, the newest first.
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(of): Path<OfGroup>,
) -> Result<Page<PublicRecord>, Failed> {
    let (group, charter) = public_group(&app, &caller, &of.group).await?;
    let all = app.here.store.decisions(group.id).await.map_err(|error| caller.trouble(error))?;
    let now = app.here.store.now();
    let row = |row: &DecisionRow| {
        let href = format!("/g/{}/record/{}", group.slug, row.number);
        (row.number.to_string(), public_title(&charter, row), words::state(row, now).words().to_owned(), href)
    };
    let rows = all.iter().filter(|row| is_over(row)).map(row).collect();
    let reports = reports::in_public(&app, &group).await.map_err(|error| caller.trouble(error))?;
    let reports = (!reports.is_empty()).then(|| reports::public_at(&group));
    Ok(Page::ok(PublicRecord { plain: caller.stranger(), group: group.name, rows, reports }))
}

/// One decision.
pub async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(of): Path<OfRecord>,
) -> Result<Page<PublicDecision>, Failed> {
    let (group, _) = public_group(&app, &caller, &of.group).await?;
    let (gone, store) = (|| Failed::gone(caller.stranger()), &app.here.store);
    let number: Number = of.number.parse().map_err(|_| gone())?;
    let row = store.decision(group.id, number).await.map_err(|error| caller.trouble(error))?;
    let row = row.filter(is_over).ok_or_else(gone)?;
    let page = Entry::of(&app, &group, &row).await.map_err(|error| caller.trouble(error))?;
    Ok(Page::ok(page.shown(&group, &caller).map_err(|error| caller.trouble(error))?))
}

/// A decision as the public reads it.
struct Entry<'a> {
    row: &'a DecisionRow,
    charter: Arc<Charter>,
    zone: Zone,
    state: String,
    people: HashMap<PersonId, String>,
    ballots: Vec<(PersonId, String)>,
}

impl<'a> Entry<'a> {
    async fn of(app: &App, group: &Group, row: &'a DecisionRow) -> Result<Self, anyhow::Error> {
        let store = &app.here.store;
        let charter = store.charter_of_digest(group.id, row.charter).await?;
        let ballots = store.ballots(row).await?.into_iter().filter_map(|ballot| Some((ballot.person, ballot.choice?)));
        Ok(Self {
            people: people(&charter, store.members(group.id).await?, &store.public_names(group.id).await?),
            charter,
            zone: Zone::named(&group.zone)?,
            state: words::state(row, store.now()).words().to_owned(),
            ballots: ballots.collect(),
            row,
        })
    }

    fn shown(&self, group: &Group, caller: &Caller) -> Result<PublicDecision, anyhow::Error> {
        let rule = self.charter.rules().decision.get(&self.row.rule);
        let rule = rule.ok_or_else(|| anyhow::anyhow!("the charter has no rule {:?}", self.row.rule))?;
        let about_a_person = words::is_about_a_person(self.row);
        Ok(PublicDecision {
            plain: caller.stranger(),
            group: group.name.clone(),
            list: format!("/g/{}/record", group.slug),
            number: self.row.number.to_string(),
            title: public_title(&self.charter, self.row),
            state: self.state.clone(),
            proposal: (!about_a_person).then(|| self.row.body.clone()),
            sponsor_says: words::sponsor_says(self.row),
            facts: self.facts(rule),
            says: self.charter.clause(&rule.clause).map(Bound::spoken),
            said: if rule.secrecy == Secrecy::Secret { Vec::new() } else { self.said() },
        })
    }

    fn facts(&self, rule: &DecisionRule) -> Vec<(String, String)> {
        let when = |at| when::full(at, &self.zone);
        let mut facts = vec![("Called".to_owned(), when(self.row.called_at))];
        facts.extend(self.row.course.opened.map(|at| ("Opened".to_owned(), when(at))));
        facts.extend(self.row.closed.map(|closing| ("Closed".to_owned(), when(closing.at))));
        facts.extend(self.counted(rule).map(|counted| ("Count".to_owned(), counted)));
        if let Some(declared) = &self.row.declared {
            let who: Vec<String> = declared.confirmed().map(|person| self.name(person)).collect();
            facts.push(("Declared without a vote by".to_owned(), who.join(", ")));
        }
        if let Some((at, _)) = &self.row.overridden {
            facts.push(("Set aside".to_owned(), when(*at)));
        }
        if self.row.declared.is_none() {
            facts.extend(words::facts_of(rule, self.row));
        }
        facts
    }

    /// The count against what was needed; none of a secret vote with few ballots.
    fn counted(&self, rule: &DecisionRule) -> Option<String> {
        let (tally, _) = self.row.closed?.counted?;
        let roll = self.row.roll.as_ref()?;
        if self.row.tells_only_the_outcome(rule) {
            return Some("so few ballots that only what it came to is told".to_owned());
        }
        match self.row.paper {
            Some(_) => self.row.question.answer.as_ref().map(|(recorded, ..)| recorded.tally.clone()),
            None => Some(count(rule, tally, roll.entitled(), roll.recused()).to_string()),
        }
    }

    /// In the order of what they are called by, which says nothing about when they voted.
    fn said(&self) -> Vec<(String, String)> {
        let mut said: Vec<(String, String)> =
            self.ballots.iter().map(|(person, words)| (self.name(*person), self.chose(words))).collect();
        said.sort();
        said
    }

    fn chose(&self, words: &str) -> String {
        let Some(paper) = &self.row.paper else { return capital(words) };
        let order = Ranking::read(paper, words).map(|ranking| ranking.order()).unwrap_or_default();
        let order: Vec<String> = order.iter().map(|option| named(paper, &[*option])).collect();
        if order.is_empty() { "Blank".to_owned() } else { order.join(" › ") }
    }

    fn name(&self, person: PersonId) -> String {
        self.people.get(&person).cloned().unwrap_or_else(|| "A former member".to_owned())
    }
}

/// What the public calls each member: by name whoever wants that, and by their role everybody else.
fn people(charter: &Charter, members: Vec<store::Member>, by_name: &HashSet<PersonId>) -> HashMap<PersonId, String> {
    let called = |member: store::Member| {
        let office = member.offices.first().map_or("member", String::as_str);
        let role = charter.office_name(office);
        (member.person, if by_name.contains(&member.person) { member.known_as } else { role })
    };
    members.into_iter().map(called).collect()
}

/// Whether the reader stands in the record by name, and the button that changes it.
pub(super) async fn setting(
    app: &App,
    reader: &Insider,
    charter: &Charter,
) -> Result<Option<(String, &'static str, Action)>, Failed> {
    if !is_public(charter) {
        return Ok(None);
    }
    let names = app.here.store.public_names(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let (words, button, icon) = if names.contains(&reader.person()) {
        ("You stand in it by your name.", "Only my role", "eye-off")
    } else {
        ("You stand in it by your role.", "Show my name", "eye")
    };
    let to = format!("{}/decisions/public-name", reader.base());
    Ok(Some((format!("{}/record", reader.base()), words, Action::new(button, icon, to, reader.token()))))
}

/// Changes it: from the role to the name, or back.
pub async fn change(State(app): State<App>, reader: Insider, Sent(Nothing {}): Sent<Nothing>) -> Result<Done, Failed> {
    let trouble = |error: anyhow::Error| reader.trouble(error);
    let shown = app.here.store.public_names(reader.id()).await.map_err(trouble)?.contains(&reader.person());
    app.here.store.bookkeeping().shows_name(reader.id(), reader.person(), !shown).await.map_err(trouble)?;
    Ok(Done::at(format!("{}/decisions", reader.base()), "public_name"))
}
