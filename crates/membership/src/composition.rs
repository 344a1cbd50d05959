//! Whether a group is composed as its charter asks: what is amiss, by which clause, since when, and how long there is to
//! mend it. It warns; nothing shuts by itself, and votes go on.

use crate::{Roster, period::later, voting::zone};
use basics::{Moment, PersonId};
use charter::{Charter, Status};

/// What is amiss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Two offices that must be held by different people are held by one.
    SamePerson {
        /// One of them, the first in the rules file.
        office: String,
        /// The other.
        other: String,
        /// Who holds both.
        person: PersonId,
    },
    /// A required office is empty.
    Empty {
        /// Which.
        office: String,
    },
    /// More people hold an office than it has seats.
    Crowded {
        /// Which.
        office: String,
        /// How many there are.
        seats: u32,
    },
    /// There are fewer members than there have to be.
    TooFew {
        /// How many there have to be.
        least: u32,
    },
    /// There are fewer members than the charter calls good. Nothing has to be mended.
    Small {
        /// From how many on it is good.
        least: u32,
    },
    /// There are more members than the charter calls good. Nothing has to be mended.
    Large {
        /// Up to how many it is good.
        most: u32,
    },
}

/// A flaw, told to the group and to the body above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What is amiss.
    pub flaw: Flaw,
    /// The clause that asks for more, by its label.
    pub clause: Option<String>,
    /// How that follows from it.
    pub status: Status,
    /// Since when.
    pub since: Moment,
    /// The day of it that this is, from 1, in the charter's zone.
    pub day: i32,
    /// Until when it is to be mended; none where the charter gives no time, or advice only.
    pub cure_by: Option<Moment>,
    /// Whether that time is over, so that the body above is asked to close the group or to extend.
    pub is_overdue: bool,
}

impl Flaw {
    /// Whether the charter asks for something else, and not only advises it.
    pub fn is_error(&self) -> bool {
        !matches!(self, Self::Small { .. } | Self::Large { .. })
    }

    /// What is amiss, in a sentence.
    pub fn says(&self, charter: &Charter) -> String {
        let name = |office: &String| charter.office_name(office);
        match self {
            Self::SamePerson { office, other, .. } => {
                format!("One person is {} and {}; these are two people's offices.", name(office), name(other))
            }
            Self::Empty { office } => format!("Nobody is {}, and the group is incomplete without.", name(office)),
            Self::Crowded { office, seats } => {
                format!("More people are {} than the office has seats, which is {seats}.", name(office))
            }
            Self::TooFew { least } => format!("The group has fewer than {least} members, the fewest it can have."),
            Self::Small { least } => format!("The group has fewer than {least} members; a good size begins there."),
            Self::Large { most } => format!("The group has more than {most} members; a good size ends there."),
        }
    }
}

/// What is amiss now, in the order of the rules file. What was so before `since`, when this charter came into force, counts
/// from then.
pub fn warnings(charter: &Charter, roster: &Roster, since: Moment, now: Moment) -> Vec<Warning> {
    let changes = changes(roster, since, now);
    let flaws = flaws(charter, roster, now).into_iter();
    flaws.map(|flaw| warning(charter, roster, flaw, since, &changes, now)).collect()
}

fn warning(charter: &Charter, roster: &Roster, flaw: Flaw, since: Moment, changes: &[Moment], now: Moment) -> Warning {
    let so = |at: &Moment| flaws(charter, roster, *at).contains(&flaw);
    let before = changes.iter().rev().take_while(|at| so(at)).last().copied();
    let reaches_back = before == changes.first().copied() && so(&since);
    let began = if reaches_back { since } else { before.unwrap_or(now) };
    let size = charter.rules().membership.as_ref().and_then(|found| found.size.as_ref());
    let ending = charter.rules().dissolution.as_ref().and_then(|found| found.cure_period);
    let period = size.and_then(|size| size.cure_period).or(ending).filter(|_| flaw.is_error());
    let zone = zone(charter);
    let day = |at: Moment| at.in_zone(zone.rules()).date();
    let cure_by = period.map(|period| later(began, &zone, period));
    let (clause, status) = cites(charter, &flaw);
    Warning {
        clause,
        status,
        since: began,
        day: day(began).until(day(now)).map_or(1, |span| span.get_days() + 1),
        is_overdue: cure_by.is_some_and(|by| by <= now),
        cure_by,
        flaw,
    }
}

/// The instants after `since` at which the composition of the group can have changed.
fn changes(roster: &Roster, since: Moment, now: Moment) -> Vec<Moment> {
    let of_members = roster.members.iter().flat_map(|member| {
        let offices = member.offices.iter().flat_map(|held| [Some(held.from), held.until]);
        offices.chain([Some(member.since), member.ends_at()])
    });
    let of_statuses = roster.statuses.iter().flat_map(|status| [Some(status.from), status.until]);
    let mut changes: Vec<Moment> =
        of_members.chain(of_statuses).flatten().filter(|at| since < *at && *at <= now).collect();
    changes.sort();
    changes.dedup();
    changes
}

/// What is amiss at one instant.
fn flaws(charter: &Charter, roster: &Roster, at: Moment) -> Vec<Flaw> {
    let offices = charter.offices().into_iter();
    let mut flaws: Vec<Flaw> = offices.flat_map(|office| of_office(charter, roster, office, at)).collect();
    flaws.extend(of_size(charter, roster, at));
    flaws
}

fn of_office(charter: &Charter, roster: &Roster, office: &str, at: Moment) -> Vec<Flaw> {
    let Some(rule) = charter.rules().offices.get(office) else { return Vec::new() };
    let holders = roster.holders(charter, office, at);
    let mut flaws = Vec::new();
    if rule.required && holders.is_empty() {
        flaws.push(Flaw::Empty { office: office.to_owned() });
    }
    if let Some(seats) = rule.seats.filter(|seats| usize::try_from(*seats).is_ok_and(|seats| seats < holders.len())) {
        flaws.push(Flaw::Crowded { office: office.to_owned(), seats });
    }
    for other in rule.must_differ_from.iter().filter(|other| is_told_here(charter, office, other)) {
        let both = roster.holders(charter, other, at).into_iter().filter(|person| holders.contains(person));
        flaws.extend(both.map(|person| Flaw::SamePerson { office: office.to_owned(), other: other.clone(), person }));
    }
    flaws
}

/// Where both offices say that they differ, the first one in the rules file tells it.
fn is_told_here(charter: &Charter, office: &str, other: &str) -> bool {
    let says_so = |found: &charter::rules::Office| found.must_differ_from.iter().any(|it| it == office);
    let both_say = charter.rules().offices.get(other).is_some_and(says_so);
    let place = |name: &str| charter.offices().iter().position(|known| *known == name);
    !both_say || place(office) < place(other)
}

fn of_size(charter: &Charter, roster: &Roster, at: Moment) -> Option<Flaw> {
    let size = charter.rules().membership.as_ref()?.size.as_ref()?;
    let members = roster.belonging(charter, at).count();
    let fewer_than = |least: &u32| usize::try_from(*least).is_ok_and(|least| members < least);
    let more_than = |most: &u32| usize::try_from(*most).is_ok_and(|most| most < members);
    let too_few = size.required_min.filter(fewer_than).map(|least| Flaw::TooFew { least });
    let small = size.suggested_min.filter(fewer_than).map(|least| Flaw::Small { least });
    let large = size.suggested_max.filter(more_than).map(|most| Flaw::Large { most });
    too_few.or(small).or(large)
}

/// The clause that a flaw is measured by: of the office, or of the size of the group.
fn cites(charter: &Charter, flaw: &Flaw) -> (Option<String>, Status) {
    let rules = charter.rules();
    match flaw {
        Flaw::SamePerson { office, .. } | Flaw::Empty { office } | Flaw::Crowded { office, .. } => {
            rules.offices.get(office).map(|found| (found.clause.clone(), found.status)).unwrap_or_default()
        }
        Flaw::TooFew { .. } | Flaw::Small { .. } | Flaw::Large { .. } => {
            let size = rules.membership.as_ref().and_then(|found| found.size.as_ref());
            size.map(|size| (Some(size.clause.clone()), size.status)).unwrap_or_default()
        }
    }
}
