//! How long a network asks us to wait, in every notation networks use, bounded so that no header can stall a delivery for
//! a year or make it spin.

use basics::Moment;
use egress::Answer;
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use serde_json::Value;

/// The shortest wait that is honoured.
pub const SHORTEST: SignedDuration = SignedDuration::from_secs(1);
/// Numbers from here on are seconds since 1970.
const FIRST_EPOCH_SECOND: f64 = 1.0e9;
/// Numbers from here on are milliseconds since 1970.
const FIRST_EPOCH_MILLI: f64 = 1.0e12;
/// The longest wait that is honoured.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What a network said about waiting: for so long, or until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// This long from the answer on.
    For(SignedDuration),
    /// Until this instant.
    Until(Moment),
}

impl Wait {
    /// The wait counted from `now`, between one second and one day.
    pub fn from(self, now: Moment) -> SignedDuration {
        let asked = match self {
            Self::For(time) => time,
            Self::Until(then) => then.since(now),
        };
        asked.clamp(SHORTEST, LONGEST)
    }
}

/// The wait an answer asks for, if it says anything readable. `Retry-After` goes first, then the reset headers.
pub fn asked_by(answer: &Answer) -> Option<Wait> {
    ["retry-after", "ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset", "x-ratelimit-reset-after"]
        .into_iter()
        .find_map(|name| read(answer.header(name)?))
}

/// The same, for networks that also say it in the body: `within` is where, as a JSON pointer.
pub fn asked_within(answer: &Answer, within: &str) -> Option<Wait> {
    let in_body = || match answer.json::<Value>()?.pointer(within)? {
        Value::Number(number) => read(&number.to_string()),
        Value::String(text) => read(text),
        _ => None,
    };
    asked_by(answer).or_else(in_body)
}

/// Reads seconds, fractions of seconds, epoch seconds, epoch milliseconds, ISO 8601 or an HTTP date.
pub fn read(text: &str) -> Option<Wait> {
    let text = text.trim();
    number(text).or_else(|| date(text).map(Wait::Until))
}

fn number(text: &str) -> Option<Wait> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    let value: f64 = if plain { text.parse().ok()? } else { return None };
    Some(match value {
        v if v >= FIRST_EPOCH_MILLI => Wait::Until(instant(v / 1000.0)),
        v if v >= FIRST_EPOCH_SECOND => Wait::Until(instant(v)),
        v => Wait::For(SignedDuration::try_from_secs_f64(v).ok()?),
    })
}

/// Beyond what a calendar holds the wait is bounded anyway, so the end of time will do.
fn instant(seconds: f64) -> Moment {
    let span = SignedDuration::try_from_secs_f64(seconds).unwrap_or(SignedDuration::MAX);
    Moment::from_micros(0).plus(span)
}

fn date(text: &str) -> Option<Moment> {
    let iso = text.parse::<Timestamp>().ok();
    let http = || rfc2822::DateTimeParser::new().parse_timestamp(text).ok();
    iso.or_else(http).map(Moment::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waited(text: &str) -> Option<i64> {
        let now: Moment = "2026-11-20T15:00:00Z".parse().unwrap();
        read(text).map(|wait| wait.from(now).as_secs())
    }

    #[test]
    fn dl07_every_notation_is_read_and_every_wait_is_bounded() {
        let table: [(&str, Option<i64>); 15] = [
            ("3", Some(3)),
            ("0", Some(1)),
            ("-5", Some(1)),
            ("0.25", Some(1)),
            ("2.9", Some(2)),
            ("86400", Some(86_400)),
            ("999999999", Some(86_400)),
            ("1000000000000", Some(1)),
            ("1795186810", Some(10)),
            ("1795186810000", Some(10)),
            ("99999999999999999999999", Some(86_400)),
            ("2026-11-20T15:05:00.000Z", Some(300)),
            ("Fri, 20 Nov 2026 15:00:30 GMT", Some(30)),
            ("Wed, 21 Oct 2015 07:28:00 GMT", Some(1)),
            ("soon", None),
        ];
        for (text, expected) in table {
            assert_eq!(waited(text), expected, "{text}");
        }
        assert_eq!(waited(""), None);
        assert_eq!(waited("inf"), None);
    }
}
