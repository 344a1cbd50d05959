//! Repeating a post, always with an end: each of its posts is planned and judged by itself, and what has not left of the
//! series is called off at once.

use crate::{Declined, Installation, posts, redress::can_be_called_off};
use basics::{GroupId, PostId, RecurrenceId};
use people::Elevated;
use publishing::{Draft, Occurrence, Planned, Recurring, schedule::shown};
use store::{NewSeries, PostRow, PostStage, SeriesOfPosts};

/// What came of a series, post by post.
#[derive(Debug, Default)]
pub struct Reached {
    /// Those that stand in the queue, or were called off.
    pub done: Vec<PostId>,
    /// Those for which it was refused, each with what names it, its time or its number, and the reason. Their drafts stay.
    pub not: Vec<(String, Declined)>,
}

/// Repeats a post: makes a draft of its own for each of its days, and puts every one of them in the queue, the first
/// included.
///
/// # Errors
/// When the post has no time, is part of a series already or has left, or when the rule has no end that is near enough.
pub async fn repeat(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    post: PostId,
    rule: Recurring,
) -> Result<Reached, Declined> {
    let row = here.store.post(group, post).await?.ok_or(Declined::NotFound("post"))?;
    let first = can_be_repeated(here, &row).await?;
    let following = rule.after(&first, here.store.now()).map_err(|wrong| Declined::field("every", wrong))?;
    let now = here.store.now();
    let new = NewSeries {
        id: RecurrenceId::mint(now),
        first: post,
        rule,
        following: following.iter().map(|one| (PostId::mint(now), draft_of(&row, &first, one), jumped(one))).collect(),
    };
    if !here.store.bookkeeping().begin_series(group, who.person(), &new).await? {
        return Err(Declined::rule("this post is repeated already; its series stands on its page"));
    }
    let mut reached = Reached::default();
    if row.stage == PostStage::Draft {
        reached.note(post, shown(first.wall), posts::schedule(here, group, who, post).await.map(drop))?;
    }
    for ((id, ..), one) in new.following.iter().zip(&following) {
        reached.note(*id, shown(one.when.wall), posts::schedule(here, group, who, *id).await.map(drop))?;
    }
    Ok(reached)
}

/// The time of a post that can be repeated: one that has a day, and is no answer to somebody.
///
/// # Errors
/// What keeps it from being repeated, and what to do about it.
pub async fn can_be_repeated(here: &Installation, row: &PostRow) -> Result<Planned, Declined> {
    if row.draft.answers.is_some() {
        return Err(Declined::rule("an answer to somebody is given once; it is not repeated"));
    }
    if row.stage == PostStage::Cancelled {
        return Err(Declined::rule("this post was taken out of the queue; write a new one to repeat it"));
    }
    if row.stage == PostStage::Planned && here.store.is_edited(row).await? {
        return Err(Declined::rule("this post was edited after it was planned; schedule it first, then repeat it"));
    }
    let when = row.draft.when.clone();
    when.ok_or_else(|| Declined::rule("choose the day and the time of the first post before you repeat it"))
}

fn draft_of(row: &PostRow, first: &Planned, one: &Occurrence) -> Draft {
    let late = row.draft.late.on_the_day_of(&one.when, first);
    Draft { when: Some(one.when.clone()), late, ..row.draft.clone() }
}

fn jumped(one: &Occurrence) -> Option<String> {
    one.jumped.map(shown)
}

/// Takes what has not left of a series out of the queue, post by post. What is out stays.
pub async fn call_off_the_rest(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    post: PostId,
) -> Result<Reached, Declined> {
    let series = here.store.series_of_post(group, post).await?.ok_or(Declined::NotFound("series"))?;
    let mut reached = Reached::default();
    for one in rest(here, group, &series).await? {
        // Its draft may have another day by now than the queue, or none: what it is called here is its number.
        let number = series.posts.iter().find(|of| of.post.id == one.id).map_or(0, |of| of.number);
        reached.note(one.id, format!("number {number}"), posts::cancel(here, group, who, one.id).await)?;
    }
    if reached.done.is_empty() && reached.not.is_empty() {
        return Err(Declined::rule("nothing of this series waits any more"));
    }
    Ok(reached)
}

/// The posts of a series of which something can still be called off.
pub async fn rest(here: &Installation, group: GroupId, series: &SeriesOfPosts) -> Result<Vec<PostRow>, Declined> {
    let ids: Vec<PostId> = series.posts.iter().map(|one| one.post.id).collect();
    let deliveries = here.store.deliveries_of_posts(group, &ids).await?;
    let waits = |post: &PostRow| match post.stage {
        PostStage::Draft => true,
        PostStage::Cancelled => false,
        PostStage::Planned => deliveries.iter().any(|row| row.post == post.id && can_be_called_off(row)),
    };
    Ok(series.posts.iter().map(|one| one.post.clone()).filter(waits).collect())
}

impl Reached {
    /// Notes how it went with one post. What failed underneath ends it.
    fn note(&mut self, post: PostId, name: String, done: Result<(), Declined>) -> Result<(), Declined> {
        match done {
            Ok(()) => self.done.push(post),
            Err(Declined::Trouble(error)) => return Err(Declined::Trouble(error)),
            Err(declined) => self.not.push((name, declined)),
        }
        Ok(())
    }
}
