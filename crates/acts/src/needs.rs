//! What needs a person, for a letter, out of the one list that Home draws, too. A letter says what it is and where, and nothing
//! of what can be chosen or was chosen.

use crate::{
    Installation,
    expiring::Ending,
    unanswered::WaitsFor,
    waiting::{self, Asked, Open, Silent, Waiting},
};
use basics::{Moment, PersonId};
use charter::Charter;
use decisions::Warned;
use store::{ActionRow, AnswerRow, DecisionRow, Errand, Group, Part, PostNotice, PostNoticeKind};

/// One thing that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// What tells it from every other, also from the same vote begun anew.
    pub key: String,
    /// What it is.
    pub title: String,
    /// Its page, from the first slash on.
    pub path: String,
    /// When it is too late, where it has such a moment.
    pub until: Option<Moment>,
    /// Whether a letter of its own tells whoever it needs, whatever they chose about mail.
    pub is_told: bool,
}

/// What needs this person in this group now, ordered by when it is too late. Nothing for whoever is no member.
pub(crate) async fn of(here: &Installation, group: &Group, person: PersonId) -> Result<Vec<Needed>, anyhow::Error> {
    if !here.store.standing(group.id, person).await?.is_member() {
        return Ok(Vec::new());
    }
    let Waiting { decisions, questions, endings, errands, duty, left_behind, about_posts, silent } =
        waiting::of(here, group.id, person).await?;
    let charter = here.store.charter(group.id).await?;
    let mut found: Vec<Needed> = decisions.iter().filter_map(|(row, asked)| decision(group, row, *asked)).collect();
    found.extend(questions.iter().filter_map(|open| question(group, &charter, open)));
    found.extend(endings.iter().map(|ending| answer_ends(group, ending)));
    found.extend(errands.iter().map(|(row, _)| errand(group, row)));
    found.extend(duty.map(|part| of_duty(group, part)));
    found.extend(left_behind.iter().map(|item| to_hand_on(group, item)));
    found.extend(about_posts.iter().filter(|(_, told)| *told).map(|(notice, _)| about_a_post(group, notice)));
    found.extend(silent.iter().filter(|silent| silent.mine).map(|silent| does_not_answer(group, silent)));
    found.sort_by_key(|needed| needed.until.map_or(i64::MAX, Moment::micros));
    Ok(found)
}

fn decision(group: &Group, row: &DecisionRow, asked: Asked) -> Option<Needed> {
    let what = match asked {
        Asked::Second => "waits for a second",
        Asked::Ballot => "waits for your ballot",
        Asked::Confirmation => "names you as having agreed",
        Asked::Look => "takes effect unless a member calls a vote",
        Asked::CastingVote => "is tied and waits for your casting vote",
        Asked::Nothing => return None,
    };
    let kind = if row.declared.is_some() { "Consensus" } else { "Vote" };
    Some(Needed {
        key: format!("vote {} {} {what}", row.id, row.course.resets),
        title: format!("{kind} {} {what}: {}", row.number, line_of_vote(row)),
        path: if row.is_of_the_group() {
            format!("/g/{}/decisions/{}", group.slug, row.number)
        } else {
            format!("/seats/{}/{}", group.slug, row.number)
        },
        until: row.course.wakes_at(),
        // Whoever has a ballot is told of the vote itself, with its text.
        is_told: asked == Asked::Ballot,
    })
}

fn question(group: &Group, charter: &Charter, open: &Open) -> Option<Needed> {
    let row = &open.row;
    let (key, what) = match open.waits {
        _ if !open.mine => return None,
        WaitsFor::Recorder => ("answer", format!("Record what {} answers", charter.the_body(&row.question.body))),
        WaitsFor::Vote => ("vote on", "Call a vote".to_owned()),
        WaitsFor::Others => return None,
    };
    Some(Needed {
        // A vote that found too few asks anew.
        key: if open.votes == 0 { format!("{key} {}", row.id) } else { format!("{key} {} {}", row.id, open.votes) },
        title: format!("{what}: {}", line(row)),
        path: format!("/g/{}/requests/{}", group.slug, row.id),
        until: None,
        is_told: false,
    })
}

/// An answer that ends, with what rests on it.
fn answer_ends(group: &Group, ending: &Ending) -> Needed {
    Needed {
        key: ending.key(),
        title: ending.line(),
        path: format!("/g/{}/requests/{}", group.slug, ending.row.id),
        until: Some(ending.at).filter(|_| ending.warned != Warned::Over),
        is_told: false,
    }
}

fn errand(group: &Group, row: &Errand) -> Needed {
    Needed {
        key: format!("errand {}", row.id),
        title: "An errand outside Nuncio waits for somebody".to_owned(),
        path: format!("/g/{}/errands", group.slug),
        until: None,
        is_told: false,
    }
}

fn of_duty(group: &Group, part: Part) -> Needed {
    Needed {
        key: format!("duty {} {}", group.id, part.year),
        title: format!("You took part in {} of {} votes of {}", part.took, part.votes, part.year),
        path: format!("/g/{}/decisions", group.slug),
        until: None,
        is_told: false,
    }
}

fn to_hand_on(group: &Group, item: &ActionRow) -> Needed {
    Needed {
        key: format!("hand on {} of {}", item.id, item.owner),
        title: format!("Hand on what a member took on who left: {}", first_line(&item.words)),
        path: format!("/g/{}/meetings/{}#{}", group.slug, item.meeting, item.id),
        until: None,
        is_told: false,
    }
}

/// What was found about a post that waits.
fn about_a_post(group: &Group, notice: &PostNotice) -> Needed {
    Needed {
        key: format!("{} {} {}", notice.kind.word(), notice.post, notice.mark),
        title: said_of_a_post(notice),
        path: format!("/g/{}/posts/{}", group.slug, notice.post),
        until: notice.due,
        is_told: false,
    }
}

/// The same in one line, for Home and for a letter.
pub fn said_of_a_post(notice: &PostNotice) -> String {
    let title = first_line(&notice.title);
    match notice.kind {
        PostNoticeKind::Moved => format!("“{title}” leaves at another instant: the clocks of its zone are changed"),
        PostNoticeKind::Held => format!("“{title}” is held: the clocks of its zone are changed"),
        PostNoticeKind::InTheWay => format!("Something stands in the way of “{title}”"),
        PostNoticeKind::NotLookedAt => format!("Something about “{title}” could not be looked at"),
    }
}

/// A server that does not answer, each time that it begins not to.
fn does_not_answer(group: &Group, silent: &Silent) -> Needed {
    let Silent { trouble, .. } = silent;
    Needed {
        key: format!("server {} {}", trouble.server, trouble.breaker.since.map_or(0, Moment::micros)),
        title: said_of_a_server(silent),
        path: format!("/g/{}/channels", group.slug),
        until: None,
        is_told: false,
    }
}

/// The same in one line, for Home and for a letter.
pub fn said_of_a_server(silent: &Silent) -> String {
    let names: Vec<String> = silent.channels.iter().map(|channel| channel.name.clone()).collect();
    let server = silent.trouble.server.trim_end_matches('/');
    let server = server.split_once("://").map_or(server, |(_, host)| host);
    format!("{server} does not answer: what is due on {} waits", charter::sentences::listed(&names, "and"))
}

/// The longest line of a question in a letter, in characters.
const LONGEST: usize = 100;

/// What is voted on in one line: of a question of the group's own as it stands now.
fn line_of_vote(row: &DecisionRow) -> String {
    if row.question.question.is_free() { first_line(&row.body) } else { line(&row.question) }
}

/// The question in one line, cut where it is long.
pub(crate) fn line(row: &AnswerRow) -> String {
    first_line(&row.question.text)
}

fn first_line(text: &str) -> String {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    if first.chars().count() <= LONGEST {
        return first.to_owned();
    }
    first.chars().take(LONGEST).chain(['…']).collect()
}
