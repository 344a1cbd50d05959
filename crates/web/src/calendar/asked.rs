//! What an address of the calendar asks for. Every calendar is a link, and a link with an old or odd part still opens.

use super::{Filter, Shape};
use basics::ChannelId;
use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;
use store::ChannelRow;

/// The weeks of the grid.
pub(super) const WEEKS: i32 = 5;
/// How far one step leads: the last week of one grid is the first of the next.
const STEP: i32 = 7 * (WEEKS - 1);
/// Days outside these years are nobody's plan.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2200;

/// The address as it was typed.
#[derive(Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    view: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    channel: String,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// Grid or list.
    pub shape: Shape,
    /// The first day: a Monday where it is a grid.
    pub from: Date,
    /// Only this channel.
    pub channel: Option<ChannelId>,
}

impl Asked {
    /// What this address asks for today. A channel that the group does not have asks for all of them.
    pub(super) fn of(query: &Query, channels: &[ChannelRow], today: Date) -> Self {
        let shape = if query.view == "list" { Shape::List } else { Shape::Month };
        let from = query.from.parse().ok().filter(|day: &Date| YEARS.contains(&day.year()));
        let from = match (shape, from) {
            (Shape::Month, day) => monday(day.unwrap_or(today)),
            (Shape::List, day) => day.unwrap_or(today),
        };
        let channel = query.channel.parse().ok();
        let known = |id: &ChannelId| channels.iter().any(|row| row.channel.id == *id);
        Self { shape, from, channel: channel.filter(known) }
    }

    /// The first day after those that are looked at.
    pub(super) fn until(self) -> Date {
        self.from.saturating_add((WEEKS * 7).days())
    }

    /// `November`, `November to December`, `December 2026 to January 2027`.
    pub fn heading(self) -> String {
        let last = self.until().saturating_sub(1.day());
        let month = |day: Date, year: bool| day.strftime(if year { "%B %Y" } else { "%B" }).to_string();
        match (self.from.year() == last.year(), self.from.month() == last.month()) {
            (true, true) => month(self.from, true),
            (true, false) => format!("{} to {}", month(self.from, false), month(last, true)),
            (false, _) => format!("{} to {}", month(self.from, true), month(last, true)),
        }
    }

    /// What an address carries for the channel.
    pub(super) fn only(self) -> String {
        self.channel.map_or_else(String::new, |channel| format!("&channel={channel}"))
    }

    /// The address of the same channel in this shape from this day on.
    pub(super) fn address(self, shape: Shape, from: Date) -> String {
        let view = if shape == Shape::List { "view=list&" } else { "" };
        format!("?{view}from={from}{}", self.only())
    }

    /// The addresses of earlier and later days. A list that was cut goes on where it ends.
    pub(super) fn steps(self, cut: Option<Date>) -> (String, String) {
        let earlier = self.from.saturating_sub(STEP.days());
        let later = cut.unwrap_or_else(|| self.from.saturating_add(STEP.days()));
        (self.address(self.shape, earlier), self.address(self.shape, later))
    }

    /// The channels to look at alone.
    pub(super) fn filters(self, channels: &[ChannelRow]) -> Vec<Filter> {
        let all = Filter { value: String::new(), words: "All channels".to_owned(), chosen: self.channel.is_none() };
        let each = channels.iter().map(|row| Filter {
            value: row.channel.id.to_string(),
            words: row.channel.name.clone(),
            chosen: self.channel == Some(row.channel.id),
        });
        [all].into_iter().chain(each).collect()
    }
}

/// The Monday of this day's week.
pub(super) fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn asked(view: &str, from: &str) -> Asked {
        let query = Query { view: view.into(), from: from.into(), channel: "not an id".into() };
        Asked::of(&query, &[], date(2026, 11, 20))
    }

    #[test]
    fn five_weeks_roll_from_this_weeks_monday() {
        let november = asked("", "");
        assert_eq!((november.from, november.until()), (date(2026, 11, 16), date(2026, 12, 21)));
        assert_eq!(november.heading(), "November to December 2026");
        assert_eq!(asked("", "2026-12-10").from, date(2026, 12, 7));
        assert_eq!(asked("", "2026-12-10").heading(), "December 2026 to January 2027");
    }

    #[test]
    fn an_odd_address_opens_today() {
        for odd in ["yesterday", "2026-13-40", "9999-12-31", "-009999-01-01"] {
            assert_eq!(asked("", odd).from, date(2026, 11, 16), "{odd}");
        }
        assert_eq!(asked("list", "soon").from, date(2026, 11, 20));
        assert_eq!(asked("", "").channel, None);
    }

    #[test]
    fn a_step_overlaps_by_a_week_and_a_cut_list_goes_on_where_it_ends() {
        assert_eq!(asked("", "").steps(None).1, "?from=2026-12-14");
        assert_eq!(asked("list", "2026-11-20").steps(Some(date(2026, 11, 23))).1, "?view=list&from=2026-11-23");
    }
}
