//! A static site in a Git repository: real repositories, served by Git's own program.

mod pushing;
mod server;
mod typed;

use crate::{
    rig::{self, Rig},
    standin::served,
};
use networks::{NetworkName, Typed};
use publishing::Content;
use server::{Host, VOICE};
use std::sync::Arc;

/// A repository, connected as a person does it.
async fn site() -> (Rig, Arc<Host>) {
    let host = Host::new();
    let base = served(host.router()).await;
    let (egress, networks) = rig::set_up(&base);
    let account = networks.get(NetworkName::Git).account(&typed(&format!("{base}/site.git"), &[])).await.unwrap();
    let rig = rig::probed("a Git server".to_owned(), networks, account, egress, String::new()).await;
    (rig, host)
}

/// What is typed, with these blanks filled in another way.
fn typed(server: &str, other: &[(&str, &str)]) -> Typed {
    let usual = [
        ("server", server),
        ("folder", "content/news"),
        ("page", "https://project.example/news/{year}/{slug}/"),
        ("author", "The project <voice@project.example>"),
        ("user", VOICE.0),
        ("password", VOICE.1),
    ];
    let all = usual.iter().chain(other).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Typed::new(all)
}

fn article(headline: &str, text: &str) -> Content {
    Content { headline: Some(headline.to_owned()), ..rig::content(text) }
}
