//! What newer tables of zones say about a time that was planned by older ones. What was chosen is a time on the wall: where
//! the clocks there are changed, the same wall shows another instant, or does not show it at all.

use crate::{
    CannotPlan, Planned,
    schedule::{resolve, shown},
};
use basics::{Moment, Tables, Zone};

/// How a planned time stands by tables that are newer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByNow {
    /// It is the same instant.
    Same,
    /// The wall shows it at another instant, which is still to come.
    Moved(Planned),
    /// No instant follows from what was chosen: somebody has to choose anew, for this reason.
    Asks(CannotPlan),
}

impl Planned {
    /// How it stands by these tables. Older ones than it was computed by undo nothing: during an upgrade two machines
    /// may go by different ones.
    pub fn by_now(&self, tables: &Tables, now: Moment) -> ByNow {
        if self.tables.as_str() > tables.version() {
            return ByNow::Same;
        }
        let zone = match tables.zone(self.zone.name()) {
            Ok(zone) => zone,
            Err(unknown) => return ByNow::Asks(unknown.into()),
        };
        match resolve(self.wall, &zone, self.choice) {
            Ok((at, _)) if at == self.at => ByNow::Same,
            Ok((at, _)) if at <= now => ByNow::Asks(CannotPlan::Past { wall: self.wall, zone }),
            Ok((at, choice)) => {
                ByNow::Moved(Self { wall: self.wall, zone, at, choice, tables: tables.version().to_owned() })
            }
            // It is one of the two: what was meant when there was only one is still meant.
            Err(CannotPlan::Fold { first, second, .. }) if [first, second].contains(&self.at) => ByNow::Same,
            Err(asks) => ByNow::Asks(asks),
        }
    }

    /// What came of it where it was another instant `before`: both, in words that no table changes.
    pub fn moved_from(&self, before: &Self) -> String {
        let (utc, wall) = (Zone::utc(), shown(self.wall));
        format!(
            "The clocks of {} are changed, so that {wall} there is {} now; it was {} when that was chosen",
            self.zone,
            utc.shows(self.at),
            utc.shows(before.at),
        )
    }

    /// What its author is asked where no instant follows from it any more.
    pub fn asks_anew(&self, why: &CannotPlan) -> String {
        format!("The clocks of {} are changed, so it is held and does not leave by itself: {why}", self.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Choice, schedule::plan, testing::now};
    use jiff::tz::TimeZoneDatabase;

    /// Newer tables, by which Copenhagen keeps the clocks of another zone.
    fn copenhagen_like(zone: &str, version: &str) -> Tables {
        Tables::carried().after_a_change("Europe/Copenhagen", zone, version).unwrap()
    }
    fn planned(wall: &str) -> Planned {
        plan(wall, &Zone::named("Europe/Copenhagen").unwrap(), Choice::Only, now()).unwrap()
    }
    fn by_clocks_of(zone: &str, planned: &Planned) -> ByNow {
        planned.by_now(&copenhagen_like(zone, "9999a"), now())
    }

    #[test]
    fn op22_the_same_wall_at_another_instant_is_told_with_both() {
        let before = planned("2027-04-01T15:00");
        let ByNow::Moved(after) = by_clocks_of("Europe/London", &before) else { panic!("it moves") };
        assert_eq!(after.at.to_string(), "2027-04-01T14:00:00.000000Z");
        assert_eq!((after.wall, after.tables.as_str()), (before.wall, "9999a"));
        let told = after.moved_from(&before);
        assert!(told.contains("Thu 1 Apr 2027, 14:00 UTC") && told.contains("Thu 1 Apr 2027, 13:00 UTC"), "{told}");
    }

    #[test]
    fn op22_the_same_tables_and_the_same_clocks_move_nothing() {
        let planned = planned("2027-04-01T15:00");
        assert_eq!(planned.by_now(&Tables::carried(), now()), ByNow::Same);
        assert_eq!(by_clocks_of("Europe/Berlin", &planned), ByNow::Same);
    }

    #[test]
    fn op22_older_tables_undo_nothing() {
        let older = copenhagen_like("Europe/London", "1999a");
        assert_eq!(planned("2027-04-01T15:00").by_now(&older, now()), ByNow::Same);
    }

    #[test]
    fn op22_a_time_that_the_clock_jumps_over_by_now_is_asked_about() {
        // London jumps from 1:00 to 2:00 on the day on which Copenhagen jumps from 2:00 to 3:00.
        let before = planned("2027-03-28T01:30");
        let ByNow::Asks(why) = by_clocks_of("Europe/London", &before) else { panic!("it is asked about") };
        assert!(matches!(why, CannotPlan::Gap { .. }), "{why}");
        assert!(before.asks_anew(&why).contains("2027-03-28 01:30 does not exist"), "{}", before.asks_anew(&why));
    }

    #[test]
    fn op22_a_time_that_comes_twice_by_now_stays_where_it_was_if_it_is_one_of_them() {
        // In London 1:30 comes at 0:30 and at 1:30 UTC; in Copenhagen it was 23:30 UTC the day before.
        assert!(matches!(
            by_clocks_of("Europe/London", &planned("2027-10-31T01:30")),
            ByNow::Asks(CannotPlan::Fold { .. })
        ));
        let lisbon = Planned { at: "2027-10-31T00:30:00Z".parse().unwrap(), ..planned("2027-10-31T01:30") };
        assert_eq!(by_clocks_of("Europe/London", &lisbon), ByNow::Same);
    }

    #[test]
    fn op22_an_instant_that_would_be_over_and_a_zone_that_is_gone_are_asked_about() {
        let soon = planned("2026-11-20T14:00");
        assert!(matches!(by_clocks_of("Asia/Tokyo", &soon), ByNow::Asks(CannotPlan::Past { .. })));
        let nowhere = Tables::of(TimeZoneDatabase::none(), "9999a");
        assert!(matches!(soon.by_now(&nowhere, now()), ByNow::Asks(CannotPlan::Zone(_))));
    }
}
