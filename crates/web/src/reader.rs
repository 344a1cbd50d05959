//! Who reads a page: somebody who is signed in, and somebody who belongs to the group of the address.

use crate::{
    App,
    cache::Known,
    failed::Failed,
    frame::{self, Frame, Notice, Place, Plain},
    guard::{Browser, RequestId},
    holds, home,
    parts::{Face, Problems},
    when,
};
use acts::{Declined, sessions, sign_in::NotIn};
use axum::extract::{FromRequestParts, Path};
use axum::http::{header, request::Parts};
use basics::{GroupId, Moment, PersonId, Zone};
use charter::sentences::capital;
use people::{Elevated, SessionOver, SignedIn};
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};
use store::{Group, LogReader, SeatRow, Standing};
use url::Url;

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Reader {
    /// Who it is, in which session.
    pub who: SignedIn,
    /// Their browser.
    pub browser: Browser,
    /// The number of this request.
    pub request: String,
    /// When it came.
    pub at: Moment,
}

impl FromRequestParts<App> for Reader {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failed> {
        let request = RequestId::of(&parts.extensions).to_owned();
        let browser = Browser::from_request_parts(parts, app).await.map_err(Failed::bare)?;
        let plain = browser.plain();
        match sessions::who(&app.here, browser.session()).await {
            Ok(Some(who)) => Ok(Self { who, browser, request, at: app.here.store.now() }),
            Ok(None) => Err(Failed::sign_in(&way_back(parts), false)),
            Err(NotIn::Over(SessionOver::Rests)) => Err(Failed::rests()),
            Err(NotIn::Over(_)) => Err(Failed::sign_in(&way_back(parts), true)),
            Err(other) => Err(Failed::trouble(plain, &request, &anyhow::Error::from(other))),
        }
    }
}

/// Where somebody comes back to after signing in: the page they asked for, or the page whose form they sent.
fn way_back(parts: &Parts) -> String {
    if parts.method.is_safe() {
        return parts.uri.path().to_owned();
    }
    let form = parts.headers.get(header::REFERER).and_then(|page| page.to_str().ok());
    let form = form.and_then(|page| Url::parse(page).ok()).map(|page| page.path().to_owned());
    form.unwrap_or_else(|| page_of(parts.uri.path()))
}

/// The page from which a form goes to this address, where the browser does not say: the thing itself, without the verb
/// behind it. A composer's form goes to the composer.
fn page_of(path: &str) -> String {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let kept = match parts.as_slice() {
        ["g", _, "posts", _, "edit", ..] => 5,
        ["g", _, "media", ..] => 3,
        ["g", ..] => parts.len().min(4),
        ["seats", ..] => parts.len().min(3),
        ["setup", ..] => parts.len().min(2),
        _ => return "/".to_owned(),
    };
    format!("/{}", parts[..kept].join("/"))
}

impl Reader {
    /// The person.
    pub fn person(&self) -> PersonId {
        self.who.person()
    }
    /// The frame of a page outside any group.
    pub fn plain(&self) -> Plain {
        Plain { signed_in: true, ..self.browser.plain() }
    }
    /// What an act answered that was not done, as a page.
    pub fn failed(&self, declined: Declined) -> Failed {
        Failed::declined(self.plain(), &self.request, declined)
    }
    /// Something failed underneath.
    pub fn trouble(&self, error: impl Into<anyhow::Error>) -> Failed {
        Failed::trouble(self.plain(), &self.request, &error.into())
    }
}

/// Somebody who belongs to the group of the address, or belonged to it.
pub struct Insider {
    /// The reader.
    pub reader: Reader,
    /// The group.
    pub group: Group,
    /// What they are to the group now.
    pub standing: Standing,
    /// The zone that the group counts days in.
    pub zone: Zone,
    /// How often something had changed in the group when this request came.
    pub revision: i64,
    /// The group as it was then.
    pub known: Arc<Known>,
}

#[derive(Deserialize)]
struct OfGroup {
    group: String,
}

impl FromRequestParts<App> for Insider {
    type Rejection = Failed;
    /// Whoever has nothing to do with the group learns nothing about it, not even that it is there.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failed> {
        let reader = Reader::from_request_parts(parts, app).await?;
        let path = Path::<OfGroup>::from_request_parts(parts, app).await;
        let Path(OfGroup { group }) = path.map_err(|_| Failed::gone(reader.plain()))?;
        let found = app.here.store.group_and_revision(&group).await.map_err(|error| reader.trouble(error))?;
        let insider = Self::inside(app, reader, found).await?;
        insider.leaves_an_archive_alone(parts)?;
        Ok(insider)
    }
}

impl Insider {
    /// In a group that ended nothing is written any more, but that an errand is done.
    fn leaves_an_archive_alone(&self, parts: &Parts) -> Result<(), Failed> {
        let ended = self.known.ended.as_ref().filter(|_| !parts.method.is_safe());
        let errands = format!("{}/errands/", self.base());
        match ended.filter(|_| !parts.uri.path().starts_with(&errands)) {
            Some(ending) => Err(self.failed(Declined::rule(ending.sentence()))),
            None => Ok(()),
        }
    }

    /// A reader of a page whose address does not name the group.
    pub async fn of(app: &App, reader: Reader, group: GroupId) -> Result<Self, Failed> {
        let revision = app.here.store.revision(group).await.map_err(|error| reader.trouble(error))?;
        let group = app.here.store.group(group).await.map_err(|error| reader.trouble(error))?;
        Self::inside(app, reader, group.map(|group| (group, revision))).await
    }

    /// The revision was read before anything else of the group: what is read after it may be newer, never older.
    async fn inside(app: &App, reader: Reader, found: Option<(Group, i64)>) -> Result<Self, Failed> {
        let (group, revision) = found.ok_or_else(|| Failed::gone(reader.plain()))?;
        let known = app.cache.group(&app.here.store, &group, revision).await.map_err(|error| reader.trouble(error))?;
        // Whoever was a member when the group ended goes on reading its archive.
        let at = known.ended.as_ref().map_or(reader.at, |ended| ended.at.min(reader.at));
        let standing = known.roster.standing(reader.person(), at);
        if !standing.is_member() {
            return Err(Failed::gone(reader.plain()));
        }
        Ok(Self { reader, group, standing, zone: known.zone.clone(), revision, known })
    }

    /// The group's id.
    pub fn id(&self) -> GroupId {
        self.group.id
    }
    /// The person.
    pub fn person(&self) -> PersonId {
        self.reader.person()
    }
    /// The person, as somebody who reads the log.
    pub fn of_log(&self) -> LogReader {
        LogReader::Person(self.person())
    }
    /// Where the group's pages start: `/g/social-media`.
    pub fn base(&self) -> String {
        format!("/g/{}", self.group.slug)
    }
    /// What every form carries.
    pub fn token(&self) -> &str {
        self.reader.browser.form_token()
    }
    /// What an act answered that was not done, as a page of this group.
    pub fn failed(&self, declined: Declined) -> Failed {
        self.reader.failed(declined).within(&self.base())
    }
    /// What stands at a field of the page about an act that was not done; where none can say it, the page that does.
    pub fn at_its_field(&self, declined: Declined) -> Result<Problems, Failed> {
        match declined {
            Declined::ByField { field, sentence } => Ok(Problems::of(field, sentence)),
            other => Err(self.failed(other)),
        }
    }
    /// What an act answered that was not done, told with those whom the charter in force names.
    pub async fn refused(&self, app: &App, declined: Declined) -> Failed {
        match app.here.store.charter(self.id()).await {
            Ok(charter) => self.failed(declined).explained(&charter, &self.known.channels),
            Err(error) => self.trouble(error),
        }
    }
    /// Something failed underneath.
    pub fn trouble(&self, error: impl Into<anyhow::Error>) -> Failed {
        self.reader.trouble(error)
    }
    /// Proof that this person proved lately who they are; where they have to do so again, the way there and back.
    pub async fn elevated(&self, app: &App, back: &str) -> Result<Elevated, Failed> {
        let asked = app.here.asks_in(self.id()).await.map_err(|declined| self.failed(declined))?;
        self.reader.who.elevated(asked).map_err(|step_up| Failed::prove(back, step_up))
    }
    /// The names by which the group calls its people, now and before.
    pub fn names(&self) -> HashMap<PersonId, String> {
        let members = self.known.roster.members(self.reader.at);
        members.into_iter().map(|member| (member.person, member.known_as)).collect()
    }
    /// The same, and those of people with seats on other bodies, who need not be in the group.
    pub fn names_with(&self, seats: Vec<SeatRow>) -> HashMap<PersonId, String> {
        let seated = seats.into_iter().map(|row| (row.seat.person, row.known_as));
        seated.chain(self.names()).collect()
    }
    /// The name by which the group calls somebody; a word for those it does not know.
    pub fn name(&self, person: PersonId) -> String {
        self.known.roster.known_as(person).unwrap_or("Somebody outside the group").to_owned()
    }

    /// The frame around a page of this group.
    pub async fn frame(&self, app: &App, here: Place) -> Result<Frame, Failed> {
        let groups = app.here.store.count_groups_of(self.person()).await.map_err(|error| self.trouble(error))?;
        let name = self.name(self.person());
        Ok(Frame {
            theme: self.reader.browser.theme(),
            here,
            group: frame::Group { name: self.group.name.clone(), base: self.base() },
            more_groups: groups > 1,
            me: frame::Me { face: Face::of(&name), term: self.term(), name },
            waiting: home::waiting(app, self).await?,
            unanswered: self.known.unanswered,
            token: self.token().to_owned(),
            toast: None,
            notices: self.notices(app),
        })
    }

    /// What everybody has to know, the most urgent first.
    fn notices(&self, app: &App) -> Vec<Notice> {
        let clock = app.here.store.clock().wrong().map(|wrong| Notice::ClockIsWrong(when::wrong(wrong)));
        let braked = app.here.store.brake().is_pulled().then(|| Notice::Held(BRAKED.to_owned()));
        let held = braked.or_else(|| holds::notice(&self.known.holds).map(Notice::Held));
        let ended = self.known.ended.as_ref().map(|end| Notice::Archive(format!("{}.", capital(&end.sentence()))));
        let demonstration = app.here.demonstration.map(|_| Notice::Demonstration);
        clock.into_iter().chain(held).chain(ended.or(demonstration)).collect()
    }

    fn term(&self) -> String {
        self.standing.term_end.map_or_else(String::new, |end| format!("until {}", when::day(end, &self.zone)))
    }
    /// The instant as people of this group read it: `Fri 4 Dec 2026, 15:00 UTC`.
    pub fn when(&self, at: Moment) -> String {
        when::full(at, &self.zone)
    }
}

/// What every page says while the operator stopped this machine.
const BRAKED: &str = "Whoever runs this installation stopped everything on this machine, so nothing leaves.";
