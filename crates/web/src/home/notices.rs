//! Deliveries that wait for a person, each as one row: what it is, why you, by when.

mod asks;

use super::{
    Need,
    needs::{Ranked, clauses, may},
};
use crate::{
    App,
    calendar::network,
    parts::{Clause, Network, Tag},
    reader::Insider,
    when,
};
use asks::{Ask, Who, asked};
use basics::{Moment, PostId};
use channels::Channel;
use charter::{
    Opinion,
    act::{ConnectChannel, PublishPost, ReportPosted, SettleDelivery},
};
use delivery::State;
use jiff::SignedDuration;
use std::collections::HashMap;
use store::{AnyAct, DeliveryRow, OpenNotice};

/// As many rows as a person reads; where more ask, the most urgent ones stand here.
const MOST: usize = 40;
/// How long the end of a delivery is spoken of that nobody can change any more.
const SPOKEN_OF: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The kind of a notice that is kept nowhere: it is true as long as the delivery waits.
const OVERDUE: &str = "overdue";

/// Every delivery that people are to be told or asked about.
pub(super) async fn waiting(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let store = &app.here.store;
    let mut rows = store.asking(insider.id(), spoken_of(insider.reader.at)).await?;
    for row in store.overdue(insider.id(), insider.reader.at).await? {
        if !rows.iter().any(|(known, _)| known.id == row.id) {
            rows.push(overdue(row));
        }
    }
    let posts: Vec<PostId> = rows.iter().map(|(row, _)| row.post).collect();
    let titles = store.titles(insider.id(), &posts).await?;
    let mut asking: Vec<Asking<'_>> =
        rows.iter().filter_map(|(row, notice)| Asking::of(insider, row, notice, &titles)).collect();
    asking.sort_by_key(Asking::urgency);
    asking.truncate(MOST);
    let opinions = opinions(app, insider, &asking).await?;
    Ok(together(asking.into_iter().zip(opinions).map(|(one, opinion)| one.ranked(insider, opinion)).collect()))
}

/// What has not left at its minute, as if that had been said then.
fn overdue(row: DeliveryRow) -> (DeliveryRow, OpenNotice) {
    let (delivery, post, at) = (row.id, row.post, row.row.due);
    (row, OpenNotice { delivery, post, kind: OVERDUE.to_owned(), detail: String::new(), at })
}

/// Since when an end is spoken of that nobody can change any more.
pub(crate) fn spoken_of(now: Moment) -> Moment {
    now.plus(-SPOKEN_OF)
}

/// One account asked for ten times is one row.
fn together(found: Vec<Ranked>) -> Vec<Ranked> {
    let mut by_page: HashMap<(String, String), Ranked> = HashMap::new();
    for ranked in found {
        let key = (ranked.need.href.clone(), ranked.need.title.clone());
        match by_page.get(&key) {
            Some(known) if known.too_late <= ranked.too_late => {}
            _ => drop(by_page.insert(key, ranked)),
        }
    }
    by_page.into_values().collect()
}

/// One delivery with what it asks for.
struct Asking<'a> {
    row: &'a DeliveryRow,
    notice: &'a OpenNotice,
    channel: &'a Channel,
    ask: Ask,
}

impl<'a> Asking<'a> {
    /// Nothing where it was answered in the meantime, or goes to a channel that is not shown.
    fn of(
        insider: &'a Insider,
        row: &'a DeliveryRow,
        notice: &'a OpenNotice,
        titles: &HashMap<PostId, String>,
    ) -> Option<Self> {
        let channel = insider.known.channels.iter().find(|known| known.channel.id == row.channel);
        let channel = &channel?.channel;
        let title = titles.get(&row.post).map_or("a post", String::as_str);
        let mut ask = asked(row, notice, channel, title)?;
        let is_member = insider.known.roster.standing(row.planned_by, insider.reader.at).is_member();
        if matches!(ask.who, Who::Planner) && !is_member {
            ask = Ask { who: Who::Successor, state: "Held", ..ask };
        }
        Some(Self { row, notice, channel, ask })
    }

    /// What can still be answered comes before what is only told: of the one what is too late first, of the other the
    /// newest.
    fn urgency(&self) -> (bool, i64) {
        let (told, by) = (self.row.row.state.is_bad_end(), self.ask.by.micros());
        (told, if told { -by } else { by })
    }

    /// The act by which it is answered, where the charter says who may.
    fn act(&self) -> Option<Box<dyn AnyAct>> {
        let row = self.row;
        match self.ask.who {
            Who::Reporter => Some(Box::new(ReportPosted { delivery: row.id, content: row.content })),
            Who::Settler => Some(Box::new(SettleDelivery { delivery: row.id })),
            Who::Successor => Some(Box::new(PublishPost { delivery: row.id, content: row.content })),
            Who::Connector => Some(Box::new(ConnectChannel { channel: row.channel })),
            Who::Planner | Who::Nobody => None,
        }
    }

    fn ranked(self, insider: &Insider, opinion: Option<Opinion>) -> Ranked {
        let Self { row, notice, channel, ask } = self;
        let mine = match ask.who {
            Who::Planner => row.planned_by == insider.person(),
            Who::Nobody => false,
            _ => opinion.as_ref().is_some_and(Opinion::may),
        };
        let clauses = opinion.filter(|_| mine).map(|opinion| clauses(insider, &opinion));
        Ranked {
            too_late: ask.by,
            mine,
            need: need(insider, row, notice, channel, ask, mine, clauses.unwrap_or_default()),
        }
    }
}

/// What the judge says to answering each of them.
async fn opinions(app: &App, insider: &Insider, asking: &[Asking<'_>]) -> Result<Vec<Option<Opinion>>, anyhow::Error> {
    let acts: Vec<Option<Box<dyn AnyAct>>> = asking.iter().map(Asking::act).collect();
    let judged: Vec<bool> = acts.iter().map(Option::is_some).collect();
    let mut opinions = may(app, insider, &acts.into_iter().flatten().collect::<Vec<_>>()).await?.into_iter();
    Ok(judged.into_iter().map(|judged| if judged { opinions.next().flatten() } else { None }).collect())
}

fn need(
    insider: &Insider,
    row: &DeliveryRow,
    notice: &OpenNotice,
    channel: &Channel,
    ask: Ask,
    mine: bool,
    clauses: Vec<Clause>,
) -> Need {
    let base = insider.base();
    let href =
        if ask.on_channel { format!("{base}/channels/{}", channel.id) } else { format!("{base}/posts/{}", row.post) };
    let networks: Vec<Network> = vec![network(channel)];
    Need {
        icon: ask.icon,
        tone: ask.tone,
        title: ask.title,
        href,
        networks,
        why: why(insider, row, notice, &ask.by),
        clauses,
        button: mine.then(|| ask.button.to_owned()),
        state: (!mine).then(|| Tag::new(ask.tone, "hourglass", ask.state)),
    }
}

/// By when, and what was said about it.
fn why(insider: &Insider, row: &DeliveryRow, notice: &OpenNotice, by: &Moment) -> Vec<String> {
    let now = insider.reader.at;
    let time = match row.row.state {
        _ if notice.kind == OVERDUE => format!("overdue since {}", when::short(notice.at, now, &insider.zone)),
        State::Asked => format!("due {}", when::relative(row.row.due, now)),
        State::Scheduled if *by > now => format!("leaves {}", when::relative(*by, now)),
        _ => format!("since {}", when::short(notice.at, now, &insider.zone)),
    };
    let said = row.trouble.as_deref().unwrap_or(&notice.detail);
    let said = first_sentence(said).chars().take(120).collect::<String>();
    [time].into_iter().chain(Some(said).filter(|said| !said.is_empty() && row.row.state != State::Asked)).collect()
}

/// Up to the first full stop that ends a sentence; one inside the name of a host ends none.
fn first_sentence(said: &str) -> &str {
    let line = said.lines().next().unwrap_or_default();
    line.split(". ").next().unwrap_or_default().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_not_cut_inside_the_name_of_a_host() {
        assert_eq!(first_sentence("social.example refused it. Ask there.\nMore"), "social.example refused it");
        assert_eq!(
            first_sentence("The connection to social.example:443 broke."),
            "The connection to social.example:443 broke"
        );
        assert_eq!(first_sentence(""), "");
    }
}
