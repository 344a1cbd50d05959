//! Deliveries that wait for a person, each as one row: what it is, why you, by when.

use super::{
    Need,
    needs::{Ranked, clauses, may},
};
use crate::{
    App,
    calendar::network,
    parts::{Clause, Network, Tag, Tone},
    reader::Insider,
    when,
};
use basics::{DeliveryId, Moment, PostId};
use channels::Channel;
use charter::{
    Opinion,
    act::{ConnectChannel, ReportPosted, SettleDelivery},
};
use delivery::{PauseReason, State};
use jiff::SignedDuration;
use std::collections::{BTreeMap, HashMap};
use store::{DeliveryRow, OpenNotice};

/// The deliveries that are looked at; where more wait than that, they wait for the same reason.
const MOST: usize = 40;
/// How long the end of a delivery is spoken of that nobody can change any more.
const SPOKEN_OF: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What a waiting delivery asks for.
struct Ask {
    icon: &'static str,
    tone: Tone,
    title: String,
    button: &'static str,
    /// Who may answer it.
    who: Who,
    /// Shown instead of the button to everybody else.
    state: &'static str,
    by: Moment,
    /// Where it is answered, if not on the post's page.
    on_channel: bool,
}

/// Whom a delivery waits for.
#[derive(Clone, Copy)]
enum Who {
    Reporter,
    Settler,
    Connector,
    Planner,
    /// Nobody: it goes on by itself.
    Nobody,
}

/// Every delivery that people are to be told or asked about.
pub(super) async fn waiting(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let store = &app.here.store;
    let newest: BTreeMap<DeliveryId, OpenNotice> =
        store.open_notices(insider.id()).await?.into_iter().map(|notice| (notice.delivery, notice)).collect();
    let posts: Vec<PostId> = newest.values().map(|notice| notice.post).collect();
    let titles = store.titles(insider.id(), &posts).await?;
    let mut rows = store.deliveries_of_posts(insider.id(), &posts).await?;
    rows.retain(|row| newest.contains_key(&row.id));
    let mut found = Vec::new();
    for row in rows.iter().take(MOST) {
        let Some(notice) = newest.get(&row.id) else { continue };
        let title = titles.get(&row.post).map_or("a post", String::as_str);
        found.extend(one(app, insider, row, notice, title).await?);
    }
    Ok(together(found))
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

async fn one(
    app: &App,
    insider: &Insider,
    row: &DeliveryRow,
    notice: &OpenNotice,
    title: &str,
) -> Result<Option<Ranked>, anyhow::Error> {
    let channel = insider.known.channels.iter().find(|known| known.channel.id == row.channel);
    let Some(channel) = channel.map(|known| &known.channel) else { return Ok(None) };
    let Some(ask) = asked(row, notice, channel, title, insider.reader.at) else { return Ok(None) };
    let opinion = opinion(app, insider, row, ask.who).await?;
    let mine = match ask.who {
        Who::Planner => row.planned_by == insider.person(),
        Who::Nobody => false,
        _ => opinion.as_ref().is_some_and(Opinion::may),
    };
    let clauses = opinion.filter(|_| mine).map(|opinion| clauses(insider, &opinion));
    Ok(Some(Ranked {
        too_late: ask.by,
        mine,
        need: need(insider, row, notice, channel, ask, mine, clauses.unwrap_or_default()),
    }))
}

async fn opinion(app: &App, insider: &Insider, row: &DeliveryRow, who: Who) -> Result<Option<Opinion>, anyhow::Error> {
    match who {
        Who::Reporter => may(app, insider, &ReportPosted { delivery: row.id, content: row.content }).await,
        Who::Settler => may(app, insider, &SettleDelivery { delivery: row.id }).await,
        Who::Connector => may(app, insider, &ConnectChannel { channel: row.channel }).await,
        Who::Planner | Who::Nobody => Ok(None),
    }
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
        State::Asked => format!("due {}", when::relative(row.row.due, now)),
        State::Scheduled if *by > now => format!("leaves {}", when::relative(*by, now)),
        _ => format!("since {}", when::short(notice.at, now, &insider.zone)),
    };
    let said = row.trouble.as_deref().unwrap_or(&notice.detail);
    let said = said.split(['\n', '.']).next().unwrap_or_default().chars().take(120).collect::<String>();
    [time].into_iter().chain(Some(said).filter(|said| !said.is_empty() && row.row.state != State::Asked)).collect()
}

/// What this delivery asks for now; nothing where it was answered in the meantime.
fn asked(row: &DeliveryRow, notice: &OpenNotice, channel: &Channel, title: &str, now: Moment) -> Option<Ask> {
    let (name, due) = (&channel.name, row.row.due);
    let ask = |icon, tone, title: String, button, who, state, by| {
        Some(Ask { icon, tone, title, button, who, state, by, on_channel: matches!(who, Who::Connector) })
    };
    let over = |what: String| {
        let fresh = now < notice.at.plus(SPOKEN_OF);
        fresh
            .then(|| ask("circle-alert", Tone::Danger, what, "Look", Who::Planner, "Its author looks", notice.at))
            .flatten()
    };
    match row.row.state {
        State::Asked => {
            let by = row.row.human_deadline.unwrap_or(due);
            ask("hand", Tone::Warn, format!("Post by hand on {name}: {title}"), "Post it", Who::Reporter, "By hand", by)
        }
        State::NeedsHuman => {
            let what = format!("Find out whether “{title}” is on {name}");
            ask("circle-alert", Tone::Danger, what, "Look", Who::Settler, "To be found out", notice.at)
        }
        State::Unknown | State::Absent | State::Sending => {
            let what = format!("Nobody knows yet whether “{title}” is on {name}");
            ask("eye", Tone::Warn, what, "Look", Who::Nobody, "Being looked up", due)
        }
        State::Scheduled => paused(row, name, title, ask),
        State::Rejected => over(format!("{name} refused “{title}”")),
        State::FailedFinal => over(format!("“{title}” did not reach {name}")),
        State::Expired => over(format!("“{title}” missed its time on {name}")),
        State::Duplicate => over(format!("“{title}” is on {name} more than once")),
        State::Altered => over(format!("“{title}” on {name} is not as it was approved")),
        State::Vanished => over(format!("“{title}” is gone from {name} without our doing")),
        _ => None,
    }
}

type Asking<'a> = &'a dyn Fn(&'static str, Tone, String, &'static str, Who, &'static str, Moment) -> Option<Ask>;

/// A pause is answered by whoever can lift it.
fn paused(
    row: &DeliveryRow,
    name: &str,
    title: &str,
    ask: impl Fn(&'static str, Tone, String, &'static str, Who, &'static str, Moment) -> Option<Ask>,
) -> Option<Ask> {
    let ask: Asking<'_> = &ask;
    let due = row.row.due;
    let reason = row.row.pauses.iter().next()?;
    match reason {
        PauseReason::Token => {
            ask("plug-zap", Tone::Warn, format!("Reconnect {name}"), "Reconnect", Who::Connector, "To reconnect", due)
        }
        PauseReason::Authority => {
            let what = format!("“{title}” may not leave on {name} as things stand");
            ask("landmark", Tone::Board, what, "Look", Who::Planner, "Held", due)
        }
        PauseReason::Content => {
            let what = format!("“{title}” cannot leave on {name} as it was planned");
            ask("circle-alert", Tone::Warn, what, "Mend it", Who::Planner, "To be mended", due)
        }
        PauseReason::Late => {
            let what = format!("“{title}” is late on {name}: send it, move it or drop it");
            ask("hourglass", Tone::Warn, what, "Decide", Who::Settler, "Late", due)
        }
        PauseReason::Freeze | PauseReason::Rate | PauseReason::Thread => {
            let what = format!("“{title}” waits on {name}");
            ask("hourglass", Tone::Plain, what, "Look", Who::Nobody, "Waits", due)
        }
        PauseReason::Epoch | PauseReason::Match | PauseReason::Crashes => {
            let what = format!("Look at “{title}” before it leaves on {name}");
            ask("eye", Tone::Warn, what, "Look", Who::Settler, "To be looked at", due)
        }
    }
}
