//! What a file would change: who is new, who would hold which office, who would end. Nothing else is changed by a file.

use super::{Entry, Placed, Wrong};
use basics::{PersonId, days};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// One thing that is otherwise in a file than in the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Somebody who is no member.
    Joins {
        /// How the file calls them.
        name: String,
        /// The offices that it gives them.
        offices: BTreeSet<String>,
    },
    /// A member takes an office.
    Takes {
        /// The member.
        person: PersonId,
        /// The office, by the name of the rules file.
        office: String,
    },
    /// A member gives an office up.
    GivesUp {
        /// The member.
        person: PersonId,
        /// The office, by the name of the rules file.
        office: String,
    },
    /// A member is none any more.
    Ends {
        /// The member.
        person: PersonId,
    },
}

/// What is otherwise in a file than in the group, whose people are known by address where the file gives it, and else by
/// name. Former members whom the file leaves out are no difference.
///
/// # Errors
/// A line that could mean several people, and one that would change what a file does not: a day, or what somebody is
/// outside the group.
pub fn difference(group: &[(PersonId, Entry)], file: &[Placed]) -> Result<Vec<Change>, Vec<Wrong>> {
    let (mut changes, mut wrong, mut spoken_of) = (Vec::new(), Vec::new(), BTreeSet::new());
    for placed in file {
        let meant = match meant(group, &placed.entry) {
            Ok(meant) => meant,
            Err(what) => {
                wrong.push(Wrong { line: placed.line, what });
                continue;
            }
        };
        if let Some((person, known)) = meant {
            if !spoken_of.insert(*person) {
                let what = format!("{} stands in this file twice. One person has one entry", known.name);
                wrong.push(Wrong { line: placed.line, what });
            }
            let unchanged = keeps(known, &placed.entry).into_iter();
            wrong.extend(unchanged.map(|what| Wrong { line: placed.line, what }));
        }
        changes.extend(changed(meant, &placed.entry));
    }
    let left_out = group.iter().filter(|(person, known)| known.left.is_none() && !spoken_of.contains(person));
    changes.extend(left_out.map(|(person, _)| Change::Ends { person: *person }));
    if wrong.is_empty() { Ok(changes) } else { Err(wrong) }
}

type Known<'a> = Option<&'a (PersonId, Entry)>;

fn meant<'a>(group: &'a [(PersonId, Entry)], said: &Entry) -> Result<Known<'a>, String> {
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    if let Some(mail) = &said.mail {
        let at = |(_, known): &&(PersonId, Entry)| known.mail.as_deref().is_some_and(|known| same(known, mail));
        if let Some(found) = group.iter().find(at) {
            return Ok(Some(found));
        }
    }
    // Somebody whose address is known, and is another one, is somebody else of the same name.
    let other = |known: &Entry| said.mail.is_some() && known.mail.is_some();
    let named = group.iter().filter(|(_, known)| known.name == said.name && !other(known));
    let named: Vec<_> = named.collect();
    match named.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(format!("{} people of this group are called {}; give the mail address", named.len(), said.name)),
    }
}

fn changed(meant: Known<'_>, said: &Entry) -> Vec<Change> {
    match meant {
        Some((person, known)) if known.left.is_none() => {
            if said.left.is_some() {
                return vec![Change::Ends { person: *person }];
            }
            let takes = said.offices.difference(&known.offices);
            let takes = takes.map(|office| Change::Takes { person: *person, office: office.clone() });
            let gives = known.offices.difference(&said.offices);
            takes.chain(gives.map(|office| Change::GivesUp { person: *person, office: office.clone() })).collect()
        }
        _ if said.left.is_some() => Vec::new(),
        _ => vec![Change::Joins { name: said.name.clone(), offices: said.offices.clone() }],
    }
}

/// What a file says otherwise and cannot change.
fn keeps(known: &Entry, said: &Entry) -> Vec<String> {
    let mut found = Vec::new();
    let mut day = |what: &str, known_day: Option<Date>, said_day: Option<Date>| {
        if let Some(said_day) = said_day.filter(|day| Some(*day) != known_day) {
            let recorded = known_day.map_or("not recorded".to_owned(), |day| format!("recorded as {}", days::day(day)));
            found.push(format!(
                "{what} of {} is {} here and {recorded}; days are not changed by a file",
                known.name,
                days::day(said_day)
            ));
        }
    };
    if known.left.is_none() == said.left.is_none() {
        day("the day of joining", known.joined, said.joined);
        day("the beginning of the term", known.term_from, said.term_from);
        day("the end of the term", known.term_until, said.term_until);
        if known.left.is_some() {
            day("the day of leaving", known.left, said.left);
        }
    }
    if said.also.iter().any(|status| !known.also.contains(status)) {
        found.push(format!(
            "what {} is outside the group is recorded with its evidence on the page for it, and not by a file",
            known.name
        ));
    }
    found
}
