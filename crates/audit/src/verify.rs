//! Walks a log and names the first thing in it that was edited, removed, added or moved.

use crate::{Chained, Disclosure, Entry, START, chain};
use basics::{Digest, EntryId};
use std::fmt;

/// One row of a log as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The entry.
    pub entry: Entry,
    /// The leaf that was written with it.
    pub leaf: Digest,
    /// What it discloses, unless that is gone.
    pub disclosure: Option<Disclosure>,
    /// Its place, unless the sequencer has not come to it yet.
    pub place: Option<Chained>,
}

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Entries in the chain.
    pub chained: u64,
    /// Entries written but not chained yet: the tail.
    pub tail: u64,
    /// The last link, or 32 zero bytes for an empty log.
    pub head: Digest,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

impl Finding {
    /// Whether nothing was touched.
    pub fn whole(&self) -> bool {
        self.fault.is_none()
    }
}

/// What is wrong, and where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The positions jump: an entry is missing, or one stands twice.
    Gap {
        /// The position that was expected.
        expected: u64,
        /// The one that was found.
        found: u64,
    },
    /// The entry's own columns do not give its leaf.
    EntryEdited(u64, EntryId),
    /// The disclosed text is not what the entry commits to.
    DisclosureEdited(u64, EntryId),
    /// What the entry disclosed is gone, and nothing in the log says that it was erased.
    Undisclosed(u64, EntryId),
    /// The link does not follow from the one before it.
    Unlinked(u64, EntryId),
    /// The log ends before the head that was remembered for it.
    Shortened {
        /// How many entries were remembered.
        remembered: u64,
        /// How many there are.
        found: u64,
    },
    /// The head differs from the one remembered for this length.
    OtherHistory(u64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap { expected, found } => {
                write!(f, "entry {expected} is missing: the next one says that it is number {found}")
            }
            Self::EntryEdited(at, id) => write!(f, "entry {at} ({id:?}) was edited: it no longer gives its own leaf"),
            Self::DisclosureEdited(at, id) => {
                write!(f, "what entry {at} ({id:?}) discloses was edited: it is not the text that was committed to")
            }
            Self::Undisclosed(at, id) => {
                write!(
                    f,
                    "what entry {at} ({id:?}) disclosed is missing, and no entry of the log says that it was erased"
                )
            }
            Self::Unlinked(at, id) => {
                write!(f, "entry {at} ({id:?}) does not follow the one before it: one of them was replaced or moved")
            }
            Self::Shortened { remembered, found } => {
                write!(f, "the log was cut: {remembered} entries were remembered, {found} are there")
            }
            Self::OtherHistory(at) => {
                write!(f, "the log was rewritten: the link of entry {at} is not the one that was remembered")
            }
        }
    }
}

/// Checks a log. `log` is in order of position, the tail last; `remembered` is the newest head known from elsewhere.
pub fn verify(log: impl IntoIterator<Item = Kept>, remembered: Option<Chained>) -> Finding {
    let mut walk = Walk::towards(remembered);
    for kept in log {
        if !walk.passes(&kept) {
            break;
        }
    }
    walk.end()
}

/// A walk through a log that is too long to be looked at as a whole: it carries the running link from one entry to the
/// next, so that the entries can come a handful at a time.
#[derive(Clone, Debug)]
pub struct Walk {
    finding: Finding,
    remembered: Option<Chained>,
}

impl Walk {
    /// Before the first entry. `remembered` is the newest head known from elsewhere.
    pub fn towards(remembered: Option<Chained>) -> Self {
        let finding = Finding { chained: 0, tail: 0, head: START.into(), fault: None };
        Self { finding, remembered }
    }

    /// Looks at the next entry: those with a place come in their order, the tail last. False once something is wrong;
    /// what comes after it is not looked at.
    pub fn passes(&mut self, kept: &Kept) -> bool {
        if self.finding.fault.is_none() {
            self.finding.fault = self.looks_at(kept);
        }
        self.finding.fault.is_none()
    }

    fn looks_at(&mut self, kept: &Kept) -> Option<Fault> {
        let finding = &mut self.finding;
        let at = finding.chained + 1;
        let fault = match kept.place {
            None => {
                finding.tail += 1;
                check_alone(kept, at)
            }
            Some(place) => check_place(kept, place, finding).or_else(|| check_alone(kept, at)),
        };
        if fault.is_some() {
            return fault;
        }
        let place = kept.place?;
        (finding.chained, finding.head) = (place.position, place.link);
        let known = self.remembered.filter(|known| known.position == place.position)?;
        (known.link != place.link).then_some(Fault::OtherHistory(place.position))
    }

    /// What the walk found, when nothing comes any more.
    pub fn end(self) -> Finding {
        let Self { mut finding, remembered } = self;
        let cut = remembered.filter(|known| finding.fault.is_none() && known.position > finding.chained);
        if let Some(known) = cut {
            finding.fault = Some(Fault::Shortened { remembered: known.position, found: finding.chained });
        }
        finding
    }
}

fn check_place(kept: &Kept, place: Chained, so_far: &Finding) -> Option<Fault> {
    let expected = so_far.chained + 1;
    if place.position != expected {
        return Some(Fault::Gap { expected, found: place.position });
    }
    let follows = chain::link(so_far.head, expected, kept.leaf);
    (follows != place).then_some(Fault::Unlinked(expected, kept.entry.id))
}

fn check_alone(kept: &Kept, at: u64) -> Option<Fault> {
    if kept.entry.leaf() != kept.leaf {
        return Some(Fault::EntryEdited(at, kept.entry.id));
    }
    // Nothing erases yet. What erases will be an entry of the log itself, and is then read here.
    let Some(disclosed) = &kept.disclosure else { return Some(Fault::Undisclosed(at, kept.entry.id)) };
    (disclosed.commitment() != kept.entry.commitment).then_some(Fault::DisclosureEdited(at, kept.entry.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use basics::Moment;

    fn log(length: u64) -> Vec<Kept> {
        let mut head: Digest = START.into();
        (1..=length)
            .map(|n| {
                let at = Moment::from_micros(i64::try_from(n).unwrap());
                let disclosure = Disclosure { salt: [7; 32], text: format!("{{\"n\":{n}}}") };
                let entry = Entry {
                    id: EntryId::mint(at),
                    event: "grant_access".into(),
                    entity: format!("grant {n}"),
                    at,
                    actor: [1; 16],
                    commitment: disclosure.commitment(),
                };
                let leaf = entry.leaf();
                let place = chain::link(head, n, leaf);
                head = place.link;
                Kept { entry, leaf, disclosure: Some(disclosure), place: Some(place) }
            })
            .collect()
    }

    #[test]
    fn an_untouched_log_is_whole() {
        let finding = verify(log(12), None);
        assert!(finding.whole());
        assert_eq!((finding.chained, finding.tail), (12, 0));
    }

    #[test]
    fn a_disclosure_that_is_gone_is_found_wherever_it_was() {
        for (gone, placed) in [(1, true), (2, true), (2, false)] {
            let mut log = log(3);
            log[gone].disclosure = None;
            log[gone].place = log[gone].place.filter(|_| placed);
            let finding = verify(log.clone(), None);
            assert_eq!(finding.fault, Some(Fault::Undisclosed(gone as u64 + 1, log[gone].entry.id)));
        }
    }

    #[test]
    fn an_entry_not_chained_yet_is_the_tail() {
        let mut log = log(3);
        log[2].place = None;
        let finding = verify(log, None);
        assert!(finding.whole());
        assert_eq!((finding.chained, finding.tail), (2, 1));
    }

    #[test]
    fn every_single_edit_is_found() {
        type Edit = fn(&mut Vec<Kept>);
        let edits: &[(&str, Edit)] = &[
            ("event", |log| log[4].entry.event.push('x')),
            ("entity", |log| log[4].entry.entity.push('x')),
            ("time", |log| log[4].entry.at = Moment::from_micros(99)),
            ("actor", |log| log[4].entry.actor[0] ^= 1),
            ("commitment", |log| log[4].entry.commitment = Digest::of(b"else")),
            ("text", |log| log[4].disclosure.as_mut().unwrap().text.push(' ')),
            ("salt", |log| log[4].disclosure.as_mut().unwrap().salt[31] ^= 1),
            ("leaf", |log| log[4].leaf = Digest::of(b"else")),
            ("edited entry with its leaf made to fit", |log| {
                log[4].entry.event.push('x');
                log[4].leaf = log[4].entry.leaf();
            }),
            ("removed", |log| drop(log.remove(4))),
            ("removed and renumbered", |log| {
                log.remove(4);
                for (n, kept) in log.iter_mut().enumerate() {
                    kept.place.as_mut().unwrap().position = n as u64 + 1;
                }
            }),
            ("swapped", |log| log.swap(4, 5)),
            ("swapped and renumbered", |log| {
                let (a, b) = (log[4].place, log[5].place);
                log.swap(4, 5);
                (log[4].place, log[5].place) = (a, b);
            }),
            ("doubled", |log| {
                let twice = log[4].clone();
                log.insert(4, twice);
            }),
        ];
        for (name, edit) in edits {
            let mut touched = log(9);
            edit(&mut touched);
            assert!(!verify(touched, None).whole(), "not found: {name}");
        }
    }

    #[test]
    fn a_log_cut_short_or_rewritten_is_found_by_the_head_remembered_elsewhere() {
        let whole = log(9);
        let remembered = whole[8].place;
        assert_eq!(verify(whole[..6].to_vec(), remembered).fault, Some(Fault::Shortened { remembered: 9, found: 6 }));
        let mut rewritten = log(9);
        rewritten[0].entry.event.push('x');
        let mut head: Digest = START.into();
        for (n, kept) in rewritten.iter_mut().enumerate() {
            kept.leaf = kept.entry.leaf();
            let place = chain::link(head, n as u64 + 1, kept.leaf);
            head = place.link;
            kept.place = Some(place);
        }
        assert!(
            verify(rewritten.clone(), None).whole(),
            "a rewriter who makes everything fit is not found by the chain"
        );
        assert_eq!(verify(rewritten, remembered).fault, Some(Fault::OtherHistory(9)));
    }
}
