//! Whoever wants to stay says so themself, in time.

use super::scene::{DAY, END, MEMBERS, MINUTE, NEXT_END, SECOND, asks, at, is_member, own, stays, term_end, until};
use acts::terms;
use charter::act::RenewTerm;
use store::Declined;
use stories::{Site, World, both};

#[tokio::test]
async fn d5_whoever_opts_in_at_the_last_minute_stays_from_the_old_end() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, MINUTE).await;
        let member = site.browser("django", "Member A").await;
        let home = member.opens("/g/django/").await;
        assert!(home.says("Say that you stay for another term"), "{}", home.text());
        let page = member.opens(MEMBERS).await;
        assert!(page.says("Say that you stay, and the next one runs until 1 Oct 2027. Clause M13"), "{}", page.text());
        let own_form = page.form(&own(&world, "Member A", "stay"));
        let others = own_form.sent_to(format!("/g/django{}", own(&world, "Member B", "stay")));
        let refused = member.sends(&others).await;
        assert!(refused.status == 403, "{}", refused.text());
        assert!(refused.says("Only the person whom it concerns can, for themself."), "{}", refused.text());
        let page = stays(&world, &member, "Member A").await;
        assert!(page.says("You stay for another term."), "{}", page.text());
        assert!(page.says("your next term runs until Fri 1 Oct 2027"), "{}", page.text());
        assert!(!page.offers(&own(&world, "Member A", "stay")), "it is said once");
        assert_eq!(term_end(&world, "Member A").await, at(NEXT_END));
        until(&world, END, -SECOND).await;
        assert_eq!(member.opens(MEMBERS).await.status, 200, "without a gap");
        assert!(!is_member(&world, "Member B").await, "nobody stays for somebody else");
        let log = member.opens("/g/django/audit?act=renew_term").await;
        assert!(log.says("renewed their own term"), "{}", log.text());
        until(&world, NEXT_END, MINUTE).await;
        assert!(is_member(&world, "Member A").await);
        until(&world, NEXT_END, -SECOND).await;
        assert!(!is_member(&world, "Member A").await, "the next term ends like the first");
    })
    .await;
}

#[tokio::test]
async fn d6_late_by_a_second_is_refused_with_what_is_so_now() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, MINUTE).await;
        let member = site.browser("django", "Member A").await;
        let form = member.opens(MEMBERS).await.form(&own(&world, "Member A", "stay"));
        world.here.store.clock().advance(at(END).since(world.now()) + SECOND);
        let late = member.sends_and_goes_on(&form).await;
        assert!(late.says("Your term has ended, and with it your access"), "{}", late.text());
        world.work().await;
        assert!(!is_member(&world, "Member A").await);

        let refused = asks(&world, "Member A", RenewTerm { person: world.person("django", "Member A") }).await;
        assert!(matches!(refused.map(drop), Err(Declined::ByCharter(_))), "alumni have no term to renew");
        let terms = world.here.store.terms(world.group("django")).await.unwrap();
        let own = terms::own(&terms, world.person("django", "Member A"), world.now()).unwrap();
        let says = own.next.unwrap_err().to_string();
        assert!(says.contains("could be said until Thu 1 Apr 2027") && says.contains("apply again"), "{says}");
    })
    .await;
}

#[tokio::test]
async fn d7_nobody_opts_in_before_the_window_opens() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, DAY * 60).await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens(MEMBERS).await;
        assert!(page.says("From Tue 2 Mar 2027") && page.says("on you can say that you stay"), "{}", page.text());
        assert!(!page.offers(&own(&world, "Member A", "stay")), "{}", page.text());
        let judged = asks(&world, "Member A", RenewTerm { person: world.person("django", "Member A") }).await.unwrap();
        let early = judged.keep().await.map(drop).unwrap_err().to_string();
        assert!(early.contains("this can be said from Tue 2 Mar 2027"), "{early}");
        until(&world, END, DAY * 30).await;
        let member = site.browser("django", "Member A").await;
        assert!(member.opens(MEMBERS).await.offers(&own(&world, "Member A", "stay")));
    })
    .await;
}

#[tokio::test]
async fn d8_nobody_opts_in_for_a_colleague() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, DAY).await;
        for who in ["Member B", "Chair"] {
            let browser = site.browser("django", who).await;
            let mut form = browser.opens(MEMBERS).await.form(&own(&world, who, "stay"));
            form.to = form
                .to
                .replace(&world.person("django", who).to_string(), &world.person("django", "Member A").to_string());
            let refused = browser.sends(&form).await;
            assert!(refused.status == 403 && refused.says("M13"), "{} {}", refused.status, refused.text());
        }
        assert_eq!(term_end(&world, "Member A").await, at(END));
    })
    .await;
}
