//! Tokens, passwords, codes and links are told to no journal: not at the level an installation keeps, and not at the most
//! talkative one either, where every library says all that it has to say.

use acts::{accounts, invitations, sign_in};
use channels::Capability::Publish;
use jiff::SignedDuration;
use mail::MailServer;
use networks::practice::Host;
use people::TotpSecret;
use stories::{Browser, Form, Mailbox, PASSWORD, Page, Secrets, Site, Traced, World, both, founder_comes_in};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const FOUNDER: &str = "founder@lantern.example";
const CHOSEN: &str = "saddle comet walnut eleven";
/// What the listener of the stories takes.
const MAIL_PASSWORD: &str = "lantern pass";

#[tokio::test]
async fn no_token_password_code_or_link_is_told_to_a_journal_at_any_level() {
    let traced = Traced::at_every_level();
    both(async |mut world: World| {
        let mut secrets = Secrets::default();
        let mailbox = Mailbox::alone().await;
        let server = MailServer::at(&mailbox.address(&mailbox.user, MAIL_PASSWORD), "voice@project.example").unwrap();
        world.here = world.here.clone().with_mail(server.into());
        secrets.add("the password of the mail server", MAIL_PASSWORD);
        secrets.add("what is sent to the mail server", &format!("\0{}\0{MAIL_PASSWORD}", mailbox.user));
        let site = Site::of(&world).await;

        a_password_is_used_and_forgotten(&world, &site, &mailbox, &mut secrets).await;
        links_are_followed(&world, &site, &mut secrets).await;
        accounts_are_connected(&world, &site, &mut secrets).await;
        a_post_leaves_and_a_token_is_taken_back(&world, &site, &mut secrets).await;

        let told = traced.taken();
        for source in ["sqlx::query", "signed in", "chose a new password by a link", "hyper_util::client", "request{"] {
            assert!(told.contains(source), "nobody listens: {source:?} is not told");
        }
        assert!(secrets.count() > 25, "{} secrets only", secrets.count());
        let found = secrets.found_in(&told);
        assert!(found.is_empty(), "{}", found.join("\n"));
        tracing::trace!(password = CHOSEN, "what a careless line would tell");
        assert_eq!(secrets.found_in(&traced.taken()).len(), 1, "it would be noticed");
    })
    .await;
}

/// A founder comes in, signs in with password and code, forgets the password, and sets another by mail.
async fn a_password_is_used_and_forgotten(world: &World, site: &Site<'_>, mailbox: &Mailbox, secrets: &mut Secrets) {
    let (founder, app) = founder_comes_in(world, site).await;
    secrets.add("a password", PASSWORD);
    secrets.add("another password", CHOSEN);
    secrets.add("the secret of an app", app.typed_form().expose());
    secrets.add("the same without spaces", &app.typed_form().expose().replace(' ', ""));
    secrets.add("its bytes", &hex::encode(app.bytes()));
    secrets.add("its bytes, printed", format!("{:?}", app.bytes()).trim_matches(['[', ']']));
    cookies_of(&founder, secrets);

    let browser = site.visitor();
    assert_eq!(signs_in(world, &browser, &app, PASSWORD, secrets).await.status, 303);
    cookies_of(&browser, secrets);
    assert_eq!(signs_in(world, &site.visitor(), &app, "nearly the password", secrets).await.status, 422);
    secrets.add("a wrong password", "nearly the password");

    let forgets = site.visitor();
    forgets.sends(&forgets.opens("/recover").await.form("/recover").with("email", FOUNDER)).await;
    let link = mailbox.waits_for(FOUNDER, 1).await.link("/recover/nuncio_");
    secrets.add("a link to a new password", link.rsplit('/').next().unwrap());
    let path = link.strip_prefix(&world.here.public_url).unwrap();
    let form = forgets.opens(path).await.form(path).with("password", CHOSEN);
    let set = forgets.sends(&form.with("code", next_code(world, &app, secrets))).await;
    assert_eq!(set.status, 303, "{}", set.text());
    cookies_of(&forgets, secrets);
}

/// Links that let somebody in are followed: of an invitation, and of the demonstration.
async fn links_are_followed(world: &World, site: &Site<'_>, secrets: &mut Secrets) {
    let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
    let link = invitations::invite(&world.here, group, &who, world.person("django", "Member B")).await.unwrap();
    secrets.add("an invitation", link.reveal().expose());
    let newcomer = site.visitor();
    assert_eq!(newcomer.opens(&format!("/join/{}", link.reveal().expose())).await.status, 200);
    cookies_of(&newcomer, secrets);

    let link = sign_in::offer_link(&world.here, world.person("django", "Member A")).await.unwrap();
    secrets.add("a link that signs in", link.reveal().expose());
    let (browser, at) = (site.visitor(), format!("/sign-in/{}", link.reveal().expose()));
    assert_eq!(browser.sends(&browser.opens(&at).await.form(&at)).await.status, 303);
    cookies_of(&browser, secrets);
}

/// Accounts on Mastodon, by way of its server and twice so that a token is replaced, and on Bluesky; a wrong app password.
async fn accounts_are_connected(world: &World, site: &Site<'_>, secrets: &mut Secrets) {
    for (host, handle) in [(Host::Mastodon, "project"), (Host::Bluesky, "project.example")] {
        secrets.add("a key", world.practice.account(host, handle, "").key.expose());
    }
    let officer = site.browser("django", "Chair").await;
    cookies_of(&officer, secrets);
    for _ in 0..2 {
        by_way_of_its_server(world, &officer, secrets).await;
        tokens_of(world, "Mastodon", secrets).await;
    }
    let at = format!("/g/django/channels/{}", world.channel("django", "Bluesky").await);
    let key = world.practice.account(Host::Bluesky, "project.example", "").key;
    for (password, status) in [("abcd-efgh-ijkl-mnop", 422), (key.expose(), 303)] {
        secrets.add("an app password", password);
        let form = officer.opens(&format!("{at}/connect")).await.form("/connect").with("password", password);
        let done = officer.sends(&form.with("server", world.practice.address(Host::Bluesky).unwrap())).await;
        assert_eq!(done.status, status, "{}", done.text());
    }
    tokens_of(world, "Bluesky", secrets).await;
}

async fn by_way_of_its_server(world: &World, officer: &Browser<'_>, secrets: &mut Secrets) {
    let at = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
    let server = world.practice.address(Host::Mastodon).unwrap();
    let form = officer.opens(&format!("{at}/connect")).await.form("/connect");
    let leaving = officer.sends(&form.with("server", &server)).await;
    let link = leaving.html.split("href=\"").find(|rest| rest.contains("/oauth/authorize")).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let back = officer.agrees(&link, "project").await;
    let pairs = url::form_urlencoded::parse(back.split_once('?').unwrap().1.as_bytes());
    for (name, value) in pairs.filter(|(name, _)| name == "code" || name == "state") {
        secrets.add(&format!("what came back as {name}"), &value);
    }
    let done = officer.sends(&officer.opens(&back).await.form("/connect/mastodon")).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let callback = format!("{}/connect/mastodon", world.here.public_url);
    let app = world.here.store.app_registration(&format!("{server}/"), &callback).await.unwrap().unwrap();
    secrets.add("the secret of our app there", &app.client_secret);
}

/// A post leaves on both networks. Then its server takes a token back, and the connection is tried.
async fn a_post_leaves_and_a_token_is_taken_back(world: &World, site: &Site<'_>, secrets: &mut Secrets) {
    for channel in ["Mastodon", "Bluesky"] {
        world.give("django", "Member A", channel, &[Publish]).await;
    }
    let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon", "Bluesky"]).await;
    let post = post.serving(&["1"]).due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    world.pass(MINUTE).await;
    assert_eq!(world.practice.published().len(), 2);
    tokens_of(world, "Bluesky", secrets).await;

    let account = world.practice.account(Host::Mastodon, "project", "").account;
    world.practice.revoke(&account.id);
    let officer = site.browser("django", "Chair").await;
    let at = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
    let tested = officer.sends(&officer.opens(&at).await.form("/test")).await;
    assert!(tested.says("The connection does not work"), "{}", tested.text());
}

/// The keys that are kept of a channel.
async fn tokens_of(world: &World, channel: &str, secrets: &mut Secrets) {
    let (group, channel) = (world.group("django"), world.channel("django", channel).await);
    let row = world.here.store.channel(group, channel).await.unwrap().unwrap();
    let account = accounts::open(&world.here, &row).await.unwrap();
    secrets.add("the token of a channel", account.token.expose());
    if let Some(session) = &account.session {
        for token in session.expose().split(['"', ' ', '\n', ',']).filter(|part| part.len() > 20) {
            secrets.add("the session of a channel", token);
        }
    }
}

fn cookies_of(browser: &Browser<'_>, secrets: &mut Secrets) {
    for value in browser.holds().iter().filter(|value| value.len() > 12) {
        secrets.add("a cookie", value);
    }
}

/// A code that was not used yet: the app shows the next one.
fn next_code(world: &World, app: &TotpSecret, secrets: &mut Secrets) -> String {
    world.here.store.clock().advance(SignedDuration::from_secs(31));
    let code = app.code_at(world.now()).expose().to_owned();
    secrets.add("a code", &code);
    code
}

async fn signs_in(
    world: &World,
    browser: &Browser<'_>,
    app: &TotpSecret,
    password: &str,
    secrets: &mut Secrets,
) -> Page {
    let code = next_code(world, app, secrets);
    // The first form there is for passkeys; without its fields it is the second.
    let form: Form = browser.opens("/sign-in").await.form("/sign-in").without("account").without("credential");
    browser.sends(&form.with("email", FOUNDER).with("password", password).with("code", code)).await
}
