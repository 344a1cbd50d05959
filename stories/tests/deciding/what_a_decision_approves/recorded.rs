//! Recording an answer: on a day and with a tally that can be, never beside a vote, and told of before it serves no more.

use super::scene::{DAY, REQUESTS, puts_a_sponsors_post, says};
use acts::answers::{self, Filled};
use mail::Outbox;
use stories::{Site, World, both};

#[tokio::test]
async fn h18_an_answer_is_refused_whose_day_or_tally_cannot_be_and_nothing_typed_is_lost() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let question = puts_a_sponsors_post(&world, &site).await;
        let liaison = site.browser("django", "Board Liaison").await;
        for (said, why) in [
            (
                ["yes", "2026-10-20", "5 of 7"],
                "The question was put on 20 Nov 2026, and what was decided on 20 Oct 2026 is more than 30 days older",
            ),
            (["yes", "2026-11-21", "5 of 7"], "21 Nov 2026 lies in the future"),
            (["yes", "2026-11-20", "2 yes, 5 no"], "By this tally it was not agreed to"),
            (["yes", "2026-11-20", "3:3"], "By this tally it was not agreed to"),
            (["no", "2026-11-20", "5 of 7"], "By this tally it was agreed to"),
            (["yes", "2026-11-20", "9 of 7"], "9 of 7 cannot be"),
        ] {
            let page = says(&liaison, question, said).await;
            assert!(page.status == 422 && page.says(why), "{said:?}: {}", page.text());
            let again = page.form(&format!("/requests/{question}"));
            assert_eq!((again.value("on"), again.value("tally")), (Some(said[1]), Some(said[2])), "it stands again");
        }
        let row = world.here.store.question(world.group("django"), question).await.unwrap().unwrap();
        assert!(row.answer.is_none(), "nothing was recorded");
        let page = says(&liaison, question, ["no", "2026-11-20", "5 of 7, needs 6"]).await;
        assert_eq!(page.status, 303, "where more were needed the tally says so: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn j6_beside_a_vote_in_which_too_few_took_part_nothing_is_recorded_and_home_asks_for_the_vote() {
    both(async |world: World| {
        let question = {
            let site = Site::of(&world).await;
            let member = site.browser("jupyter", "Member A").await;
            let ask = member.opens("/g/jupyter/decisions").await.form("/decisions");
            let request = member.sends_and_goes_on(&ask.with("question", "Do we meet on Mondays?")).await;
            member.sends_and_goes_on(&request.form("/vote")).await;
            let second = site.browser("jupyter", "Member B").await;
            second.sends_and_goes_on(&second.opens("/g/jupyter/decisions/2026-1").await.form("/second")).await;
            world.here.store.questions(world.group("jupyter")).await.unwrap()[0].id
        };
        world.pass(DAY * 7).await;
        let site = Site::of(&world).await;
        let other = site.browser("jupyter", "Member C").await;
        let at = format!("/g/jupyter/requests/{question}");
        let page = other.opens(&at).await;
        assert!(
            page.says("Too few took part in the vote 2026-1") && page.says("call the vote again"),
            "{}",
            page.text()
        );
        assert!(!page.offers(&format!("/requests/{question}")) && page.offers("/vote"), "{}", page.text());
        let home = other.opens("/g/jupyter").await;
        assert!(home.says("Call a vote: Do we meet on Mondays?"), "{}", home.text());
        assert!(!home.says("Record what the group answers"), "{}", home.text());
        let yes = Filled {
            yes: true,
            decided_on: "2026-11-27".to_owned(),
            source: "https://minutes.example/1".to_owned(),
            tally: String::new(),
        };
        let who = world.elevated("jupyter", "Member C");
        let refused = answers::record(&world.here, world.group("jupyter"), &who, question, yes).await.unwrap_err();
        assert!(refused.to_string().contains("call the vote again"), "{refused}");
        let again = other.sends_and_goes_on(&page.form("/vote")).await;
        assert!(again.says("2026-2"), "{}", again.text());
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_record_the_answer_to_a_removal_is_not_offered_a_form() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let person = world.person("django", "Member C").to_string();
        let form = member.opens("/g/django/members/removal").await.form("/members/removal").with("person", person);
        let page = member.sends_and_goes_on(&form.with("ground", "Posted what nobody agreed to.")).await;
        assert!(page.says("Shall Member C be removed"), "{}", page.text());
        let question = world.here.store.questions(world.group("django")).await.unwrap()[0].id;
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(&format!("{REQUESTS}/{question}")).await;
        assert!(page.says("The group votes here on who is in it"), "{}", page.text());
        assert!(!page.offers(&format!("/requests/{question}")), "{}", page.text());
        let home = chair.opens("/g/django").await;
        assert!(!home.says("Record what the group answers"), "{}", home.text());
    })
    .await;
}

#[tokio::test]
async fn h18_before_an_answer_serves_no_more_whoever_is_concerned_is_told_ahead_and_on_the_day() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let group = world.group("jupyter");
        let channel = world.channel("jupyter", "Mastodon").await;
        {
            let site = Site::of(&world).await;
            let member = site.browser("jupyter", "Member A").await;
            let you = member.opens("/you").await.form("/you/mail").with("how", "at_once");
            member.sends_and_goes_on(&you.with("hour", "8").with("zone", "UTC")).await;
            let page = member.opens(&format!("/g/jupyter/channels/{channel}")).await;
            let form = page.form("/grants").with("to", world.person("jupyter", "Member B").to_string());
            let form = form.with("capability", "publish").with("until", "2027-08-01").with("reason", "Writes for us");
            member.sends(&form).await;
            let question = world.here.store.questions(group).await.unwrap()[0].id;
            let at = format!("/g/jupyter/requests/{question}");
            let other = site.browser("jupyter", "Member C").await;
            let form = other.opens(&at).await.form(&at).with("outcome", "yes").with("on", "2026-11-20");
            other.sends_and_goes_on(&form.with("tally", "4 yes")).await;
        }
        world.work().await;
        let told = |words: &str| {
            let mine =
                outbox.letters().into_iter().filter(|letter| letter.to.to_string() == "member-a@jupyter.example");
            mine.filter(|letter| letter.text.contains(words)).count()
        };
        let home = async || {
            let site = Site::of(&world).await;
            site.browser("jupyter", "Member A").await.opens("/g/jupyter").await
        };
        let (soon, over) = ("An answer about access soon serves no more", "An answer about access serves no more");
        // Six calendar months from 20 November end on 20 May at midnight, 180 days and 12 hours from the start of the story.
        world.pass(DAY * 166).await;
        assert_eq!(told(soon), 0, "more than two weeks ahead");
        world.pass(DAY).await;
        assert_eq!(told(soon), 1, "two weeks ahead");
        assert!(home().await.says(soon), "{}", home().await.text());
        world.pass(DAY * 5).await;
        assert_eq!(told(soon), 1, "once");
        world.pass(DAY * 6).await;
        assert_eq!(told(soon), 2, "three days ahead");
        world.pass(DAY * 3).await;
        assert_eq!((told(soon), told(over)), (2, 1), "on the day");
        assert!(home().await.says(over), "{}", home().await.text());
        world.pass(DAY * 8).await;
        assert!(!home().await.says(over), "and no longer than a week");
    })
    .await;
}
