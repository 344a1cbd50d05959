//! Whoever has a seat sees what their body is asked, as long as they have it, and comes in by an invitation.

use super::scene::{BODIES, DAY, SECOND, VOTE, asks, records, seated, votes_on, where_they_decide_here};
use acts::{Declined, amending, answers, opinions, seats, votes};
use charter::act::DissolveGroup;
use charter::{Act as _, Opinion, presets};
use people::{Purpose, Token};
use stories::{Site, World};

#[tokio::test]
async fn a12_whoever_has_a_seat_sees_what_their_body_is_asked_and_nothing_else_and_an_outsider_has_no_ballot() {
    where_they_decide_here(async |world: World| {
        let site = Site::of(&world).await;
        let liaison = site.browser("django", "Board Liaison").await;
        records(&liaison, ("board", "Board member A"), "began", "2026-11-20").await;
        records(&liaison, ("board", "Board member B"), "began", "2026-11-20").await;
        asks(&world, "Bluesky").await.unwrap();
        let person = seated(&world, "Board member A").await;
        let a = site.browser_of(person).await;
        for path in [
            "/g/django",
            "/g/django/decisions",
            "/g/django/decisions/2026-1",
            "/g/django/requests",
            "/g/django/members",
            "/g/django/audit",
            "/g/jupyter",
            "/seats/jupyter/2026-1",
            "/seats/django/2026-2",
        ] {
            assert_eq!(a.opens(path).await.status, 404, "{path}");
        }

        // Members without a seat, and strangers, learn nothing on the page of a seat.
        let form = a.opens(VOTE).await.form("/ballot").with("choice", "yes");
        for who in ["Member B", "Chair"] {
            let member = site.browser("django", who).await;
            assert_eq!(member.opens(VOTE).await.status, 404, "{who}");
            let own = member.opens("/g/django/decisions").await.form("/decisions").value("token").unwrap().to_owned();
            assert_eq!(member.sends(&form.clone().with("token", own)).await.status, 404, "{who}");
        }
        let visitor = site.visitor();
        assert!(visitor.opens(VOTE).await.leads_to.unwrap().starts_with("/sign-in"));

        // Nor do they by any other way: not by this act, and not by that of a member.
        let (group, row) = (world.group("django"), world.here.store.decisions(world.group("django")).await.unwrap());
        let ballot = votes::Filled { text: row[0].text(), choice: "yes".to_owned(), reason: String::new() };
        let chair = world.elevated("django", "Chair");
        match seats::cast(&world.here, group, &chair, row[0].id, &ballot).await {
            Err(Declined::ByCharter(grounds)) => assert_eq!(grounds.because[0].label, "B0"),
            other => panic!("{other:?}"),
        }
        let refused = votes::cast(&world.here, group, &chair, row[0].id, &ballot).await.unwrap_err().to_string();
        assert_eq!(refused, "the board votes on this, and nobody else takes a step in its vote");
        let member = world.elevated("django", "Member A");
        let refused = votes::withdraw(&world.here, group, &member, row[0].id).await.unwrap_err().to_string();
        assert!(refused.starts_with("the board votes on this"), "{refused}");
        let seat = world.elevated_by(person);
        assert!(matches!(
            votes::cast(&world.here, group, &seat, row[0].id, &ballot).await,
            Err(Declined::ByCharter(_))
        ));

        // A seat is no way into the record of seats, and nobody gives one to themself.
        let opinion = answered(&world, "Board Liaison").await;
        assert!(!opinion.may(), "{opinion:?}");
        let page = site.browser("django", "Member A").await.opens(BODIES).await;
        assert!(!page.offers("/members/bodies") && !page.offers("/bodies/invite"), "{}", page.text());
    })
    .await;
}

/// Whether somebody may record a seat of their own.
async fn answered(world: &World, name: &'static str) -> Opinion {
    let person = world.person("django", name);
    let act = charter::act::RecordSeat { body: "board".to_owned(), person };
    opinions::may(&world.here, world.group("django"), person, &act).await.unwrap()
}

#[tokio::test]
async fn b2_a_seat_ends_at_its_instant_and_with_it_the_place_on_an_open_roll() {
    where_they_decide_here(async |world: World| {
        let site = Site::of(&world).await;
        let liaison = site.browser("django", "Board Liaison").await;
        for who in ["Board member A", "Board member B"] {
            records(&liaison, ("board", who), "began", "2026-11-20").await;
        }
        asks(&world, "Bluesky").await.unwrap();
        let ancient = records(&liaison, ("board", "Board member C"), "began", "0026-11-20").await;
        assert!(ancient.status == 422 && ancient.says("lies before 1970: write the year"), "{}", ancient.text());
        let far = records(&liaison, ("board", "Board member C"), "began", "9999-12-31").await;
        assert!(far.status == 422 && far.says("lies more than two years ahead"), "{}", far.text());
        let none = records(&liaison, ("board", "Board member C"), "began", "").await;
        assert!(none.status == 422 && none.says("Choose a day."), "{}", none.text());
        let again = records(&liaison, ("board", "Board member A"), "began", "2026-11-20").await;
        assert!(again.says("has a seat on the board by the record already"), "{}", again.text());
        let page = records(&liaison, ("board", "Board member B"), "ended", "2026-11-22").await;
        assert!(page.says("until 22 Nov 2026"), "{}", page.text());
        // Whoever gets a seat now is not on the roll of a vote that is open.
        records(&liaison, ("board", "Board member C"), "began", "2026-11-20").await;
        let c = site.browser_of(seated(&world, "Board member C").await).await;
        let page = c.opens(VOTE).await;
        assert!(page.says("You had no seat yet when this vote opened") && !page.offers("/ballot"), "{}", page.text());

        let b = seated(&world, "Board member B").await;
        let start: basics::Moment = "2026-11-22T00:00:00Z".parse().unwrap();
        world.pass(start.since(world.now()) - SECOND).await;
        assert_eq!(site.browser_of(b).await.opens(VOTE).await.status, 200, "a second before");
        let (group, row) = (world.group("django"), world.here.store.decisions(world.group("django")).await.unwrap());
        let ballot = votes::Filled { text: row[0].text(), choice: "no".to_owned(), reason: String::new() };
        let who = world.elevated_by(b);
        world.pass(SECOND).await;
        let refused = seats::cast(&world.here, group, &who, row[0].id, &ballot).await;
        assert!(matches!(refused, Err(Declined::ByCharter(_))), "{refused:?}");
        assert!(!world.here.store.electorate(group, "board").await.unwrap().contains(&b));

        let liaison = site.browser("django", "Board Liaison").await;
        votes_on(&liaison, VOTE, "yes").await;
        let a = site.browser_of(seated(&world, "Board member A").await).await;
        votes_on(&a, VOTE, "yes").await;
        world.pass(DAY * 6).await;
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens("/g/django/decisions/2026-1").await;
        assert!(
            page.says("Count 2 of 2") && page.says("2 of them count still"),
            "whoever lost the seat is struck: {}",
            page.text()
        );
    })
    .await;
}

#[tokio::test]
async fn a_body_without_seats_is_not_asked_and_says_so() {
    where_they_decide_here(async |world: World| {
        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
        let act = DissolveGroup { group };
        let opinion = opinions::may(&world.here, group, who.person(), &act).await.unwrap();
        let cited = answers::open_matters(&opinion)[0];
        let refused = answers::ask(&world.here, group, &who, act.object(), cited, "Shall we end?").await.unwrap_err();
        assert!(refused.to_string().contains("nobody has a seat on it, so no vote was opened"), "{refused}");
        assert!(world.here.store.questions(group).await.unwrap().is_empty());
        assert!(world.here.store.decisions(group).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_has_a_seat_and_no_account_comes_in_by_an_invitation_of_whoever_the_charter_lets() {
    where_they_decide_here(async |world: World| {
        let site = Site::of(&world).await;
        let liaison = site.browser("django", "Board Liaison").await;
        records(&liaison, ("board", "Board member A"), "began", "2026-11-20").await;
        asks(&world, "Bluesky").await.unwrap();
        let page = liaison.opens(BODIES).await;
        let shown = liaison.sends(&page.form("/bodies/invite")).await;
        let text = shown.text();
        let link = text.split("/join/").nth(1).unwrap().split_whitespace().next().unwrap();
        let page = site.visitor().opens(&format!("/join/{link}")).await;
        assert!(page.says("to vote on the board"), "{}", page.text());
        let link = Token::parse(link, Purpose::Invitation).unwrap();
        let (a, _) = site.comes_in_by(&link).await;
        let page = a.opens(VOTE).await;
        assert!(page.offers("/ballot"), "{}", page.text());
        assert_eq!(a.opens("/g/django").await.status, 404);
        let twice = acts::invitations::show(&world.here, &link).await;
        assert!(twice.is_err(), "a link works once");
    })
    .await;
}

/// The first charter without its fourth goal.
fn without_a_goal() -> amending::Filled {
    let goal = "- Help the board to bring official news and updates of the foundation to people.\n";
    let rules =
        presets::DJANGO.rules.replace("[1, 1, [1, 1, 1, 1], 2,", "[1, 1, [1, 1, 1], 2,").replace("4 = \"G4\"\n", "");
    amending::Filled {
        text: presets::DJANGO.text.replace(goal, ""),
        rules: rules.replace("G4 = \"2.3.4\"\n", ""),
        reason: "Somebody else does it by now.".to_owned(),
        is_minor: false,
    }
}

#[tokio::test]
async fn whoever_has_a_seat_reads_what_a_draft_of_the_charter_changes_and_its_name() {
    where_they_decide_here(async |world: World| {
        let site = Site::of(&world).await;
        let liaison = site.browser("django", "Board Liaison").await;
        records(&liaison, ("board", "Board member A"), "began", "2026-11-20").await;
        records(&liaison, ("board", "Board member B"), "began", "2026-11-20").await;
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        let draft = amending::propose(&world.here, group, who.person(), &without_a_goal()).await.unwrap();
        let draft = world.here.store.charter_draft(group, draft).await.unwrap().unwrap();
        amending::ask(&world.here, group, &who, &draft).await.unwrap();
        let a = site.browser_of(seated(&world, "Board member A").await).await;
        let page = a.opens(VOTE).await;
        assert!(
            page.says("Draft 1 of the charter") && page.says("1 line of its text, and the rule"),
            "{}",
            page.text()
        );
        assert!(!page.html.contains("/charter/drafts/"), "only members open it: {}", page.html);
        let page = liaison.opens(VOTE).await;
        let link = format!("/g/django/charter/drafts/{}", draft.id);
        assert!(page.html.contains(&link), "a member with a seat does: {}", page.html);
        assert_eq!(liaison.opens(&link).await.status, 200);
    })
    .await;
}
