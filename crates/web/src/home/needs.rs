//! What needs a person, and what is with others: put together from deliveries that wait, questions without an answer,
//! accounts that are not connected, terms that end, and meetings. Whether it needs *this* person is asked of the judge.

use super::{Need, charter, duty, errands, meetings, notices, people, posts, questions, servers};
use crate::{
    App,
    applications::{Stands, stands},
    calendar::network,
    decisions::href,
    decisions::words::title,
    parts::{Clause, Tag, Tone},
    reader::Insider,
    seats, told, when, words,
};
use ::charter::{Opinion, act::ConnectChannel};
use acts::{
    opinions,
    waiting::{self, Asked},
};
use basics::{ChannelId, Moment};
use jiff::SignedDuration;
use std::collections::HashMap;
use store::{APPLICATION, AnyAct, ChannelRow, DecisionRow, DeliveryRow, Member};

/// How long before its end a term is spoken of.
const TERM_ENDS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// When a thing is too late that has no last moment of its own: two weeks after it began.
pub(super) const PATIENCE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What needs a person and what does not, each ordered by when it is too late.
pub(super) struct Needs {
    pub now: Vec<Need>,
    pub later: Vec<Need>,
}

/// One thing with the moment at which it is too late.
pub(super) struct Ranked {
    pub too_late: Moment,
    pub mine: bool,
    pub need: Need,
}

/// Everything that waits in the group, as this person sees it.
pub(super) async fn of(app: &App, insider: &Insider) -> Result<Needs, anyhow::Error> {
    let mut all = notices::waiting(app, insider).await?;
    let waiting = waiting::of(&app.here, insider.id(), insider.person()).await?;
    let charter = app.here.store.charter(insider.id()).await?;
    all.extend(questions::waiting(insider, &charter, &waiting.questions));
    all.extend(questions::ending(insider, &waiting.endings));
    all.extend(waiting.decisions.iter().map(|(row, asked)| vote(insider, row, *asked)));
    all.extend(duty::of(app, insider, waiting.duty).await?);
    all.extend(errands::waiting(insider, &charter, &waiting.errands));
    all.extend(applications(app, insider).await?);
    all.extend(accounts(app, insider).await?);
    all.extend(terms(app, insider).await?);
    all.extend(people::removals(app, insider).await?);
    all.extend(people::amiss(app, insider).await?);
    all.extend(meetings::needs(app, insider).await?);
    all.extend(waiting.left_behind.iter().map(|item| meetings::to_hand_on(insider, item)));
    all.extend(posts::told(insider, &waiting.about_posts));
    all.extend(servers::told(insider, &waiting.silent));
    all.extend(charter::waiting(app, insider).await?);
    all.sort_by_key(|ranked| ranked.too_late);
    let (now, later): (Vec<_>, Vec<_>) = all.into_iter().partition(|ranked| ranked.mine);
    let needs = |ranked: Vec<Ranked>| ranked.into_iter().map(|ranked| ranked.need).collect();
    Ok(Needs { now: needs(now), later: needs(later) })
}

/// What the judge says to each of these acts by this person; nothing where its thing is gone or was changed in the
/// meantime.
pub(super) async fn may(
    app: &App,
    insider: &Insider,
    acts: &[Box<dyn AnyAct>],
) -> Result<Vec<Option<Opinion>>, anyhow::Error> {
    opinions::each(&app.here, insider.id(), insider.person(), acts).await
}

/// The first clauses that an opinion rests on: as many as a row has room for.
pub(super) fn clauses(insider: &Insider, opinion: &Opinion) -> Vec<Clause> {
    told::clauses(&insider.base(), opinion).into_iter().take(2).collect()
}

/// A decision that goes on, with what it asks of this person.
fn vote(insider: &Insider, row: &DecisionRow, asked: Asked) -> Ranked {
    let too_late = row.course.wakes_at().unwrap_or_else(|| row.called_at.plus(PATIENCE));
    let button = match asked {
        Asked::Second | Asked::Look => Some("Look at it"),
        Asked::Ballot => Some("Vote"),
        Asked::Confirmation => Some("Confirm it"),
        Asked::CastingVote => Some("Decide the tie"),
        Asked::Nothing => None,
    };
    Ranked { too_late, mine: button.is_some(), need: ballot(insider, row, too_late, button) }
}

fn ballot(insider: &Insider, row: &DecisionRow, by: Moment, button: Option<&str>) -> Need {
    let when = when::relative(by, insider.reader.at);
    let why = match row.course.opened {
        _ if row.declared.is_some() => format!("takes effect {when}, unless a member calls a vote"),
        _ if row.closed.is_some() => format!("tied; it stays a tie {when}, unless the casting vote is given"),
        Some(_) => format!("closes {when}"),
        None => format!("waits for a second, lapses {when}"),
    };
    Need {
        icon: "vote",
        tone: Tone::Group,
        title: format!("{} {}: {}", if row.declared.is_some() { "Consensus" } else { "Vote" }, row.number, title(row)),
        href: if button.is_some() && !row.is_of_the_group() {
            seats::href(&insider.group.slug, row.number)
        } else {
            href(insider, row)
        },
        networks: Vec::new(),
        why: vec![
            why,
            format!(
                "{} by {}",
                if row.declared.is_some() { "declared" } else { "called" },
                insider.name(row.course.sponsor)
            ),
        ],
        clauses: vec![Clause::of(&insider.base(), &row.question.question.clause)],
        button: button.map(str::to_owned),
        state: button.is_none().then(|| Tag::new(Tone::Group, "hourglass", "Under way")),
    }
}

/// Applications that members have to look at, and those that nobody has put to the group.
async fn applications(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let rows = app.here.store.applications(insider.id()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let charter = app.here.store.charter(insider.id()).await?;
    let questions = app.here.store.questions_about_each(insider.id(), APPLICATION).await?;
    let mut found = Vec::new();
    for row in rows.into_iter().filter(|row| row.admitted.is_none()) {
        let questions = questions.get(&row.object().id).map(Vec::as_slice).unwrap_or_default();
        let stands = stands(&row, &charter, questions, insider.reader.at);
        if !matches!(stands, Stands::Looked(_) | Stands::Eligible) {
            continue;
        }
        let button = if stands == Stands::Eligible { "Put it to the group" } else { "Look at it" };
        let need = Need {
            icon: "user-plus",
            tone: Tone::Group,
            title: format!("{} wants to join", row.name),
            href: format!("{}/applications/{}", insider.base(), row.id),
            networks: Vec::new(),
            why: vec![format!("arrived {}", when::relative(row.arrived, insider.reader.at))],
            clauses: Vec::new(),
            button: Some(button.to_owned()),
            state: None,
        };
        found.push(Ranked { too_late: row.arrived.plus(PATIENCE), mine: true, need });
    }
    Ok(found)
}

/// Accounts that nobody connected yet, for whoever may connect them.
async fn accounts(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let bare = |row: &&ChannelRow| row.channel.state.posts() && !row.connected && !row.channel.network.is_assisted();
    let bare: Vec<&ChannelRow> = insider.known.channels.iter().filter(bare).collect();
    let acts: Vec<Box<dyn AnyAct>> =
        bare.iter().map(|row| Box::new(ConnectChannel { channel: row.channel.id }) as _).collect();
    let (opinions, planned) = (may(app, insider, &acts).await?, planned(app, insider).await?);
    let mut found = Vec::new();
    for (row, opinion) in bare.into_iter().zip(opinions) {
        let Some(opinion) = opinion.filter(Opinion::may) else { continue };
        let id = row.channel.id;
        let waiting = planned.get(&id).map_or(0, |(count, _)| *count);
        let need = Need {
            icon: "plug-zap",
            tone: Tone::Warn,
            title: format!("Connect {}", row.channel.name),
            href: format!("{}/channels/{id}", insider.base()),
            networks: vec![network(&row.channel)],
            why: if waiting > 0 {
                vec![words::counted(waiting as u64, "planned post depends on it", "planned posts depend on it")]
            } else {
                vec!["nothing can leave there before".to_owned()]
            },
            clauses: clauses(insider, &opinion),
            button: Some("Connect".to_owned()),
            state: None,
        };
        let first = planned.get(&id).map(|(_, first)| *first);
        found.push(Ranked { too_late: first.unwrap_or_else(|| insider.reader.at.plus(PATIENCE)), mine: true, need });
    }
    Ok(found)
}

/// How many deliveries wait for each channel, and when the first is due.
async fn planned(app: &App, insider: &Insider) -> Result<HashMap<ChannelId, (usize, Moment)>, anyhow::Error> {
    let mut by_channel: HashMap<ChannelId, (usize, Moment)> = HashMap::new();
    for DeliveryRow { channel, row, .. } in app.here.store.going_out(insider.id(), 200).await? {
        by_channel.entry(channel).or_insert((0, row.due)).0 += 1;
    }
    Ok(by_channel)
}

/// Terms that end within a month. Whoever can say that they stay is asked to.
async fn terms(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let now = insider.reader.at;
    let ending = insider.known.roster.members(now).into_iter().filter(|member| member.current(now));
    let ending = ending.filter_map(|member| Some((member.until.filter(|end| *end < now.plus(TERM_ENDS))?, member)));
    let ending: Vec<(Moment, Member)> = ending.collect();
    if ending.is_empty() {
        return Ok(Vec::new());
    }
    let terms = app.here.store.terms(insider.id()).await?;
    let may_stay = acts::terms::own(&terms, insider.person(), now).is_some_and(|own| own.next.is_ok());
    let clause = terms.charter.rules().term.as_ref().map(|term| Clause::of(&insider.base(), &term.clause));
    let ranked = ending.into_iter().map(|(end, member)| {
        let mine = may_stay && member.person == insider.person();
        Ranked { too_late: end, mine, need: term(insider, &member, end, clause.clone(), mine) }
    });
    Ok(ranked.collect())
}

fn term(insider: &Insider, member: &Member, end: Moment, clause: Option<Clause>, may_stay: bool) -> Need {
    let title = match member.person == insider.person() {
        true if may_stay => "Say that you stay for another term".to_owned(),
        true => "Your term ends".to_owned(),
        false => format!("{}: term ends", member.known_as),
    };
    Need {
        icon: "hourglass",
        tone: Tone::Warn,
        title,
        href: format!("{}/members", insider.base()),
        networks: Vec::new(),
        why: vec![format!("the term ends {}", when::day(end, &insider.zone)), when::relative(end, insider.reader.at)],
        clauses: clause.into_iter().collect(),
        button: may_stay.then(|| "Stay".to_owned()),
        state: None,
    }
}
