//! How somebody comes back from X: with a code of their own attempt, as the account that was meant, with what was asked
//! for; and what becomes of whoever comes back otherwise.

use super::{
    scene::{Scene, opened},
    signing_in::{CLIENT, SECRET, agreed},
};
use acts::connecting::{self, Begun};
use networks::{NetworkName, oauth::SentBack};
use stories::{Browser, Page, Site};

/// An officer leaves for X on the pages; what they would come back with: code and state.
async fn leaves(scene: &Scene, officer: &Browser<'_>) -> (String, String) {
    let form = officer.opens(&format!("{}/connect", at(scene))).await.form("/connect");
    let form = form.with("client_id", CLIENT).with("client_secret", SECRET).with("cap", "12.50");
    let leaving = officer.sends(&form).await;
    assert!(!leaving.html.contains(SECRET), "the secret is not sent back");
    let link = leaving.html.split("href=\"").find(|rest| rest.contains("/i/oauth2/authorize")).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    agreed(&scene.site, &link)
}

fn at(scene: &Scene) -> String {
    format!("/g/jupyter/channels/{}", scene.channel)
}

/// The page of the way back, and what its button leads to.
async fn comes_back(officer: &Browser<'_>, query: &str) -> Page {
    officer.sends(&officer.opens(&format!("/connect/x?{query}")).await.form("/connect/x")).await
}

async fn is_not_connected(scene: &Scene) {
    assert!(!scene.row().await.connected);
    let kept = scene.world.here.store.channel_token(scene.world.group("jupyter"), scene.channel).await.unwrap();
    assert!(kept.is_none(), "nothing is stored");
}

#[tokio::test]
async fn an_account_is_connected_on_the_pages_and_its_page_says_what_it_may_cost() {
    opened("project", async |scene: Scene| {
        let site = Site::of(&scene.world).await;
        let officer = site.browser("jupyter", "Member A").await;
        let asks = officer.opens(&format!("{}/connect", at(&scene))).await;
        assert!(asks.says("not yet on the real service"), "{}", asks.text());
        let (code, state) = leaves(&scene, &officer).await;
        let done = comes_back(&officer, &format!("state={state}&code={code}")).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let page = officer.opens(&at(&scene)).await;
        assert!(page.says("12.50, of which 0.00 are spent") && !page.says("Connected in part"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn au15_a_code_of_another_attempt_another_server_or_another_network_connects_nothing() {
    opened("project", async |scene: Scene| {
        let site = Site::of(&scene.world).await;
        let officer = site.browser("jupyter", "Member A").await;
        let (code, state) = leaves(&scene, &officer).await;
        let elsewhere = comes_back(&officer, &format!("state={state}&code={code}&iss=https://elsewhere.example")).await;
        assert_eq!(elsewhere.status, 422);
        assert!(elsewhere.says("another server"), "{}", elsewhere.text());

        let (first, _) = leaves(&scene, &officer).await;
        let (_, second) = leaves(&scene, &officer).await;
        let mixed = comes_back(&officer, &format!("state={second}&code={first}")).await;
        assert_eq!(mixed.status, 422, "the code belongs to the verifier of another attempt: {}", mixed.text());
        let again = officer.opens(&format!("/connect/x?state={second}&code={first}")).await;
        assert_eq!(again.status, 422, "an attempt is used up whatever comes of it");

        let (code, state) = leaves(&scene, &officer).await;
        let who = scene.world.elevated("jupyter", "Member A");
        let sent = SentBack { state, code, ..SentBack::default() };
        let by_another = connecting::finish(&scene.world.here, &who, NetworkName::Mastodon, &sent).await;
        assert!(by_another.unwrap_err().to_string().contains("start connecting again"));
        is_not_connected(&scene).await;
    })
    .await;
}

#[tokio::test]
async fn au17_what_a_server_writes_about_a_refusal_is_text_and_nothing_of_it_runs() {
    opened("project", async |scene: Scene| {
        let site = Site::of(&scene.world).await;
        let officer = site.browser("jupyter", "Member A").await;
        let (_, state) = leaves(&scene, &officer).await;
        let script = "%3Cscript%3Ealert(1)%3C/script%3E";
        let back = format!("/connect/x?state={state}&error={script}&error_description={script}&iss={script}");
        let refused = officer.opens(&back).await;
        assert!(!refused.html.contains("<script>alert"), "{}", refused.html);
        assert!(refused.says("Nothing was connected") && !refused.offers("/connect/x"), "{}", refused.text());
        // A code that the server refuses with a script in its sentence.
        let (_, state) = leaves(&scene, &officer).await;
        let refused = comes_back(&officer, &format!("state={state}&code={script}")).await;
        assert!(refused.status == 422 && !refused.html.contains("<script>alert"), "{}", refused.html);
        is_not_connected(&scene).await;
    })
    .await;
}

#[tokio::test]
async fn au18_whoever_agreed_as_another_account_is_told_both_names_and_nothing_is_stored() {
    opened("somebody", async |scene: Scene| {
        let site = Site::of(&scene.world).await;
        let officer = site.browser("jupyter", "Member A").await;
        let (code, state) = leaves(&scene, &officer).await;
        let refused = comes_back(&officer, &format!("state={state}&code={code}")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("@somebody") && refused.says("@project"), "{}", refused.text());
        is_not_connected(&scene).await;
    })
    .await;
}

#[tokio::test]
async fn au20_a_connection_with_fewer_rights_says_which_and_one_with_more_is_refused() {
    opened("project", async |scene: Scene| {
        let site = Site::of(&scene.world).await;
        let officer = site.browser("jupyter", "Member A").await;
        let agrees_to = |scopes: &str| scene.site.keys().agrees_to = Some(scopes.to_owned());
        agrees_to("tweet.read tweet.write users.read offline.access media.write dm.read");
        let (code, state) = leaves(&scene, &officer).await;
        let refused = comes_back(&officer, &format!("state={state}&code={code}")).await;
        assert!(refused.status == 422 && refused.says("more than it asked for"), "{}", refused.text());
        is_not_connected(&scene).await;

        agrees_to("tweet.read tweet.write users.read offline.access");
        let (code, state) = leaves(&scene, &officer).await;
        assert_eq!(comes_back(&officer, &format!("state={state}&code={code}")).await.status, 303);
        let page = officer.opens(&at(&scene)).await;
        assert!(page.says("Connected in part") && page.says("upload pictures"), "{}", page.text());
        let register = officer.opens("/g/jupyter/channels").await;
        assert!(register.says("Connected in part"), "{}", register.text());
    })
    .await;
}

#[tokio::test]
async fn nobody_is_led_to_x_without_an_application_or_a_cap_that_is_an_amount() {
    opened("project", async |scene: Scene| {
        let (here, who) = (&scene.world.here, scene.world.elevated("jupyter", "Member A"));
        let begun = async |cap| {
            let group = scene.world.group("jupyter");
            connecting::start(here, group, &who, scene.channel, &Scene::typed(cap)).await
        };
        let refused = begun("five").await.err().unwrap().to_string();
        assert!(refused.contains("write an amount"), "{refused}");
        assert!(matches!(begun("").await.unwrap(), Begun::AgreeAt(_)), "nothing to spend is a choice");
    })
    .await;
}
