//! Meetings as iCalendar: one event each, by its instant. `SEQUENCE` counts how often it was moved or called off, so that a
//! program knows the latest word from an older one.

use acts::{Installation, meetings::feeds::OfGroup};
use basics::Moment;
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};
use jiff::tz::TimeZone;
use store::{Group, MeetingRow};

/// The calendar of these groups.
pub(super) fn calendar(here: &Installation, groups: &[OfGroup]) -> String {
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", "-//Nuncio//Meetings//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(property);
    }
    let names: Vec<&str> = groups.iter().map(|one| one.group.name.as_str()).collect();
    calendar.name(&if names.is_empty() { "Meetings".to_owned() } else { names.join(", ") });
    for one in groups {
        for row in &one.meetings {
            calendar.push(event(here, &one.group, row));
        }
    }
    calendar.to_string()
}

fn event(here: &Installation, group: &Group, row: &MeetingRow) -> Event {
    let page = format!("{}/g/{}/meetings/{}", here.public_url, group.slug, row.id);
    let mut event = Event::new();
    event
        .uid(&format!("{}@{}", row.id, host(&here.public_url)))
        .summary(&format!("{}: {}", group.name, row.title))
        .add_property("DTSTAMP", stamp(row.changed))
        .add_property("LAST-MODIFIED", stamp(row.changed))
        .add_property("DTSTART", stamp(row.starts))
        .add_property("DTEND", stamp(row.course().ends()))
        .add_property("URL", &page)
        .sequence(row.sequence);
    match &row.cancelled {
        Some((why, _)) => event.status(EventStatus::Cancelled).description(&format!("Called off: {why}\n{page}")),
        None => event.status(EventStatus::Confirmed).description(&format!("Agenda and minutes: {page}")),
    };
    if !row.place.is_empty() {
        event.location(&row.place);
    }
    event.done()
}

/// `20261201T180000Z`.
fn stamp(at: Moment) -> String {
    at.in_zone(&TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The host of our address: what makes an id unique in the world.
fn host(address: &str) -> String {
    let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "localhost".to_owned())
}
