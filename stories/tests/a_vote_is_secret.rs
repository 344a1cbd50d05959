//! A secret vote: a ballot is sealed when it is cast, to a key of that vote which lies beside the database; once it was
//! counted the ballots and their key are gone, and who took part is all that is left of who.

use acts::{
    answers::{self, Asked},
    opinions, votes,
};
use basics::DecisionId;
use charter::{Act as _, act::RestChannel, presets::Preset};
use jiff::SignedDuration;
use std::{fs, sync::LazyLock};
use store::DecisionRow;
use stories::{DJANGO, Sample, Site, World, on_each};

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The first charter, with secret ballots where it names no rule.
static SECRET: LazyLock<Preset> = LazyLock::new(|| {
    let preset = DJANGO.preset;
    let plain = "[decision.ordinary]                   # what the charter names no rule for\n";
    assert!(preset.rules.contains(plain), "the preset has a rule for what it names no rule for");
    let rules = preset.rules.replace(plain, "[decision.ordinary]\nsecrecy = \"secret\"\n");
    Preset { rules: Box::leak(rules.into_boxed_str()), ..preset }
});

/// A world with a secret vote under way.
async fn under_way(database: Option<store::Database>) -> (World, DecisionId) {
    let world = Box::pin(World::of(database, &[Sample { preset: *SECRET, ..DJANGO }])).await;
    let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
    let act = RestChannel { channel: world.channel("django", "Mastodon").await };
    let opinion = opinions::may(&world.here, group, who.person(), &act).await.unwrap();
    let matters = answers::open_matters(&opinion);
    let asked = Asked { about: act.object(), cited: matters[0], text: "Shall it rest?", effect: None };
    let question = answers::put(&world.here, group, &who, asked).await.unwrap();
    let id = votes::call(&world.here, group, &who, question, "Shall it rest?").await.unwrap();
    (world, id)
}

async fn decision(world: &World) -> DecisionRow {
    world.here.store.decisions(world.group("django")).await.unwrap().remove(0)
}

async fn cast(world: &World, id: DecisionId, who: &'static str, choice: &str) {
    let text = decision(world).await.text();
    let ballot = votes::Filled { text, choice: choice.to_owned(), reason: "because I know them".to_owned() };
    votes::cast(&world.here, world.group("django"), &world.elevated("django", who), id, &ballot).await.unwrap();
}

/// Everything that the database holds of ballots, as text.
async fn dump(world: &World) -> Vec<String> {
    let sqlite = "SELECT coalesce(choice, '') || ' ' || hex(sealed) || ' ' || reason FROM ballot";
    let postgres = "SELECT coalesce(choice, '') || ' ' || encode(sealed, 'hex') || ' ' || reason FROM ballot";
    world.read_in_the_database(sqlite, postgres).await
}

#[tokio::test]
async fn e6_a_secret_ballot_is_sealed_and_so_few_show_only_what_it_came_to() {
    on_each(async |database| {
        let (world, id) = under_way(database).await;
        for who in ["Chair", "Member A", "Member B"] {
            cast(&world, id, who, "yes").await;
        }
        let rows = dump(&world).await;
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| !row.contains("yes") && !row.contains("because")), "{rows:?}");
        world.pass(WEEK).await;
        let page = Site::of(&world).await.browser("django", "Member C").await.opens("/g/django/decisions/2026-1").await;
        assert!(page.says("Not carried") && page.says("So few ballots would say who voted how"), "{}", page.text());
        assert!(!page.says("Yes 3") && !page.says("3 of 6, needs"), "{}", page.text());
        let question = decision(&world).await.question;
        let tally = question.answer.unwrap().0.tally;
        assert!(tally.contains("only the outcome") && !tally.contains('3'), "{tally}");
        let log = format!("{:?}", world.log(world.group("django")).await);
        assert!(!log.contains("3 of 6"), "the log keeps no count of it");
    })
    .await;
}

#[tokio::test]
async fn once_it_was_counted_the_ballots_and_their_key_are_gone_and_turnout_is_left() {
    on_each(async |database| {
        let (world, id) = under_way(database).await;
        let key = world.folder.path().join("votes").join(id.to_string());
        assert!(key.exists(), "the key lies beside the database");
        let before = fs::read(&key).unwrap();
        for who in ["Chair", "Member A", "Member B", "Co-Chair", "Member C"] {
            cast(&world, id, who, if who == "Chair" { "no" } else { "yes" }).await;
        }
        let lengths: Vec<usize> = dump(&world).await.iter().map(String::len).collect();
        assert!(lengths.windows(2).all(|pair| pair[0] == pair[1]), "a ballot is as long as any other: {lengths:?}");
        world.pass(WEEK).await;
        assert_eq!(dump(&world).await, Vec::<String>::new(), "no ballot is left");
        assert!(!key.exists() && !before.is_empty(), "the key is destroyed");
        let row = decision(&world).await;
        let (tally, _) = row.closed.unwrap().counted.unwrap();
        assert_eq!((tally.yes, tally.no, tally.cast()), (4, 1, 5));
        let page = Site::of(&world).await.browser("django", "Member C").await.opens("/g/django/decisions/2026-1").await;
        assert!(page.says("4 of 6") && page.says("secret: who took part, and nobody’s choice"), "{}", page.text());
        assert!(!page.says("Chair No") && !page.says("because"), "{}", page.text());
        let log = world.log(world.group("django")).await;
        let told = format!("{log:?}");
        assert!(!told.contains("\"no\"") && !told.contains("\"yes\""), "the log has no choice");
    })
    .await;
}

#[tokio::test]
async fn a_secret_ballot_tells_a_thief_of_the_database_nothing_without_the_key_of_its_vote() {
    on_each(async |database| {
        let (world, id) = under_way(database).await;
        cast(&world, id, "Chair", "yes").await;
        let first = dump(&world).await;
        world.pass(WEEK).await;
        let (again, id) = under_way(None).await;
        cast(&again, id, "Chair", "yes").await;
        assert_ne!(first, dump(&again).await, "the same choice is never sealed to the same bytes");
    })
    .await;
}

#[tokio::test]
async fn a_vote_whose_key_is_lost_is_not_counted_and_holds_up_no_other() {
    on_each(async |database| {
        let (world, id) = under_way(database).await;
        cast(&world, id, "Chair", "yes").await;
        fs::remove_file(world.folder.path().join("votes").join(id.to_string())).unwrap();
        let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
        let act = RestChannel { channel: world.channel("django", "Bluesky").await };
        let opinion = opinions::may(&world.here, group, who.person(), &act).await.unwrap();
        let matters = answers::open_matters(&opinion);
        let asked = Asked { about: act.object(), cited: matters[0], text: "And the other?", effect: None };
        let question = answers::put(&world.here, group, &who, asked).await.unwrap();
        let other = votes::call(&world.here, group, &who, question, "And the other?").await.unwrap();
        world.pass(WEEK).await;
        let rows = world.here.store.decisions(group).await.unwrap();
        let is_closed = |id| rows.iter().any(|row| row.id == id && row.closed.is_some());
        assert!(is_closed(other) && !is_closed(id), "nothing is made up for what cannot be opened");
    })
    .await;
}
