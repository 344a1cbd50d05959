//! What an address of the audit log asks for: the filters are words in it, so that a view can be sent to somebody.

use crate::parts::{Field, Kind};
use basics::{Moment, Zone};
use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;
use store::LogFilter;
use url::form_urlencoded::Serializer;

/// The address as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    pub who: String,
    pub act: String,
    pub clause: String,
    pub outcome: String,
    since: String,
    until: String,
    skip: u64,
}

/// What is asked for.
pub(super) struct Asked {
    pub query: Query,
    pub filter: LogFilter,
    pub skip: u64,
}

impl Asked {
    /// What an address asks for. A day that is none is shown with its error, and filters nothing.
    pub(super) fn of(query: Query, zone: &Zone) -> Self {
        let word = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let filter = LogFilter {
            act: word(&query.act),
            clause: word(&query.clause),
            refused: match query.outcome.as_str() {
                "refused" => Some(true),
                "done" => Some(false),
                _ => None,
            },
            entities: Vec::new(),
            who: query.who.parse().ok(),
            since: day(&query.since).and_then(|day| start(day, zone)),
            before: day(&query.until).and_then(|day| start(day.saturating_add(1.day()), zone)),
        };
        Self { filter, skip: query.skip, query }
    }

    /// Whether anything is filtered out.
    pub(super) fn filtered(&self) -> bool {
        self.filter != LogFilter::default()
    }

    /// What is wrong with the days, as a sentence; nothing where both can be read.
    pub(super) fn wrong(&self) -> Option<String> {
        let typed = [&self.query.since, &self.query.until];
        typed.into_iter().find(|typed| !typed.is_empty() && day(typed).is_none()).map(|typed| no_day(typed))
    }

    /// The field for one of the days.
    pub(super) fn day(&self, name: &str, label: &str) -> Field {
        let typed = if name == "since" { &self.query.since } else { &self.query.until };
        let field = Field::new(name, label).kind(Kind::Day).value(typed.clone());
        if typed.is_empty() || day(typed).is_some() { field } else { field.error(no_day(typed)) }
    }

    /// The same filters at another address, from this entry on.
    pub(super) fn address(&self, page: &str, skip: u64) -> String {
        let query = &self.query;
        let mut words = Serializer::new(String::new());
        let filters = [
            ("who", &query.who),
            ("act", &query.act),
            ("clause", &query.clause),
            ("outcome", &query.outcome),
            ("since", &query.since),
            ("until", &query.until),
        ];
        words.extend_pairs(filters.into_iter().filter(|(_, value)| !value.is_empty()));
        if skip > 0 {
            words.append_pair("skip", &skip.to_string());
        }
        let words = words.finish();
        if words.is_empty() && !page.is_empty() { page.to_owned() } else { format!("{page}?{words}") }
    }
}

fn no_day(typed: &str) -> String {
    format!("{typed:?} is not a day. Write it as year, month and day, such as 2026-11-20.")
}

fn day(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

/// The first instant of a day on the group's wall.
fn start(day: Date, zone: &Zone) -> Option<Moment> {
    day.to_zoned(zone.rules().clone()).ok().map(|start| Moment::new(start.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_counts_whole_on_the_groups_wall() {
        let query = Query { since: "2026-11-20".into(), until: "2026-11-20".into(), ..Query::default() };
        let asked = Asked::of(query, &Zone::named("Europe/Berlin").unwrap());
        assert_eq!(asked.filter.since, Some("2026-11-19T23:00:00Z".parse().unwrap()));
        assert_eq!(asked.filter.before, Some("2026-11-20T23:00:00Z".parse().unwrap()));
    }

    #[test]
    fn a_day_that_is_none_says_so_and_filters_nothing() {
        let asked = Asked::of(Query { since: "yesterday".into(), ..Query::default() }, &Zone::utc());
        assert!(!asked.filtered());
        assert!(asked.day("since", "From").error.is_some());
        assert!(asked.day("until", "To").error.is_none());
    }

    #[test]
    fn an_address_keeps_its_filters() {
        let query = Query { act: "reply".into(), clause: "B3".into(), ..Query::default() };
        let asked = Asked::of(query, &Zone::utc());
        assert_eq!(asked.address("", 50), "?act=reply&clause=B3&skip=50");
        assert_eq!(asked.address("/g/x/audit.csv", 0), "/g/x/audit.csv?act=reply&clause=B3");
    }
}
