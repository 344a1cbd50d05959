//! One running Nuncio: its store, its networks, and how people reach it.

use crate::{
    Declined,
    clock::Watch,
    house::{self, ProofAsked},
    turns::Turns,
};
use basics::{GroupId, Tables};
use egress::Egress;
use mail::Outbox;
use networks::Networks;
use people::{Demonstration, HouseRule, Origin, PasskeySite, TrustedProxies};
use proofs::Solver;
use std::sync::Arc;
use store::Store;
use tokio::sync::Semaphore;

/// The name that devices and apps list this program under.
pub const PRODUCT: &str = "Nuncio";
/// Passwords that are hashed at the same time: each takes 19 MiB.
const HASHED_AT_ONCE: usize = 2;
/// Pictures that are opened at the same time: each may need 256 MiB.
const OPENED_AT_ONCE: usize = 2;

/// What every act works with. Clones share everything.
#[derive(Clone)]
pub struct Installation {
    /// Everything that is kept.
    pub store: Store,
    /// The networks, behind the guarded way out.
    pub networks: Networks,
    /// The guarded way out itself, for connecting accounts.
    pub egress: Egress,
    /// The address people open.
    pub origin: Origin,
    /// The same as text, without a slash at its end: `https://voice.example`.
    pub public_url: String,
    /// Proof that this is a demonstration on this machine, if it is one.
    pub demonstration: Option<Demonstration>,
    /// Where people prove who they are.
    pub entrance: Entrance,
    /// The turns of opening uploaded pictures.
    pub opening: Turns,
    /// The proxies whose word is taken about where a request came from; none unless the operator names some.
    pub proxies: TrustedProxies,
    /// Where mail goes; none where the operator named no mail server.
    pub mail: Option<Outbox>,
    /// Who watches from outside that posts leave; nobody unless the operator names an address.
    pub watch: Watch,
    /// The solver that compares versions of a charter; none unless the operator's program names one.
    pub solver: Solver,
    /// The tables of time zones by which times on the wall become instants.
    pub tables: Tables,
}

/// What signing in needs beside the store. Clones share it.
#[derive(Clone)]
pub struct Entrance {
    /// This installation as passkeys know it; none where its address has no name, such as `http://127.0.0.1:8080`.
    pub passkeys: Option<Arc<PasskeySite>>,
    /// The name that an authenticator app lists codes under.
    pub listed_as: String,
    pub(crate) hashing: Arc<Semaphore>,
}

impl Entrance {
    /// The entrance of the installation at this address.
    pub fn at(origin: &Origin, store: &Store) -> Self {
        let decoys = store.derived_secret("decoy passkeys 1");
        let passkeys = match PasskeySite::at(origin, PRODUCT, decoys) {
            Ok(site) => Some(Arc::new(site)),
            Err(unavailable) => {
                tracing::warn!(%unavailable, "people sign in with a password and a code only");
                None
            }
        };
        let listed_as = origin.domain().map_or_else(|| PRODUCT.to_owned(), |host| format!("{PRODUCT} at {host}"));
        Self { passkeys, listed_as, hashing: Arc::new(Semaphore::new(HASHED_AT_ONCE)) }
    }
}

impl Installation {
    /// The installation that is reached at this address. What it needs to know people again comes from the store.
    pub fn at(
        origin: &Origin,
        store: Store,
        networks: Networks,
        egress: Egress,
        demonstration: Option<Demonstration>,
    ) -> Self {
        let entrance = Entrance::at(origin, &store);
        Self {
            store,
            networks,
            egress,
            origin: origin.clone(),
            public_url: origin.text(),
            demonstration,
            entrance,
            opening: Turns::of(OPENED_AT_ONCE),
            proxies: TrustedProxies::default(),
            mail: None,
            watch: Watch::default(),
            solver: Solver::none(),
            tables: Tables::carried(),
        }
    }

    /// The same behind these proxies.
    #[must_use]
    pub fn behind(mut self, proxies: TrustedProxies) -> Self {
        self.proxies = proxies;
        self
    }

    /// The same with its mail going there.
    #[must_use]
    pub fn with_mail(mut self, outbox: Outbox) -> Self {
        self.networks = self.networks.with_mail(outbox.clone());
        self.mail = Some(outbox);
        self
    }

    /// The same, watched from there.
    #[must_use]
    pub fn watched_by(mut self, watch: Watch) -> Self {
        self.watch = watch;
        self
    }

    /// The same, asking this solver.
    #[must_use]
    pub fn asking(mut self, solver: Solver) -> Self {
        self.solver = solver;
        self
    }

    /// The same, going by these tables of time zones.
    #[must_use]
    pub fn going_by(mut self, tables: Tables) -> Self {
        self.tables = tables;
        self
    }

    /// What is asked for before publishing, granting, deciding about persons and thawing.
    pub fn asks_for(&self, asked: ProofAsked) -> HouseRule {
        match (self.demonstration, asked) {
            (Some(demonstration), _) => HouseRule::Demonstration(demonstration),
            (None, ProofAsked::Code) => HouseRule::Code,
            (None, ProofAsked::Passkey) => HouseRule::Passkey,
        }
    }

    /// What this group asks for, by its own decision if it took one.
    pub async fn asks_in(&self, group: GroupId) -> Result<HouseRule, Declined> {
        Ok(self.asks_for(house::proof_asked(self, group).await?))
    }

    /// What is asked for before somebody changes how they sign in: a passkey or a code, lately.
    pub fn asks_for_own_account(&self) -> HouseRule {
        self.asks_for(ProofAsked::Code)
    }
}
