//! Between the yes of the group and the first day of a member: whoever was admitted accepts in time, or it lapses. Where
//! something was lost that the charter asks for, it is shown first.

use crate::{period::later, voting::zone};
use basics::Moment;
use charter::{Charter, rules::Admission};
use jiff::SignedDuration;

/// How long before its end somebody is reminded of an admission that they have not accepted: the last two of the
/// reminders that a term has.
const REMINDERS: [SignedDuration; 2] = [SignedDuration::from_hours(3 * 24), SignedDuration::from_hours(24)];

/// An admission, from the decision on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// When it was carried out.
    pub made: Moment,
    /// Until when what is lacking can be shown; none where nothing was lacking.
    pub lacks_until: Option<Moment>,
    /// Since when it can be accepted; none while something is lacking.
    pub open_since: Option<Moment>,
    /// From when on it no longer can; none where the charter sets no time.
    pub accept_by: Option<Moment>,
    /// When it was accepted.
    pub accepted: Option<Moment>,
    /// When it was recorded that it lapsed.
    pub lapsed: Option<Moment>,
}

/// Where an admission stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferStage {
    /// Something has to be shown first; nothing can be accepted yet.
    Lacks {
        /// From when on that does no more.
        until: Moment,
    },
    /// It waits for the person.
    Open {
        /// From when on it no longer can be accepted; none for any time.
        until: Option<Moment>,
    },
    /// They are a member by it.
    Accepted,
    /// Its day passed.
    Lapsed {
        /// When.
        since: Moment,
    },
}

impl Offer {
    /// An admission that is carried out at this instant, where everything the charter asks for is there.
    pub fn made(charter: &Charter, now: Moment) -> Self {
        let nothing =
            Self { made: now, lacks_until: None, open_since: None, accept_by: None, accepted: None, lapsed: None };
        nothing.opened(charter, now)
    }

    /// An admission on condition: something that the charter asks for was lost before the decision was carried out. None
    /// where the charter gives no time to show it again.
    pub fn on_condition(charter: &Charter, now: Moment) -> Option<Self> {
        let until = later(now, &zone(charter), step(charter)?.shown_within?);
        Some(Self { lacks_until: Some(until), open_since: None, accept_by: None, ..Self::made(charter, now) })
    }

    /// The same once nothing is lacking any more: the time to accept it runs from now.
    #[must_use]
    pub fn opened(self, charter: &Charter, now: Moment) -> Self {
        let within = step(charter).and_then(|step| step.accept_within);
        Self { open_since: Some(now), accept_by: within.map(|within| later(now, &zone(charter), within)), ..self }
    }

    /// Where it stands at this instant, also where nobody has recorded yet that its day passed.
    pub fn at(&self, now: Moment) -> OfferStage {
        if self.accepted.is_some() {
            return OfferStage::Accepted;
        }
        let until = if self.open_since.is_some() { self.accept_by } else { self.lacks_until };
        match (self.lapsed, until.filter(|until| *until <= now)) {
            (Some(since), _) | (None, Some(since)) => OfferStage::Lapsed { since },
            (None, None) if self.open_since.is_some() => OfferStage::Open { until },
            (None, None) => OfferStage::Lacks { until: until.unwrap_or(self.made) },
        }
    }

    /// The last letter that is due by now: the offer itself, once it is open, and its reminders. None where it is not open.
    pub fn letter_due(&self, now: Moment) -> Option<Moment> {
        let OfferStage::Open { until } = self.at(now) else { return None };
        let since = self.open_since?;
        let reminders = REMINDERS.iter().filter_map(|before| Some(until?.plus(-*before))).filter(|at| since < *at);
        reminders.chain([since]).filter(|at| *at <= now).max()
    }
}

/// The step by which the group, or whoever does it for the group, decides.
fn step(charter: &Charter) -> Option<&Admission> {
    let steps = &charter.rules().membership.as_ref()?.admission;
    steps.iter().find(|step| step.does == "decides").or_else(|| steps.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    fn at(day: i64) -> Moment {
        Moment::from_micros(day * 24 * 3_600_000_000)
    }

    static DJANGO: LazyLock<Charter> = LazyLock::new(|| charter::presets::DJANGO.charter().unwrap());

    fn django() -> &'static Charter {
        &DJANGO
    }

    #[test]
    fn an_admission_is_accepted_within_14_days_or_lapses_at_that_instant() {
        let offer = Offer::made(django(), at(0));
        assert_eq!(offer.at(at(0)), OfferStage::Open { until: Some(at(14)) });
        let last = Moment::from_micros(at(14).micros() - 1);
        assert_eq!(offer.at(last), OfferStage::Open { until: Some(at(14)) });
        assert_eq!(offer.at(at(14)), OfferStage::Lapsed { since: at(14) });
        assert_eq!(Offer { accepted: Some(at(3)), ..offer }.at(at(20)), OfferStage::Accepted);
    }

    #[test]
    fn an_admission_on_condition_opens_once_it_is_met_and_lapses_at_its_day() {
        let offer = Offer::on_condition(django(), at(0)).unwrap();
        assert_eq!(offer.at(at(29)), OfferStage::Lacks { until: at(30) });
        assert_eq!(offer.at(at(30)), OfferStage::Lapsed { since: at(30) });
        let shown = offer.opened(django(), at(20));
        assert_eq!(shown.at(at(33)), OfferStage::Open { until: Some(at(34)) });
        assert_eq!(shown.at(at(34)), OfferStage::Lapsed { since: at(34) });
    }

    #[test]
    fn whoever_is_admitted_is_written_to_at_once_and_twice_before_the_end() {
        let offer = Offer::made(django(), at(0));
        let due: Vec<_> = [0, 5, 11, 12, 13, 14].iter().map(|day| offer.letter_due(at(*day))).collect();
        assert_eq!(due, [Some(at(0)), Some(at(0)), Some(at(11)), Some(at(11)), Some(at(13)), None]);
    }

    #[test]
    fn where_a_charter_sets_no_time_an_admission_waits() {
        let charter = charter::presets::JUPYTER.charter().unwrap();
        let offer = Offer { accept_by: None, ..Offer::made(&charter, at(0)) };
        assert_eq!(offer.at(at(5_000)), OfferStage::Open { until: None });
        assert_eq!(offer.letter_due(at(5_000)), Some(at(0)));
    }

    proptest! {
        #[test]
        fn nothing_that_lapsed_opens_again(made in 0_i64..1_000, shown in 0_i64..60, now in 0_i64..2_000, later in 0_i64..2_000) {
            let offer = Offer::on_condition(django(), at(made)).unwrap();
            let offer = if shown < 30 { offer.opened(django(), at(made + shown)) } else { offer };
            let (now, later) = (at(made + now.min(later)), at(made + now.max(later)));
            if matches!(offer.at(now), OfferStage::Lapsed { .. }) {
                prop_assert_eq!(offer.at(later), offer.at(now));
                prop_assert_eq!(offer.letter_due(later), None);
            }
        }
    }
}
