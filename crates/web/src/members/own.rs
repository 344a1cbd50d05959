//! The reader's own membership on the page of the members: until when it runs, staying for another term, leaving.

use super::{Own, OwnTerm};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::{Nothing, Sent},
    law,
    parts::{Action, Clause, Look},
    reader::Insider,
    told, when,
    words::{counted, sentence},
};
use acts::{Declined, opinions, terms};
use axum::{extract::State, response::Redirect};
use basics::{Moment, PersonId};
use charter::{
    Charter, Opinion,
    act::{LeaveGroup, RenewTerm},
    sentences,
};
use membership::{Ending, NotStaying, Stage};
use serde::Deserialize;
use store::Terms;

/// Whose membership the address is about.
#[derive(Deserialize)]
pub(super) struct OfMember {
    person: PersonId,
}

/// Says that somebody stays; the charter lets only themselves.
pub(super) async fn stay(
    State(app): State<App>,
    insider: Insider,
    Path(OfMember { person }): Path<OfMember>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let stays = terms::stay(&app.here, insider.id(), &(&insider.reader.who).into(), person).await;
    match stays {
        Ok(()) => Ok(Done::at(format!("{}/members", insider.base()), "stays")),
        Err(declined) => Err(insider.refused(&app, declined).await),
    }
}

/// Leaves the group. What comes next is the list of the groups that are left, or the way to sign in, which says that this
/// membership is over.
pub(super) async fn leave(
    State(app): State<App>,
    insider: Insider,
    Path(OfMember { person }): Path<OfMember>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Redirect, Failed> {
    let who = insider.elevated(&app, &format!("{}/members", insider.base())).await?;
    match terms::leave(&app.here, insider.id(), &who, person).await {
        Ok(()) => Ok(Redirect::to("/")),
        Err(declined) => Err(insider.refused(&app, declined).await),
    }
}

/// What was done just now, as this page says it.
pub(super) const DONE: &[(&str, &str)] = &[("stays", "You stay for another term.")];

/// The reader's own membership; none for somebody who is not on the roster any more.
pub(super) async fn read(app: &App, insider: &Insider, terms: &Terms) -> Result<Option<Own>, Declined> {
    let (me, now) = (insider.person(), insider.reader.at);
    let Some(own) = terms::own(terms, me, now) else { return Ok(None) };
    let term = match own.stage {
        Some(stage) => Some(term(app, insider, terms, stage, &own.next).await?),
        None => None,
    };
    let leaves = opinions::may(&app.here, insider.id(), me, &LeaveGroup { person: me }).await?;
    let effect = effect(app, insider, &terms.charter, &own.ends).await?;
    let to = format!("{}/members/{me}/leave", insider.base());
    let leave = Action::new("Leave the group", "log-out", to, insider.token()).look(Look::Danger);
    let leave = offered(insider, &terms.charter, &leaves, leave.confirming(effect, "Leave the group"));
    Ok(Some(Own { term, leave, leave_clauses: clauses(insider, &leaves) }))
}

async fn term(
    app: &App,
    insider: &Insider,
    terms: &Terms,
    stage: Stage,
    next: &Result<Moment, NotStaying>,
) -> Result<OwnTerm, Declined> {
    let me = insider.person();
    let label = terms.charter.rules().term.as_ref().map(|term| Clause::of(&insider.base(), &term.clause));
    let words = words(insider, stage, next);
    if next.is_err() {
        return Ok(OwnTerm { words, stay: None, clauses: label.into_iter().collect() });
    }
    let opinion = opinions::may(&app.here, insider.id(), me, &RenewTerm { person: me }).await?;
    let to = format!("{}/members/{me}/stay", insider.base());
    let button = Action::new("Stay for another term", "rotate-ccw", to, insider.token()).look(Look::Primary);
    let stay = Some(offered(insider, &terms.charter, &opinion, button));
    Ok(OwnTerm { words, stay, clauses: clauses(insider, &opinion) })
}

fn clauses(insider: &Insider, opinion: &Opinion) -> Vec<Clause> {
    if opinion.may() { told::clauses(&insider.base(), opinion) } else { Vec::new() }
}

fn offered(insider: &Insider, charter: &Charter, opinion: &Opinion, button: Action) -> Action {
    match opinion {
        Opinion::May { .. } => button,
        Opinion::No(grounds) => {
            button.refused(law::quotes(&insider.base(), &grounds.because), law::who_can_by_name(charter, grounds))
        }
    }
}

/// How it stands, and what can be said when.
fn words(insider: &Insider, stage: Stage, next: &Result<Moment, NotStaying>) -> String {
    let day = |at: Moment| when::day(at, &insider.zone);
    let stands = match stage {
        Stage::Ahead { starts } => format!("Your term begins on {}.", day(starts)),
        Stage::Running { until } => format!("Your term runs until {}.", insider.when(until)),
        Stage::MayStay { until } => {
            format!("Your term ends on {}, {}.", insider.when(until), when::relative(until, insider.reader.at))
        }
        Stage::Stays { until } => return format!("You stay: your next term runs until {}.", insider.when(until)),
        Stage::InGrace { until } => format!("Your term is over; you can still stay until {}.", insider.when(until)),
        Stage::Lapsed { since } => format!("Your term ended on {}.", day(since)),
    };
    match next {
        Ok(until) => format!("{stands} Say that you stay, and the next one runs until {}.", day(*until)),
        Err(NotStaying::TooEarly { opens, .. }) => {
            format!("{stands} From {} on you can say that you stay.", insider.when(*opens))
        }
        Err(not) => format!("{stands} {}", sentence(not)),
    }
}

/// Everything that ends with the membership, before the button that ends it.
async fn effect(app: &App, insider: &Insider, charter: &Charter, ends: &[Ending]) -> Result<String, Declined> {
    let offices = ends.iter().filter_map(|ending| match ending {
        Ending::Office { office, .. } if office != store::MEMBER => Some(charter.office_name(office)),
        _ => None,
    });
    let offices: Vec<String> = offices.collect();
    let (store, me, now) = (&app.here.store, insider.person(), insider.reader.at);
    let grants = store.grants(insider.id()).await?;
    let held = grants.iter().filter(|grant| grant.person == me && grant.holds(now)).count() as u64;
    let waiting = store.waiting_of(insider.id(), me).await?;
    let mut said = vec!["You leave at once; nobody votes on it.".to_owned()];
    if !offices.is_empty() {
        said.push(format!("Nobody is {} then.", sentences::listed(&offices, "or")));
    }
    if held > 0 {
        said.push(format!("Your access ends: {}.", counted(held, "grant", "grants")));
    }
    if waiting > 0 {
        let posts = counted(waiting, "post that you planned waits", "posts that you planned wait");
        said.push(format!("{} for somebody else; nothing is deleted.", sentences::capital(&posts)));
    }
    let roster = insider.known.roster.members(now);
    let someone_stays = roster.iter().any(|member| member.person != me && member.current(now));
    let afterwards = if someone_stays {
        "You stand among the former members, and can apply again."
    } else {
        "You are the last member: nobody can do anything here then. What is here stays as it is; whoever runs this \
         installation can invite somebody to found another group."
    };
    said.push(afterwards.to_owned());
    Ok(said.join(" "))
}
