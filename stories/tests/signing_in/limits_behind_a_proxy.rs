//! Whose guesses count as whose, where requests come through a proxy.

use people::TrustedProxies;
use stories::{Browser, Site, World, both};

/// Guesses that are looked at in an hour, per block of addresses.
const LOOKED_AT: usize = 60;

/// A link that nobody made, tried in this browser: 410 when it was looked at, 429 when it was not.
async fn guesses(browser: &Browser<'_>) -> u16 {
    let link = people::Token::mint(people::Purpose::SignInLink).unwrap();
    let form = browser.opens("/sign-in").await.form("/sign-in");
    browser.sends(&form.sent_to(format!("/sign-in/{}", link.reveal().expose()))).await.status
}

/// Plays a story on each database, where requests come through these proxies.
async fn behind(proxies: &[&str], story: impl AsyncFn(World)) {
    both(async |mut world: World| {
        world.here = world.here.clone().behind(TrustedProxies::parse(proxies).unwrap());
        story(world).await;
    })
    .await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_has_limits_of_its_own() {
    behind(&["127.0.0.1", "10.0.0.0/8"], async |world: World| {
        let site = Site::of(&world).await;
        // What the client itself wrote stands in front, and changes every time; the proxies' part does not.
        let mut answers = Vec::new();
        for spoofed in 0..=LOOKED_AT {
            let browser = site.visitor().forwarded_for(&format!("198.51.100.{spoofed}, 203.0.113.9, 10.1.2.3"));
            answers.push(guesses(&browser).await);
        }
        assert_eq!(answers[LOOKED_AT], 429, "the client's own part of the header is not believed");
        assert!(answers[..LOOKED_AT].iter().all(|status| *status == 410), "{answers:?}");
        assert_eq!(guesses(&site.visitor().forwarded_for("203.0.113.10, 10.1.2.3")).await, 410, "another client");
        assert_eq!(guesses(&site.visitor().forwarded_for("[2001:db8::1]:4711")).await, 410, "and another");
        assert_eq!(guesses(&site.visitor().forwarded_for("203.0.113.9")).await, 429, "still the first");
    })
    .await;
}

#[tokio::test]
async fn au21_without_a_trusted_proxy_the_header_says_nothing() {
    for proxies in [&[][..], &["192.0.2.1"][..]] {
        behind(proxies, async |world: World| {
            let site = Site::of(&world).await;
            for client in 0..LOOKED_AT {
                let browser = site.visitor().forwarded_for(&format!("203.0.113.{client}"));
                assert_eq!(guesses(&browser).await, 410);
            }
            assert_eq!(guesses(&site.visitor().forwarded_for("198.51.100.1")).await, 429, "{proxies:?}");
        })
        .await;
    }
}

/// Forms without an account that an address may send at once.
const AT_ONCE: usize = 120;

#[tokio::test]
async fn whoever_sends_too_many_forms_without_an_account_is_told_when_to_come_again() {
    behind(&["127.0.0.1"], async |world: World| {
        let site = Site::of(&world).await;
        let client = site.visitor().forwarded_for("203.0.113.9");
        let begin = client.opens("/sign-in").await.form("/sign-in").with("account", "a@group.example");
        let begin = begin.sent_to("/sign-in/begin");
        let mut sent = 0;
        let refused = loop {
            let answer = client.sends(&begin).await;
            sent += 1;
            assert!(sent < 10 * AT_ONCE, "there is no limit: {}", answer.text());
            if answer.status == 429 {
                break answer;
            }
        };
        assert!(sent > AT_ONCE, "{sent}");
        assert!(matches!(refused.retry_after, Some(1 | 2)), "{:?}", refused.retry_after);
        assert!(refused.says("More forms came from your address in a short time"), "{}", refused.text());
        assert!(client.opens("/sign-in").await.status == 200, "pages are read as before");
        let other = site.visitor().forwarded_for("203.0.113.10");
        let form = other.opens("/sign-in").await.form("/sign-in").sent_to("/sign-in/begin");
        assert_ne!(other.sends(&form).await.status, 429, "another client is another block");
        world.here.store.clock().advance(jiff::SignedDuration::from_secs(2));
        assert_ne!(client.sends(&begin).await.status, 429);
    })
    .await;
}
