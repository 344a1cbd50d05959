//! What a charter finds wrong with a file, before anybody looks at who is in the group.

use super::{Placed, Wrong};
use basics::days::day;
use charter::Charter;
use std::collections::HashMap;

/// Whether a roster could stand under a charter: everybody once, in offices and statuses that it has, no seat taken twice,
/// no day before the one it follows.
///
/// # Errors
/// Everything that is wrong, each with its line.
pub fn against(charter: &Charter, placed: &[Placed]) -> Result<(), Vec<Wrong>> {
    let mut wrong: Vec<Wrong> = placed.iter().flat_map(|placed| alone(charter, placed)).collect();
    wrong.extend(twice(placed));
    wrong.extend(seats(charter, placed));
    wrong.sort_by_key(|wrong| wrong.line);
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn alone(charter: &Charter, Placed { line, entry }: &Placed) -> Vec<Wrong> {
    let rules = charter.rules();
    let mut found = Vec::new();
    if basics::text::is_blank(&entry.name) {
        found.push("a person without a name; say how the group calls them".to_owned());
    }
    for office in entry.offices.iter().filter(|office| !rules.offices.contains_key(*office)) {
        let known = charter.offices().into_iter().filter(|office| *office != crate::MEMBER).collect::<Vec<_>>();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        found.push(format!("the charter has no office {office:?}; it has {known}"));
    }
    for status in entry.also.iter().filter(|status| !rules.statuses.contains_key(*status)) {
        let known: Vec<&str> = rules.statuses.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        found.push(format!("the charter knows no status {status:?} outside the group; it knows {known}"));
    }
    if let (Some(joined), Some(left)) = (entry.joined, entry.left)
        && left < joined
    {
        found.push(format!("{} left on {} and joined on {}; nobody leaves before", entry.name, day(left), day(joined)));
    }
    if let (Some(from), Some(until)) = (entry.term_from, entry.term_until)
        && until <= from
    {
        found.push(format!(
            "the term of {} ends on {} and begins on {}; it has to be longer",
            entry.name,
            day(until),
            day(from)
        ));
    }
    if entry.left.is_some() && !entry.offices.is_empty() {
        found.push(format!("{} left, and an office ends with that; take one of the two out", entry.name));
    }
    found.into_iter().map(|what| Wrong { line: *line, what }).collect()
}

/// One person has one line: addresses are compared in small letters, and a name serves for one person unless addresses
/// tell them apart.
fn twice(placed: &[Placed]) -> Vec<Wrong> {
    let (mut mails, mut names) = (HashMap::new(), HashMap::<&str, Vec<&Placed>>::new());
    let mut found = Vec::new();
    for one in placed {
        let mail = one.entry.mail.as_deref().map(str::to_lowercase);
        if let Some(mail) = &mail
            && let Some(line) = mails.insert(mail.clone(), one.line)
        {
            let what = format!("{mail} stands here and on line {line}. One person has one entry");
            found.push(Wrong { line: one.line, what });
            continue;
        }
        let same = names.entry(&one.entry.name).or_default();
        let is_told_apart = |other: &&&Placed| mail.is_some() && other.entry.mail.is_some();
        if let Some(other) = same.iter().find(|other| !is_told_apart(other)) {
            let what = format!(
                "{} stands here and on line {}. One person has one entry; give two people their mail addresses",
                one.entry.name, other.line
            );
            found.push(Wrong { line: one.line, what });
        }
        same.push(one);
    }
    found
}

/// An office for one person is held by one, and offices that must differ are held by different people.
fn seats(charter: &Charter, placed: &[Placed]) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (key, office) in &charter.rules().offices {
        let name = charter.office_name(key);
        let holders: Vec<&Placed> = placed.iter().filter(|one| one.entry.offices.contains(key)).collect();
        let seats = office.seats.and_then(|seats| usize::try_from(seats).ok()).unwrap_or(usize::MAX);
        if let Some(first_too_many) = holders.get(seats) {
            let what = format!("{name} is an office for {seats}, and {} hold it in this file", holders.len());
            found.push(Wrong { line: first_too_many.line, what });
        }
        for other in office.must_differ_from.iter().filter(|other| key < *other) {
            if let Some(both) = holders.iter().find(|one| one.entry.offices.contains(other)) {
                let other = charter.office_name(other);
                let what = format!("the same person cannot be {name} and {other} under this charter");
                found.push(Wrong { line: both.line, what });
            }
        }
    }
    found
}
