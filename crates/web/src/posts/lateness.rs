//! What becomes of a post that cannot leave at its time: the fields of the composer that ask for it, what is meant by them,
//! and how it is told.

use super::{
    compose::More,
    typed::{Late, Typed},
};
use crate::{
    parts::{Choice, Field, Kind, Pick, Problems},
    words::sentence,
};
use basics::{Moment, Zone};
use jiff::civil::DateTime;
use publishing::{CannotPlan, Draft, Lateness, Planned, plan};

const ASKED: [(u32, &str); 5] =
    [(5, "5 minutes"), (15, "15 minutes"), (180, "3 hours"), (720, "12 hours"), (1440, "a day")];

/// Takes over what these fields mean. What makes no sense is a problem at its field, and the draft keeps what it had.
pub fn take(typed: &Typed, draft: &mut Draft, now: Moment, problems: &mut Problems) {
    if !typed.beyond.was_asked {
        return;
    }
    let late = &typed.beyond.late;
    match minutes(late) {
        Ok(minutes) => draft.late.minutes = minutes,
        Err(wrong) => problems.add("late_minutes", wrong),
    }
    match last(late, &typed.zone, draft.late.last.as_ref(), now) {
        Ok(last) => draft.late.last = last,
        Err((field, wrong)) => return problems.add(field, wrong),
    }
    if let Some(Err(wrong)) = draft.when.as_ref().map(|when| draft.late.fits(when)) {
        problems.add("last_day", wrong.to_string());
    }
}

fn minutes(late: &Late) -> Result<Option<u32>, &'static str> {
    match late.minutes.trim() {
        "" => Ok(None),
        chosen => match chosen.parse().ok().filter(|minutes| Lateness::MINUTES.contains(minutes)) {
            Some(minutes) => Ok(Some(minutes)),
            None => Err("Choose one of the list: what was sent is none of it."),
        },
    }
}

/// The last moment, on the wall of the post's own time. Of a time that comes twice that night the second is meant.
fn last(
    late: &Late,
    zone: &str,
    before: Option<&Planned>,
    now: Moment,
) -> Result<Option<Planned>, (&'static str, String)> {
    let (day, time) = (late.day.trim(), late.time.trim());
    match (day, time) {
        ("", "") => return Ok(None),
        ("", _) => return Err(("last_day", "Choose the last day as well as its time, or clear both.".to_owned())),
        (_, "") => return Err(("last_time", "Choose the time of the last day as well, or clear both.".to_owned())),
        (_, _) => {}
    }
    let zone = Zone::named(zone).map_err(|wrong| ("last_day", wrong.to_string()))?;
    let wall = format!("{day}T{time}");
    let is_still =
        |before: &&Planned| wall.parse().is_ok_and(|wall: DateTime| wall == before.wall) && zone == before.zone;
    if let Some(before) = before.filter(is_still) {
        return Ok(Some(before.clone()));
    }
    let meant = match plan(&wall, &zone, publishing::Choice::Only, now) {
        Err(CannotPlan::Fold { .. }) => plan(&wall, &zone, publishing::Choice::Second, now),
        other => other,
    };
    meant.map(Some).map_err(|wrong| ("last_time", wrong.to_string()))
}

/// The fields, folded while nothing stands in them.
pub fn fields(typed: &Late, problems: &Problems) -> More {
    let usual = Choice::new("", "An hour, as usual").chosen(typed.minutes.is_empty());
    let other = |(minutes, words): (u32, &str)| {
        let value = minutes.to_string();
        Choice::new(&value, sentence(words).trim_end_matches('.')).chosen(value == typed.minutes)
    };
    let minutes = Pick {
        name: "late_minutes".to_owned(),
        label: "How late it still leaves without a question".to_owned(),
        hint: "Later, it waits until somebody says whether it is still right.".to_owned(),
        of: [usual].into_iter().chain(ASKED.map(other)).collect(),
        error: problems.at("late_minutes"),
    };
    let field = |name: &str, label: &str, kind: Kind, value: &str| {
        Field::new(name, label).kind(kind).value(value).optional().marked(problems)
    };
    let day = field("last_day", "Its last day", Kind::Day, &typed.day);
    let time = field("last_time", "Until", Kind::Time, &typed.time);
    let wrong = ["late_minutes", "last_day", "last_time"].iter().any(|name| problems.at(name).is_some());
    More {
        name: "late".to_owned(),
        icon: "hourglass",
        summary: "If it cannot leave on time".to_owned(),
        hint: "After its last moment it leaves no more, and its page says that it was missed.".to_owned(),
        open: *typed != Late::default() || wrong,
        fields: vec![day, time],
        picks: vec![minutes],
        ..More::default()
    }
}

/// What becomes of a late draft, in words, where that was chosen.
pub fn told(draft: &Draft) -> Vec<String> {
    let minutes = draft.late.minutes.map(|minutes| {
        let words = ASKED.iter().find(|(asked, _)| *asked == minutes).map(|(_, words)| (*words).to_owned());
        format!("It is asked about when it is more than {} late", words.unwrap_or_else(|| format!("{minutes} minutes")))
    });
    let last = draft.late.last.as_ref().map(|last| format!("It leaves no more after {}", last.zone.shows(last.at)));
    minutes.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_minutes_that_can_be_chosen_has_its_words() {
        assert_eq!(ASKED.map(|(minutes, _)| minutes), Lateness::MINUTES);
    }
}
