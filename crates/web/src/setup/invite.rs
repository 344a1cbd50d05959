//! Links for the people of a roster who cannot sign in yet: mailed to them, or passed on by whoever makes them where no
//! mail is set.

use super::{Invited, Links};
use crate::{
    App,
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    page::Page,
    reader::Insider,
    words::sentence,
};
use acts::{
    Declined,
    inviting::{self, Handed},
    opinions,
};
use axum::extract::State;
use charter::{Opinion, act::InviteMember};
use people::{Elevated, EmailAddress, Token};
use store::{AnyAct, Member};

/// Who cannot sign in yet.
pub async fn show(State(app): State<App>, reader: Insider) -> Result<Page<Links>, Failed> {
    let mut people = Vec::new();
    for (member, may) in missing(&app, &reader).await? {
        people.push(invited(&app, &reader, &member, may).await?);
    }
    Ok(Page::ok(links(&app, &reader, people, false).await?))
}

/// Makes a link for each of them. Without mail they stand on this page and nowhere else.
pub async fn make(
    State(app): State<App>,
    reader: Insider,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Page<Links>, Failed> {
    let who = reader.elevated(&app, &format!("{}/invitations", reader.base())).await?;
    let mut people = Vec::new();
    for (member, may) in missing(&app, &reader).await? {
        people.push(linked(&app, &reader, &who, (&member, may)).await?);
    }
    Ok(Page::ok(links(&app, &reader, people, true).await?))
}

async fn linked(
    app: &App,
    reader: &Insider,
    who: &Elevated,
    (member, may): (&Member, bool),
) -> Result<Invited, Failed> {
    let person = invited(app, reader, member, may).await?;
    match inviting::invite(&app.here, reader.id(), who, member.person).await {
        Ok(Handed::Over(link)) => Ok(Invited { link: Some(address(app, &link)), ..person }),
        Ok(Handed::Mailed(to)) => Ok(Invited { said: Some(mailed(&to)), ..person }),
        Ok(Handed::NotMailed(to)) => Ok(Invited { said: Some(not_mailed(&to)), ..person }),
        Err(Declined::Trouble(error)) => Err(reader.trouble(error)),
        Err(refused) => Ok(Invited { said: Some(sentence(&refused)), ..person }),
    }
}

/// Where a link leads.
pub fn address(app: &App, link: &Token) -> String {
    format!("{}/join/{}", app.here.public_url, link.reveal().expose())
}

/// Said where a letter is on its way.
pub fn mailed(to: &EmailAddress) -> String {
    format!("The link was mailed to {to}. It works once, within 72 hours.")
}

/// Said where no letter left.
pub fn not_mailed(to: &EmailAddress) -> String {
    format!(
        "No letter left for {to}: the mail server did not take it. Try again later; a new link replaces this one. \
         Whoever runs this installation finds the reason in the log."
    )
}

/// Who cannot sign in yet, and whether the charter lets this reader invite them.
async fn missing(app: &App, reader: &Insider) -> Result<Vec<(Member, bool)>, Failed> {
    let now = app.here.store.now();
    let members = app.here.store.members(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let mut missing = Vec::new();
    for member in members.into_iter().filter(|member| member.current(now) && member.person != reader.person()) {
        let known = app.here.store.has_a_way_in(member.person).await.map_err(|error| reader.trouble(error))?;
        if !known {
            missing.push(member);
        }
    }
    let acts: Vec<Box<dyn AnyAct>> =
        missing.iter().map(|member| Box::new(InviteMember { person: member.person }) as _).collect();
    let opinions = opinions::each(&app.here, reader.id(), reader.person(), &acts).await;
    let opinions = opinions.map_err(|error| reader.trouble(error))?;
    let may = opinions.into_iter().map(|opinion| matches!(opinion, Some(Opinion::May { .. })));
    Ok(missing.into_iter().zip(may).collect())
}

/// Their address is for whoever may write to it: the name is enough for everybody else.
async fn invited(app: &App, reader: &Insider, member: &Member, may: bool) -> Result<Invited, Failed> {
    if !may {
        return Ok(Invited { name: member.known_as.clone(), email: String::new(), link: None, said: None });
    }
    let named = app.here.store.person_named(reader.id(), member.person).await.map_err(|error| reader.trouble(error))?;
    let email = named.map(|(_, email)| email).unwrap_or_default();
    Ok(Invited { name: member.known_as.clone(), email, link: None, said: None })
}

async fn links(app: &App, reader: &Insider, people: Vec<Invited>, made: bool) -> Result<Links, Failed> {
    let (mails, may) = (app.here.mail.is_some(), people.iter().any(|person| !person.email.is_empty()));
    Ok(Links { frame: reader.frame(app, Place::Members).await?, people, made, mails, may })
}
