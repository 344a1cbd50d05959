//! Applying to a group, from outside: the form that the charter asks for, and what became of it.
//!
//! Whoever applies has no account. Each form is born with the link by which its writer will look at it, signed with the
//! instant it was opened at: the same form is one application however often it is sent, and one that comes back faster
//! than a person writes is shown again.

use crate::{Declined, Installation};
use basics::{Digest, GroupId, Moment};
use charter::{Charter, rules::Application};
use jiff::SignedDuration;
use membership::application::answered;
use people::{EmailAddress, PersonName, Purpose, Token, TokenHash};
use store::{ApplicationRow, Applying, Received};

/// A form that is sent sooner after it was opened was written by no person.
const WRITTEN_IN: SignedDuration = SignedDuration::from_secs(3);
/// The fields of every form, whatever a charter asks.
pub const NAME: &str = "name";
/// The mail address, to which an invitation goes.
pub const EMAIL: &str = "email";
/// A field that people do not see and leave empty.
pub const TRAP: &str = "website";

/// What a new form carries beside its fields.
pub struct Blank {
    /// The link by which its writer looks at it later, as text.
    pub link: String,
    /// When it was opened, signed.
    pub opened: String,
}

/// A form as it came back.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// Every field by its name.
    pub fields: Vec<(String, String)>,
}

impl Filled {
    /// What stands in a field; nothing where there is none.
    pub fn value(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }
}

/// Why an application was not taken. Nothing of what was typed is lost by it.
#[derive(Debug)]
pub enum NotTaken {
    /// These fields have to be mended: the name of each, and the sentence.
    Fields(Vec<(String, String)>),
    /// Nobody is in the group who could decide about it.
    NobodyDecides,
    /// The form was not opened here, or is another group's: it is shown again with a link of its own.
    Unknown,
    /// The form was sent before and says something else now; what it said then is looked at by its link.
    SentBefore,
    /// Something failed underneath.
    Trouble(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for NotTaken {
    fn from(error: E) -> Self {
        Self::Trouble(error.into())
    }
}

/// What the charter asks applicants; none where it has no form in a public place.
pub fn form(charter: &Charter) -> Option<&Application> {
    charter.rules().membership.as_ref()?.application.as_ref().filter(|form| form.public)
}

/// Whether anybody is in the group who could decide about an application.
pub async fn has_members(here: &Installation, group: GroupId) -> Result<bool, anyhow::Error> {
    let now = here.store.now();
    Ok(here.store.members(group).await?.iter().any(|member| member.current(now)))
}

/// The name of the field in which a question of the charter is answered.
pub fn field_of(question: &str) -> String {
    format!("answer_{question}")
}

/// What a form carries that is opened now.
///
/// # Errors
/// When the system gives no random bytes.
pub fn blank(here: &Installation, group: GroupId) -> Result<Blank, anyhow::Error> {
    let (link, now) = (Token::mint(Purpose::Application)?, here.store.now());
    let signed = signature(here, group, link.hash(), now.micros());
    Ok(Blank { link: link.reveal().expose().to_owned(), opened: format!("{}.{signed}", now.micros()) })
}

/// Twice under the secret, so that nobody who has one signature makes another from it.
fn signature(here: &Installation, group: GroupId, link: TokenHash, opened: i64) -> Digest {
    let secret = here.store.derived_secret("application forms 1");
    let (group, link) = (group.to_string(), link.digest());
    let inner = Digest::of_parts([&secret[..], group.as_bytes(), link.bytes(), &opened.to_be_bytes()]);
    Digest::of_parts([&secret[..], inner.bytes()])
}

/// Takes an application. What comes back is the link by which its writer looks at it.
///
/// # Errors
/// [`NotTaken`], with everything that is to be mended at once.
pub async fn apply(
    here: &Installation,
    group: GroupId,
    form: &Application,
    filled: &Filled,
) -> Result<Token, NotTaken> {
    let (link, opened) = genuine(here, group, filled).ok_or(NotTaken::Unknown)?;
    if !has_members(here, group).await? {
        return Err(NotTaken::NobodyDecides);
    }
    let applying = checked(here, group, form, filled, (&link, opened)).map_err(NotTaken::Fields)?;
    match here.store.bookkeeping().receive_application(&applying).await {
        Ok(Received::Now(application)) => tracing::info!(%application, "an application arrived"),
        Ok(Received::Before { is_same: true }) => {}
        Ok(Received::Before { is_same: false }) => return Err(NotTaken::SentBefore),
        Err(Declined::Trouble(error)) => return Err(NotTaken::Trouble(error)),
        Err(declined) => return Err(NotTaken::Trouble(anyhow::anyhow!("{declined}"))),
    }
    Ok(link)
}

/// The link of a form and the instant it was opened at, where both are what we gave out for this group.
fn genuine(here: &Installation, group: GroupId, filled: &Filled) -> Option<(Token, Moment)> {
    let link = Token::parse(filled.value("link"), Purpose::Application).ok()?;
    let (opened, signed) = filled.value("opened").split_once('.')?;
    let (opened, signed): (i64, Digest) = (opened.parse().ok()?, signed.parse().ok()?);
    let ours = signature(here, group, link.hash(), opened);
    // Compared as hashes of tokens are: in constant time.
    (TokenHash::from(ours) == TokenHash::from(signed)).then(|| (link, Moment::from_micros(opened)))
}

fn checked(
    here: &Installation,
    group: GroupId,
    form: &Application,
    filled: &Filled,
    (link, opened): (&Token, Moment),
) -> Result<Applying, Vec<(String, String)>> {
    let mut wrong = Vec::new();
    let name = PersonName::parse(filled.value(NAME)).map_err(|no| wrong.push((NAME.to_owned(), no.to_string())));
    let email = EmailAddress::parse(filled.value(EMAIL)).map_err(|no| wrong.push((EMAIL.to_owned(), no.to_string())));
    let said = answered(form, |question| filled.value(&field_of(question)).to_owned());
    let said = said.map_err(|all| wrong.extend(all.into_iter().map(|(at, no)| (field_of(at), no.to_string()))));
    if !filled.value(TRAP).is_empty() {
        wrong.push((NAME.to_owned(), TRAPPED.to_owned()));
    }
    if here.store.now() < opened.plus(WRITTEN_IN) {
        wrong.push((NAME.to_owned(), TOO_FAST.to_owned()));
    }
    match (name, email, said) {
        (Ok(name), Ok(email), Ok(said)) if wrong.is_empty() => {
            Ok(Applying { group, link: link.hash(), name, email, said })
        }
        _ => Err(wrong),
    }
}

const TRAPPED: &str =
    "a field was filled in that is there for machines only, and it is empty again now: send the form once more";
const TOO_FAST: &str = "this came back faster than a person writes: look it over, and send it once more";

/// The application that a link looks at; none where the link is another group's, or nobody's.
pub async fn look(here: &Installation, group: GroupId, link: &str) -> Result<Option<ApplicationRow>, anyhow::Error> {
    let Ok(link) = Token::parse(link, Purpose::Application) else { return Ok(None) };
    here.store.application_of_link(group, link.hash()).await
}
