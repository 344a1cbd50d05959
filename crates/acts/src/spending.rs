//! What publishing may cost: on networks that ask money for each post, a channel has a cap for each calendar month (UTC),
//! and nothing that would go beyond it leaves. The charter's word about money comes first: a group whose charter allocates
//! nothing has no cap above nothing, and so publishes nothing there; where it does not speak of money, whoever connects the
//! account says what it may cost.

use crate::{Declined, Installation, accounts, connecting::NotDone};
use basics::{GroupId, Moment};
use charter::Charter;
use delivery::Class;
use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use networks::{Capabilities, Network, NotConnected, Paid, Prepared, Typed};
use publishing::Content;
use store::{ChannelRow, DeliveryRow};

/// The blank in which the cap is typed.
pub const BLANK: &str = "cap";
/// Tenths of a cent in a cent: prices are that small.
const TENTHS: u64 = 10;

/// What was typed as the most that may be spent in a month, in cents; 0 where the network is free or nothing was typed.
///
/// # Errors
/// At the blank: what is no amount, and any amount above nothing where the charter gives the group no budget.
pub(crate) async fn cap_of(
    here: &Installation,
    group: GroupId,
    network: &dyn Network,
    typed: &Typed,
) -> Result<u32, NotDone> {
    if network.usual(here.store.now()).paid.is_none() {
        return Ok(0);
    }
    let cents = cents(typed.text(BLANK)).ok_or_else(|| {
        NotConnected::at(BLANK, "write an amount such as 5 or 12.50, or leave it empty: then nothing is spent")
    })?;
    if cents > 0 {
        let charter = here.store.charter(group).await.map_err(Declined::from)?;
        if let Some(says) = no_budget(&charter) {
            return Err(NotConnected::at(BLANK, says).into());
        }
    }
    Ok(cents)
}

/// Why a group may spend nothing, with the clause in its words; nothing where the charter allocates a budget, or does not
/// speak of one.
fn no_budget(charter: &Charter) -> Option<String> {
    let budget = charter.rules().budget.as_ref().filter(|budget| budget.allocated.is_none())?;
    let (label, words) = (&budget.clause, charter.clause(&budget.clause).map_or("", |clause| clause.quote.as_str()));
    Some(format!(
        "the charter allocates no money ({label}: “{words}”): nothing can leave there before the charter gives the group a \
         budget, so leave the cap empty"
    ))
}

/// An amount in cents, as people write it: `5`, `5.5`, `5.50`, `5,50`.
fn cents(typed: &str) -> Option<u32> {
    let typed = typed.trim().replace(',', ".");
    if typed.is_empty() {
        return Some(0);
    }
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part)
}

/// A cap as it was typed; nothing for none.
pub fn typed(cents: u32) -> String {
    if cents == 0 { String::new() } else { amount(u64::from(cents) * TENTHS) }
}

/// An amount of tenths of a cent as people read it, rounded up to the cent.
fn amount(tenths: u64) -> String {
    let cents = tenths.div_ceil(TENTHS);
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Why these posts cannot be paid for in the month of this moment; nothing where they can, or cost nothing. What has left,
/// and what may have, counts as spent; so does what is leaving now.
pub(crate) async fn refused(
    here: &Installation,
    channel: &ChannelRow,
    posts: &[Content],
    at: Moment,
    beside: Option<&DeliveryRow>,
) -> Result<Option<String>, anyhow::Error> {
    let Ok((_, Capabilities { paid: Some(paid), .. })) = accounts::network_of(here, channel) else { return Ok(None) };
    let cap = u64::from(channel.monthly_cap) * TENTHS;
    let spent = spent(here, channel, paid, at, beside).await?;
    let costs: u64 = posts.iter().map(|post| price(paid, post)).sum();
    let name = &channel.channel.name;
    // The cap may have been typed under an earlier version of the charter.
    if let Some(says) = no_budget(&*here.store.charter(channel.channel.group).await?) {
        return Ok(Some(format!("publishing on {name} costs {}, and {says}", amount(costs))));
    }
    if spent + costs <= cap {
        return Ok(None);
    }
    Ok(Some(match channel.monthly_cap {
        0 => format!(
            "publishing on {name} costs {}, and its monthly cap is 0, so nothing leaves there: connect it again with a cap \
             and plan it again, or leave this channel out",
            amount(costs)
        ),
        _ => format!(
            "publishing on {name} costs {}, and {} of the {} of this calendar month are spent: plan it for another month, \
             or connect it again with a higher cap and plan it again, or leave this channel out",
            amount(costs),
            amount(spent),
            amount(cap)
        ),
    }))
}

/// What a channel may cost, in words for its page; nothing where its network is free.
pub async fn said(here: &Installation, channel: &ChannelRow) -> Result<Option<String>, anyhow::Error> {
    let Ok((_, Capabilities { paid: Some(paid), .. })) = accounts::network_of(here, channel) else { return Ok(None) };
    if channel.monthly_cap == 0 {
        return Ok(Some("nothing, so nothing leaves there".to_owned()));
    }
    let spent = spent(here, channel, paid, here.store.now(), None).await?;
    let cap = u64::from(channel.monthly_cap) * TENTHS;
    Ok(Some(format!("{}, of which {} are spent in this one", amount(cap), amount(spent))))
}

fn price(paid: Paid, post: &Content) -> u64 {
    let described = post.pictures.iter().filter(|picture| !picture.alt.sent().is_empty()).count();
    u64::from(paid.price_of(&post.opened_by_warning().text, described))
}

/// What was spent in the calendar month of this moment, in tenths of a cent.
async fn spent(
    here: &Installation,
    channel: &ChannelRow,
    paid: Paid,
    at: Moment,
    beside: Option<&DeliveryRow>,
) -> Result<u64, anyhow::Error> {
    let (from, to) = month_of(at)?;
    let left = here.store.may_have_left(channel.channel.id, from, to).await?;
    let others = left.iter().filter(|row| beside.is_none_or(|beside| beside.id != row.id));
    Ok(others.map(|row| u64::from(cost(paid, row))).sum())
}

/// What one delivery cost: nothing where a person does it by hand. One that cannot be read counts as the dearest.
fn cost(paid: Paid, row: &DeliveryRow) -> u32 {
    if row.row.class() == Class::Assisted {
        return 0;
    }
    if row.deletes() {
        return paid.removed;
    }
    let prepared: Option<Prepared> = row.prepared.as_deref().and_then(|prepared| serde_json::from_str(prepared).ok());
    prepared.map_or(paid.with_link, |prepared| {
        let described = prepared.rendered.pictures.iter().filter(|picture| !picture.alt.is_empty()).count();
        paid.price_of(&prepared.rendered.text, described)
    })
}

/// The calendar month of a moment, from its first moment to the first of the next.
fn month_of(at: Moment) -> Result<(Moment, Moment), anyhow::Error> {
    let first = at.timestamp().to_zoned(TimeZone::UTC).date().first_of_month();
    let midnight = |day: Date| anyhow::Ok(Moment::new(day.to_zoned(TimeZone::UTC)?.timestamp()));
    Ok((midnight(first)?, midnight(first.checked_add(1.month())?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them_and_nothing_else_is() {
        let read = ["", "0", "5", "5.5", "5,50", " 12.50 "].map(cents);
        assert_eq!(read, [Some(0), Some(0), Some(500), Some(550), Some(550), Some(1250)]);
        for wrong in ["-1", "5.505", "five", ".5", "99999999999", "5 EUR", "1.2.3"] {
            assert_eq!(cents(wrong), None, "{wrong}");
        }
        assert_eq!([0, 1, 26, 10_000].map(amount), ["0.00", "0.01", "0.03", "10.00"]);
    }

    #[test]
    fn a_month_ends_where_the_next_begins() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let december = month_of(at("2026-12-31T23:59:59Z")).unwrap();
        assert_eq!(december, (at("2026-12-01T00:00:00Z"), at("2027-01-01T00:00:00Z")));
        assert_eq!(month_of(december.1).unwrap().0, december.1);
    }
}
