//! Invitations: somebody on the roster receives a link, and comes in with a passkey, or a password and a code.

use crate::{
    Declined, Installation, accepting,
    people::{Setup, ask_to_enrol, begin_code, choose, confirmed, enrolled, forget_secret, hash, label_of},
    sign_in::{NotIn, Visit, account, check_password, note},
};
use basics::{GroupId, Moment, PersonId};
use charter::{Actor, act::InviteMember};
use people::{
    Accepted, Elevated, EmailAddress, Guest, Identified, Invitation, InviterStanding, MayEnrol, Person, PersonName,
    Proof, Role, Session, Token, TokenRefused, Try, TypedPassword,
};
use store::{Coming, Joining, KeptInvitation, NewWay};

/// Makes a link for somebody on the roster. [`crate::inviting`] brings it to them.
pub async fn invite(here: &Installation, group: GroupId, who: &Elevated, person: PersonId) -> Result<Token, Declined> {
    let (offered, link) = offer(here, group, person, Some(who.person())).await?;
    let judged = here.store.begin(group, Actor::Person(who.person()), InviteMember { person }).await?;
    judged.keep(&offered).await?.commit().await?;
    Ok(link)
}

/// Lets the first person of a group in: the operator does this, as long as nobody of the group can sign in.
pub async fn invite_first(here: &Installation, group: GroupId, person: PersonId) -> Result<Token, Declined> {
    let (offered, link) = offer(here, group, person, None).await?;
    let judged = here.store.begin_first_invitation(group, InviteMember { person }).await?;
    judged.keep(&offered).await?.commit().await?;
    Ok(link)
}

/// The link that the first start prints: whoever holds it sets up a group.
pub async fn invite_founder(here: &Installation) -> Result<Token, Declined> {
    let (offered, link) = Invitation::offer(Guest::Founder, here.store.now()).map_err(anyhow::Error::from)?;
    here.store.bookkeeping().invite_founder(&offered).await?;
    Ok(link)
}

async fn offer(
    here: &Installation,
    group: GroupId,
    person: PersonId,
    inviter: Option<PersonId>,
) -> Result<(Invitation, Token), Declined> {
    let on_roster = here.store.person(person).await?.ok_or(Declined::NotFound("person"))?;
    let standing = here.store.standing(group, person).await?;
    let office = standing.offices.into_iter().find(|office| office != store::MEMBER);
    let role = office.map_or(Role::Member, Role::Office);
    let guest = Guest::Colleague { group, email: on_roster.email, role, inviter };
    Ok(Invitation::offer(guest, here.store.now()).map_err(anyhow::Error::from)?)
}

/// An invitation as its page shows it.
pub struct Shown {
    /// The group; none for a founder.
    pub group: Option<GroupId>,
    /// The person it is for; none for a founder, who says who they are.
    pub person: Option<Person>,
    /// What they are in the group.
    pub role: Role,
    /// Who invited them; nobody for the operator's own links.
    pub inviter: Option<PersonId>,
    /// Whether their account can sign in already: then they accept it signed in.
    pub can_sign_in: bool,
    /// Until when it works.
    pub until: Moment,
    /// Whether they were admitted and accept it by coming in.
    pub accepts: bool,
}

/// What a founder says about themselves; for everybody else the roster says it.
#[derive(Clone, Copy, Debug)]
pub struct Newcomer<'a> {
    /// What they want to be called.
    pub name: &'a str,
    /// Their address.
    pub email: &'a str,
}

/// What this invitation is. Nothing changes, however often it is opened.
pub async fn show(here: &Installation, link: &Token) -> Result<Shown, NotIn> {
    let open = open(here, link).await?;
    let guest = open.welcome(link, here.store.now())?;
    let (group, role, inviter) = match guest {
        Guest::Founder => (None, Role::Member, None),
        Guest::Colleague { group, role, inviter, .. } => (Some(*group), role.clone(), *inviter),
    };
    let can_sign_in = match &open.person {
        Some(person) => here.store.has_a_way_in(person.id).await?,
        None => false,
    };
    let until = open.kept.invitation.link.expires;
    let accepts = match (group, &open.person) {
        (Some(group), Some(person)) => here.store.admission_to_accept(group, person.id).await?.is_some(),
        _ => false,
    };
    Ok(Shown { group, role, inviter, can_sign_in, until, accepts, person: open.person })
}

/// Begins to come in with a passkey: the question for the browser, as JSON.
pub async fn start_passkey(
    here: &Installation,
    visit: Visit<'_>,
    link: &Token,
    newcomer: Newcomer<'_>,
) -> Result<String, NotIn> {
    let open = open(here, link).await?;
    let now = here.store.now();
    let person = open.newcomer(here, newcomer, PersonId::mint(now)).await?;
    let welcome = open.kept.invitation.show(link, now, open.inviter).map_err(NotIn::because)?;
    ask_to_enrol(here, visit, &person, &MayEnrol::Invited(&welcome)).await
}

/// Comes in with the passkey that answered. What comes back is the session's token, for its cookie.
pub async fn accept_with_passkey(
    here: &Installation,
    visit: Visit<'_>,
    link: &Token,
    newcomer: Newcomer<'_>,
    label: &str,
    answer: &str,
) -> Result<Token, NotIn> {
    let guess = note(here, Try::Link, None, visit.block).await?;
    let mut open = open(here, link).await?;
    let enrolled = enrolled(here, visit, answer).await?;
    let passkey = enrolled.passkey().clone();
    let person = open.newcomer(here, newcomer, passkey.person()).await?;
    let accepted = open.accept(link, &person, here.store.now())?;
    let proof = Proof::Joined(accepted, enrolled);
    let (session, token) = Session::begin(&proof, here.store.now())?;
    // It was put in two lines above.
    let Proof::Joined(accepted, _) = &proof else { return Err(people::SignInRefused.into()) };
    let way = NewWay::Passkey { passkey: &passkey, label: &label_of(label) };
    let joining =
        Joining { accepted, link: link.hash(), person: &person, way, session: &session, browser: visit.browser };
    join(here, &joining).await?;
    here.store.bookkeeping().guessed_right(guess).await?;
    Ok(token)
}

/// Begins to come in with a password: the secret for an authenticator app.
pub async fn start_password(
    here: &Installation,
    visit: Visit<'_>,
    link: &Token,
    newcomer: Newcomer<'_>,
) -> Result<Setup, NotIn> {
    let open = open(here, link).await?;
    let person = open.newcomer(here, newcomer, PersonId::mint(here.store.now())).await?;
    begin_code(here, visit, &person.email).await
}

/// Comes in with a password and the first code of the app.
pub async fn accept_with_password(
    here: &Installation,
    visit: Visit<'_>,
    link: &Token,
    newcomer: Newcomer<'_>,
    typed: &str,
    code: &str,
) -> Result<Token, NotIn> {
    let guess = note(here, Try::Link, None, visit.block).await?;
    let mut open = open(here, link).await?;
    let person = open.newcomer(here, newcomer, PersonId::mint(here.store.now())).await?;
    let chosen = choose(typed, &person)?;
    let (secret, first) = confirmed(here, visit, &person, code).await?;
    let stored = hash(here, chosen).await?;
    let accepted = open.accept(link, &person, here.store.now())?;
    let entered = TypedPassword::take(typed).map_err(NotIn::because)?;
    let (matched, _) = check_password(here, Some((person.id, stored.clone())), entered).await?;
    let step = first.step();
    let (session, token) = Session::begin(&Proof::PasswordAndCode(matched?, first), here.store.now())?;
    let way = NewWay::PasswordAndCode { password: &stored, secret: &secret, step };
    let joining = Joining {
        accepted: &accepted,
        link: link.hash(),
        person: &person,
        way,
        session: &session,
        browser: visit.browser,
    };
    join(here, &joining).await?;
    forget_secret(here, visit).await?;
    here.store.bookkeeping().guessed_right(guess).await?;
    Ok(token)
}

/// Accepts an invitation as somebody who is signed in already. It must be for them.
pub async fn accept_signed_in(
    here: &Installation,
    visit: Visit<'_>,
    who: &Identified,
    link: &Token,
) -> Result<Option<GroupId>, NotIn> {
    let guess = note(here, Try::Link, None, visit.block).await?;
    let mut open = open(here, link).await?;
    let person = account(here, who.person()).await?;
    let accepted = open.accept(link, &person, here.store.now())?;
    let group = match accepted.guest() {
        Guest::Founder => None,
        Guest::Colleague { group, .. } => Some(*group),
    };
    let coming = || Coming::SignedIn(&accepted, link.hash());
    let accepts = match group {
        Some(group) => accepting::accept(here, group, person.id, coming()).await?,
        None => false,
    };
    if !accepts {
        here.store.bookkeeping().accept(&accepted, link.hash()).await?;
    }
    here.store.bookkeeping().guessed_right(guess).await?;
    Ok(group)
}

/// Lets somebody in who belongs here, or accepts an admission by it; a founder will by coming in.
async fn join(here: &Installation, joining: &Joining<'_>) -> Result<(), NotIn> {
    if let Guest::Colleague { group, .. } = joining.accepted.guest() {
        if accepting::accept(here, *group, joining.person.id, Coming::Joining(joining)).await? {
            tracing::info!(person = %joining.person.id, "accepted their admission");
            return Ok(());
        }
        let standing = here.store.belonging(joining.person.id).await?;
        joining.session.alive(here.store.now(), standing)?;
    }
    here.store.bookkeeping().join(joining).await?;
    tracing::info!(person = %joining.person.id, "came in by invitation");
    Ok(())
}

/// An invitation with everything that says whether it may be accepted.
struct Open {
    kept: KeptInvitation,
    person: Option<Person>,
    inviter: InviterStanding,
}

async fn open(here: &Installation, link: &Token) -> Result<Open, NotIn> {
    let kept = here.store.invitation(link.hash()).await?.ok_or_else(|| NotIn::because(TokenRefused::Unknown))?;
    let inviter = here.store.inviter_standing(&kept).await?;
    let person = match (&kept.invitation.guest, kept.person) {
        (Guest::Colleague { .. }, Some(person)) => here.store.person(person).await?,
        _ => None,
    };
    Ok(Open { kept, person, inviter })
}

impl Open {
    fn welcome(&self, link: &Token, at: Moment) -> Result<&Guest, NotIn> {
        self.kept.invitation.show(link, at, self.inviter).map_err(NotIn::because)?;
        Ok(&self.kept.invitation.guest)
    }

    /// Who comes in: the person on the roster, or the founder as they say they are.
    async fn newcomer(&self, here: &Installation, says: Newcomer<'_>, id: PersonId) -> Result<Person, NotIn> {
        if let Some(person) = &self.person {
            return Ok(person.clone());
        }
        if self.kept.invitation.guest != Guest::Founder {
            return Err(NotIn::because(TokenRefused::Unknown));
        }
        let name = PersonName::parse(says.name).map_err(NotIn::because)?;
        let email = EmailAddress::parse(says.email).map_err(NotIn::because)?;
        if here.store.person_at(&email).await?.is_some() {
            return Err(NotIn::because("This address has an account here already. Sign in with it, or give another."));
        }
        Ok(Person::new(id, name, email))
    }

    fn accept(&mut self, link: &Token, person: &Person, at: Moment) -> Result<Accepted, NotIn> {
        self.kept.invitation.accept(link, person, at, self.inviter).map_err(NotIn::because)
    }
}
