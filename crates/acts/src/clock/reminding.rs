//! Members are reminded by mail that their term ends, once for each reminder that the charter knows, and once more where a
//! grace runs after it. Whoever was away for several is sent the last.

use crate::{Installation, letters};
use anyhow::Context as _;
use basics::{Moment, PersonId};
use mail::{Letter, Outbox};
use membership::{Member, Reminder, Standing};
use store::{Group, Terms};

/// Sends what is due. Gives the number of letters that a mail server took.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for group in here.store.working_groups().await? {
        let terms = here.store.terms(group.id).await?;
        for member in &terms.people.members {
            let Some(reminder) = due(&terms, member, here.store.now()) else { continue };
            let reminded = remind(here, outbox, &group, &terms, (member.person, &reminder)).await;
            sent += letters::left("a term that ends", reminded);
        }
    }
    Ok(sent)
}

/// The last reminder that is due and was not sent.
fn due(terms: &Terms, member: &Member, now: Moment) -> Option<Reminder> {
    let course = member.course.as_ref().filter(|_| member.standing == Standing::Member)?;
    let since = terms.reminded.get(&member.person).copied().unwrap_or(Moment::from_micros(i64::MIN));
    course.due_reminders(&terms.rule, &terms.holidays, since, now).pop()
}

async fn remind(
    here: &Installation,
    outbox: &Outbox,
    group: &Group,
    terms: &Terms,
    (person, reminder): (PersonId, &Reminder),
) -> Result<bool, anyhow::Error> {
    let to = here.store.person(person).await?.context("a member has no account")?;
    let (text, subject) = match terms.grace(person, here.store.now()) {
        Some(until) => (in_grace(here, group, terms, until), format!("Your term in {} is over", group.name)),
        None => (text(here, group, terms, reminder), format!("Your term in {} ends on {}", group.name, day(reminder))),
    };
    let (before, due) = (terms.reminded.get(&person).copied(), Some(reminder.at));
    let books = here.store.bookkeeping();
    let take_back = async { books.remind(group.id, person, due, before).await.map(drop) };
    let note = books.remind(group.id, person, before, due);
    letters::once(outbox, Letter { to: to.email, subject, text }, note, take_back).await
}

fn day(reminder: &Reminder) -> String {
    reminder.ends.strftime("%a %-d %b %Y").to_string()
}

fn text(here: &Installation, group: &Group, terms: &Terms, reminder: &Reminder) -> String {
    let (name, site, slug, day) = (&group.name, &here.public_url, &group.slug, day(reminder));
    let label = terms.charter.rules().term.as_ref().map(|term| term.clause.as_str());
    let clause = label.and_then(|label| terms.charter.clause(label)).map(charter::Bound::written);
    let says = clause.map(|words| format!("The charter says: “{words}”\n\n")).unwrap_or_default();
    format!(
        "Your term in {name} ends on {day}. If you want to stay for another one, say so on this page:\n\n\
         {site}/g/{slug}/members\n\n\
         {says}\
         If you say nothing, your membership ends on that day at 00:00 ({zone}), and with it your offices and your access. \
         What you planned waits for somebody else then, and nothing is deleted.\n",
        zone = terms.charter.zone(),
    )
}

/// The letter to somebody whose rights rest.
fn in_grace(here: &Installation, group: &Group, terms: &Terms, until: Moment) -> String {
    let (name, site) = (&group.name, &here.public_url);
    let until = terms.rule.zone.shows(until);
    format!(
        "Your term in {name} is over, and your rights rest. Until {until} you can still say that you stay for another one, \
         which then counts from the end of the old one:\n\n\
         {site}/stay\n\n\
         You sign in there as always; the page offers this and nothing else. If you say nothing, your membership has ended \
         with the term. What you planned waits for somebody else then, and nothing is deleted.\n"
    )
}
