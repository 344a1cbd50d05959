//! On 31 December whoever took part in too few votes of the year is asked, in private, what the charter asks of them. Nothing else
//! follows by itself.

use crate::Installation;
use basics::Zone;
use jiff::{civil::Date, tz::TimeZone};

/// Looks at the last year that has come to its 31 December, once for each group. Gives the number of requests.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut asked = 0;
    for group in here.store.working_groups().await? {
        let charter = here.store.charter(group.id).await?;
        let Some(rule) = &charter.rules().participation else { continue };
        let today = here.store.now().in_zone(&TimeZone::get(charter.zone())?).date();
        let zone = Zone::named(charter.zone())?;
        asked += here.store.bookkeeping().ask_for_duties(group.id, rule, due(today), &zone).await?;
    }
    Ok(asked)
}

/// The last year whose 31 December has come.
fn due(today: Date) -> i16 {
    if (today.month(), today.day()) == (12, 31) { today.year() } else { today.year() - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn j14_a_year_is_looked_at_from_its_last_day_on() {
        for (today, year) in [
            (date(2026, 12, 30), 2025),
            (date(2026, 12, 31), 2026),
            (date(2027, 1, 1), 2026),
            (date(2027, 12, 30), 2026),
        ] {
            assert_eq!(due(today), year, "{today}");
        }
    }
}
