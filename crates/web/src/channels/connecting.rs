//! Connecting an account: what Nuncio will be able to do, where the account lives, then the network's own page, and a
//! test that posts nothing. Keys are never shown again.

use super::{
    Back, Connect,
    one::{OfChannel, Sight},
    words,
};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    frame::Place,
    guard::Sent,
    law,
    page::Page,
    parts::{Field, Kind, Problems, Toast},
    reader::{Insider, Reader},
};
use acts::{Declined, accounts, connecting, opinions};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use charter::act::ConnectChannel;
use networks::{NetworkName, Secret};
use serde::Deserialize;
use url::Url;

/// What is typed to connect an account.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    server: String,
    handle: String,
    password: String,
}

/// The form. Whoever has to prove first who they are does so now, so that nothing typed is lost on the way.
pub async fn form(State(app): State<App>, reader: Insider, Path(of): Path<OfChannel>) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    sight.reader.elevated(&app, &format!("{}/connect", sight.at())).await?;
    match sight.network()? {
        NetworkName::Assisted => Ok(Redirect::to(&sight.at()).into_response()),
        network => Ok(Page::ok(sight.form(network, &Typed::default(), Problems::default()).await?).into_response()),
    }
}

/// Tries what was typed. A Mastodon account goes on at its own server, which the page leads to by a link.
pub async fn start(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfChannel>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &format!("{}/connect", sight.at())).await?;
    let (here, group, channel, network) = (&app.here, sight.reader.id(), sight.id(), sight.network()?);
    let done = match network {
        NetworkName::Mastodon => connecting::start_mastodon(here, group, &who, channel, &typed.server).await.map(Some),
        NetworkName::Bluesky => {
            let (password, server) = (Secret::new(typed.password.as_str()), Some(typed.server.as_str()));
            connecting::connect_bluesky(here, group, &who, channel, &typed.handle, &password, server)
                .await
                .map(|()| None)
        }
        NetworkName::Assisted => return Ok(Redirect::to(&sight.at()).into_response()),
    };
    match done {
        Ok(Some(address)) => {
            let mut page = sight.form(network, &typed, Problems::default()).await?;
            page.button = format!("Continue on {}", host(&address));
            page.leave_by = Some(address);
            Ok(Page::ok(page).into_response())
        }
        Ok(None) => Ok(Done::at(sight.at(), "connected").into_response()),
        Err(Declined::ByRule(sentence)) => {
            let mut problems = Problems::default();
            problems.add(if network == NetworkName::Mastodon { "server" } else { "handle" }, sentence);
            Ok(Page::again(sight.form(network, &typed, problems).await?).into_response())
        }
        Err(declined) => Err(sight.failed(declined)),
    }
}

impl Sight<'_> {
    fn network(&self) -> Result<NetworkName, Failed> {
        self.row.channel.network.as_str().parse().map_err(|error: networks::UnknownNetwork| self.reader.trouble(error))
    }

    async fn form(&self, network: NetworkName, typed: &Typed, problems: Problems) -> Result<Connect, Failed> {
        let act = ConnectChannel { channel: self.id() };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let opinion = opinion.map_err(|declined| self.failed(declined))?;
        let able = [
            "post, answer and delete as this account",
            "upload images",
            "read who the account is and what its server allows",
        ];
        let unable = ["follow or block anybody", "read private messages", "change the profile or the password"];
        Ok(Connect {
            frame: self.reader.frame(self.app, Place::Channels).await?,
            channel: self.row.channel.name.clone(),
            back: self.at(),
            network: words::network(&self.row.channel),
            able: able.map(str::to_owned).to_vec(),
            unable: if network == NetworkName::Bluesky { Vec::new() } else { unable.map(str::to_owned).to_vec() },
            fields: self.fields(network, typed, &problems),
            problems,
            to: format!("{}/connect", self.at()),
            button: "Connect".to_owned(),
            leave_by: None,
            verdict: law::verdict(&self.charter, &self.reader.base(), &opinion, "Who connects an account"),
        })
    }

    fn fields(&self, network: NetworkName, typed: &Typed, problems: &Problems) -> Vec<Field> {
        let or = |typed: &str, known: String| if typed.is_empty() { known } else { typed.to_owned() };
        let fields = if network == NetworkName::Bluesky {
            vec![
                Field::new("handle", "Handle")
                    .value(or(&typed.handle, self.row.channel.handle.clone()))
                    .hint("project.example"),
                Field::new("password", "App password").kind(Kind::Secret).autocomplete("off").hint(
                    "Made under Settings, Privacy and security, App passwords. Never the account’s own password.",
                ),
                Field::new("server", "Server")
                    .value(typed.server.clone())
                    .optional()
                    .hint("Empty: the one that the handle leads to."),
            ]
        } else {
            let known = self.row.base_url.clone().unwrap_or_else(|| server_of(&self.row.channel.url));
            vec![
                Field::new("server", "The account’s server")
                    .value(or(&typed.server, known))
                    .hint("social.example. The next page is that server’s own; nobody types a password here."),
            ]
        };
        let marked = fields.into_iter().map(|field| field.marked(problems));
        marked.collect()
    }
}

fn server_of(page: &str) -> String {
    Url::parse(page).map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
}

fn host(address: &str) -> String {
    Url::parse(address)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| "its server".to_owned())
}

/// What a server sends a person back with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SentBack {
    state: String,
    code: String,
    error: String,
}

/// The page after the network's own: it shows a button, because looking at a page changes nothing.
pub async fn back(State(app): State<App>, reader: Reader, Query(sent): Query<SentBack>) -> Result<Page<Back>, Failed> {
    let (insider, channel) = connecting(&app, reader, &sent.state).await?;
    let row = app.here.store.channel(insider.id(), channel).await.map_err(|error| insider.trouble(error))?;
    let row = row.ok_or_else(|| Failed::gone(insider.reader.plain()))?;
    let declined = !sent.error.is_empty() || sent.code.is_empty();
    Ok(Page::ok(Back {
        frame: insider.frame(&app, Place::Channels).await?,
        channel: row.channel.name.clone(),
        back: words::page(&insider, &row.channel),
        refused: declined.then(|| {
            "Its server did not agree, or somebody pressed Cancel there. Nothing was connected and nothing was kept.".to_owned()
        }),
        state: sent.state,
        code: sent.code,
    }))
}

/// Finishes connecting.
pub async fn finish(State(app): State<App>, reader: Reader, Sent(sent): Sent<SentBack>) -> Result<Done, Failed> {
    let (insider, channel) = connecting(&app, reader, &sent.state).await?;
    let page = format!("{}/channels/{channel}", insider.base());
    let who = insider.elevated(&app, &format!("{page}/connect")).await?;
    let done = connecting::finish_mastodon(&app.here, &who, &sent.state, &sent.code).await;
    done.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(page, "connected"))
}

/// The group and channel that somebody left for; nothing for whoever does not belong to that group.
async fn connecting(app: &App, reader: Reader, state: &str) -> Result<(Insider, basics::ChannelId), Failed> {
    let found = app.here.store.connecting(state).await.map_err(|error| reader.trouble(error))?;
    let Some((group, channel)) = found else {
        let over = "This sign-in was finished already, or is older than ten minutes. Start connecting again on the channel’s page.";
        return Err(reader.failed(Declined::rule(over)));
    };
    Ok((Insider::of(app, reader, group).await?, channel))
}

/// Asks the network who the account is. Nothing is posted and nothing is kept.
pub async fn test(State(app): State<App>, reader: Insider, Path(of): Path<OfChannel>) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let tested = tried(&app, &sight).await;
    let mut problems = Problems::default();
    let said = match tested {
        Ok(said) => Some(said),
        Err(Declined::ByRule(sentence)) => {
            problems.add("main", format!("The connection does not work: {sentence}"));
            None
        }
        Err(declined) => return Err(sight.failed(declined)),
    };
    let mut page = sight.page(super::granting::Filled::default(), problems).await?;
    page.frame.toast = said.map(|words| Toast { words, link: None });
    Ok(Page::ok(page).into_response())
}

async fn tried(app: &App, sight: &Sight<'_>) -> Result<String, Declined> {
    let account = accounts::open(&app.here, &sight.row).await?;
    let probe = app.here.networks.get(account.network).probe(&account, app.here.store.now()).await;
    let probe = probe.map_err(Declined::rule)?;
    if Some(&probe.identity.id) != sight.row.identity.as_ref() {
        return Err(Declined::rule("the key belongs to another account; connect this one again"));
    }
    Ok(format!(
        "The connection works: {} answered as {}. Nothing was posted.",
        account.base.as_str(),
        probe.identity.handle
    ))
}
