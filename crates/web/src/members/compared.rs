//! What a file says otherwise than the group is, each thing with the act that would make it so. Every one is judged on its own,
//! as it is anywhere: a file has no rights.

use crate::{App, address, law, parts::Action, reader::Insider};
use acts::{answers::open_matters, opinions};
use basics::PersonId;
use charter::{Opinion, act::FillOffice, sentences};
use membership::file::Change;
use store::{AnyAct, Terms};

/// One thing that is otherwise, and how it is changed.
#[derive(Clone, Debug)]
pub struct Differs {
    /// Who.
    pub who: String,
    /// What, and what it takes.
    pub words: String,
    /// What this reader can do about it at once.
    pub action: Option<Action>,
    /// The page on which it goes on: words and address.
    pub link: Option<(&'static str, String)>,
}

/// Every change as the page tells it.
pub(super) async fn told(
    app: &App,
    insider: &Insider,
    terms: &Terms,
    changes: &[Change],
) -> Result<Vec<Differs>, anyhow::Error> {
    let acts: Vec<Box<dyn AnyAct>> = changes.iter().filter_map(filling).map(|act| Box::new(act) as _).collect();
    let mut opinions = opinions::each(&app.here, insider.id(), insider.person(), &acts).await?.into_iter();
    let told = changes.iter().map(|change| match change {
        Change::Joins { name, offices } => joins(insider, terms, name, offices.iter()),
        Change::Takes { person, office } => takes(insider, terms, (*person, office), opinions.next().flatten()),
        Change::GivesUp { person, office } => gives_up(insider, terms, (*person, office), changes),
        Change::Ends { person } => ends(insider, *person),
    });
    Ok(told.collect())
}

fn filling(change: &Change) -> Option<FillOffice> {
    match change {
        Change::Takes { person, office } => Some(FillOffice { office: office.clone(), person: *person }),
        _ => None,
    }
}

fn joins<'a>(insider: &Insider, terms: &Terms, name: &str, offices: impl Iterator<Item = &'a String>) -> Differs {
    let offices: Vec<String> = offices.map(|office| terms.charter.office_name(office)).collect();
    let then = match offices.as_slice() {
        [] => String::new(),
        offices => format!(" Then they are put in the office of {}.", sentences::listed(offices, "and")),
    };
    Differs {
        who: name.to_owned(),
        words: format!("is no member. They apply, and are admitted as the charter says; a file admits nobody.{then}"),
        action: None,
        link: Some(("Applications", format!("{}/applications", insider.base()))),
    }
}

fn takes(insider: &Insider, terms: &Terms, (person, office): (PersonId, &str), opinion: Option<Opinion>) -> Differs {
    let name = terms.charter.office_name(office);
    let to = format!("{}/members/offices", insider.base());
    let button = |words: &str| {
        let action = Action::new(words, "id-card", to.clone(), insider.token());
        action.carrying("office", office).carrying("person", person.to_string())
    };
    let action = opinion.map(|opinion| match &opinion {
        Opinion::May { .. } => button("Put them in it"),
        Opinion::No(_) if !open_matters(&opinion).is_empty() => button("Ask whoever fills it"),
        Opinion::No(grounds) => {
            button("Put them in it").refused(law::quotes(&insider.base(), &grounds.because), law::who_can(grounds))
        }
    });
    Differs { who: insider.name(person), words: format!("would be {name}."), action, link: None }
}

fn gives_up(insider: &Insider, terms: &Terms, (person, office): (PersonId, &str), changes: &[Change]) -> Differs {
    let name = terms.charter.office_name(office);
    let passes = changes.iter().any(|other| matches!(other, Change::Takes { office: taken, .. } if taken == office));
    let page = format!("{}/members/offices", insider.base());
    let (words, link) = if passes {
        (format!("would not be {name} any more: the office passes to whoever takes it."), None)
    } else if person == insider.person() {
        (format!("would not be {name} any more. You step down on the page of the offices."), Some(("Offices", page)))
    } else {
        (format!("would not be {name} any more. Only whoever holds an office gives it up."), None)
    };
    Differs { who: insider.name(person), words, action: None, link }
}

fn ends(insider: &Insider, person: PersonId) -> Differs {
    let members = format!("{}/members", insider.base());
    let (words, link) = if person == insider.person() {
        ("would be no member any more. You leave on the page of the members.", ("Members", members))
    } else {
        let to = address::with(&format!("{members}/removal"), [("person", person.to_string().as_str())]);
        (
            "would be no member any more. They leave by themselves, or are removed as the charter says.",
            ("Propose a removal", to),
        )
    };
    Differs { who: insider.name(person), words: words.to_owned(), action: None, link: Some(link) }
}
