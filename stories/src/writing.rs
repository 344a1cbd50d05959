//! Writing a post in a story, in one line.

use crate::World;
use acts::{Declined, drafts, posts};
use basics::{Moment, PostId, Zone};
use channels::Capability::Publish;
use delivery::State;
use jiff::SignedDuration;
use publishing::{Alt, Choice, Draft, Language, Lateness, Picture, Planned, ReplyTo, Sponsor};
use store::{DeliveryRow, OpenNotice};

/// A post as a story tells it.
pub struct Post<'a> {
    world: &'a World,
    group: &'static str,
    by: &'static str,
    /// The draft, to be changed before it is kept.
    pub draft: Draft,
}

impl World {
    /// Somebody writes a text.
    pub fn writes<'a>(&'a self, group: &'static str, by: &'static str, text: &str) -> Post<'a> {
        let mut draft = Draft::new(Language::parse("en").unwrap());
        text.clone_into(&mut draft.title);
        text.clone_into(&mut draft.everywhere.text);
        Post { world: self, group, by, draft }
    }

    /// Something is done and something is refused: Member A's post leaves on Mastodon, and Member C, who has no access
    /// there, could not let it.
    pub async fn lives_a_little(&self) -> PostId {
        let minute = SignedDuration::from_mins(1);
        self.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = self.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(minute).kept().await;
        assert!(self.schedules("django", "Member C", post).await.is_err());
        self.schedules("django", "Member A", post).await.unwrap();
        self.pass(minute).await;
        post
    }

    /// Where each delivery of a post stands, in the order they were planned.
    pub async fn states(&self, group: &str, post: PostId) -> Vec<State> {
        self.deliveries(group, post).await.iter().map(|delivery| delivery.row.state).collect()
    }
    /// The deliveries of a post.
    pub async fn deliveries(&self, group: &str, post: PostId) -> Vec<DeliveryRow> {
        self.here.store.deliveries(self.group(group), post).await.unwrap()
    }
    /// What people of a group are told or asked now: the newest about each delivery.
    pub async fn told(&self, group: &str) -> Vec<OpenNotice> {
        let asking = self.here.store.asking(self.group(group), Moment::from_micros(0)).await.unwrap();
        asking.into_iter().map(|(_, notice)| notice).collect()
    }
    /// Somebody puts a post in the queue.
    pub async fn schedules(&self, group: &'static str, by: &'static str, post: PostId) -> Result<(), Declined> {
        posts::schedule(&self.here, self.group(group), &self.elevated(group, by), post).await.map(drop)
    }
}

impl Post<'_> {
    /// … for these channels.
    pub async fn on(mut self, channels: &[&str]) -> Self {
        for name in channels {
            self.draft.channels.push(self.world.channel(self.group, name).await);
        }
        self
    }
    /// … serving these goals.
    #[must_use]
    pub fn serving(mut self, goals: &[&str]) -> Self {
        self.draft.goals = goals.iter().map(ToString::to_string).collect();
        self
    }
    /// … as part of a sponsor's campaign.
    #[must_use]
    pub fn for_a_sponsor(mut self) -> Self {
        self.draft.sponsor = Sponsor::Campaign;
        self
    }
    /// … with a picture, which has to be uploaded first.
    pub async fn showing_a_picture(mut self) -> Self {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(8, 8).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let (here, group) = (&self.world.here, self.world.group(self.group));
        let who = self.world.person(self.group, self.by);
        let file = self.world.arrived(&bytes.into_inner()).await;
        let kept = drafts::upload(here, group, who, file, None).await.unwrap();
        self.draft.everywhere.pictures = vec![Picture {
            media: kept.id,
            digest: kept.digest,
            mime: kept.mime,
            width: kept.width,
            height: kept.height,
            bytes: kept.bytes,
            alt: Alt::Described("A blue square".to_owned()),
            focus: None,
            cut: None,
        }];
        self
    }
    /// … in answer to the post at this address.
    #[must_use]
    pub fn answering(mut self, address: &str) -> Self {
        self.draft.answers = Some(ReplyTo::parse(address).unwrap());
        self
    }
    /// … to leave so long from now.
    #[must_use]
    pub fn due_in(self, wait: SignedDuration) -> Self {
        let at = self.world.now().plus(wait);
        self.due_at(at)
    }
    /// … to leave exactly then.
    #[must_use]
    pub fn due_at(mut self, at: Moment) -> Self {
        let zone = Zone::utc();
        let wall = at.in_zone(zone.rules()).datetime();
        self.draft.when = Some(Planned::new(wall, &zone, Choice::default(), self.world.now()).unwrap());
        self
    }
    /// … asked about when it is later than so many minutes, and over at this moment.
    #[must_use]
    pub fn late(mut self, minutes: u32, over_at: Moment) -> Self {
        let wall = over_at.in_zone(Zone::utc().rules()).datetime();
        let last = Planned::new(wall, &Zone::utc(), Choice::default(), self.world.now()).unwrap();
        self.draft.late = Lateness { minutes: Some(minutes), last: Some(last) };
        self
    }
    /// Keeps the draft.
    pub async fn kept(self) -> PostId {
        let (here, group) = (&self.world.here, self.world.group(self.group));
        drafts::begin(here, group, self.world.person(self.group, self.by), &self.draft).await.unwrap()
    }
}
