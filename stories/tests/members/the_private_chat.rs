//! Where the charter speaks of a private chat, whoever may is told to let somebody in or take somebody out, and ticks it.

use acts::{ending_group, terms};
use store::Declined;
use stories::{Site, World, both};

const ERRANDS: &str = "/g/django/errands";

#[tokio::test]
async fn whoever_leaves_is_taken_out_of_the_chat_by_a_person_who_ticks_it() {
    both(async |world: World| {
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        terms::leave(&world.here, group, &who, who.person()).await.unwrap();
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member B").await;
        assert!(!member.opens("/g/django/").await.says("private chat"), "nobody is asked who may not tick it");
        let page = member.opens(ERRANDS).await;
        assert!(
            page.says("Take Member A out of the group’s private chat") && !page.offers("/errands"),
            "{}",
            page.text()
        );

        let chair = site.browser("django", "Chair").await;
        let home = chair.opens("/g/django/").await;
        assert!(home.says("Take Member A out of the group’s private chat") && home.says("C3"), "{}", home.text());
        let errand = world.here.store.errands(group).await.unwrap().remove(0);
        let form = chair.opens(ERRANDS).await.form(&format!("/errands/{}", errand.id));
        let page = chair.sends_and_goes_on(&form).await;
        assert!(page.says("It is done, and the log says so."), "{}", page.text());
        assert!(!chair.opens("/g/django/").await.says("private chat"));
        let log = chair.opens("/g/django/audit?act=tick_errand").await;
        assert!(log.says("did an errand:"), "{}", log.text());
        let (other, somebody) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
        let elsewhere = ending_group::tick(&world.here, other, &somebody, errand.id).await;
        assert!(matches!(elsewhere, Err(Declined::NotFound("errand"))), "{elsewhere:?}");
    })
    .await;
}

#[tokio::test]
async fn a_charter_without_a_private_chat_asks_for_no_errand() {
    both(async |world: World| {
        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
        let speaks = world.here.store.charter(group).await.unwrap();
        let private =
            speaks.rules().meetings.iter().flat_map(|meetings| &meetings.workspace).any(|place| place.private);
        assert!(!private, "the second preset speaks of none");
        terms::leave(&world.here, group, &who, who.person()).await.unwrap();
        assert!(world.here.store.errands(group).await.unwrap().is_empty());
    })
    .await;
}
