//! J21: what the public reads of three decisions, word by word, in `golden/records/`: an open vote, a secret one in which few
//! took part, and one among several options.

use charter::presets::{self, Preset};
use jiff::SignedDuration;
use stories::{Browser, JUPYTER, Page, Sample, Site, World, golden, on_each};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const FIRST: &str = "/g/jupyter/decisions/2026-1";

/// What stands between the head of a page and its foot, a line for each of its parts.
fn lines(page: &Page) -> String {
    let main = page.html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap();
    let main = main.split_once('>').unwrap().1;
    let parts = main.replace("</h1>", "</h1>\n").replace("</p>", "</p>\n").replace("</h2>", "</h2>\n");
    let parts = parts.replace("</dt>", ": </dt>").replace("</dd>", "</dd>\n").replace("</li>", "</li>\n");
    let lines = parts.lines().map(|line| {
        let words = Page { status: 200, leads_to: None, retry_after: None, html: format!("<i>{line}</i>") }.text();
        words.trim().to_owned()
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Member A asks, calls the vote with these fields, and Member B seconds it.
async fn opened(site: &Site<'_>, question: &str, fields: &[(&str, &str)]) {
    let sponsor: Browser<'_> = site.browser("jupyter", "Member A").await;
    let ask = sponsor.opens("/g/jupyter/decisions").await.form("/decisions").with("question", question);
    let request = sponsor.sends_and_goes_on(&ask).await;
    let call = fields.iter().fold(request.form("/vote"), |form, (name, value)| form.with(name, *value));
    sponsor.sends_and_goes_on(&call).await;
    let second = site.browser("jupyter", "Member B").await;
    second.sends_and_goes_on(&second.opens(FIRST).await.form("/second")).await;
}

async fn votes(site: &Site<'_>, who: &'static str, choice: &str) {
    let browser = site.browser("jupyter", who).await;
    browser.sends_and_goes_on(&browser.opens(FIRST).await.form("/ballot").with("choice", choice)).await;
}

/// What the public reads once the week is over: the list, and the decision.
async fn is_read_as(world: &World, name: &str) {
    let site = Site::of(world).await;
    let early = site.visitor().opens("/g/jupyter/record/2026-1").await;
    assert_eq!(early.status, 404, "nothing before its close");
    world.pass(DAY * 7).await;
    let stranger = site.visitor();
    let (list, one) = (stranger.opens("/g/jupyter/record").await, stranger.opens("/g/jupyter/record/2026-1").await);
    assert_eq!((list.status, one.status), (200, 200));
    golden(&format!("records/{name}.txt"), &format!("{}\n\n----\n\n{}", lines(&list), lines(&one)));
}

#[tokio::test]
async fn j21_the_record_of_an_open_vote() {
    on_each(async |database| {
        let world = Box::pin(World::on(database)).await;
        let site = Site::of(&world).await;
        let named = site.browser("jupyter", "Member C").await;
        named.sends_and_goes_on(&named.opens("/g/jupyter/decisions").await.form("/public-name")).await;
        let fields = [
            ("summary", "One day for everybody"),
            ("stakeholders", "The forum’s moderators"),
            ("for_members", "One of us is ill"),
        ];
        opened(&site, "Do we meet on Mondays?", &fields).await;
        for (who, choice) in [("Member A", "yes"), ("Member B", "no"), ("Member C", "yes"), ("Member D", "blank")] {
            votes(&site, who, choice).await;
        }
        is_read_as(&world, "open-vote").await;
    })
    .await;
}

/// The second preset, with secret ballots: another charter is data.
fn secret() -> Sample {
    let rules = presets::JUPYTER
        .rules
        .replace("[decision.guide]\n", "[decision.guide]\nsecrecy = \"secret\"\nballot_change = \"final\"\n");
    Sample { preset: Preset { rules: Box::leak(rules.into_boxed_str()), ..presets::JUPYTER }, ..JUPYTER }
}

#[tokio::test]
async fn j21_the_record_of_a_secret_vote_in_which_few_took_part_says_the_outcome_and_no_more() {
    let sample = secret();
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[sample])).await;
        let site = Site::of(&world).await;
        opened(&site, "Do we meet on Mondays?", &[]).await;
        for (who, choice) in [("Member A", "yes"), ("Member B", "yes"), ("Member C", "no")] {
            votes(&site, who, choice).await;
        }
        is_read_as(&world, "secret-vote-of-few").await;
    })
    .await;
}

#[tokio::test]
async fn j21_the_record_of_a_vote_among_several_options_says_how_each_was_ranked() {
    on_each(async |database| {
        let world = Box::pin(World::on(database)).await;
        let site = Site::of(&world).await;
        opened(&site, "On which day do we meet?", &[("options", "Monday\nWednesday\nFriday"), ("winners", "1")]).await;
        for (who, ranks) in [
            ("Member A", ["1", "2", "3"]),
            ("Member B", ["1", "", "2"]),
            ("Member C", ["", "1", "2"]),
            ("Member D", ["", "", ""]),
        ] {
            let browser = site.browser("jupyter", who).await;
            let form = browser.opens(FIRST).await.form("/ballot").without("rank");
            let form = ranks.into_iter().fold(form, |form, rank| form.ticking("rank", rank));
            browser.sends_and_goes_on(&form).await;
        }
        is_read_as(&world, "ranked-vote").await;
    })
    .await;
}
