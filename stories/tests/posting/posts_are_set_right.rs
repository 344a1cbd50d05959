//! A post that is out is set right over all its channels: corrected or withdrawn at once, with a reason, each channel by its
//! own permit and in the way that its network knows.

use acts::{
    redress::{self, Corrected, Reached},
    settle,
};
use basics::PostId;
use channels::Capability::Publish;
use charter::act::SchedulePost;
use delivery::State;
use jiff::SignedDuration;
use networks::practice::{Effect, Fault, Host, When};
use store::{Declined, DeliveryRow, Op};
use stories::{Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const LINKEDIN: &str = "https://www.linkedin.com/feed/update/urn:li:activity:7000000000000000001/";

/// A post of Member A that is out on these channels, on LinkedIn by hand.
async fn out(world: &World, text: &str, on: &[&str]) -> PostId {
    for channel in on {
        world.give("django", "Member A", channel, &[Publish]).await;
    }
    out_where_one_may(world, text, on).await
}

/// The same on channels on which Member A may publish already.
async fn out_where_one_may(world: &World, text: &str, on: &[&str]) -> PostId {
    let post = world.writes("django", "Member A", text).on(on).await.serving(&["1"]).due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    world.pass(MINUTE).await;
    for row in world.deliveries("django", post).await.iter().filter(|row| row.row.state == State::Asked) {
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        settle::posted(&world.here, group, &who, row.id, LINKEDIN).await.unwrap();
    }
    post
}

async fn corrects(world: &World, post: PostId, text: &str) -> Result<Reached, Declined> {
    let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
    let so_far = world.here.store.redresses(group, post).await.unwrap();
    let seen = so_far.into_iter().rev().find(|one| one.correction.is_some()).map(|one| one.id);
    let (everywhere, said) = (text.to_owned(), format!("Correction: {text}"));
    let corrected = Corrected { everywhere, said, seen, ..Corrected::default() };
    redress::correct_everywhere(&world.here, group, &who, post, &corrected, "The date was wrong").await
}

async fn withdraws(world: &World, post: PostId) -> Result<Reached, Declined> {
    let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
    redress::withdraw_everywhere(&world.here, group, &who, post, "It was announced too early").await
}

fn texts(world: &World, host: Host) -> Vec<String> {
    world.practice.published().into_iter().filter(|post| post.host == host).map(|post| post.text).collect()
}

async fn one(world: &World, post: PostId, op: Op, channel: &str) -> DeliveryRow {
    let id = world.channel("django", channel).await;
    let all = world.deliveries("django", post).await;
    all.into_iter().find(|row| row.op == op && row.channel == id).unwrap()
}

#[tokio::test]
async fn one_correction_reaches_every_channel_in_the_way_its_network_knows() {
    both(async |world: World| {
        let post = out(&world, "Out on 3 May", &["Mastodon", "Bluesky", "LinkedIn"]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = format!("/g/django/posts/{post}");
        let shown = browser.opens(&page).await;
        assert!(shown.says("Mastodon: the post is changed where it is."), "{}", shown.text());
        assert!(shown.says("Bluesky: nothing can be changed there, so that an answer to the post says it."));
        assert!(shown.says("LinkedIn: somebody is asked to change it there by hand."));
        let form = shown.form("/correct");
        assert_eq!(form.value("corrected").map(str::trim), Some("Out on 3 May"));
        let form = form.with("corrected", "Out on 4 May").with("said-beneath", "Correction: out on 4 May");
        let refused = browser.sends(&form).await;
        assert!(refused.says("Say why"), "{}", refused.text());
        assert_eq!(refused.form("/correct").value("corrected").map(str::trim), Some("Out on 4 May"), "nothing is lost");
        let done = browser.sends_and_goes_on(&form.with("why-corrected", "The date was wrong")).await;
        assert!(done.says("Its correction is in the queue and leaves at once."), "{}", done.text());
        world.live_through(MINUTE * 2).await;

        assert_eq!(texts(&world, Host::Mastodon), ["Out on 4 May"], "changed where it is, and there once");
        assert_eq!(texts(&world, Host::Bluesky), ["Out on 3 May", "Correction: out on 4 May"]);
        let beneath = world.practice.published().into_iter().find(|post| post.text.starts_with("Correction")).unwrap();
        assert!(beneath.reply_to.is_some(), "it answers the post that it corrects");
        let asked = one(&world, post, Op::Edit, "LinkedIn").await.id;
        let by_hand = browser.opens(&page).await;
        assert!(by_hand.says("Change this by hand"), "{}", by_hand.text());
        let reported = browser.sends_and_goes_on(&by_hand.form(&format!("/{asked}/posted"))).await;
        assert!(reported.says("The date was wrong"), "the reason stands on the page: {}", reported.text());
        assert!(reported.html.contains("<del>"), "old and new words stand beside each other");
        assert_eq!(one(&world, post, Op::Edit, "LinkedIn").await.row.state, State::Confirmed);

        world.live_through(MINUTE * 20).await;
        assert_eq!(one(&world, post, Op::Create, "Mastodon").await.row.state, State::Live, "read back as corrected");
        assert_eq!(one(&world, post, Op::Edit, "Mastodon").await.row.state, State::Live);
        assert!(world.told("django").await.is_empty(), "{:?}", world.told("django").await);
        let reasons = world.log(world.group("django")).await;
        let stands = |kept: &audit::Kept| format!("{kept:?}").contains("The date was wrong");
        assert!(reasons.iter().any(stands), "and in the log");
    })
    .await;
}

#[tokio::test]
async fn one_withdrawal_deletes_what_is_out_and_calls_off_what_is_not() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky", "LinkedIn"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let post = world.writes("django", "Member A", "Too early").on(&["Mastodon", "Bluesky", "LinkedIn"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        world.pass(MINUTE).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = browser.opens(&format!("/g/django/posts/{post}")).await.form("/withdraw-everywhere");
        let done = browser.sends_and_goes_on(&form.with("why-withdrawn", "It was announced too early")).await;
        assert!(done.says("It was announced too early") && done.says("Withdrawn by"), "{}", done.text());
        world.live_through(MINUTE * 2).await;
        assert!(world.practice.published().is_empty());
        for (channel, state) in
            [("Mastodon", State::Withdrawn), ("Bluesky", State::Withdrawn), ("LinkedIn", State::Cancelled)]
        {
            assert_eq!(one(&world, post, Op::Create, channel).await.row.state, state, "{channel}");
        }
        let again = withdraws(&world, post).await.unwrap_err().to_string();
        assert!(again.contains("nothing of this post is out"), "{again}");
    })
    .await;
}

#[tokio::test]
async fn a_channel_where_it_is_refused_is_named_with_the_clause_and_the_others_go_on() {
    both(async |world: World| {
        let post = out(&world, "Out on 3 May", &["Mastodon", "Bluesky"]).await;
        let (group, bluesky) = (world.group("django"), world.channel("django", "Bluesky").await);
        let grants = world.here.store.grants(group).await.unwrap();
        let theirs = world.person("django", "Member A");
        let there = grants.iter().find(|grant| grant.person == theirs && grant.channel == bluesky).unwrap();
        let chair = world.elevated("django", "Chair");
        acts::access::end(&world.here, group, &chair, there.id, "No longer writes there").await.unwrap();

        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = browser.opens(&format!("/g/django/posts/{post}")).await.form("/withdraw-everywhere");
        let answer = browser.sends(&form.with("why-withdrawn", "It was announced too early")).await;
        assert!(answer.says("Bluesky") && answer.says("On Mastodon it is on its way."), "{}", answer.text());
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), Vec::<String>::new());
        assert_eq!(texts(&world, Host::Bluesky), ["Out on 3 May"]);
    })
    .await;
}

#[tokio::test]
async fn dl_a_correction_whose_answer_got_lost_is_read_back_and_made_again_where_it_is_not_there() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        for when in [When::After, When::Before] {
            let text = format!("First {when:?}");
            let post = out_where_one_may(&world, &text, &["Mastodon"]).await;
            world.practice.plan(Fault::next_publish(when, Effect::Drop));
            corrects(&world, post, &format!("Then {when:?}")).await.unwrap();
            world.live_through(MINUTE * 30).await;
            let there: Vec<String> = texts(&world, Host::Mastodon);
            assert_eq!(there.iter().filter(|said| said.ends_with(&format!("{when:?}"))).count(), 1, "{there:?}");
            assert!(there.contains(&format!("Then {when:?}")), "{there:?}");
            assert_eq!(one(&world, post, Op::Edit, "Mastodon").await.row.state, State::Live, "{when:?}");
            assert_eq!(one(&world, post, Op::Create, "Mastodon").await.row.state, State::Live, "{when:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_second_correction_waits_for_the_first_and_then_starts_from_its_words() {
    both(async |world: World| {
        let post = out(&world, "One", &["Mastodon"]).await;
        corrects(&world, post, "Two").await.unwrap();
        let refused = corrects(&world, post, "Three").await.unwrap_err().to_string();
        assert!(refused.contains("on its way"), "{refused}");
        world.live_through(MINUTE * 2).await;
        let same = corrects(&world, post, "Two").await.unwrap_err().to_string();
        assert!(same.contains("this is what it says already"), "{same}");
        corrects(&world, post, "Three").await.unwrap();
        world.live_through(MINUTE * 20).await;
        assert_eq!(texts(&world, Host::Mastodon), ["Three"]);
        let so_far = world.here.store.redresses(world.group("django"), post).await.unwrap();
        assert_eq!(so_far.len(), 2, "what was refused is not told as done");
    })
    .await;
}

#[tokio::test]
async fn a_correction_that_reached_one_channel_is_completed_on_the_other() {
    both(async |world: World| {
        let post = out(&world, "Out on 3 May", &["Mastodon", "Bluesky"]).await;
        let (group, bluesky) = (world.group("django"), world.channel("django", "Bluesky").await);
        let grants = world.here.store.grants(group).await.unwrap();
        let theirs = world.person("django", "Member A");
        let there = grants.iter().find(|grant| grant.person == theirs && grant.channel == bluesky).unwrap();
        let chair = world.elevated("django", "Chair");
        acts::access::end(&world.here, group, &chair, there.id, "No longer writes there").await.unwrap();
        let reached = corrects(&world, post, "Out on 4 May").await.unwrap();
        assert_eq!((reached.going.len(), reached.not[0].0), (1, bluesky));
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Bluesky), ["Out on 3 May"]);

        world.give("django", "Member A", "Bluesky", &[Publish]).await;
        let reached = corrects(&world, post, "Out on 4 May").await.unwrap();
        assert_eq!(reached.going, [bluesky], "only where it does not say so yet");
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), ["Out on 4 May"]);
        assert_eq!(texts(&world, Host::Bluesky), ["Out on 3 May", "Correction: Out on 4 May"]);
        let same = corrects(&world, post, "Out on 4 May").await.unwrap_err().to_string();
        assert!(same.contains("this is what it says already"), "{same}");
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_held_to_the_checks_of_planning_and_names_people_as_the_book_does() {
    both(async |world: World| {
        let post = out(&world, "Thanks", &["Mastodon", "Bluesky"]).await;
        for (text, wrong) in [
            ("Use password=abcd-ef2h-ijkl-mnop.", "what looks like a secret"),
            ("Thanks, @{maria}", "the book of people has nobody of this word"),
        ] {
            let Declined::ByField { field, sentence } = corrects(&world, post, text).await.unwrap_err() else {
                panic!("{text} was refused as if it were no field")
            };
            assert_eq!(field, "corrected", "{sentence}");
            assert!(sentence.contains(wrong), "{sentence}");
        }
        assert!(world.here.store.redresses(world.group("django"), post).await.unwrap().is_empty());

        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        world.practice.somebody(Host::Bluesky, "maria.example");
        world.practice.somebody(Host::Mastodon, "maria");
        let book = browser.opens("/g/django/people-we-name").await.form("/people-we-name");
        let book = book.with("name", "Maria").with("word", "maria").with("handle-bluesky", "@maria.example");
        browser.sends_and_goes_on(&book.with("handle-mastodon", "@Maria@social.example")).await;
        corrects(&world, post, "Thanks, @{maria}").await.unwrap();
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), ["Thanks, @maria@social.example"]);
        assert_eq!(texts(&world, Host::Bluesky), ["Thanks", "Correction: Thanks, @maria.example"]);
    })
    .await;
}

#[tokio::test]
async fn a_correction_of_what_somebody_corrected_in_between_undoes_nothing_and_stays_in_its_form() {
    both(async |world: World| {
        let post = out(&world, "One", &["Mastodon"]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let opened = browser.opens(&format!("/g/django/posts/{post}")).await.form("/correct");
        corrects(&world, post, "Two").await.unwrap();
        world.live_through(MINUTE * 2).await;
        let late = opened.with("corrected", "Three").with("why-corrected", "A slip of the pen");
        let refused = browser.sends(&late).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.says("Somebody corrected this post after you had opened it"), "{}", refused.text());
        assert!(refused.says("Two"), "what it says now stands beside it");
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), ["Two"], "nothing is undone unseen");

        let again = refused.form("/correct");
        assert_eq!(again.value("corrected").map(str::trim), Some("Three"), "nothing typed is lost");
        assert_eq!(again.value("why-corrected"), Some("A slip of the pen"));
        browser.sends_and_goes_on(&again).await;
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), ["Three"]);
    })
    .await;
}

#[tokio::test]
async fn a_frozen_group_deletes_and_corrects_nothing_until_two_let_it_go_on() {
    both(async |world: World| {
        let post = out(&world, "As it was", &["Mastodon"]).await;
        let group = world.group("django");
        let member = world.signed_in("django", "Member A");
        acts::holds::freeze(&world.here, group, &member, None, "").await.unwrap();
        corrects(&world, post, "As it is").await.unwrap();
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), ["As it was"], "a correction is something that leaves");
        let hold = world.here.store.holds(group).await.unwrap()[0].id;
        for name in ["Chair", "Co-Chair"] {
            acts::holds::thaw(&world.here, group, &world.elevated("django", name), hold).await.unwrap();
        }
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), ["As it is"]);
    })
    .await;
}

#[tokio::test]
async fn pc07_an_answer_for_the_old_words_lets_no_corrected_ones_out() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "Our recipes").on(&["Mastodon"]).await;
        let (content, channels) = (post.draft.digest(), post.draft.channels.clone());
        let post = post.due_in(MINUTE).kept().await;
        world.agreed("django", "Member A", &SchedulePost { post, content, channels }).await;
        world.schedules("django", "Member A", post).await.unwrap();
        world.live_through(MINUTE * 20).await;
        assert_eq!(texts(&world, Host::Mastodon), ["Our recipes"]);
        let reached = corrects(&world, post, "Our recipes!").await.unwrap();
        assert!(reached.going.is_empty());
        let Declined::ByCharter(grounds) = &reached.not[0].1 else { panic!("{:?}", reached.not) };
        assert_eq!(grounds.because[0].label, "B2");
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), ["Our recipes"]);
        assert!(world.here.store.redresses(world.group("django"), post).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn of_a_thread_the_first_part_is_corrected_and_everything_is_withdrawn() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let mut post = world.writes("django", "Member A", "One").on(&["Mastodon"]).await;
        post.draft.thread = vec![publishing::Part::of("Two")];
        let post = post.serving(&["1"]).due_in(MINUTE).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        world.live_through(MINUTE * 3).await;
        corrects(&world, post, "One, rightly").await.unwrap();
        world.live_through(MINUTE * 2).await;
        assert_eq!(texts(&world, Host::Mastodon), ["One, rightly", "Two"]);
        withdraws(&world, post).await.unwrap();
        world.live_through(MINUTE * 2).await;
        assert!(world.practice.published().is_empty(), "every part of it");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_knows_to_be_there_is_not_corrected_and_is_deleted_once_it_is_known() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "Lost for a while").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        world.practice.plan(Fault::next_publish(When::After, Effect::Drop));
        world.pass(MINUTE).await;
        assert_eq!(world.states("django", post).await, [State::Unknown]);
        let reached = corrects(&world, post, "Found").await.unwrap();
        assert!(reached.not[0].1.to_string().contains("nobody knows yet"), "{:?}", reached.not);
        withdraws(&world, post).await.unwrap();
        world.live_through(MINUTE * 20).await;
        assert!(world.practice.published().is_empty(), "it was there, and is deleted");
        assert_eq!(one(&world, post, Op::Create, "Mastodon").await.row.state, State::Withdrawn);
    })
    .await;
}

#[tokio::test]
async fn what_is_being_deleted_is_not_corrected_by_a_page_that_was_open() {
    both(async |world: World| {
        let post = out(&world, "Out on 3 May", &["Mastodon", "Bluesky"]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let open = browser.opens(&format!("/g/django/posts/{post}")).await.form("/correct");
        withdraws(&world, post).await.unwrap();
        let form = open.with("corrected", "Out on 4 May").with("why-corrected", "The date was wrong");
        let refused = browser.sends(&form).await;
        assert!(refused.says("Mastodon: its deletion is on its way there"), "{}", refused.text());
        world.live_through(MINUTE * 3).await;
        assert!(texts(&world, Host::Mastodon).is_empty() && texts(&world, Host::Bluesky).is_empty());
        assert!(world.deliveries("django", post).await.iter().all(|row| !row.corrects()));
    })
    .await;
}
