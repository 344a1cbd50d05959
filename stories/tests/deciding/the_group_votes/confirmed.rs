//! A consensus: whoever is named in it confirms that, its open window needs everybody, and its page has no facts of a vote.

use super::scene::{HOUR, at, takes};
use stories::{Site, World, both};

#[tokio::test]
async fn j12_whoever_is_named_in_a_consensus_confirms_it_and_its_window_needs_everybody() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let ask = member.opens("/g/jupyter/decisions").await.form("/decisions").with("question", "We rest in August?");
        let page = member.sends_and_goes_on(&ask).await;
        let with = world.person("jupyter", "Member B").to_string();
        let form = page.form("/consensus").with("participants", with).with("note", "https://forum.example/t/august");
        let page = member.sends_and_goes_on(&form).await;
        assert!(page.says("Member B (not confirmed yet)") && !page.offers("/present"), "{}", page.text());
        for fact in ["Ties", "Who votes", "Must take part", "Ballots"] {
            assert!(!page.says(fact), "{fact} is of a vote: {}", page.text());
        }
        assert!(page.says("nobody voted: it takes effect by itself"), "{}", page.text());

        let named = site.browser("jupyter", "Member B").await;
        assert!(named.opens("/g/jupyter/").await.says("Confirm it"));
        let other = site.browser("jupyter", "Member C").await.opens("/g/jupyter/").await;
        assert!(other.says("One thing needs you") && other.says("unless a member calls a vote"), "{}", other.text());
        assert!(named.opens(&at("jupyter")).await.says("Confirm that you agreed"));
        let page = takes(&site, "jupyter", "Member B", "/present", &[]).await;
        assert!(page.says("Member A, Member B") && !page.says("not confirmed yet"), "{}", page.text());
        assert!(!page.offers("/present") && named.opens("/g/jupyter/").await.says("Nothing needs you"));
        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member C"));
        let row = world.here.store.decision(group, super::scene::FIRST).await.unwrap().unwrap();
        let refused = acts::beside::is_present(&world.here, group, &who, row.id).await;
        assert!(refused.unwrap_err().to_string().contains("only whoever was named"));
        world.pass(HOUR * 72).await;
        let page = site.browser("jupyter", "Member C").await.opens(&at("jupyter")).await;
        assert!(page.says("The group agreed without a vote."), "{}", page.text());
    })
    .await;
}
