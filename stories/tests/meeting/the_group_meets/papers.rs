//! Minutes that several write at once, action items, approval at the next meeting, publication.

use super::scene::{DAY, HOUR, MINUTE, held_with, home, meetings, meets_regularly, page_of, until};
use acts::terms;
use mail::Outbox;
use stories::{Site, World, both};

#[tokio::test]
async fn two_people_who_save_at_once_lose_no_word() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        let address = page_of("jupyter", &row);
        let early = site.browser("jupyter", "Member A").await.opens(&address).await;
        assert!(!early.offers("/minutes"), "minutes are written from its first minute on: {}", early.text());
        until(&world, row.starts.plus(MINUTE)).await;
        let (ann, ben) = (site.browser("jupyter", "Member A").await, site.browser("jupyter", "Member B").await);
        let first = ann.opens(&address).await.form("/minutes").with("minutes_text", "Welcome\n\nBudget: open\n");
        ann.sends_and_goes_on(&first).await;

        let (of_ann, of_ben) = (ann.opens(&address).await.form("/minutes"), ben.opens(&address).await.form("/minutes"));
        let of_ann = of_ann.with("minutes_text", "Welcome\nSix are here\n\nBudget: ask the council\n");
        let saved = ann.sends_and_goes_on(&of_ann).await;
        assert!(saved.says("The minutes are saved."), "{}", saved.text());
        let of_ben = of_ben.with("minutes_text", "Welcome\n\nBudget: wait a month\nNext time in May\n");
        let both = ben.sends_and_goes_on(&of_ben).await;
        assert!(both.says("Both stand there now: look at them."), "{}", both.text());
        let text = both.form("/minutes").value("minutes_text").unwrap().to_owned();
        for line in ["Six are here", "Budget: ask the council", "Budget: wait a month", "Next time in May"] {
            assert!(text.contains(line), "{line} is lost: {text}");
        }
        assert!(text.contains(meetings::AT_THE_SAME_TIME), "{text}");
        assert!(both.says("Last written on by Member B"), "{}", both.text());

        let again = ann.opens(&address).await.form("/minutes");
        let kept = again.value("minutes_text").unwrap().replace("Welcome", "Welcome, everybody");
        ann.sends_and_goes_on(&again.with("minutes_text", kept)).await;
        let old = ben.sends(&of_ben.clone().with("base", "77")).await;
        assert_eq!(old.status, 409, "a version that never was: {}", old.text());
        assert!(old.says("nothing you typed is lost") && old.says("Welcome, everybody"), "both stand: {}", old.text());
        let again = old.form("/minutes");
        assert_eq!(again.value("minutes_text"), of_ben.value("minutes_text"), "what was typed is in the form");
        let kept = ben.sends_and_goes_on(&again).await;
        assert!(kept.says("The minutes are saved.") && !kept.says("Six are here"), "{}", kept.text());

        let long = "A long word about everything. ".repeat(2_001);
        let form = ann.opens(&address).await.form("/minutes").with("minutes_text", &long);
        let refused = ann.sends(&form).await;
        assert!(refused.status == 422 && refused.says("at most 60000 are kept"), "{}", refused.status);
        assert_eq!(refused.form("/minutes").value("minutes_text"), Some(long.as_str()), "too long, and not lost");
        assert!(refused.says("As they stand now"), "{}", refused.text());
        let far_too_long = "Far too long, and typed all the same. ".repeat(50_000);
        let refused = ann.sends(&form.with("minutes_text", &far_too_long)).await;
        assert!(refused.status == 413 && refused.says("more than this page takes"), "{}", refused.status);
        assert!(refused.html.contains(far_too_long.trim_end()), "whatever was typed comes back");
    })
    .await;
}

#[tokio::test]
async fn whoever_goes_back_and_saves_again_has_nothing_twice_and_takes_nothing_of_others() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        until(&world, row.starts.plus(MINUTE)).await;
        let address = page_of("jupyter", &row);
        let (ann, ben) = (site.browser("jupyter", "Member A").await, site.browser("jupyter", "Member B").await);
        let first = ann.opens(&address).await.form("/minutes");
        ann.sends_and_goes_on(&first.clone().with("minutes_text", "Welcome\nBudget: open\n")).await;
        let longer = first.with("minutes_text", "Welcome\nBudget: ask the council\nNext steps\n");
        let page = ann.sends_and_goes_on(&longer).await;
        assert!(page.says("The minutes are saved."), "nobody else wrote: {}", page.text());
        let text = |page: &stories::Page| page.form("/minutes").value("minutes_text").unwrap().to_owned();
        assert_eq!(text(&page), "Welcome\nBudget: ask the council\nNext steps\n");

        let of_ben = ben.opens(&address).await.form("/minutes");
        let of_ben = of_ben.with("minutes_text", "Welcome\nSix are here\nBudget: ask the council\nNext steps\n");
        ben.sends_and_goes_on(&of_ben).await;
        let page = ann.sends_and_goes_on(&longer).await;
        assert_eq!(text(&page), "Welcome\nSix are here\nBudget: ask the council\nNext steps\n");
    })
    .await;
}

#[tokio::test]
async fn many_who_save_at_the_same_moment_all_stand_in_the_minutes() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        until(&world, row.starts.plus(MINUTE)).await;
        let address = page_of("jupyter", &row);
        let mut browsers = Vec::new();
        for name in ["Member A", "Member B", "Member C", "Member D"] {
            let browser = site.browser("jupyter", name).await;
            let form =
                browser.opens(&address).await.form("/minutes").with("minutes_text", format!("{name} was here\n"));
            browsers.push((browser, form));
        }
        let [a, b, c, d] = &browsers[..] else { panic!("four") };
        let answers = tokio::join!(a.0.sends(&a.1), b.0.sends(&b.1), c.0.sends(&c.1), d.0.sends(&d.1));
        for answer in [answers.0, answers.1, answers.2, answers.3] {
            assert_eq!(answer.status, 303, "{}", answer.text());
        }
        let text = a.0.opens(&address).await;
        for name in ["Member A", "Member B", "Member C", "Member D"] {
            assert!(text.says(&format!("{name} was here")), "{name}: {}", text.text());
        }
    })
    .await;
}

#[tokio::test]
async fn what_somebody_took_on_who_left_is_handed_to_somebody_else() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        until(&world, row.starts.plus(MINUTE)).await;
        let member = site.browser("jupyter", "Member A").await;
        let mail = member.opens("/you").await.form("/you/mail").with("how", "at_once");
        member.sends_and_goes_on(&mail).await;
        let action = member.opens(&page_of("jupyter", &row)).await.form("/actions").with("action", "Count the chairs");
        let action = action.with("owner", world.person("jupyter", "Member B").to_string()).with("due", "2026-12-10");
        member.sends_and_goes_on(&action).await;
        assert!(!home(&site, "Member C").await.says("Hand to somebody else"), "its owner is here");

        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member B"));
        terms::leave(&world.here, group, &who, who.person()).await.unwrap();
        world.work().await;
        let told = |letter: &mail::Letter| letter.text.contains("took on who left: Count the chairs");
        assert!(outbox.letters().iter().any(told), "it is in the list by mail, too");
        let page = member.opens(&page_of("jupyter", &row)).await;
        assert!(page.says("who is no member any more, by Thu 10 Dec 2026"), "{}", page.text());
        let home_of_c = home(&site, "Member C").await;
        assert!(home_of_c.says("Hand to somebody else: Count the chairs"), "{}", home_of_c.text());

        let form = page.form("/hand");
        let gone = form.clone().with("owner", world.person("jupyter", "Member B").to_string());
        let refused = member.sends(&gone).await;
        assert!(
            refused.status == 422 && refused.says("Only a member can take this upon themself"),
            "{}",
            refused.text()
        );
        let to_c = refused.form("/hand").with("owner", world.person("jupyter", "Member C").to_string());
        let page = member.sends_and_goes_on(&to_c).await;
        assert!(page.says("Member C, by Thu 10 Dec 2026"), "{}", page.text());
        let home_of_c = home(&site, "Member C").await;
        assert!(
            home_of_c.says("Count the chairs") && !home_of_c.says("Hand to somebody else"),
            "it is theirs now: {}",
            home_of_c.text()
        );
    })
    .await;
}

#[tokio::test]
async fn an_action_item_is_on_home_of_its_owner_until_it_is_ticked() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        until(&world, row.starts.plus(MINUTE)).await;
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&page_of("jupyter", &row)).await;
        let past = page.form("/actions").with("action", "Write to the blog").with("due", "2026-11-23");
        let past = member.sends(&past).await;
        assert!(past.status == 422 && past.says("This day is over"), "{}", past.text());
        let nobody = member.sends(&page.form("/actions").with("action", "Write to the blog").with("due", "soon")).await;
        assert!(nobody.status == 422 && nobody.says("Choose a day"), "{}", nobody.text());
        let form = nobody.form("/actions").with("owner", world.person("jupyter", "Member B").to_string());
        let page = member.sends_and_goes_on(&form.with("due", "2026-12-04")).await;
        assert!(page.says("Write to the blogMember B, by Fri 4 Dec 2026"), "{}", page.text());

        let owner = home(&site, "Member B").await;
        assert!(
            owner.says("Write to the blog") && owner.says("Member A noted it for you, by Fri 4 Dec 2026"),
            "{}",
            owner.text()
        );
        assert!(!home(&site, "Member C").await.says("noted it for you"));
        let own = member.opens(&page_of("jupyter", &row)).await.form("/actions").with("action", "Count the chairs");
        let own = own.with("owner", world.person("jupyter", "Member A").to_string()).with("due", "2026-11-24");
        member.sends_and_goes_on(&own).await;
        assert!(home(&site, "Member A").await.says("you took it on, by Tue 24 Nov 2026"), "today is not over");
        let owner = site.browser("jupyter", "Member B").await;
        let page = owner.opens(&page_of("jupyter", &row)).await;
        let page = owner.sends_and_goes_on(&page.form("/tick")).await;
        assert!(page.says("Not done yet"), "{}", page.text());
        assert!(!home(&site, "Member B").await.says("noted it for you"));
    })
    .await;
}

#[tokio::test]
async fn minutes_are_approved_at_the_next_meeting_by_its_people_and_then_published() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let all = meetings(&world, "jupyter").await;
        let (first, second) = (&all[0], &all[1]);
        held_with(&world, &site, first, &["Member A"]).await;
        let member = site.browser("jupyter", "Member A").await;
        let form = member.opens(&page_of("jupyter", first)).await.form("/minutes");
        let page = member.sends_and_goes_on(&form.with("minutes_text", "We agreed on the spring plan.\n")).await;
        assert!(!page.offers("/approve") && !page.offers("/publish"), "not before the next meeting: {}", page.text());
        let public = format!("/minutes/jupyter/{}", first.id);
        assert_eq!(site.visitor().opens(&public).await.status, 404, "private until then");

        held_with(&world, &site, second, &["Member B", "Member C", "Member D"]).await;
        let next = site.browser("jupyter", "Member B").await.opens(&page_of("jupyter", second)).await;
        assert!(next.says("Approve the minutes of Team meeting, 24 Nov 2026"), "{}", next.text());
        assert!(home(&site, "Member B").await.says("Approve the minutes of Team meeting"));
        assert!(!home(&site, "Member A").await.says("Approve the minutes"), "who is not there does not approve");
        let (b, c) = (site.browser("jupyter", "Member B").await, site.browser("jupyter", "Member C").await);
        let page = b.opens(&page_of("jupyter", first)).await;
        let stale = page.form("/approve");
        let page = b.sends_and_goes_on(&stale).await;
        assert!(page.says("Approved so far by Member B.") && !page.offers("/approve"), "{}", page.text());

        let form = c.opens(&page_of("jupyter", first)).await.form("/minutes");
        c.sends_and_goes_on(&form.clone().with("minutes_text", "We agreed on the spring plan, and on its costs.\n"))
            .await;
        let page = c.opens(&page_of("jupyter", first)).await;
        assert!(!page.says("Approved so far"), "an approval is of exactly one text: {}", page.text());
        let other = b.sends(&stale).await;
        assert!(other.status == 409 && other.says("and on its costs"), "and not of another one: {}", other.text());
        for browser in [&b, &c] {
            let page = browser.opens(&page_of("jupyter", first)).await;
            browser.sends_and_goes_on(&page.form("/approve")).await;
        }
        let page = c.opens(&page_of("jupyter", first)).await;
        assert!(page.says("They stand as they are") && page.says("Minutes approved"), "two of three: {}", page.text());
        assert!(!page.offers("/minutes") && !page.offers("/actions"), "{}", page.text());
        let late = c.sends(&form.clone().with("base", "1").with("minutes_text", "Changed")).await;
        assert!(late.status == 422 && late.says("are approved"), "{} {}", late.status, late.text());
        assert!(late.says("What you typed") && late.says("Changed"), "nothing typed is lost: {}", late.text());
        assert_eq!(site.visitor().opens(&public).await.status, 404, "approved is not published");

        let page = c.sends_and_goes_on(&page.form("/publish")).await;
        assert!(page.says("Everybody can read them since"), "{}", page.text());
        let read = site.visitor().opens(&public).await;
        assert!(read.says("We agreed on the spring plan, and on its costs."), "{}", read.text());
        assert!(!read.says("Member"), "nobody's name stands there: {}", read.text());
        until(&world, second.starts.plus(DAY + HOUR)).await;
        assert_eq!(site.visitor().opens(&public).await.status, 200);
    })
    .await;
}
