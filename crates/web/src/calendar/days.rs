//! Reading the days of a calendar: which posts stand on which day of the group's wall, and what is shown of them.

use super::{
    Asked, Day, Days, Idea, Item, Shape, State, asked,
    standing::{Held, standing},
};
use crate::{App, parts::Network, reader::Insider, when};
use basics::{ChannelId, Moment, PostId, Zone};
use channels::Channel;
use jiff::{ToSpan as _, civil::Date};
use std::collections::{BTreeMap, HashMap};
use store::{DeliveryRow, PostRow, PostStage, Store};

/// The things of a day that a grid shows.
const FIRST_FEW: usize = 3;
/// The things after which a list ends with the day it is in.
const LIST: usize = 120;
/// The drafts without a day that are shown.
const IDEAS: u64 = 12;

/// A post on its day.
struct Due {
    id: PostId,
    title: String,
    stage: PostStage,
    at: Moment,
}

/// Reads everything that these days show.
pub(super) async fn read(app: &App, insider: &Insider, asked: Asked, today: Date) -> Result<Days, anyhow::Error> {
    let store = &app.here.store;
    let due = due(store, insider, asked).await?;
    let (by_day, cut) = by_day(due, asked, &insider.zone);
    let shown: Vec<&Due> = by_day.values().flat_map(|day| day.iter().take(few(asked.shape))).collect();
    let posts = Posts::read(store, insider, &shown).await?;
    let base = insider.base();
    let (back, on) = asked.steps(cut);
    Ok(Days {
        heading: asked.heading(),
        shape: asked.shape,
        from: asked.from.to_string(),
        now: now(&base, asked),
        shapes: (asked.address(Shape::Month, asked.from), asked.address(Shape::List, asked.from)),
        filters: asked.filters(&insider.known.channels),
        only: asked.only(),
        zone: insider.zone.name().to_owned(),
        weeks: weeks(asked, cut, today, |day| posts.day(by_day.get(&day), few(asked.shape), &insider.zone, &base)),
        ideas: ideas(store, insider, asked.channel, &base).await?,
        back,
        on,
        base,
    })
}

fn few(shape: Shape) -> usize {
    if shape == Shape::List { usize::MAX } else { FIRST_FEW }
}

fn now(base: &str, asked: Asked) -> String {
    let view = if asked.shape == Shape::List { "view=list" } else { "" };
    let query = format!("{view}{}", asked.only());
    let query = query.trim_start_matches('&');
    if query.is_empty() { format!("{base}/calendar") } else { format!("{base}/calendar?{query}") }
}

/// The posts of these days, on one channel where one is asked for.
async fn due(store: &Store, insider: &Insider, asked: Asked) -> Result<Vec<Due>, anyhow::Error> {
    let (from, until) = (start(asked.from, &insider.zone)?, start(asked.until(), &insider.zone)?);
    let rows = store.posts_between(insider.id(), from, until).await?;
    let mut due: Vec<Due> = rows.into_iter().map(|(id, title, stage, at)| Due { id, title, stage, at }).collect();
    if let Some(channel) = asked.channel {
        let ids: Vec<PostId> = due.iter().map(|one| one.id).collect();
        let on = store.posts_on(insider.id(), channel, &ids).await?;
        due.retain(|one| on.contains(&one.id));
    }
    Ok(due)
}

/// The first instant of a day on the wall: where a clock springs over midnight, a day begins later.
fn start(day: Date, zone: &Zone) -> Result<Moment, anyhow::Error> {
    Ok(Moment::new(day.to_zoned(zone.rules().clone())?.timestamp()))
}

/// The posts by day. A list that would be too long ends with a whole day; then the day after it comes back too.
fn by_day(due: Vec<Due>, asked: Asked, zone: &Zone) -> (BTreeMap<Date, Vec<Due>>, Option<Date>) {
    let mut days: BTreeMap<Date, Vec<Due>> = BTreeMap::new();
    for (count, one) in due.into_iter().enumerate() {
        let day = one.at.in_zone(zone.rules()).date();
        if asked.shape == Shape::List && count >= LIST && !days.contains_key(&day) {
            return (days, Some(day));
        }
        days.entry(day).or_default().push(one);
    }
    (days, None)
}

/// What is known about the posts that are shown.
struct Posts {
    deliveries: HashMap<PostId, Vec<DeliveryRow>>,
    drafts: HashMap<PostId, PostRow>,
    /// In the order of the register, so that glyphs stand in the same order everywhere.
    channels: Vec<(ChannelId, Network)>,
    held: Held,
}

impl Posts {
    async fn read(store: &Store, insider: &Insider, shown: &[&Due]) -> Result<Self, anyhow::Error> {
        let of = |stage| shown.iter().filter(move |due| due.stage == stage).map(|due| due.id).collect::<Vec<_>>();
        let mut deliveries: HashMap<PostId, Vec<DeliveryRow>> = HashMap::new();
        for row in store.deliveries_of_posts(insider.id(), &of(PostStage::Planned)).await? {
            deliveries.entry(row.post).or_default().push(row);
        }
        let drafts = store.posts_by_id(insider.id(), &of(PostStage::Draft)).await?;
        Ok(Self {
            deliveries,
            drafts: drafts.into_iter().map(|row| (row.id, row)).collect(),
            channels: insider.known.channels.iter().map(|row| (row.channel.id, network(&row.channel))).collect(),
            held: Held::of(&store.questions(insider.id()).await?),
        })
    }

    /// The items of a day, and how many more there are.
    fn day(&self, due: Option<&Vec<Due>>, few: usize, zone: &Zone, base: &str) -> (Vec<Item>, usize) {
        let due = due.map_or(&[][..], Vec::as_slice);
        let items = due.iter().take(few).map(|one| self.item(one, zone, base));
        (items.collect(), due.len().saturating_sub(few))
    }

    fn item(&self, due: &Due, zone: &Zone, base: &str) -> Item {
        let deliveries: Vec<&DeliveryRow> = self.deliveries.get(&due.id).into_iter().flatten().collect();
        let state = standing(due.id, due.stage, &deliveries, &self.held);
        let page = format!("{base}/posts/{}", due.id);
        let moves = matches!(state, State::Draft | State::Planned | State::HeldForBody | State::HeldForGroup);
        Item {
            state,
            time: when::time(due.at, zone),
            title: called(&due.title, self.drafts.get(&due.id)),
            networks: self.networks(due.id, &deliveries),
            move_to: moves.then(|| format!("{page}/move")),
            href: if due.stage == PostStage::Draft { format!("{page}/edit") } else { page },
        }
    }

    /// Where a post goes: as it was planned, or as its draft says.
    fn networks(&self, post: PostId, deliveries: &[&DeliveryRow]) -> Vec<Network> {
        let draft = self.drafts.get(&post).map(|row| row.draft.channels.as_slice()).unwrap_or_default();
        let planned = |id| deliveries.iter().any(|one| one.of_another().is_none() && one.channel == id);
        let there = self.channels.iter().filter(|(id, _)| draft.contains(id) || planned(*id));
        there.map(|(_, network)| network.clone()).collect()
    }
}

/// The glyph of a channel's network, with the channel's name.
pub(crate) fn network(channel: &Channel) -> Network {
    Network::of(channel.shown_network(), channel.name.clone())
}

/// The title, or what the text begins with.
fn called(title: &str, draft: Option<&PostRow>) -> String {
    let begins = || draft.map(|row| row.draft.everywhere.text.chars().take(60).collect::<String>());
    let title = if basics::text::is_blank(title) { begins().unwrap_or_default() } else { title.to_owned() };
    if basics::text::is_blank(&title) { "Without a title".to_owned() } else { title }
}

/// Weeks of seven days from the first one asked for. A list that was cut ends before the day it was cut at.
fn weeks(asked: Asked, cut: Option<Date>, today: Date, on: impl Fn(Date) -> (Vec<Item>, usize)) -> Vec<Vec<Day>> {
    let day = |n: i32| asked.from.saturating_add(n.days());
    let shown = |date: &Date| cut.is_none_or(|cut| *date < cut);
    let week =
        |week: i32| (week * 7..week * 7 + 7).map(day).filter(shown).map(|date| one_day(date, asked.from, today, &on));
    (0..asked::WEEKS).map(|n| week(n).collect()).collect()
}

fn one_day(date: Date, first: Date, today: Date, on: &impl Fn(Date) -> (Vec<Item>, usize)) -> Day {
    let (items, more) = on(date);
    Day {
        date: date.to_string(),
        number: date.day(),
        month: (date == first || date.day() == 1).then(|| date.strftime("%b").to_string()),
        weekday: date.strftime("%a").to_string(),
        long: date.strftime("%A %-d %B").to_string(),
        past: date < today,
        today: date == today,
        weekend: date.weekday().to_monday_zero_offset() > 4,
        items,
        more,
    }
}

async fn ideas(
    store: &Store,
    insider: &Insider,
    channel: Option<ChannelId>,
    base: &str,
) -> Result<Vec<Idea>, anyhow::Error> {
    let rows = store.posts_without_day(insider.id(), IDEAS).await?;
    let wanted = rows.into_iter().filter(|row| channel.is_none_or(|channel| row.draft.channels.contains(&channel)));
    let networks = |row: &PostRow| {
        let on = insider.known.channels.iter().filter(|one| row.draft.channels.contains(&one.channel.id));
        on.map(|one| network(&one.channel)).collect()
    };
    let idea = |row: PostRow| Idea {
        title: called(&row.draft.title, Some(&row)),
        href: format!("{base}/posts/{}/edit", row.id),
        networks: networks(&row),
        by: insider.name(row.author),
    };
    Ok(wanted.map(idea).collect())
}
