//! The end that a charter sets for its own group: a day, or a length of time after the adoption.

use basics::{Moment, Zone};
use charter::rules::{Period, Rules, Sunset};
use jiff::{Span, civil::Date};

/// A sunset that cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the charter ends the group on {0:?}, which is no day; write sunset.on as 2027-12-31, or sunset.after as P2Y")]
pub struct NoDay(String);

/// The first instant at which the group is over by its own charter (`membership.sunset`): midnight of the day, in the
/// charter's zone. None where the charter sets no end.
///
/// # Errors
/// When the day cannot be read.
pub fn sunset(rules: &Rules, adopted: Date, zone: &Zone) -> Result<Option<Moment>, NoDay> {
    let Some(sunset) = rules.membership.as_ref().and_then(|membership| membership.sunset.as_ref()) else {
        return Ok(None);
    };
    let Some(day) = last_day(sunset, adopted)? else { return Ok(None) };
    let midnight = day.to_zoned(zone.rules().clone()).map_err(|_| NoDay(day.to_string()))?;
    Ok(Some(Moment::new(midnight.timestamp())))
}

/// Where both are said, the earlier counts.
fn last_day(sunset: &Sunset, adopted: Date) -> Result<Option<Date>, NoDay> {
    let on = sunset.on.as_ref().map(|day| day.parse::<Date>().map_err(|_| NoDay(day.clone()))).transpose()?;
    let after = sunset.after.map(|period| adopted.checked_add(span(period)).map_err(|_| NoDay(period.to_string())));
    Ok([on, after.transpose()?].into_iter().flatten().min())
}

fn span(period: Period) -> Span {
    match period {
        Period::Months(months) => Span::new().months(months),
        Period::Days(days) => Span::new().days(days),
        Period::Hours(hours) => Span::new().days(hours.div_ceil(24)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use charter::Status;
    use jiff::civil::date;

    fn of(on: Option<&str>, after: Option<&str>) -> Result<Option<Date>, NoDay> {
        let after = after.map(|after| after.parse().unwrap());
        let sunset = Sunset { on: on.map(str::to_owned), after, clause: "M1".to_owned(), status: Status::Explicit };
        last_day(&sunset, date(2024, 2, 29))
    }

    #[test]
    fn a_group_is_over_on_its_day_or_a_while_after_its_adoption_whichever_is_first() {
        assert_eq!(of(Some("2027-12-31"), None), Ok(Some(date(2027, 12, 31))));
        assert_eq!(of(None, Some("P1Y")), Ok(Some(date(2025, 2, 28))), "the leap day has no anniversary");
        assert_eq!(of(Some("2024-06-01"), Some("P2Y")), Ok(Some(date(2024, 6, 1))));
        assert_eq!(of(None, None), Ok(None));
        assert_eq!(of(Some("soon"), None), Err(NoDay("soon".to_owned())));
    }
}
