//! What needs somebody leaves by mail, where they chose so: each thing once as soon as it needs them, or all of it once a
//! day. It is noted before a letter leaves and taken back when no mail server took it.

use crate::{
    Installation, mailing,
    needs::{self, Needed},
};
use mail::{Letter, Outbox};
use store::{Group, MailChoice, MailedHow};

/// What needs one person, group by group.
type Needs = Vec<(Group, Vec<Needed>)>;

/// Sends what is due. Gives the number of letters that a mail server took.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for choice in here.store.bookkeeping().mail_choices().await? {
        let did = match choice.how {
            MailedHow::Off => false,
            MailedHow::AtOnce => at_once(here, outbox, &choice).await?,
            MailedHow::Daily => daily(here, outbox, &choice).await?,
        };
        sent += usize::from(did);
    }
    Ok(sent)
}

async fn needs_of(here: &Installation, choice: &MailChoice) -> Result<Needs, anyhow::Error> {
    let mut all = Vec::new();
    for group in here.store.groups_of(choice.person).await? {
        let needs = needs::of(here, &group, choice.person).await?;
        if !needs.is_empty() {
            all.push((group, needs));
        }
    }
    Ok(all)
}

async fn at_once(here: &Installation, outbox: &Outbox, choice: &MailChoice) -> Result<bool, anyhow::Error> {
    let mut needs = needs_of(here, choice).await?;
    // One letter about one thing: what has a letter of its own is not told a second time.
    for (_, needs) in &mut needs {
        needs.retain(|needed| !needed.is_told);
    }
    let keys: Vec<String> = needs.iter().flat_map(|(_, needs)| needs).map(|needed| needed.key.clone()).collect();
    let fresh = here.store.bookkeeping().needs_leave(choice.person, &keys).await?;
    for (_, needs) in &mut needs {
        needs.retain(|needed| fresh.contains(&needed.key));
    }
    needs.retain(|(_, needs)| !needs.is_empty());
    if needs.is_empty() || send(here, outbox, choice, &needs).await? {
        return Ok(!needs.is_empty());
    }
    here.store.bookkeeping().needs_stay(choice.person, &fresh).await?;
    Ok(false)
}

async fn daily(here: &Installation, outbox: &Outbox, choice: &MailChoice) -> Result<bool, anyhow::Error> {
    let there = here.store.now().in_zone(choice.zone.rules());
    let (before, today) = (choice.last_day, Some(there.date()));
    if there.hour() < choice.hour || before >= today {
        return Ok(false);
    }
    if !here.store.bookkeeping().daily_letter(choice.person, before, today).await? {
        return Ok(false);
    }
    let needs = needs_of(here, choice).await?;
    if needs.is_empty() || send(here, outbox, choice, &needs).await? {
        return Ok(!needs.is_empty());
    }
    here.store.bookkeeping().daily_letter(choice.person, today, before).await?;
    Ok(false)
}

async fn send(here: &Installation, outbox: &Outbox, choice: &MailChoice, needs: &Needs) -> Result<bool, anyhow::Error> {
    let Some(to) = here.store.person(choice.person).await? else { return Ok(true) };
    let way_out = mailing::way_out(here, choice.person);
    let count: usize = needs.iter().map(|(_, needs)| needs.len()).sum();
    let subject = if count == 1 { "One thing needs you".to_owned() } else { format!("{count} things need you") };
    let letter = Letter { to: to.email, subject, text: text(here, choice, needs, &way_out) };
    match outbox.send_with_way_out(letter, &way_out).await {
        Ok(()) => Ok(true),
        Err(error) => {
            tracing::warn!(person = %choice.person, %error, "what needs somebody did not leave; it is tried again in a minute");
            Ok(false)
        }
    }
}

fn text(here: &Installation, choice: &MailChoice, needs: &Needs, way_out: &str) -> String {
    let site = &here.public_url;
    let line = |needed: &Needed| {
        let until = needed.until.map(|at| format!(", until {}", choice.zone.shows(at))).unwrap_or_default();
        format!("- {}{until}\n  {site}{}\n", needed.title, needed.path)
    };
    let of_group = |(group, needs): &(Group, Vec<Needed>)| {
        let lines: Vec<String> = needs.iter().map(line).collect();
        format!("{}\n\n{}\n", group.name, lines.concat())
    };
    let groups = needs.iter().map(of_group).collect::<Vec<_>>().concat();
    format!(
        "{groups}You get this because you chose to, on this page:\n\n{site}/you\n\n\
         To get no more of it, without signing in:\n\n{way_out}\n"
    )
}
