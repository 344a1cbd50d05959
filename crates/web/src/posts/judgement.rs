//! What was found about a text, as the composer shows it: panel, button, checks, counters, time, previews.

use super::{
    because::because,
    compose::{Go, Judgement},
    desk::{Desk, network},
    found::Found,
    previews::previews,
};
use crate::{
    failed::Failed,
    law,
    parts::{Authority, Basis, Check, Clause, Counter, Level, Problems, Step, Verdict},
    when,
};
use basics::{Moment, PostId};
use charter::{Opinion, Way, sentences};
use jiff::SignedDuration;
use publishing::{Draft, TextRule, Unit, count};

/// All of it.
pub async fn shown(
    desk: &Desk<'_>,
    found: &Found,
    post: Option<PostId>,
    draft: &Draft,
    problems: &Problems,
) -> Result<Judgement, Failed> {
    Ok(Judgement {
        verdict: verdict(desk, found, draft),
        checks: checks(desk, found, draft, problems),
        counters: counters(desk, found, draft),
        tabs: tabs(found, draft),
        go: go(desk, found, draft),
        timing: timing(desk, post, draft).await?,
        previews: previews(desk, found, draft),
    })
}

/// The panel: who may let this out, by which lines.
pub fn verdict(desk: &Desk<'_>, found: &Found, draft: &Draft) -> Verdict {
    let Some(opinion) = &found.opinion else { return nowhere() };
    let shown = law::verdict(&desk.charter, &desk.base(), opinion, "Who may let this out");
    let there = match opinion {
        Opinion::May { .. } => None,
        Opinion::No(grounds) => law::preferred(&desk.charter, &desk.base(), &desk.register, grounds),
    };
    Verdict { because: because(desk, found, draft), path: path(desk, found, draft), there, ..shown }
}

fn nowhere() -> Verdict {
    Verdict {
        authority: Authority::Nobody,
        words: "Choose a channel".to_owned(),
        question: "Who may let this out".to_owned(),
        quotes: Vec::new(),
        marked: Vec::new(),
        because: "Who may let a post out depends on where it goes.".to_owned(),
        who_can: None,
        instead: None,
        there: None,
        path: Vec::new(),
    }
}

fn path(desk: &Desk<'_>, found: &Found, draft: &Draft) -> Vec<Step> {
    let due = draft.when.as_ref().map_or_else(|| "no day yet".to_owned(), |when| when::full(when.at, desk.zone()));
    let bodies = found.bodies();
    if found.may() {
        return vec![Step::done("Draft", "you"), Step::now("Queue", due)];
    }
    if bodies.is_empty() {
        return Vec::new();
    }
    let asked = found.all_asked(draft);
    let draft_step = if asked { Step::done("Draft", "you") } else { Step::now("Draft", "you") };
    let detail = if asked { "to answer" } else { "to be asked" };
    let names = bodies.iter().map(|body| desk.charter.body_name(body));
    let mut steps = vec![draft_step];
    steps.extend(names.map(|name| if asked { Step::now(&name, detail) } else { Step::ahead(&name, detail) }));
    steps.push(Step::ahead("Queue", due));
    steps
}

/// The primary button is the verdict: where the panel says that it may not go out, there is none.
pub fn go(desk: &Desk<'_>, found: &Found, draft: &Draft) -> Go {
    let authority = found.opinion.as_ref().map_or(Authority::Nobody, |opinion| law::authority(&desk.charter, opinion));
    let (value, words) = match &authority {
        Authority::Member | Authority::Nobody => ("schedule", "Schedule".to_owned()),
        Authority::Group => ("ask", "Put to the group".to_owned()),
        Authority::Body(_) => {
            let names: Vec<String> = found.bodies().iter().map(|body| desk.charter.the_body(body)).collect();
            ("ask", format!("Send to {}", sentences::listed(&names, "and")))
        }
    };
    let press = (!may_not(found)).then(|| (value.to_owned(), words));
    Go { press, not_yet: not_yet(found, draft), authority }
}

/// Whether nobody may let it out as it stands, and nobody can be asked.
fn may_not(found: &Found) -> bool {
    matches!(&found.opinion, Some(Opinion::No(grounds)) if grounds.way == Way::MayNot)
}

fn not_yet(found: &Found, draft: &Draft) -> Option<String> {
    let to_fix = found.to_fix().count();
    match to_fix {
        _ if found.all_asked(draft) => Some("The question is put already; what is missing is the answer.".to_owned()),
        _ if may_not(found) => {
            let words = "It may not go out as it stands; the panel quotes the line. Change what stands in its way, and \
                         save the draft or check it again.";
            Some(words.to_owned())
        }
        0 if found.may() && draft.when.is_none() => Some("Choose the day and the time first.".to_owned()),
        0 => None,
        1 => Some("Mend one thing first; the checks name it.".to_owned()),
        many => Some(format!("Mend {many} things first; the checks name them.")),
    }
}

fn checks(desk: &Desk<'_>, found: &Found, draft: &Draft, problems: &Problems) -> Vec<Check> {
    let unreadable = problems.all.iter().map(|problem| Check {
        level: Level::Fix,
        title: problem.words.clone(),
        detail: String::new(),
        basis: Basis::Fact,
        mend: Some(("Mend it".to_owned(), format!("#{}", problem.field))),
    });
    let goals = draft.goals.iter().filter_map(|goal| goal_check(desk, goal));
    let named = !draft.goals.is_empty();
    let found = found.checks.iter().filter(|check| !(named && check.key == "goals"));
    let mut all: Vec<Check> = unreadable.chain(found.map(|check| check_of(check, draft, ""))).chain(goals).collect();
    all.sort_by_key(|check| match check.level {
        Level::Fix => 0,
        Level::Think => 1,
        Level::Fine => 2,
    });
    all
}

fn goal_check(desk: &Desk<'_>, goal: &str) -> Option<Check> {
    let clause = desk.charter.clause(desk.charter.rules().goals.get(goal)?)?;
    Some(Check {
        level: Level::Fine,
        title: "Serves an agreed goal".to_owned(),
        detail: clause.spoken(),
        basis: Basis::Clause(Clause::of(&desk.base(), &clause.label)),
        mend: None,
    })
}

/// A finding. It is mended at its field, on the page at this address; an empty one is the page itself.
pub fn check_of(check: &publishing::Check, draft: &Draft, composer: &str) -> Check {
    let level = match check.level {
        publishing::Level::ToFix => Level::Fix,
        publishing::Level::ToThinkAbout => Level::Think,
        publishing::Level::Fine => Level::Fine,
    };
    let basis = if check.key.starts_with("alt") { Basis::HouseRule } else { Basis::Fact };
    let mend = (level != Level::Fine).then(|| ("Mend it".to_owned(), format!("{composer}#{}", field_of(check, draft))));
    Check { level, title: check.what.clone(), detail: check.remedy.clone(), basis, mend }
}

/// The field where a finding is mended.
pub fn field_of(check: &publishing::Check, draft: &Draft) -> String {
    let picture = check.key.rsplit_once('-').and_then(|(_, number)| number.parse::<usize>().ok());
    let media = picture.and_then(|number| draft.everywhere.pictures.get(number.checked_sub(1)?));
    match (check.key.as_str(), media, check.about) {
        (_, Some(picture), _) => format!("description-{}", picture.media),
        ("channels", ..) => "channels".to_owned(),
        ("goals", ..) => "goal".to_owned(),
        ("when", ..) => "day".to_owned(),
        ("pictures", ..) => "picture".to_owned(),
        (_, _, Some(channel)) => format!("text-{channel}-panel"),
        _ => "text-panel".to_owned(),
    }
}

fn counters(desk: &Desk<'_>, found: &Found, draft: &Draft) -> Vec<Counter> {
    let limited = found.destinations.iter().filter(|destination| destination.text_rule.is_limited());
    let counter = |destination: &publishing::Destination| {
        let counted = count(&destination.text_rule, &destination.shows(draft));
        let network = network(desk.channel(destination.channel)?);
        let (used, limit) = (counted.used as usize, counted.limit as usize);
        Some(Counter { network, used, limit, how: how(&destination.name, &destination.text_rule) })
    };
    limited.filter_map(counter).collect()
}

/// How a network counts, in words.
fn how(name: &str, rule: &TextRule) -> String {
    let unit = match rule.unit {
        Unit::Graphemes => "characters as people see them",
        Unit::CodePoints => "code points",
        Unit::Utf16 => "UTF-16 units",
        Unit::Bytes => "bytes",
        Unit::XWeighted => "by its own weights",
    };
    match rule.url_weight {
        Some(weight) => format!("{name} counts {unit}, and every link as {weight}"),
        None => format!("{name} counts {unit}"),
    }
}

fn tabs(found: &Found, draft: &Draft) -> Vec<(String, String, bool)> {
    let mut marks = Vec::new();
    for destination in &found.destinations {
        let name = format!("text-{}", destination.channel);
        let over = count(&destination.text_rule, &destination.shows(draft)).over;
        if over > 0 {
            marks.push((name, format!("{over} over"), true));
        } else if draft.own.contains_key(&destination.channel) {
            marks.push((name, "own text".to_owned(), false));
        }
    }
    marks
}

/// When it leaves: on the group's wall, on the reader's, and beside what else is planned.
async fn timing(desk: &Desk<'_>, post: Option<PostId>, draft: &Draft) -> Result<String, Failed> {
    let Some(planned) = &draft.when else {
        return Ok(format!("No day yet. The group counts its days in {}.", desk.zone().name()));
    };
    let (due, ago) = (when::full(planned.at, desk.zone()), when::relative(planned.at, desk.now));
    let yours = desk.own_time(planned.at).map_or_else(String::new, |time| format!("; {time} for you"));
    let nearest = nearest(desk, post, planned.at)
        .await?
        .map_or_else(String::new, |other| format!(" The nearest other post is {}.", apart(other, planned.at)));
    Ok(format!("{due}, {ago}{yours}.{nearest}"))
}

async fn nearest(desk: &Desk<'_>, post: Option<PostId>, at: Moment) -> Result<Option<Moment>, Failed> {
    let day = SignedDuration::from_hours(24);
    let between = desk.store().posts_between(desk.group(), at.plus(-day), at.plus(day)).await;
    let others = between.map_err(|error| desk.trouble(error))?;
    let others = others.into_iter().filter(|(id, ..)| Some(*id) != post).map(|(.., due)| due);
    Ok(others.min_by_key(|due| due.since(at).abs()))
}

fn apart(other: Moment, at: Moment) -> String {
    let minutes = other.since(at).as_mins();
    let (count, unit) = match minutes.abs() {
        0 => return "at the same minute".to_owned(),
        minutes @ 1..60 => (minutes, "minute"),
        minutes => (minutes / 60, "hour"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} {}", if minutes < 0 { "earlier" } else { "later" })
}

/// Whether an opinion says that the reader may, for a button beside it.
pub fn quotes_of(desk: &Desk<'_>, opinion: &Opinion) -> Option<(Vec<crate::parts::Quote>, String)> {
    match opinion {
        Opinion::May { .. } => None,
        Opinion::No(grounds) => {
            let who = law::who_can_by_name(&desk.charter, grounds);
            let who = if who.is_empty() { sentences::verdict(&desk.charter, opinion) } else { who };
            Some((law::quotes(&desk.base(), &grounds.because), who))
        }
    }
}
