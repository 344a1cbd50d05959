//! What the stories of this folder begin with.

use acts::{
    Declined,
    admission::{self, Word},
    invitations::{self, Newcomer},
    sign_in::Visit,
    votes,
};
use decisions::Number;
use jiff::SignedDuration;
use people::{AddressBlock, Purpose, Token};
use store::{ApplicationRow, SentForm};
use stories::{Browser, Form, PASSWORD, Page, Site, World, app_secret};

pub const DAY: SignedDuration = SignedDuration::from_hours(24);
pub const SECONDS: SignedDuration = SignedDuration::from_secs(5);
pub const SCRIPT: &str = "<script>alert('in')</script>";
pub const PROFILES: &str = "https://social.example/@applicant";
pub const MAILBOX: &str = "applicant@outside.example";
pub const EXPERIENCE: &str = "experience with social media platforms that can be shown";

/// The form as a stranger fills it in.
pub async fn filled(browser: &Browser<'_>, name: &str) -> Form {
    let form = browser.opens("/apply/django").await.form("/apply/django");
    form.with("name", name)
        .with("email", MAILBOX)
        .with("answer_membership", "Yes, since 2024")
        .with("answer_motive", "To help")
        .with("answer_experience", "Three years of a local group")
        .with("answer_profiles", PROFILES)
}

/// Somebody applies. What comes back is the path of their page.
pub async fn applies(world: &World, site: &Site<'_>, name: &str) -> String {
    let browser = site.visitor();
    let form = filled(&browser, name).await;
    world.here.store.clock().advance(SECONDS);
    browser.sends(&form).await.leads_to.unwrap()
}

pub async fn newest(world: &World) -> ApplicationRow {
    world.here.store.applications(world.group("django")).await.unwrap().remove(0)
}

pub async fn attests(world: &World, evidence: &str, met: bool, says: &str) -> Result<(), Declined> {
    let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
    let word = Word { evidence, met, says };
    admission::attest(
        &world.here,
        group,
        &who,
        newest(world).await.id,
        word,
        &SentForm::without_page(world.here.store.now()),
    )
    .await
}

pub async fn is_eligible(world: &World) {
    attests(world, EXPERIENCE, true, "I read their profiles").await.unwrap();
    attests(world, "individual_member", true, "The foundation's list of members").await.unwrap();
}

/// The newest application is put to the group, on its page. What comes back is the page of the question.
pub async fn is_put(world: &World, member: &Browser<'_>) -> Page {
    let page = member.opens(&format!("/g/django/applications/{}", newest(world).await.id)).await;
    member.sends_and_goes_on(&page.form("/ask")).await
}

/// Talked about long enough, called, and voted on by so many. What comes back is the number of the vote.
pub async fn is_voted_on(world: &World, site: &Site<'_>, yes: &[&'static str]) -> Number {
    is_called(world, site).await;
    is_closed(world, yes).await
}

/// Talked about long enough, and a vote is called on it.
pub async fn is_called(world: &World, site: &Site<'_>) {
    let member = site.browser("django", "Member A").await;
    let question = is_put(world, &member).await.form("/vote");
    world.pass(DAY * 3).await;
    let member = site.browser("django", "Member A").await;
    let again = member.opens(question.to.trim_end_matches("/vote")).await;
    let page = member.sends_and_goes_on(&again.form("/vote")).await;
    assert!(page.says("The vote is called."), "{}", page.text());
}

/// So many vote yes, and it closes. What comes back is its number.
pub async fn is_closed(world: &World, yes: &[&'static str]) -> Number {
    let decision = world.here.store.decisions(world.group("django")).await.unwrap().remove(0);
    for name in yes {
        let ballot = votes::Filled { text: decision.text(), choice: "yes".into(), reason: String::new() };
        let who = world.elevated("django", name);
        votes::cast(&world.here, world.group("django"), &who, decision.id, &ballot).await.unwrap();
    }
    world.pass(DAY * 7).await;
    decision.number
}

/// The browser of somebody who accepts the invitation of a letter, with a password and a code.
pub async fn comes_in<'a>(world: &World, site: &Site<'a>, link: &str) -> Browser<'a> {
    let link = Token::parse(link, Purpose::Invitation).unwrap();
    let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
    let visit = || Visit { cookie, block: AddressBlock::local(), browser: "A browser of a story" };
    let known = Newcomer { name: "", email: "" };
    let setup = invitations::start_password(&world.here, visit(), &link, known).await.unwrap();
    let code = app_secret(setup.typed.expose()).code_at(world.now());
    let session = invitations::accept_with_password(&world.here, visit(), &link, known, PASSWORD, code.expose()).await;
    site.holding(&session.unwrap())
}

pub const FOUR: [&str; 4] = ["Member A", "Chair", "Co-Chair", "Member B"];
