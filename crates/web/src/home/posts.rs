//! What was found about posts that wait, each as one row.

use super::{Need, needs::Ranked};
use crate::{
    parts::{Tag, Tone},
    reader::Insider,
    when,
};
use acts::needs::said_of_a_post;
use store::{PostNotice, PostNoticeKind};

/// What is told of posts; a post that is held stands among the deliveries that wait.
pub(super) fn told(insider: &Insider, found: &[(PostNotice, bool)]) -> Vec<Ranked> {
    let found = found.iter().filter(|(notice, _)| notice.kind != PostNoticeKind::Held);
    found.map(|(notice, mine)| one(insider, notice, *mine)).collect()
}

fn one(insider: &Insider, notice: &PostNotice, mine: bool) -> Ranked {
    let now = insider.reader.at;
    let by = notice.due.unwrap_or(notice.at);
    Ranked {
        too_late: by,
        mine,
        need: Need {
            icon: "calendar-days",
            tone: Tone::Warn,
            title: said_of_a_post(notice),
            href: format!("{}/posts/{}", insider.base(), notice.post),
            networks: Vec::new(),
            why: [format!("leaves {}", when::relative(by, now))]
                .into_iter()
                .chain(notice.detail.lines().next().map(str::to_owned))
                .collect(),
            clauses: Vec::new(),
            button: mine.then(|| "Look".to_owned()),
            state: (!mine).then(|| Tag::new(Tone::Warn, "hourglass", "With those it is told to")),
        },
    }
}
