//! A group with an account on X.

use super::{
    signing_in::{CLIENT, SECRET, agreed},
    standin::Site,
};
use acts::{
    Installation,
    channels::{Filled, open},
    connecting::{self, Begun},
};
use basics::{ChannelId, PostId};
use channels::{Capability::Publish, Kind, NetworkName};
use charter::act::OpenChannel;
use egress::{AllowList, Allowed, Egress};
use jiff::SignedDuration;
use networks::{
    Account, Typed,
    oauth::SentBack,
    x::{Places, X},
};
use std::sync::Arc;
use store::{ChannelRow, Declined, DeliveryRow};
use stories::{World, both};
use tokio::net::TcpListener;

pub const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// After this much time a key of X is nearly over.
pub const NEARLY_TWO_HOURS: SignedDuration = SignedDuration::from_mins(118);

/// A group whose channel on X is open.
pub struct Scene {
    pub world: World,
    pub site: Arc<Site>,
    pub channel: ChannelId,
    address: String,
}

/// Plays a story on each database, with an account that Member A connected with this cap.
pub async fn connected(cap: &str, story: impl AsyncFn(Scene)) {
    opened("project", async |scene: Scene| {
        scene.connects(cap).await.unwrap();
        scene.world.give("jupyter", "Member A", "X", &[Publish]).await;
        story(scene).await;
    })
    .await;
}

/// The same with nothing connected yet, and somebody signed in at X as this account.
pub async fn opened(username: &'static str, story: impl AsyncFn(Scene)) {
    both(async |mut world: World| {
        let site = Site::of(username);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = site.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        reaches(&mut world.here, &world.practice.allowed().unwrap(), &address);
        let channel = open_channel(&world, "jupyter", "Member A").await;
        story(Scene { world, site, channel, address }).await;
    })
    .await;
}

/// Lets an installation reach the stand-in in the place of X.
fn reaches(here: &mut Installation, others: &[Allowed], address: &str) {
    let x = Allowed::parse(address, "A stand-in for X").unwrap();
    here.egress = Egress::new(AllowList::new(others.iter().cloned().chain([x]))).unwrap();
    let places = Places { pages: address.to_owned(), api: address.to_owned() };
    here.networks = here.networks.clone().with(Arc::new(X::new(here.egress.clone(), places)));
}

/// A channel of the community, where nothing waits for an approval.
pub async fn open_channel(world: &World, slug: &'static str, officer: &'static str) -> ChannelId {
    let (group, who) = (world.group(slug), world.elevated(slug, officer));
    let id = ChannelId::mint(world.now());
    let filled = Filled {
        name: "X".to_owned(),
        network: NetworkName::parse("x").unwrap(),
        place: None,
        handle: "@project".to_owned(),
        url: "https://x.example/project".to_owned(),
        kind: Kind::Community,
        social: true,
    };
    world.agreed(slug, officer, &OpenChannel { channel: id }).await;
    open(&world.here, group, &who, &filled.checked(id, group).unwrap()).await.unwrap();
    id
}

impl Scene {
    /// Another process over the same data.
    pub async fn another_process(&self) -> Installation {
        let mut other = self.world.another_process().await;
        reaches(&mut other, &self.world.practice.allowed().unwrap(), &self.address);
        other
    }
    /// What is typed to connect the account.
    pub fn typed(cap: &str) -> Typed {
        let typed = [("handle", "@project"), ("client_id", CLIENT), ("client_secret", SECRET), ("cap", cap)];
        Typed::new(typed.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }
    /// Member A connects the account: out to X, and back.
    pub async fn connects(&self, cap: &str) -> Result<(), Declined> {
        let (here, who) = (&self.world.here, self.world.elevated("jupyter", "Member A"));
        let group = self.world.group("jupyter");
        let begun = connecting::start(here, group, &who, self.channel, &Self::typed(cap)).await?;
        let Begun::AgreeAt(page) = begun else { panic!("a person agrees at X first") };
        let (code, state) = agreed(&self.site, &page);
        let sent = SentBack { state, code, ..SentBack::default() };
        connecting::finish(here, &who, networks::NetworkName::X, &sent).await.map(drop)
    }
    pub async fn row(&self) -> ChannelRow {
        self.world.here.store.channel(self.world.group("jupyter"), self.channel).await.unwrap().unwrap()
    }
    /// The account with its keys as they are kept.
    pub async fn kept(&self) -> Account {
        acts::accounts::open(&self.world.here, &self.row().await).await.unwrap()
    }
    /// A post of Member A that is to leave after this time.
    pub async fn plans(&self, text: &str, after: SignedDuration) -> PostId {
        let world = &self.world;
        let post = world.writes("jupyter", "Member A", text).on(&["X"]).await.due_in(after).kept().await;
        world.schedules("jupyter", "Member A", post).await.unwrap();
        post
    }
    /// The only delivery of a post.
    pub async fn delivery(&self, post: PostId) -> DeliveryRow {
        let mut all = self.world.deliveries("jupyter", post).await;
        assert_eq!(all.len(), 1);
        all.remove(0)
    }
    /// How often this stands at X.
    pub fn copies(&self, text: &str) -> usize {
        self.site.posts().iter().filter(|post| post["text"] == text).count()
    }
}
