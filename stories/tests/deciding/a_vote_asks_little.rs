//! What a vote asks the database hardly grows with the group: who is in it is read once for the judgement and for the roll, and
//! nobody is asked what they hold on channels.

use jiff::SignedDuration;
use stories::{Browser, Page, Queries, Site, World, both};

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

async fn asked(browser: &Browser<'_>, group: &str) -> Page {
    let ask = browser.opens(&format!("/g/{group}/decisions")).await;
    browser.sends_and_goes_on(&ask.form("/decisions").with("question", "Do we meet in May?")).await
}

#[tokio::test]
async fn opening_and_closing_a_vote_read_the_group_once_however_many_its_members_are() {
    let queries = Queries::counted();
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        asked(&chair, "django").await;
        let who = world.elevated("django", "Chair");
        let group = world.group("django");
        let question = world.here.store.questions(group).await.unwrap()[0].id;
        let call = acts::votes::call(&world.here, group, &who, question, "Do we meet in May?");
        let (called, opening) = queries.of(call).await;
        let vote = called.unwrap();
        world.here.store.clock().advance(WEEK);
        let (closed, closing) = queries.of(Box::pin(acts::votes::close(&world.here, group, vote))).await;
        closed.unwrap();
        println!("opening asked {opening} questions, closing {closing}");
        assert!(opening <= 24, "six members, none of them asked about by themself: {opening}");
        assert!(closing <= 24, "the group is read once: {closing}");
    })
    .await;
}
