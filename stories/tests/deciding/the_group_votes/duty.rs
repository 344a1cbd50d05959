//! The duty to take part in votes: counted over a year, told in private on its last day, and nothing else.

use super::scene::{DAY, at};
use charter::act::SetHouseRule;
use stories::{Site, World, both};

/// The vote of this number is called, seconded, and voted on by these members; a week goes by.
async fn voted(world: &World, number: u32, voters: &[(&'static str, &'static str)]) {
    let site = Site::of(world).await;
    let sponsor = site.browser("jupyter", "Member B").await;
    let ask =
        sponsor.opens("/g/jupyter/decisions").await.form("/decisions").with("question", format!("Question {number}?"));
    let request = sponsor.sends_and_goes_on(&ask).await;
    sponsor.sends_and_goes_on(&request.form("/vote")).await;
    let page = format!("/g/jupyter/decisions/2027-{number}");
    let second = site.browser("jupyter", "Member C").await;
    second.sends_and_goes_on(&second.opens(&page).await.form("/second")).await;
    for (who, choice) in voters {
        let browser = site.browser("jupyter", who).await;
        browser.sends_and_goes_on(&browser.opens(&page).await.form("/ballot").with("choice", *choice)).await;
    }
    world.pass(DAY * 8).await;
}

/// In 2027 there are nine votes. Member A takes part in six of them, blank twice, and Member D in five.
async fn a_year(world: &World) {
    world.pass(DAY * 50).await;
    for number in 1..=9 {
        let mut voters = vec![("Member B", "yes"), ("Member C", "yes")];
        match number {
            1..=4 => voters.push(("Member A", "yes")),
            5 | 6 => voters.push(("Member A", "blank")),
            _ => {}
        }
        if number <= 5 {
            voters.push(("Member D", "no"));
        }
        voted(world, number, &voters).await;
    }
}

#[tokio::test]
async fn j14_six_of_nine_votes_meet_the_duty_and_five_bring_a_private_request_on_31_december_and_nothing_else() {
    both(async |world: World| {
        a_year(&world).await;
        let last: basics::Moment = "2027-12-31T00:00:00Z".parse().unwrap();
        world.pass(last.since(world.now()) - DAY).await;
        let site = Site::of(&world).await;
        let early = site.browser("jupyter", "Member D").await.opens("/g/jupyter/decisions").await;
        assert!(early.says("You took part in 5 of 9 votes of 2027 so far"), "{}", early.text());
        assert!(!early.says("Asked of you"), "not before the last day: {}", early.text());
        world.pass(DAY).await;
        let before = world.log(world.group("jupyter")).await.len();
        for who in ["Member A", "Member B", "Member C"] {
            let browser = site.browser("jupyter", who).await;
            let (page, home) = (browser.opens("/g/jupyter/decisions").await, browser.opens("/g/jupyter").await);
            assert!(!page.says("Asked of you") && !home.says("5 of 9"), "{who}: {}", page.text());
        }
        let member = site.browser("jupyter", "Member D").await;
        let home = member.opens("/g/jupyter").await;
        assert!(home.says("You took part in 5 of 9 votes of 2027"), "{}", home.text());
        let page = member.opens("/g/jupyter/decisions").await;
        assert!(page.says("Asked of you") && page.says("Whoever falls short is asked to step down"), "{}", page.text());
        let page = member.sends_and_goes_on(&page.form("/duty")).await;
        assert!(!page.says("Asked of you"), "{}", page.text());
        world.pass(DAY * 40).await;
        let page = site.browser("jupyter", "Member D").await.opens("/g/jupyter/decisions").await;
        assert!(!page.says("Asked of you") && page.says("0 of 0 votes of 2028"), "once: {}", page.text());
        assert_eq!(world.log(world.group("jupyter")).await.len(), before, "nothing else happens");
        assert_eq!(
            site.browser("jupyter", "Member D").await.opens(&at("jupyter").replace("2026", "2027")).await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn j14_the_convener_is_told_who_was_asked_and_nobody_else_is() {
    both(async |world: World| {
        names_convener(&world, "Member B").await;
        a_year(&world).await;
        let last: basics::Moment = "2027-12-31T00:00:00Z".parse().unwrap();
        world.pass(last.since(world.now())).await;
        let site = Site::of(&world).await;
        let convener = site.browser("jupyter", "Member B").await;
        let home = convener.opens("/g/jupyter").await;
        assert!(home.says("1 member took part in too few votes"), "{}", home.text());
        let page = convener.opens("/g/jupyter/decisions").await;
        assert!(page.says("For the convener alone"), "{}", page.text());
        assert!(page.says("Member D took part in 5 of 9 votes of 2027, and was asked."), "{}", page.text());
        for name in ["Member A", "Member C"] {
            let other = site.browser("jupyter", name).await;
            let (page, home) = (other.opens("/g/jupyter/decisions").await, other.opens("/g/jupyter").await);
            assert!(!page.says("Member D took part") && !home.says("too few votes"), "{name}: {}", page.text());
            let taken = page.form("/decisions").sent_to("/g/jupyter/decisions/duties").with("year", "2027");
            assert_eq!(other.sends(&taken).await.status, 404, "{name}");
        }
        let page = convener.sends_and_goes_on(&page.form("/duties")).await;
        assert!(!page.says("For the convener alone"), "{}", page.text());
        let member = site.browser("jupyter", "Member D").await.opens("/g/jupyter/decisions").await;
        assert!(member.says("Asked of you"), "it is theirs still: {}", member.text());
    })
    .await;
}

/// The group names a convener by a rule of its house.
async fn names_convener(world: &World, name: &'static str) {
    let value = world.person("jupyter", name).to_string();
    let act = SetHouseRule { rule: "convener".to_owned(), value };
    world.agreed("jupyter", "Member A", &act).await;
    acts::house::set(&world.here, world.group("jupyter"), &world.elevated("jupyter", "Member A"), act).await.unwrap();
}
