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
use acts::{
    Declined,
    connecting::{self, Begun, NotDone},
    opinions, renewing,
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use charter::act::ConnectChannel;
use networks::{Blank, NetworkName, Typed, oauth::SentBack};
use serde::Deserialize;
use std::collections::BTreeMap;
use url::Url;

/// What is typed to connect an account, by the names of its network's blanks.
pub type Filled = BTreeMap<String, String>;

/// The form. Whoever has to prove first who they are does so now, so that nothing typed is lost on the way.
pub async fn form(State(app): State<App>, reader: Insider, Path(of): Path<OfChannel>) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    sight.reader.elevated(&app, &format!("{}/connect", sight.at())).await?;
    match sight.network()? {
        NetworkName::Assisted => Ok(Redirect::to(&sight.at()).into_response()),
        network => Ok(Page::ok(sight.form(network, &Filled::new(), Problems::default()).await?).into_response()),
    }
}

/// Tries what was typed. An account that a person agrees for on its own server goes on there, by a link on the page.
pub async fn start(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfChannel>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &format!("{}/connect", sight.at())).await?;
    let (here, group, channel, network) = (&app.here, sight.reader.id(), sight.id(), sight.network()?);
    if network == NetworkName::Assisted {
        return Ok(Redirect::to(&sight.at()).into_response());
    }
    let wants = here.networks.get(network).connecting();
    let first = wants.blanks.first().map_or("main", |blank| blank.name);
    let done = connecting::start(here, group, &who, channel, &Typed::new(filled.clone())).await;
    let (blank, sentence) = match done {
        Ok(Begun::AgreeAt(address)) => {
            let mut page = sight.form(network, &filled, Problems::default()).await?;
            page.button = format!("Continue on {}", host(&address));
            page.leave_by = Some(address);
            return Ok(Page::ok(page).into_response());
        }
        Ok(Begun::Connected) => return Ok(Done::at(sight.at(), "connected").into_response()),
        Err(NotDone::Blank(wrong)) => (if wrong.blank.is_empty() { first } else { wrong.blank }, wrong.says),
        Err(NotDone::Declined(Declined::ByRule(sentence))) => (first, sentence),
        Err(NotDone::Declined(declined)) => return Err(sight.failed(declined)),
    };
    let problems = Problems::of(blank, sentence);
    Ok(Page::again(sight.form(network, &filled, problems).await?).into_response())
}

impl Sight<'_> {
    fn network(&self) -> Result<NetworkName, Failed> {
        self.row.channel.network.as_str().parse().map_err(|error: networks::UnknownNetwork| self.reader.trouble(error))
    }

    async fn form(&self, network: NetworkName, filled: &Filled, problems: Problems) -> Result<Connect, Failed> {
        let act = ConnectChannel { channel: self.id() };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let opinion = opinion.map_err(|declined| self.failed(declined))?;
        let connector = self.app.here.networks.get(network);
        let wants = connector.connecting();
        let owned = |sentences: &[&str]| sentences.iter().map(|sentence| (*sentence).to_owned()).collect();
        Ok(Connect {
            frame: self.reader.frame(self.app, Place::Channels).await?,
            channel: self.row.channel.name.clone(),
            back: self.at(),
            network: words::network(&self.row.channel),
            able: owned(&wants.able),
            unable: owned(&wants.unable),
            untried: connector.tried().says(),
            fields: wants.blanks.iter().map(|blank| self.field(blank, filled, &problems)).collect(),
            problems,
            to: format!("{}/connect", self.at()),
            button: "Connect".to_owned(),
            leave_by: None,
            verdict: law::verdict(&self.charter, &self.reader.base(), &opinion, "Who connects an account"),
        })
    }

    fn field(&self, blank: &Blank, filled: &Filled, problems: &Problems) -> Field {
        let field = Field::new(blank.name, blank.label).hint(blank.hint);
        let field = if blank.optional { field.optional() } else { field };
        let field = if blank.secret {
            field.kind(Kind::Secret).autocomplete("off")
        } else {
            let typed = filled.get(blank.name).filter(|typed| !typed.is_empty()).cloned();
            field.value(typed.unwrap_or_else(|| self.known(blank)))
        };
        field.marked(problems)
    }

    /// What the register knows already of what is asked.
    fn known(&self, blank: &Blank) -> String {
        match blank.name {
            "handle" => self.row.channel.handle.clone(),
            acts::spending::BLANK => acts::spending::typed(self.row.monthly_cap),
            "server" if !blank.optional => {
                self.row.base_url.clone().unwrap_or_else(|| server_of(&self.row.channel.url))
            }
            _ => String::new(),
        }
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

/// The network whose way back this is.
#[derive(Deserialize)]
pub struct WayBack {
    network: NetworkName,
}

/// The page after the network's own: it shows a button, because looking at a page changes nothing.
pub async fn back(
    State(app): State<App>,
    reader: Reader,
    Path(by): Path<WayBack>,
    Query(sent): Query<SentBack>,
) -> Result<Page<Back>, Failed> {
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
        to: format!("/connect/{}", by.network),
        state: sent.state,
        code: sent.code,
        iss: sent.iss,
    }))
}

/// Finishes connecting.
pub async fn finish(
    State(app): State<App>,
    reader: Reader,
    Path(by): Path<WayBack>,
    Sent(sent): Sent<SentBack>,
) -> Result<Done, Failed> {
    let (insider, channel) = connecting(&app, reader, &sent.state).await?;
    let page = format!("{}/channels/{channel}", insider.base());
    let who = insider.elevated(&app, &format!("{page}/connect")).await?;
    let done = connecting::finish(&app.here, &who, by.network, &sent).await;
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
    page.frame.toast = said.map(Toast::of);
    Ok(Page::ok(page).into_response())
}

async fn tried(app: &App, sight: &Sight<'_>) -> Result<String, Declined> {
    let account = renewing::ready(&app.here, &sight.row).await?;
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
