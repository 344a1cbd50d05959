//! What a body answers for is the post with everything that is declared about it, and what was planned before that counted
//! leaves as it was planned.

use acts::answers::{self, Filled};
use basics::{AnswerId, Digest, PostId};
use channels::Capability::{Publish, Reply};
use delivery::State;
use jiff::SignedDuration;
use networks::practice::Host;
use publishing::Draft;
use store::Database;
use stories::{Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

#[tokio::test]
async fn h4_the_boards_answer_covers_what_is_declared_and_the_question_says_what_that_is() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = browser.opens("/g/django/posts/new").await.form("/posts/new").with("text", "Thank you, sponsors");
        let form = form.ticking("channel", world.channel("django", "Mastodon").await.to_string());
        let form = form
            .with("day", "2026-11-20")
            .with("time", "12:10")
            .with("zone", "UTC")
            .ticking("goal", "2")
            .with("sponsor", "campaign")
            .ticking("consideration", "yes");
        browser.sends_and_goes_on(&form.with("do", "ask")).await;

        let group = world.group("django");
        let row = world.here.store.questions(group).await.unwrap().remove(0);
        let (question, at) = (row.id, format!("/g/django/posts/{}", row.question.about.id));
        let asked = browser.opens(&format!("/g/django/requests/{question}")).await;
        let goal = world.here.store.charter(group).await.unwrap();
        let goal = &goal.clause(&goal.rules().goals["2"]).unwrap().quote;
        assert!(asked.says(&format!("Goals it serves: {goal}")), "{}", asked.text());
        assert!(asked.says("part of a campaign, with something given in return"), "{}", asked.text());
        agrees(&world, question).await;
        assert!(browser.opens(&at).await.offers("/schedule"));

        let edit = async || browser.opens(&format!("{at}/edit")).await.form("/edit").with("do", "save");
        let other_goal = edit().await.ticking("goal", "1");
        let nothing_in_return = edit().await.with("consideration", "no");
        for edited in [other_goal, nothing_in_return] {
            let based_on = edit().await;
            let edited = edited.with("based_on", based_on.value("based_on").unwrap());
            let saved = browser.sends_and_goes_on(&edited).await;
            assert!(saved.says("or for other declarations about it, so this one needs its own"), "{}", saved.text());
            let refused = browser.sends(&saved.form("/edit").with("do", "schedule")).await;
            assert_eq!(refused.status, 403, "{}", refused.text());
            let back = edit().await.with("goal", "2").with("consideration", "yes");
            browser.sends_and_goes_on(&back).await;
            assert!(browser.opens(&at).await.offers("/schedule"), "what was answered for may leave");
        }
    })
    .await;
}

/// The board agrees to what it was asked.
async fn agrees(world: &World, question: AnswerId) {
    let filled = Filled {
        yes: true,
        decided_on: "2026-11-20".into(),
        source: "https://board.example/minutes".into(),
        tally: String::new(),
    };
    let (group, liaison) = (world.group("django"), world.elevated("django", "Board Liaison"));
    answers::record(&world.here, group, &liaison, question, filled).await.unwrap();
}

/// The digest under which a draft was put in the queue before declarations counted: of what goes out alone.
fn first_digest(draft: &Draft) -> Digest {
    let answered = draft.answers.as_ref().map(|answered| answered.url.to_string());
    let word: &[u8] = if answered.is_some() { b"some" } else { b"none" };
    let mut parts: Vec<Vec<u8>> =
        vec![b"nuncio draft 1".to_vec(), word.to_vec(), answered.unwrap_or_default().into_bytes()];
    for channel in &draft.channels {
        parts.push(channel.uuid().as_bytes().to_vec());
        parts.push(draft.for_channel(*channel).digest().bytes().to_vec());
    }
    Digest::of_parts(parts.iter().map(Vec::as_slice))
}

/// Makes a planned post one that an earlier version of the program planned.
async fn planned_earlier(world: &World, group: &str, post: PostId) {
    let row = world.here.store.post(world.group(group), post).await.unwrap().unwrap();
    let (now, then) = (row.draft.digest(), first_digest(&row.draft));
    for table in ["post", "post_version"] {
        let bytes = |digest: Digest| match world.database() {
            Database::Sqlite(_) => format!("X'{digest}'"),
            Database::Postgres(_) => format!("'\\x{digest}'::bytea"),
        };
        let sql = format!("UPDATE {table} SET content = {} WHERE content = {}", bytes(then), bytes(now));
        world.on_the_database(&sql).await;
    }
}

#[tokio::test]
async fn what_was_planned_before_declarations_counted_leaves_as_it_was_planned() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 5).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        let asked = world.practice.comment(Host::Mastodon, "reader", "When is the next call?", None).unwrap();
        let reply = world.writes("jupyter", "Member A", "On Tuesday").on(&["Mastodon"]).await;
        let reply = reply.answering(&world.practice.page_of(&asked).unwrap()).due_in(MINUTE * 5).kept().await;
        world.schedules("jupyter", "Member A", reply).await.unwrap();
        planned_earlier(&world, "django", post).await;
        planned_earlier(&world, "jupyter", reply).await;

        let row = world.here.store.post(world.group("django"), post).await.unwrap().unwrap();
        let edited = world.here.store.is_edited(&row).await.unwrap();
        assert!(row.content != Some(row.draft.digest()) && !edited, "nobody edited it");
        world.pass(MINUTE * 5).await;
        assert_eq!(world.states("django", post).await, [State::Confirmed]);
        assert_eq!(world.states("jupyter", reply).await, [State::Confirmed]);
    })
    .await;
}
