//! Repeating a post, on its page: the form, which asks for an end; the posts of its series, each with its day and how it
//! stands; and the button that calls off what has not left.

use super::{
    desk::Desk,
    show::{Sight, again, answered},
};
use crate::{
    App,
    address::Path,
    calendar::{Held, standing, tag},
    failed::Failed,
    filters,
    guard::{Nothing, Sent},
    own_zone::OwnZone,
    parts::{Action, Choice, Field, Kind, Pick, Problems, Tag},
    reader::Insider,
    words,
};
use acts::{
    Declined,
    recurring::{self, Reached, can_be_repeated},
};
use askama::Template;
use axum::{extract::State, response::Response};
use basics::PostId;
use charter::{act::CancelPost, sentences::capital};
use publishing::{Every, Recurring, Until, recurring::MOST};
use std::collections::BTreeMap;
use store::{DeliveryRow, PostStage, SeriesOfPosts, SeriesPost};

/// One post of a series, as its page lists it.
#[derive(Clone, Debug)]
pub struct Occurring {
    /// `2 of 6`.
    pub number: String,
    /// When it leaves.
    pub when: String,
    /// Its page; none for the one that is looked at.
    pub href: Option<String>,
    /// What should be known about its time.
    pub note: Option<String>,
    /// How it stands.
    pub state: Tag,
}

/// How a post is repeated, or can be.
#[derive(Clone, Debug, Template)]
#[template(path = "posts/repeating.html")]
pub struct Repeating {
    /// The rule, who began it and when, where it is repeated.
    pub rule: Option<String>,
    /// The posts of the series.
    pub posts: Vec<Occurring>,
    /// The button that calls off what has not left.
    pub call_off: Option<Action>,
    /// The form that begins a series: where it goes, and its token.
    pub begin: Option<(String, String)>,
    /// How often.
    pub every: Pick,
    /// When it ends.
    pub end: Vec<Field>,
    /// Whether something is wrong with what was typed.
    pub open: bool,
}

impl askama::filters::HtmlSafe for Repeating {}

type Fields = Vec<(String, String)>;

/// `POST …/repeat`
pub async fn repeat(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let mut problems = Problems::default();
    let Some(rule) = rule(&fields, &mut problems) else { return again(&desk, id, fields, problems).await };
    let who = insider.elevated(&app, &desk.page_of(id)).await?;
    let reached = recurring::repeat(&app.here, desk.group(), &who, id, rule).await;
    answered(&desk, id, fields, reached.map(|reached| refused(&reached)), ("series", "repeated")).await
}

/// `POST …/call-off-the-rest`
pub async fn call_off(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let who = insider.elevated(&app, &desk.page_of(id)).await?;
    let reached = recurring::call_off_the_rest(&app.here, desk.group(), &who, id).await;
    answered(&desk, id, Vec::new(), reached.map(|reached| refused(&reached)), ("series", "rest-called-off")).await
}

/// The rule that was typed: how often, and one end.
fn rule(fields: &Fields, problems: &mut Problems) -> Option<Recurring> {
    let value = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim());
    let every = Every::of(value("every"));
    if every.is_none() {
        problems.add("every", "Choose how often it is repeated.");
    }
    let until = match (value("until"), value("times")) {
        ("", "") => {
            problems.add("until", "Say when it ends: by a last day, or by how many posts there are.");
            None
        }
        (day, "") => crate::when::typed(day, "until", problems).map(Until::Day),
        ("", times) => {
            let times = times.parse().ok().filter(|times| (2..=MOST).contains(times));
            if times.is_none() {
                problems.add("times", format!("Write a number from 2 to {MOST}, the first post included."));
            }
            times.map(Until::Times)
        }
        (_, _) => {
            problems.add("until", "Give one end: the last day or the number of posts, and leave the other empty.");
            None
        }
    };
    Some(Recurring { every: every?, until: until? })
}

/// One sentence for each reason, with the posts for which it was the reason, by their days or their numbers.
fn refused(reached: &Reached) -> Vec<String> {
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, declined) in &reached.not {
        reasons.entry(declined.to_string()).or_default().push(name.clone());
    }
    let all = reached.done.len() + reached.not.len();
    let sentence = |(why, names): (String, Vec<String>)| {
        let of = format!("{} of {all} posts", names.len());
        match names.as_slice() {
            [first, .., last] => format!("{of}, from {first} to {last}: {why}"),
            _ => format!("{of}, {}: {why}", names.concat()),
        }
    };
    reasons.into_iter().map(sentence).collect()
}

/// What the page of a post offers and tells about its repetition; nothing where it can have none.
pub(super) async fn repeating(sight: &Sight<'_>) -> Result<Option<Repeating>, Failed> {
    let desk = sight.desk;
    let series = desk.store().series_of_post(desk.group(), sight.row.id).await.map_err(|error| desk.trouble(error))?;
    match series {
        Some(series) => Ok(Some(told(sight, &series).await?)),
        None => match can_be_repeated(&desk.app.here, &sight.row).await {
            Ok(_) => Ok(Some(asked(sight))),
            Err(Declined::Trouble(error)) => Err(desk.trouble(error)),
            Err(_) => Ok(None),
        },
    }
}

/// The form that begins a series.
fn asked(sight: &Sight<'_>) -> Repeating {
    let chosen = sight.typed_at("every");
    let of =
        Every::ALL.map(|every| Choice::new(every.word(), capital(&every.to_string())).chosen(every.word() == chosen));
    let error = sight.problems.at("every");
    let hint = "At the same time on the wall, also after the clocks change.".to_owned();
    let end = [
        Field::new("until", "Last day").kind(Kind::Day).hint("No post is later than this day."),
        Field::new("times", "Or: how many posts").hint("The first is one of them."),
    ];
    let end = end.map(|field| {
        let typed = sight.typed_at(&field.name).to_owned();
        field.value(typed).optional().marked(&sight.problems)
    });
    let end = end.to_vec();
    Repeating {
        rule: None,
        posts: Vec::new(),
        call_off: None,
        begin: Some((format!("{}/repeat", sight.desk.page_of(sight.row.id)), sight.desk.insider.token().to_owned())),
        open: !chosen.is_empty() || end.iter().any(|field| field.error.is_some()),
        every: Pick { name: "every".to_owned(), label: "How often".to_owned(), hint, of: of.to_vec(), error },
        end,
    }
}

/// The series that the post belongs to.
async fn told(sight: &Sight<'_>, series: &SeriesOfPosts) -> Result<Repeating, Failed> {
    let desk = sight.desk;
    let ids: Vec<PostId> = series.posts.iter().map(|one| one.post.id).collect();
    let deliveries = desk.store().deliveries_of_posts(desk.group(), &ids).await.map_err(|error| desk.trouble(error))?;
    let questions = desk.store().questions(desk.group()).await.map_err(|error| desk.trouble(error))?;
    let held = Held::of(&questions);
    let (by, at) = series.begun;
    let rule = format!(
        "{} Begun by {}, {}.",
        words::sentence(&series.rule.to_string()),
        sight.name(by),
        desk.insider.when(at)
    );
    Ok(Repeating {
        rule: Some(rule),
        posts: series.posts.iter().map(|one| occurring(sight, series, one, &deliveries, &held)).collect(),
        call_off: calling_off(sight, series).await?,
        begin: None,
        every: Pick::default(),
        end: Vec::new(),
        open: false,
    })
}

fn occurring(
    sight: &Sight<'_>,
    series: &SeriesOfPosts,
    one: &SeriesPost,
    deliveries: &[DeliveryRow],
    held: &Held,
) -> Occurring {
    let (desk, post) = (sight.desk, &one.post);
    let own: Vec<&DeliveryRow> = deliveries.iter().filter(|row| row.post == post.id).collect();
    let jumped = |wall: &String| format!("The clock jumps over {wall} that day, so it leaves just after.");
    Occurring {
        number: format!("{} of {}", one.number, series.posts.len()),
        when: post.due.map_or_else(|| "no day".to_owned(), |at| desk.insider.when(at)),
        href: (post.id != sight.row.id).then(|| desk.page_of(post.id)),
        note: one.jumped.as_ref().map(jumped),
        state: tag(standing(post.id, post.stage, &own, held)),
    }
}

async fn calling_off(sight: &Sight<'_>, series: &SeriesOfPosts) -> Result<Option<Action>, Failed> {
    let desk = sight.desk;
    let rest = recurring::rest(&desk.app.here, desk.group(), series).await;
    let rest = rest.map_err(|declined| desk.insider.failed(declined))?;
    let Some(first) = rest.iter().find(|post| post.stage == PostStage::Planned).or(rest.first()) else {
        return Ok(None);
    };
    let count = words::counted(rest.len() as u64, "post", "posts");
    let effect = format!("{count} of this series leave nowhere any more. What is out stays where it is.");
    let to = format!("{}/call-off-the-rest", desk.page_of(sight.row.id));
    let action =
        Action::new("Call off the rest", "undo-2", to, desk.insider.token()).confirming(effect, "Call off the rest");
    Ok(Some(sight.judged(action, &CancelPost { post: first.id }).await?))
}
