//! A secret vote: a ballot is sealed when it is cast, to a key of that vote which lies beside the database; once it was
//! counted the ballots and their key are gone, and who took part is all that is left of who.

use acts::{
    answers::{self, Asked},
    opinions, replay, votes,
};
use basics::DecisionId;
use charter::{Act as _, act::RestChannel, presets::Preset};
use jiff::SignedDuration;
use std::{
    fs,
    sync::{LazyLock, Mutex},
};
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
    under_way_by(database, *SECRET).await
}

/// The same by the rule of this charter.
async fn under_way_by(database: Option<store::Database>, preset: Preset) -> (World, DecisionId) {
    let world = Box::pin(World::of(database, &[Sample { preset, ..DJANGO }])).await;
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
        assert!(!page.says("Yes 3") && !page.says("3 of 6"), "{}", page.text());
        let names = ["Member A", "Member B", "In 3"];
        assert!(names.iter().all(|name| !page.says(name)), "who they were would say how they voted: {}", page.text());
        let log = Site::of(&world).await.browser("django", "Member C").await.opens("/g/django/audit").await;
        assert!(!log.says("cast a ballot in") && log.says("closed"), "{}", log.text());
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

/// Everything in the database around one ballot, and after the close. Of two members one chooses this and the other that, so
/// that the count is the same whoever chose which.
async fn dumps(database: Option<store::Database>, preset: Preset, [one, other]: [&str; 2]) -> [Vec<String>; 3] {
    let (world, id) = under_way_by(database, preset).await;
    for who in ["Co-Chair", "Member A"] {
        cast(&world, id, who, "yes").await;
    }
    let before = shapes(&world).await;
    cast(&world, id, "Chair", one).await;
    let after = shapes(&world).await;
    cast(&world, id, "Member B", other).await;
    world.pass(WEEK).await;
    [before, after, shapes(&world).await]
}

/// Every row without what is drawn or counted anew in every world: ids, keys, times. Rows and their parts are in an order of
/// their own, since some are ordered by ids.
async fn shapes(world: &World) -> Vec<String> {
    let mut shapes: Vec<String> = world.rows().await.iter().map(|row| shape(row)).collect();
    shapes.sort();
    shapes
}

fn shape(row: &str) -> String {
    let (mut plain, mut run) = (String::new(), String::new());
    for character in row.chars().chain([' ']) {
        if character.is_ascii_alphanumeric() || "-_+/=.:$".contains(character) {
            run.push(character);
            continue;
        }
        let is_drawn = run.len() > 40 || run.contains(|each: char| each.is_ascii_digit());
        plain.push_str(if is_drawn { "#" } else { &run });
        run.clear();
        plain.push(character);
    }
    let mut parts: Vec<&str> = plain.split([',', '{', '}']).collect();
    parts.sort_unstable();
    parts.join(",")
}

/// The dumps of both databases, for a vote under this charter in which the Chair chose the first and another the second.
async fn dumps_of_both(preset: Preset, choices: [&str; 2]) -> Vec<[Vec<String>; 3]> {
    let kept = Mutex::new(Vec::new());
    on_each(async |database| {
        let dumps = Box::pin(dumps(database, preset, choices)).await;
        kept.lock().unwrap().push(dumps);
    })
    .await;
    kept.into_inner().unwrap()
}

#[tokio::test]
async fn o5_dumps_around_one_ballot_and_after_the_close_are_the_same_whoever_chose_what() {
    let (here, there) = (dumps_of_both(*SECRET, ["yes", "no"]).await, dumps_of_both(*SECRET, ["no", "yes"]).await);
    for (here, there) in here.iter().zip(&there) {
        for (when, (one, other)) in ["before", "with one ballot more", "after"].iter().zip(here.iter().zip(there)) {
            let only = one.iter().filter(|row| !other.contains(row)).collect::<Vec<_>>();
            assert!(one == other, "{when}, {} rows and {}: {only:?}", one.len(), other.len());
        }
        assert!(here[0] != here[1], "a ballot leaves a trace");
        assert!(!here[2].iter().any(|row| row.split(' ').any(|word| word == "ballot")), "and none after the close");
    }
}

#[tokio::test]
async fn o5_the_same_look_at_the_dumps_of_an_open_vote_tells_who_chose_what() {
    let (here, there) =
        (dumps_of_both(DJANGO.preset, ["yes", "no"]).await, dumps_of_both(DJANGO.preset, ["no", "yes"]).await);
    for (here, there) in here.iter().zip(&there) {
        let only = here[0].iter().filter(|row| !there[0].contains(row)).collect::<Vec<_>>();
        assert!(here[0] == there[0], "before that ballot nothing differs: {only:?}");
        assert!(here[1] != there[1], "what finds nothing in secret votes finds it here");
    }
}

/// The lines of an export that are about ballots.
fn ballots_in(export: &str) -> Vec<&str> {
    export.lines().filter(|line| line.contains("cast_ballot")).collect()
}

#[tokio::test]
async fn o5_nobody_but_the_voter_reads_that_a_secret_ballot_was_cast_before_the_close_and_the_chain_stays_whole() {
    on_each(async |database| {
        let (world, id) = under_way(database).await;
        world.pass(SignedDuration::from_hours(1)).await;
        for who in ["Co-Chair", "Chair", "Board Liaison", "Member A"] {
            cast(&world, id, who, "yes").await;
        }
        world.work().await;
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let other = site.browser("django", "Member B").await;
        for at in ["/g/django/audit", "/g/django", "/g/django/decisions/2026-1", "/g/django/audit?act=cast_ballot"] {
            let page = other.opens(at).await;
            assert!(!page.says("cast a ballot in"), "{at}: {}", page.text());
        }
        let person = world.person("django", "Co-Chair");
        let theirs = other.opens(&format!("/g/django/audit?who={person}")).await;
        assert!(!theirs.says("cast a ballot in"), "a list of what somebody did leaves it out: {}", theirs.text());
        let json = other.opens("/g/django/audit.json").await.html;
        let csv = other.opens("/g/django/audit.csv").await.html;
        assert_eq!((ballots_in(&json).len(), ballots_in(&csv).len()), (0, 0), "not even that one was cast: {csv}");
        let voter = site.browser("django", "Co-Chair").await;
        let own = voter.opens("/g/django/audit?act=cast_ballot").await;
        assert!(own.says("Co-Chair") && own.says("cast a ballot in"), "{}", own.text());
        assert!(replay::check(&world.here.store, group).await.unwrap().whole(), "the entry is in the chain as ever");
        drop(site);

        world.pass(WEEK).await;
        let site = Site::of(&world).await;
        let other = site.browser("django", "Member B").await;
        let page = other.opens("/g/django/audit?act=cast_ballot").await;
        assert!(page.says("Co-Chair") && page.says("cast a ballot in"), "after the close: {}", page.text());
        let json = other.opens("/g/django/audit.json").await.html;
        assert!(ballots_in(&json).iter().any(|line| line.contains(&person.to_string())), "{json}");
        assert!(replay::check(&world.here.store, group).await.unwrap().whole());
    })
    .await;
}
