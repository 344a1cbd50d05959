//! Servers of accounts that do not answer, each as one row.

use super::{
    Need,
    needs::{PATIENCE, Ranked},
};
use crate::{
    calendar::network,
    parts::{Tag, Tone},
    reader::Insider,
    when,
};
use acts::{needs::said_of_a_server, waiting::Silent};

/// What is told of servers. It goes on by itself once they answer.
pub(super) fn told(insider: &Insider, silent: &[Silent]) -> Vec<Ranked> {
    silent.iter().map(|silent| one(insider, silent)).collect()
}

fn one(insider: &Insider, silent: &Silent) -> Ranked {
    let (breaker, now) = (&silent.trouble.breaker, insider.reader.at);
    let asked = breaker.until.map(|until| format!("asked again {}", when::relative(until, now)));
    let channel = silent.channels.first().map(|channel| format!("/{}", channel.id)).unwrap_or_default();
    Ranked {
        too_late: breaker.since.unwrap_or_else(|| now.plus(PATIENCE)),
        mine: silent.mine,
        need: Need {
            icon: "circle-alert",
            tone: Tone::Danger,
            title: said_of_a_server(silent),
            href: format!("{}/channels{channel}", insider.base()),
            networks: silent.channels.iter().map(network).collect(),
            why: asked.into_iter().chain([silent.trouble.says.clone()]).collect(),
            clauses: Vec::new(),
            button: silent.mine.then(|| "Look".to_owned()),
            state: (!silent.mine).then(|| Tag::new(Tone::Danger, "hourglass", "Left alone for a while")),
        },
    }
}
