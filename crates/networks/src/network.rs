//! What every network can be asked to do. The core knows this trait and capability data, and no network by name.

use crate::{
    Account, Capabilities, ClientRef, Connecting, Identity, Medium, NetworkName, NotConnected, Parent, Prepared,
    Refers, Rendered, Secret, Seen, Tried, Trouble, Typed, Violation, naming::Whom, oauth::Agreeing, trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Answer, Finding, ReadBack, Remote, Sending, TooLate};
use publishing::Content;

/// Who an account turned out to be, and what it can do.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// Who it is.
    pub identity: Identity,
    /// What it can do there.
    pub capabilities: Capabilities,
}

/// How the one irreversible call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What delivery makes of it.
    pub answer: Answer,
    /// What kind of trouble it was, where it was one: a revoked key pauses the channel.
    pub trouble: Option<Kind>,
    /// The sentence for the receipt.
    pub says: String,
}

/// One network.
///
/// Nothing in here retries. [`Network::commit`] and [`Network::delete`] make exactly one irreversible call and take the
/// proof that `sending` is durable; everything else may be repeated.
#[async_trait]
pub trait Network: Send + Sync {
    /// Its name.
    fn name(&self) -> NetworkName;

    /// Whether it has ever spoken to the real service.
    fn tried(&self) -> Tried {
        Tried::Really
    }

    /// What is typed to connect an account here.
    fn connecting(&self) -> Connecting;

    /// The account that this leads to, with its key. It is probed before anything is kept. Where a person agrees on the
    /// account's own server, what is typed is an address and a key that was made there by hand.
    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected>;

    /// The same where a person, after this was typed, agrees on the network's own page, which then gives the key.
    fn agreeing(&self, typed: &Typed) -> Option<&dyn Agreeing> {
        let _ = typed;
        None
    }

    /// Whether the key of this account has to be renewed before it is used.
    fn key_is_due(&self, account: &Account, now: Moment) -> bool {
        let _ = (account, now);
        false
    }

    /// Renews the key: gives what takes the place of [`Account::session`]. What it is renewed with is used up by that, so
    /// that only whoever has the turn may call this, and nothing is done with the new key before it is kept.
    ///
    /// # Errors
    /// [`Kind::KeyRevoked`] where a person has to connect the account again.
    async fn renewed(&self, account: &Account, now: Moment) -> Result<Secret, Trouble> {
        let _ = now;
        let says = format!("the key of {} is not renewed: connect the account again", account.identity.handle);
        Err(Trouble::new(Kind::KeyRevoked, says))
    }

    /// Reads who the account is and what its server allows.
    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble>;

    /// What its servers usually let an account do: for channels that nobody has connected yet, and for the documents.
    fn usual(&self, now: Moment) -> Capabilities;

    /// What would leave for this content, or everything that stands in the way. Pure.
    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>>;

    /// The idempotency material of one intention. Call it once, at the first attempt, and store it.
    fn client_ref(&self, now: Moment, random: [u8; 16]) -> ClientRef;

    /// Looks up the post at this address, so that it can be answered or quoted.
    async fn resolve(&self, account: &Account, address: &str) -> Result<Parent, Trouble>;

    /// Whom this network knows by a handle now. None where nobody has it, or where the network is not asked for people.
    ///
    /// # Errors
    /// Where it does not answer.
    async fn whom(&self, account: &Account, handle: &str) -> Result<Option<Whom>, Trouble> {
        let _ = (account, handle);
        Ok(None)
    }

    /// Whether it can be asked whom a handle leads to.
    fn knows_people(&self) -> bool {
        false
    }

    /// A post of ours that another one goes on from, as the next part of its thread.
    async fn going_on_from(&self, account: &Account, ours: &Remote) -> Result<Parent, Trouble> {
        let _ = account;
        Ok(Parent { remote: ours.clone(), author: String::new(), text: String::new(), version: None, root: None })
    }

    /// Our own post at an address that a person pasted, named as this connector itself would have named it. What is not
    /// a post of this account is refused with a sentence.
    async fn pasted(&self, account: &Account, address: &str) -> Result<Remote, Trouble>;

    /// Everything that may be repeated and that nobody sees: uploads of `media`, each streamed from where it is kept, drafts, names looked up, and what
    /// [`Network::reconcile`] will compare with. `earlier` is what an attempt that was begun before left with.
    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        earlier: Option<&Prepared>,
    ) -> Result<Prepared, Trouble>;

    /// The one irreversible call. `media` are for networks that take them with it and have no upload before.
    async fn commit(
        &self,
        account: &Account,
        prepared: &Prepared,
        media: &[Medium],
        client_ref: &ClientRef,
        sending: Sending,
        now: Moment,
    ) -> Outcome;

    /// Looks whether it is there. No moment is handed in: what is there is told by ids, because a server's clock may be
    /// hours away from ours. `taken` are the ids of other posts of the channel, which are not taken for this one.
    async fn reconcile(
        &self,
        account: &Account,
        prepared: &Prepared,
        client_ref: &ClientRef,
        taken: &[String],
    ) -> Finding;

    /// Reads a post of ours as the network shows it now.
    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble>;

    /// What differs between what left and what is there, by this network's rules; empty when nothing does.
    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String>;

    /// Removes a post of ours.
    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome;

    /// Makes a post of ours say what was prepared, where it is: one irreversible call, after which the post is read back.
    /// To make the same change again changes nothing. Networks that change nothing in place refuse, and nothing is sent;
    /// [`crate::Takes::edits`] says which do.
    async fn edit(
        &self,
        account: &Account,
        remote: &Remote,
        prepared: &Prepared,
        sending: Sending,
        now: Moment,
    ) -> Outcome {
        // Nothing is sent, so that nothing is done with what they were to be sent with.
        let _ = (remote, prepared, sending);
        Outcome::cannot_edit(account, now)
    }

    /// What reading back means for the delivery.
    fn read_back_means(&self, account: &Account, rendered: &Rendered, seen: &Result<Seen, Trouble>) -> ReadBack {
        match seen {
            Ok(seen) if seen.author != account.identity.id => ReadBack::NotOurs,
            Ok(seen) if self.differences(rendered, seen).is_empty() => ReadBack::Matches,
            Ok(_) => ReadBack::Altered,
            Err(trouble) if trouble.kind == Kind::Gone => ReadBack::Gone,
            Err(_) => ReadBack::NoAnswer,
        }
    }
}

impl Outcome {
    /// It is there.
    pub fn done(remote: Remote) -> Self {
        let says = format!("published as {}", remote.url.as_deref().unwrap_or(&remote.id));
        Self { answer: Answer::Done(remote), trouble: None, says }
    }
    /// The deadline to begin had passed; nothing was sent.
    pub fn too_late(late: &TooLate) -> Self {
        Self { answer: Answer::NotSent, trouble: None, says: late.to_string() }
    }
    /// Nothing is changed in place there; nothing was sent.
    pub fn cannot_edit(account: &Account, now: Moment) -> Self {
        let server = account.base.authority();
        let says = format!("{server} changes no post in place: delete the post and publish the new words");
        Self::of(Trouble::new(Kind::Unsupported, says), now)
    }
    /// It is not, or nobody knows. A key that is no longer accepted stops the delivery without ending it: the channel
    /// waits for a person who connects the account again.
    pub fn of(trouble: Trouble, now: Moment) -> Self {
        let answer = match trouble.kind {
            Kind::TooMany(wait) => Answer::RateLimited { until: wait.map(|wait| now.plus(wait.from(now))) },
            Kind::Transient | Kind::Guarded | Kind::SessionEnded | Kind::KeyRevoked | Kind::Withdrawn => {
                Answer::NotSent
            }
            Kind::Ambiguous => Answer::Ambiguous,
            Kind::Duplicate => Answer::Duplicate,
            Kind::Forbidden | Kind::Invalid | Kind::Gone | Kind::Unsupported => Answer::Refused,
        };
        Self { answer, trouble: Some(trouble.kind), says: trouble.says }
    }
}
