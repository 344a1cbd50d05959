//! The first members out of a file, in place of the rows: they are looked at before anything is founded.

use acts::setup::Named;
use charter::Charter;
use jiff::civil::Date;
use membership::file::{Placed, Wrong, against, read};

/// The people of a file as the rows of the third step, the founder first. Nobody is found by name here: everybody comes in
/// by a link of their own.
///
/// # Errors
/// Everything in the file that the first members of a group cannot be, each with its line.
pub fn named(bytes: &[u8], charter: &Charter, founder: &str, adopted: Option<Date>) -> Result<Vec<Named>, Vec<Wrong>> {
    let placed = read(bytes)?;
    against(charter, &placed)?;
    let mut wrong: Vec<Wrong> = placed.iter().filter_map(|placed| no_founder_of(placed, adopted)).collect();
    let is_founder = |placed: &Placed| {
        placed.entry.mail.as_deref().is_some_and(|mail| mail.to_lowercase() == founder.to_lowercase())
    };
    if !placed.iter().any(is_founder) {
        wrong.push(Wrong { line: 1, what: format!("nobody here has your address, {founder}; give it in your entry") });
    }
    if let Some(too_many) = placed.get(super::people::MOST) {
        let what = format!("at most {} people found a group; the others are admitted later", super::people::MOST);
        wrong.push(Wrong { line: too_many.line, what });
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let (first, others): (Vec<Placed>, Vec<Placed>) = placed.into_iter().partition(is_founder);
    Ok(first.into_iter().chain(others).map(row).collect())
}

fn row(Placed { entry, .. }: Placed) -> Named {
    Named {
        name: entry.name,
        email: entry.mail.unwrap_or_default(),
        offices: entry.offices.into_iter().collect(),
        statuses: entry.also.into_iter().collect(),
    }
}

/// Why somebody cannot be one of the first members as the file has them.
fn no_founder_of(Placed { line, entry }: &Placed, adopted: Option<Date>) -> Option<Wrong> {
    let name = &entry.name;
    let what = if entry.mail.is_none() {
        format!("{name} has no mail address here; everybody comes in by a link of their own")
    } else if let Some(left) = entry.left {
        format!("{name} left on {}; the first members are those who are in the group", basics::days::day(left))
    } else if entry.term_from.is_some() || entry.term_until.is_some() {
        format!(
            "the term of {name} is counted by the charter from the day of its adoption; leave term_from and term_until out"
        )
    } else if entry.joined.is_some() && entry.joined != adopted {
        format!("{name} joined on another day than that of the adoption; the first members are so from that day on")
    } else {
        return None;
    };
    Some(Wrong { line: *line, what })
}
