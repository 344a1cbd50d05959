//! The end of a term is told by mail, once each time.

use super::scene::{DAY, END, MINUTE, stays, until};
use mail::{MailServer, Outbox};
use stories::{Site, World, both};

#[tokio::test]
async fn d5_each_reminder_is_mailed_once_and_none_after_somebody_said_that_they_stay() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let to = async |name: &str| {
            let address = format!("{name}@django.example");
            outbox.letters().into_iter().filter(|letter| letter.to.to_string() == address).collect::<Vec<_>>()
        };
        until(&world, END, DAY * 30 + MINUTE).await;
        assert!(outbox.letters().is_empty());
        world.pass(MINUTE).await;
        world.pass(DAY).await;
        let letters = to("member-a").await;
        assert_eq!(letters.len(), 1, "once");
        assert_eq!(letters[0].subject, "Your term in Social Media Working Group ends on Thu 1 Apr 2027");
        assert!(letters[0].text.contains("http://localhost:4100/g/django/members"), "{}", letters[0].text);
        assert!(letters[0].text.contains("The charter says: “"), "{}", letters[0].text);
        assert!(to("board-liaison").await.is_empty(), "who has no term is not reminded");
        let site = Site::of(&world).await;
        stays(&world, &site.browser("django", "Member B").await, "Member B").await;
        until(&world, END, DAY * 2).await;
        assert_eq!(to("member-a").await.len(), 2, "away for two of them, the last is sent");
        assert_eq!(to("member-b").await.len(), 1, "who stays is asked no more");
        until(&world, END, -DAY).await;
        assert_eq!(to("member-a").await.len(), 2, "whose term is over is not reminded of it");
    })
    .await;
}

#[tokio::test]
async fn d5_a_mail_server_that_is_down_loses_no_reminder_and_doubles_none() {
    both(async |mut world: World| {
        let down = MailServer::at("smtp://127.0.0.1:1", "voice@project.example").unwrap();
        let there = world.here.clone();
        world.here = there.clone().with_mail(down.into());
        until(&world, END, DAY * 30).await;
        world.pass(DAY).await;
        let outbox = Outbox::kept();
        world.here = there.with_mail(outbox.clone());
        world.work().await;
        world.pass(DAY).await;
        let letters = outbox.letters();
        let of = |name: &str| letters.iter().filter(|letter| letter.to.to_string().starts_with(name)).count();
        assert_eq!((of("member-a"), of("chair"), letters.len()), (1, 1, 5), "each of those with a term, once");
    })
    .await;
}
