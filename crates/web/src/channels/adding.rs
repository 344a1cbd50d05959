//! A new channel: opened where the charter lets the reader, else its name is held and the question is put to whoever
//! decides.

use super::{NewChannel, words};
use crate::{
    App, address,
    done::Done,
    failed::Failed,
    frame::Place,
    guard::Sent,
    law,
    page::Page,
    parts::{Choice, Choices, Field, Kind as FieldKind, Problems},
    reader::Insider,
};
use acts::{Declined, answers, channels as register, opinions};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use basics::ChannelId;
use channels::{Channel, Kind, NetworkName};
use charter::{
    Object, Opinion,
    act::{OpenChannel, ReserveChannel},
};
use networks::assisted::Place as ByHand;
use people::Elevated;
use serde::Deserialize;

/// The form as it is filled in, or as a link prefills it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    id: String,
    network: String,
    name: String,
    handle: String,
    page: String,
    kind: String,
    social: String,
    how: String,
}

impl Filled {
    /// The form with what was typed.
    fn again(&self, reader: &Insider) -> String {
        let typed = [
            ("id", self.id.as_str()),
            ("network", &self.network),
            ("name", &self.name),
            ("handle", &self.handle),
            ("page", &self.page),
            ("kind", &self.kind),
            ("social", &self.social),
            ("how", &self.how),
        ];
        address::with(&format!("{}/channels/new", reader.base()), typed)
    }
}

/// The empty form, with who decides beside it.
pub async fn form(
    State(app): State<App>,
    reader: Insider,
    Query(filled): Query<Filled>,
) -> Result<Page<NewChannel>, Failed> {
    let asked = Asked::about(&app, &reader, filled).await?;
    Ok(Page::ok(asked.page(&app, &reader, Problems::default()).await?))
}

/// Enters the channel, as the form says.
pub async fn enter(State(app): State<App>, reader: Insider, Sent(filled): Sent<Filled>) -> Result<Response, Failed> {
    let who = reader.elevated(&app, &filled.again(&reader)).await?;
    let asked = Asked::about(&app, &reader, filled).await?;
    match asked.enter(&app, &reader, &who).await {
        Ok(done) => Ok(done),
        Err(Declined::ByRule(sentence)) => {
            let problems = Problems::of(asked.field_of(&sentence), sentence);
            Ok(Page::again(asked.page(&app, &reader, problems).await?).into_response())
        }
        Err(declined) => Err(reader.failed(declined)),
    }
}

/// What was typed, and what the charter says about it.
struct Asked {
    filled: Filled,
    id: ChannelId,
    open: Opinion,
    reserve: Opinion,
    /// Who decides about opening it, where it is not the reader: `the board`.
    decides: String,
}

impl Asked {
    async fn about(app: &App, reader: &Insider, filled: Filled) -> Result<Self, Failed> {
        let id = filled.id.parse().unwrap_or_else(|_| ChannelId::mint(app.here.store.now()));
        let open = opinions::may(&app.here, reader.id(), reader.person(), &OpenChannel { channel: id }).await;
        let reserve = opinions::may(&app.here, reader.id(), reader.person(), &ReserveChannel { channel: id }).await;
        let failed = |declined| reader.failed(declined);
        let (open, reserve) = (open.map_err(failed)?, reserve.map_err(failed)?);
        let charter = app.here.store.charter(reader.id()).await.map_err(|error| reader.trouble(error))?;
        let body = answers::open_matters(&open).first().and_then(|cited| cited.goes_to.as_deref().map(str::to_owned));
        let decides = body.map_or_else(String::new, |body| charter.the_body(&body));
        Ok(Self { filled, id, open, reserve, decides })
    }

    /// Opens it, or holds its name and asks, or holds its name. What comes back leads on.
    async fn enter(&self, app: &App, reader: &Insider, who: &Elevated) -> Result<Response, Declined> {
        let channel = self.channel(reader)?;
        let at = words::page(reader, &channel);
        match self.filled.how.as_str() {
            "open" => {
                register::open(&app.here, reader.id(), who, &channel).await?;
                Ok(Done::at(at, "entered").into_response())
            }
            "ask" => self.ask(app, reader, who, &channel).await,
            "reserve" => {
                register::reserve(&app.here, reader.id(), who, &channel).await?;
                Ok(Done::at(at, "held").into_response())
            }
            _ => Err(Declined::rule("choose what is to happen with this channel")),
        }
    }

    async fn ask(&self, app: &App, reader: &Insider, who: &Elevated, channel: &Channel) -> Result<Response, Declined> {
        let matters = answers::open_matters(&self.open);
        let matter = matters.first().ok_or_else(|| {
            Declined::rule("nobody has to be asked about this channel any more; open it, or hold its name only")
        })?;
        if self.reserve.may() {
            register::reserve(&app.here, reader.id(), who, channel).await?;
        }
        let text = format!("Shall {} ({}, {}) become an official channel?", channel.name, channel.handle, channel.url);
        let about = Object::new("channel", channel.id);
        let answer = answers::ask(&app.here, reader.id(), who, about, matter, &text).await?;
        Ok(Redirect::to(&format!("{}/requests/{answer}", reader.base())).into_response())
    }

    fn channel(&self, reader: &Insider) -> Result<Channel, Declined> {
        let (network, place) = match self.filled.network.split_once('-') {
            Some((network, place)) => (network, Some(place.to_owned())),
            None => (self.filled.network.as_str(), None),
        };
        if network.is_empty() {
            return Err(Declined::rule("choose the network that this channel is on"));
        }
        let filled = register::Filled {
            name: self.filled.name.clone(),
            network: NetworkName::parse(network).map_err(Declined::rule)?,
            place,
            handle: self.filled.handle.clone(),
            url: self.filled.page.clone(),
            kind: if self.filled.kind == "community" { Kind::Community } else { Kind::Ours },
            social: self.filled.social != "no",
        };
        filled.checked(self.id, reader.id())
    }

    /// The field that a sentence is about.
    fn field_of(&self, sentence: &str) -> &'static str {
        if sentence.contains("choose the network") {
            "network"
        } else if sentence.contains("what is to happen") || sentence.contains("nobody has to be asked") {
            "how"
        } else if self.filled.name.trim().is_empty() {
            "name"
        } else {
            "page"
        }
    }

    async fn page(&self, app: &App, reader: &Insider, problems: Problems) -> Result<NewChannel, Failed> {
        let charter = app.here.store.charter(reader.id()).await.map_err(|error| reader.trouble(error))?;
        let field = |name: &str, label: &str, value: &str| {
            let field = Field::new(name, label).value(value);
            field.marked(&problems)
        };
        let it = &self.filled;
        Ok(NewChannel {
            frame: reader.frame(app, Place::Channels).await?,
            network: networks(&it.network, problems.at("network")),
            name: field("name", "What do you call it?", &it.name).hint("As people will recognise it: Mastodon, Forum."),
            handle: field("handle", "Its name there", &it.handle).hint("@project@social.example, or the page’s title."),
            page: field("page", "The address of its public page", &it.page)
                .kind(FieldKind::Url)
                .hint("https://social.example/@project"),
            kind: kind(&it.kind),
            social: social(&it.social),
            how: self.how(problems.at("how")),
            id: self.id.to_string(),
            open: law::verdict(&charter, &reader.base(), &self.open, "Who opens a channel"),
            reserve: law::verdict(&charter, &reader.base(), &self.reserve, "Who holds a name"),
            problems,
        })
    }

    /// Only what the charter leaves to this reader.
    fn how(&self, error: Option<String>) -> Choices {
        let mut of = Vec::new();
        if self.open.may() {
            of.push(Choice::new("open", "Open it").small("Posts can leave there as soon as the account is connected."));
        } else if !answers::open_matters(&self.open).is_empty() {
            let who = self.decides.as_str();
            let small = if self.reserve.may() {
                "The name is held until the answer is recorded. Nothing is posted."
            } else {
                "It enters the register when the answer is recorded."
            };
            of.push(Choice::new("ask", format!("Ask {who} to open it")).small(small));
        }
        if self.reserve.may() {
            of.push(Choice::new("reserve", "Hold the name only").small("Nobody else takes it. Nothing is posted."));
        }
        let wanted = self.filled.how.as_str();
        let known = of.iter().any(|choice| choice.value == wanted);
        for (n, choice) in of.iter_mut().enumerate() {
            choice.chosen = if known { choice.value == wanted } else { n == 0 };
        }
        let hint = if of.is_empty() { "Nothing of this is open to you; beside the form stands who can." } else { "" };
        Choices {
            name: "how".to_owned(),
            legend: "What is to happen?".to_owned(),
            hint: hint.to_owned(),
            of,
            error,
            ..Choices::default()
        }
    }
}

/// Where a channel can be.
pub fn networks(chosen: &str, error: Option<String>) -> Choices {
    let reached = networks::NetworkName::ALL.iter().filter(|name| **name != networks::NetworkName::Assisted);
    let by_hand = ByHand::ALL.into_iter().map(|place| match place {
        ByHand::Other => ("assisted-other".to_owned(), "Elsewhere".to_owned()),
        place => (format!("assisted-{}", place.word()), place.title().to_owned()),
    });
    let reached = reached.map(|name| Choice::new(name.as_str(), name.title()).small("Nuncio posts there."));
    let of = reached.chain(by_hand.map(|(word, title)| Choice::new(&word, title).small("A person posts by hand.")));
    let of = of.map(|choice| {
        let chosen = choice.value == chosen;
        choice.chosen(chosen)
    });
    Choices {
        name: "network".to_owned(),
        legend: "Where is it?".to_owned(),
        of: of.collect(),
        across: true,
        error,
        ..Choices::default()
    }
}

fn kind(chosen: &str) -> Choices {
    let of = [Kind::Ours, Kind::Community].map(|kind| {
        Choice::new(kind.as_str(), kind.words())
            .chosen(kind.as_str() == chosen || (kind == Kind::Ours && chosen != "community"))
    });
    Choices {
        name: "kind".to_owned(),
        legend: "Whose is it?".to_owned(),
        of: of.to_vec(),
        across: true,
        ..Choices::default()
    }
}

fn social(chosen: &str) -> Choices {
    let of = vec![
        Choice::new("yes", "A social network").chosen(chosen != "no"),
        Choice::new("no", "A blog, a forum or a list").chosen(chosen == "no"),
    ];
    Choices { name: "social".to_owned(), legend: "What is it?".to_owned(), of, across: true, ..Choices::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_network_can_be_chosen_by_name() {
        let words: Vec<String> = networks("bluesky", None).of.into_iter().map(|choice| choice.value).collect();
        for word in ["mastodon", "bluesky", "wordpress", "git", "mailinglist", "assisted-linkedin"] {
            assert!(words.iter().any(|there| there == word), "{word} is not among {words:?}");
        }
        assert!(words.iter().all(|word| NetworkName::parse(word.split('-').next().unwrap_or_default()).is_ok()));
    }
}
