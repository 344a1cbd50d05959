//! A body that is made of others: whoever sits on two of them has one ballot.

use super::scene::{COUNCIL_HERE, records, votes_on};
use charter::act::DissolveGroup;
use charter::presets;
use charter::presets::Preset;
use std::sync::LazyLock;
use stories::{DJANGO, Sample, Site, World, on_each};

/// The second charter, in which the union of councils ends the group, and is made of the council and the group.
const UNION: Sample = Sample { preset: Preset { rules: "", ..presets::JUPYTER }, ..COUNCIL_HERE };

static UNION_RULES: LazyLock<&'static str> = LazyLock::new(|| {
    let made_of = "with_status = \"council_member\"\nunion_of = [\"executive_council\", \"group\"]\ndecides = \"here\"\nrule = \"guide\"";
    let rules = presets::JUPYTER.rules.replacen("with_status = \"council_member\"", made_of, 1);
    let reserved = "acts = [\"dissolve_group\"]\nby = \"executive_council\"";
    let rules = rules.replacen(reserved, "acts = [\"dissolve_group\"]\nby = \"union_of_councils\"", 1);
    let power = "who = [\"executive_council\"]\nmay = [\"cast_seat_ballot\"]";
    let rules =
        rules.replacen(power, "who = [\"executive_council\", \"union_of_councils\"]\nmay = [\"cast_seat_ballot\"]", 1);
    rules.leak()
});

#[tokio::test]
async fn a10_whoever_sits_on_two_bodies_of_a_union_has_one_ballot_in_it() {
    on_each(async |database| {
        let sample = Sample { preset: Preset { rules: *UNION_RULES, ..UNION.preset }, ..UNION };
        let world = Box::pin(World::of(database, &[DJANGO, sample])).await;
        let site = Site::of(&world).await;
        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
        let member = site.browser("jupyter", "Member A").await;
        // Member B sits on the council too: the same address is the same person.
        let page = member.opens("/g/jupyter/members/bodies").await;
        let form = page.form("/members/bodies").with("body", "executive_council").with("name", "Member B");
        let form = form.with("email", "member-b@jupyter.example").with("how", "began").with("from", "2026-11-20");
        let page = member.sends_and_goes_on(&form.with("evidence", "https://minutes.example/council")).await;
        assert!(page.says("Ballots: Member A, Member B, Member C, Member D."), "{}", page.text());
        let page = records(&member, ("union_of_councils", "Nobody"), "began", "2026-11-20").await;
        assert!(page.says("follows from other bodies"), "{}", page.text());
        records(&member, ("executive_council", "Council member A"), "began", "2026-11-20").await;

        world.asks(group, &who, &DissolveGroup { group }).await;
        let b = site.browser("jupyter", "Member B").await;
        let page = votes_on(&b, "/seats/jupyter/2026-1", "no").await;
        assert!(page.says("1 of 5 have voted"), "{}", page.text());
        let page = votes_on(&b, "/seats/jupyter/2026-1", "yes").await;
        assert!(page.says("1 of 5 have voted"), "one ballot, the last one: {}", page.text());
    })
    .await;
}
