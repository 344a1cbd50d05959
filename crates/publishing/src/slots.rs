//! The times of the week at which a group likes to publish, and the next of them that nothing stands at yet. A slot proposes a
//! time; it lets nothing leave and keeps nothing from leaving at another.

use crate::{Choice, Planned};
use basics::{ChannelId, Moment, Zone};
use jiff::{
    ToSpan as _,
    civil::{Date, Time, Weekday},
};

/// The most slots that a group keeps.
pub const MOST: usize = 100;
/// How many days ahead a free slot is looked for.
pub const AHEAD: i32 = 84;

/// A time of the week, on the wall of the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Only for posts to this channel; none for all of the group's.
    pub channel: Option<ChannelId>,
    /// The day of the week.
    pub weekday: Weekday,
    /// The time of the day.
    pub time: Time,
}

/// A post that stands at a time already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// When it leaves.
    pub at: Moment,
    /// Where it goes.
    pub channels: Vec<ChannelId>,
}

impl Slot {
    /// Whether it is for a post to these channels.
    fn is_for(&self, channels: &[ChannelId]) -> bool {
        self.channel.is_none_or(|channel| channels.contains(&channel))
    }

    /// Whether this post stands at it: one of the group's is taken by any post, one of a channel by a post that goes there.
    fn is_taken_by(&self, at: Moment, post: &Standing) -> bool {
        post.at == at && self.channel.is_none_or(|channel| post.channels.contains(&channel))
    }

    /// It on this day; none on another weekday, when it is over, or where the clock jumps over it. What the clock shows twice
    /// is the first of the two.
    fn on(&self, day: Date, zone: &Zone, now: Moment) -> Option<Planned> {
        if day.weekday() != self.weekday {
            return None;
        }
        let wall = day.to_datetime(self.time);
        let plan = |choice| Planned::new(wall, zone, choice, now).ok();
        plan(Choice::Only).or_else(|| plan(Choice::First))
    }
}

/// The next slot for a post to these channels at which nothing stands, within [`AHEAD`] days on the wall of the zone.
pub fn next_free(
    slots: &[Slot],
    channels: &[ChannelId],
    taken: &[Standing],
    zone: &Zone,
    now: Moment,
) -> Option<Planned> {
    let today = now.in_zone(zone.rules()).date();
    let mut days = (0..=AHEAD).filter_map(|n| today.checked_add(n.days()).ok());
    let on_day = |day| {
        let fitting = slots.iter().filter(|slot| slot.is_for(channels));
        let coming = fitting.filter_map(move |slot| Some((slot, slot.on(day, zone, now)?)));
        let free = coming.filter(|(slot, when)| !taken.iter().any(|post| slot.is_taken_by(when.at, post)));
        free.map(|(_, when)| when).min_by_key(|when| when.at)
    };
    days.find_map(on_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::channel;
    use jiff::civil::time;

    fn slot(channel: Option<ChannelId>, weekday: Weekday, hour: i8) -> Slot {
        Slot { channel, weekday, time: time(hour, 30, 0, 0) }
    }
    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }
    /// On Friday 20 November 2026 at noon in Copenhagen.
    fn found(slots: &[Slot], channels: &[ChannelId], taken: &[Standing]) -> Option<String> {
        let zone = Zone::named("Europe/Copenhagen").unwrap();
        next_free(slots, channels, taken, &zone, moment("2026-11-20T11:00:00Z")).map(|when| when.wall.to_string())
    }

    #[test]
    fn the_next_slot_is_the_first_one_ahead_at_which_nothing_stands() {
        let slots = [slot(None, Weekday::Friday, 9), slot(None, Weekday::Tuesday, 15), slot(None, Weekday::Friday, 16)];
        assert_eq!(found(&slots, &[], &[]).unwrap(), "2026-11-20T16:30:00");
        let friday = Standing { at: moment("2026-11-20T15:30:00Z"), channels: vec![] };
        assert_eq!(found(&slots, &[], std::slice::from_ref(&friday)).unwrap(), "2026-11-24T15:30:00");
        let tuesday = Standing { at: moment("2026-11-24T14:30:00Z"), channels: vec![] };
        assert_eq!(found(&slots, &[], &[friday, tuesday]).unwrap(), "2026-11-27T09:30:00");
    }

    #[test]
    fn a_slot_of_a_channel_is_for_posts_to_it_and_taken_by_those_alone() {
        let (forum, other) = (channel(), channel());
        let slots = [slot(Some(forum), Weekday::Monday, 10)];
        let at = moment("2026-11-23T09:30:00Z");
        let stands = |channels: Vec<ChannelId>| [Standing { at, channels }];
        assert_eq!(found(&slots, &[other], &[]), None);
        assert_eq!(found(&slots, &[forum, other], &stands(vec![other])).unwrap(), "2026-11-23T10:30:00");
        assert_eq!(found(&slots, &[forum], &stands(vec![forum])).unwrap(), "2026-11-30T10:30:00");
    }

    #[test]
    fn pc12_a_slot_that_the_clock_jumps_over_is_passed_by_and_one_that_comes_twice_is_the_first() {
        let zone = Zone::named("Europe/Copenhagen").unwrap();
        let slots = [slot(None, Weekday::Sunday, 2)];
        let spring = next_free(&slots, &[], &[], &zone, moment("2027-03-27T12:00:00Z")).unwrap();
        assert_eq!(spring.wall.to_string(), "2027-04-04T02:30:00");
        let autumn = next_free(&slots, &[], &[], &zone, moment("2027-10-30T12:00:00Z")).unwrap();
        assert_eq!((autumn.choice, autumn.at), (Choice::First, moment("2027-10-31T00:30:00Z")));
    }

    #[test]
    fn where_every_slot_is_taken_none_is_found() {
        let slots = [slot(None, Weekday::Monday, 10)];
        let mondays = (0..13_i64).map(|week| Standing {
            at: moment("2026-11-23T09:30:00Z").plus(jiff::SignedDuration::from_hours(week * 7 * 24)),
            channels: vec![],
        });
        assert_eq!(found(&slots, &[], &mondays.collect::<Vec<_>>()), None);
        assert_eq!(found(&[], &[], &[]), None);
    }
}
