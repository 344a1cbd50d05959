//! Whoever is in the grace after a term has one page, on which they say that they stay.

use super::scene::{MEMBERS, is_member, until};
use charter::presets;
use std::sync::LazyLock;
use stories::{DJANGO, Mailbox, Sample, Site, World, on_each};

/// The first charter, with a grace of two weeks.
static RULES: LazyLock<String> = LazyLock::new(|| presets::DJANGO.rules.replace("grace = \"P0D\"", "grace = \"P14D\""));

fn with_a_grace() -> Sample {
    Sample { preset: presets::Preset { rules: RULES.as_str(), ..presets::DJANGO }, ..DJANGO }
}

#[tokio::test]
async fn d6_whoever_is_in_grace_signs_in_to_one_page_says_there_that_they_stay_and_nothing_else() {
    on_each(async |database| {
        let mut world = Box::pin(World::of(database, &[with_a_grace()])).await;
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        let person = world.person("django", "Member A");
        let address = world.here.store.person(person).await.unwrap().unwrap().email.to_string();
        until(&world, "2027-03-31T22:00:00Z").await;
        let site = Site::of(&world).await;
        let earlier = site.browser("django", "Member A").await;
        until(&world, "2027-04-01T00:00:00Z").await;
        let letters = mailbox.of(&address);
        let letter = letters.last().unwrap().text();
        assert!(letter.contains("your rights rest") && letter.contains("/stay"), "{letter}");
        assert!(!is_member(&world, "Member A").await);

        for browser in [earlier, site.browser("django", "Member A").await] {
            for page in ["/", "/g/django", MEMBERS, "/you", "/g/django/decisions"] {
                let answer = browser.opens(page).await;
                assert_eq!(answer.leads_to.as_deref(), Some("/stay"), "{page}: {}", answer.text());
            }
        }
        let others = site.browser("django", "Board Liaison").await.opens(MEMBERS).await;
        assert!(others.says("Member A, the term is over, and so are the rights; can still say until 15 Apr 2027"));
        let browser = site.browser("django", "Member A").await;
        let stay = browser.opens("/stay").await;
        assert!(stay.says("Do you stay?") && stay.says("15 Apr 2027") && stay.says("1 Oct 2027"), "{}", stay.text());
        let members = browser.sends_and_goes_on(&stay.form("/stay/django")).await;
        assert!(members.status == 200 && is_member(&world, "Member A").await, "{}", members.text());
        assert!(browser.opens(MEMBERS).await.says("Your term runs until"), "as before, from the old end on");
        assert!(browser.opens("/stay").await.says("Nothing waits for your word here"));

        let other = site.browser("django", "Member B").await;
        let form = other.opens("/stay").await.form("/stay/django");
        until(&world, "2027-04-15T00:00:00Z").await;
        let late = site.visitor().opens("/stay").await;
        assert_eq!(late.leads_to.as_deref(), Some("/sign-in?to=/stay"));
        assert_ne!(other.sends(&form).await.status, 200);
        assert!(!is_member(&world, "Member B").await, "the grace is over");
        assert_eq!(mailbox.of(&address).len(), letters.len(), "and nobody is written to twice");
    })
    .await;
}
