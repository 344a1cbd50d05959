//! The vote of a body is its answer, with a quorum of its own; a group records by its own vote which body decides here.

use super::scene::{BODIES, DAY, VOTE, asks, records, seated, votes_on, where_they_decide_here};
use acts::{answers, opinions, votes};
use basics::AnswerId;
use charter::Act as _;
use charter::act::DissolveGroup;
use mail::Outbox;
use stories::{Site, World};

#[tokio::test]
async fn a2_the_ballots_of_a_board_that_decides_here_are_its_answer_and_what_follows_is_done() {
    where_they_decide_here(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        let liaison = site.browser("django", "Board Liaison").await;
        let page = liaison.opens(BODIES).await;
        assert!(page.says("decides here, by the rule “ordinary”. Ballots: Board Liaison."), "{}", page.text());
        let page = records(&liaison, ("board", "Board member A"), "began", "2026-11-20").await;
        assert!(page.says("The seat is recorded."), "{}", page.text());
        let page = records(&liaison, ("board", "Board member B"), "began", "2026-11-20").await;
        assert!(page.says("Ballots: Board Liaison, Board member A, Board member B."), "{}", page.text());

        let question = asks(&world, "Bluesky").await.unwrap();
        world.work().await;
        let letters: Vec<_> = outbox.letters().into_iter().filter(|letter| letter.subject.contains("2026-1")).collect();
        assert_eq!(letters.len(), 3, "each of the three is told, and nobody else");
        assert!(letters.iter().all(|letter| letter.text.contains("/seats/django/2026-1")), "{}", letters[0].text);

        let chair = site.browser("django", "Chair").await;
        let page = chair.opens("/g/django/decisions/2026-1").await;
        assert!(page.says("0 of 3 have voted") && page.says("The board votes on this."), "{}", page.text());
        assert!(!page.offers("/ballot") && !page.offers("/withdraw"), "{}", page.text());

        let a = site.browser_of(seated(&world, "Board member A").await).await;
        let b = site.browser_of(seated(&world, "Board member B").await).await;
        let start = a.opens("/").await;
        assert_eq!(start.leads_to.as_deref(), Some("/seats"), "{}", start.text());
        let page = a.opens("/seats").await;
        assert!(
            page.says("Shall we leave this place for good?") && page.says("your ballot is waited for"),
            "{}",
            page.text()
        );
        let page = a.opens(VOTE).await;
        for words in ["Shall we leave this place for good?", "Why it comes to you", "What follows from a yes", "Needed"]
        {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        votes_on(&a, VOTE, "no").await;
        let page = votes_on(&a, VOTE, "yes").await;
        assert!(page.says("Your ballot is in.") && page.says("1 of 3 have voted"), "{}", page.text());
        votes_on(&b, VOTE, "yes").await;
        let page = liaison.opens("/g/django/decisions/2026-1").await;
        assert!(page.html.contains("href=\"/seats/django/2026-1\""), "{}", page.text());
        votes_on(&liaison, VOTE, "no").await;
        world.work().await;

        let page = chair.opens("/g/django/decisions/2026-1").await;
        assert!(
            page.says("Count 2 of 3") && page.says("2 needed") && page.says("The board agreed."),
            "{}",
            page.text()
        );
        assert!(page.says("What follows was done by itself"), "{}", page.text());
        assert!(page.says("Board member A"), "whoever voted is named to members: {}", page.text());
        let page = chair.opens(&format!("/g/django/requests/{question}")).await;
        assert!(page.says("decision 2026-1") && page.says("2 of 3"), "{}", page.text());
        let row = world.here.store.question(world.group("django"), question).await.unwrap().unwrap();
        assert!(row.unlocks(world.now()), "the vote is its own evidence");
        let register = world.here.store.channels(world.group("django")).await.unwrap();
        let bluesky = register.iter().find(|row| row.channel.name == "Bluesky").unwrap();
        assert_eq!(bluesky.channel.state.as_str(), "retired");
        let page = a.opens(VOTE).await;
        assert!(page.says("3 of 3 have voted; 2 needed"), "whoever voted sees what it came to: {}", page.text());
        let log = chair.opens("/g/django/audit").await;
        assert!(log.says("Board member A") && log.says("recorded the seat of"), "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn j6_a_vote_of_a_council_in_which_too_few_took_part_decides_nothing_and_is_put_anew() {
    where_they_decide_here(async |world: World| {
        let site = Site::of(&world).await;
        let a = site.browser("jupyter", "Member A").await;
        for who in ["Council member A", "Council member B", "Council member C", "Council member D"] {
            records(&a, ("executive_council", who), "began", "2026-11-20").await;
        }
        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
        let act = DissolveGroup { group };
        let first = world.asks(group, &who, &act).await;
        let opinion = opinions::may(&world.here, group, who.person(), &act).await.unwrap();
        let cited = answers::open_matters(&opinion)[0];
        let twice = answers::ask(&world.here, group, &who, act.object(), cited, "Shall we end?").await.unwrap_err();
        assert!(twice.to_string().contains("was put already"), "{twice}");
        let council = site.browser_of(seated(&world, "Council member A").await).await;
        votes_on(&council, "/seats/jupyter/2026-1", "yes").await;
        world.pass(DAY * 8).await;
        let a = site.browser("jupyter", "Member A").await;
        let page = a.opens("/g/jupyter/decisions/2026-1").await;
        assert!(page.says("Too few took part"), "{}", page.text());
        let page = a.opens(&format!("/g/jupyter/requests/{first}")).await;
        assert!(page.says("Too few of them voted"), "{}", page.text());
        let put = a.sends(&page.form("/again")).await.leads_to.unwrap();
        let second: AnswerId = put.rsplit('/').next().unwrap().parse().unwrap();
        let page = a.opens(&put).await;
        assert!(!page.offers("/again"), "it is voted on: {}", page.text());
        let row = world.here.store.question(group, first).await.unwrap().unwrap();
        assert_eq!(row.superseded_by, Some(second), "it waits no more");
        // One yes and one blank of four are enough by the guide.
        for (name, choice) in [("Council member A", "yes"), ("Council member B", "blank")] {
            let council = site.browser_of(seated(&world, name).await).await;
            votes_on(&council, "/seats/jupyter/2026-2", choice).await;
        }
        world.pass(DAY * 8).await;
        let row = world.here.store.question(group, second).await.unwrap().unwrap();
        let (recorded, by, _) = row.answer.unwrap();
        assert!(recorded.yes && by.is_none() && recorded.tally == "1 of 1 non-blank, quorum 2 of 4", "{recorded:?}");
    })
    .await;
}

#[tokio::test]
async fn m8_a_group_records_by_its_own_vote_that_a_body_decides_here() {
    stories::both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(BODIES).await;
        assert!(page.says("decides elsewhere; its answers are recorded."), "{}", page.text());
        let asked = chair.sends(&page.form("/here/ask")).await.leads_to.unwrap();
        let page = chair.opens(&asked).await;
        assert!(page.says("Shall the board decide here from now on, by the rule “ordinary”?"), "{}", page.text());
        let question = world.here.store.questions(world.group("django")).await.unwrap()[0].id;
        let yes = answers::Filled {
            yes: true,
            decided_on: "2026-11-20".to_owned(),
            source: "https://minutes.example/here".to_owned(),
            tally: String::new(),
        };
        let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
        let alone = answers::record(&world.here, group, &who, question, yes).await.unwrap_err().to_string();
        assert!(alone.contains("where a body decides"), "nobody records that alone: {alone}");
        let before = asks(&world, "Mastodon").await.unwrap();
        assert!(world.here.store.decisions(world.group("django")).await.unwrap().is_empty(), "elsewhere, so far");

        let called = chair.sends_and_goes_on(&page.form("/vote")).await;
        assert!(called.says("The vote is called."), "{}", called.text());
        let row = world.here.store.decisions(world.group("django")).await.unwrap().pop().unwrap();
        for role in world.roster("django") {
            let ballot = votes::Filled { text: row.text(), choice: "yes".to_owned(), reason: String::new() };
            let who = world.elevated("django", role.name);
            votes::cast(&world.here, world.group("django"), &who, row.id, &ballot).await.unwrap();
        }
        world.work().await;
        let page = chair.opens(BODIES).await;
        assert!(page.says("decides here, by the rule “ordinary”. Ballots: Board Liaison."), "{}", page.text());
        let page = chair.opens("/g/django/charter").await;
        assert!(page.says("The board decides here, by the rule “ordinary”."), "{}", page.text());
        asks(&world, "Bluesky").await.unwrap();
        let votes = world.here.store.decisions(world.group("django")).await.unwrap();
        assert_eq!(votes.len(), 2, "the question that was put before stays where it is");
        assert!(votes.iter().all(|vote| vote.question.id != before));
    })
    .await;
}
