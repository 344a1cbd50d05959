//! The rules of the house: what the group agreed on where its charter says nothing, and what can be agreed on.

use super::HouseRule;
use crate::{
    App,
    done::Done,
    failed::Failed,
    guard::Sent,
    offering::{self, Wish},
    parts::{Look, Offer},
    reader::Insider,
    when,
};
use acts::{
    Declined,
    answers::{self, Asked},
    house::{self, ProofAsked},
    meetings::shortfalls,
    opinions,
};
use axum::{extract::State, response::Redirect};
use charter::{Act as _, Charter, sentences::capital};
use decisions::Effect;
use people::Elevated;
use serde::Deserialize;
use store::HouseRule as Adopted;

/// What the group agreed among itself, in the rules file and since then.
pub(super) async fn rules(app: &App, insider: &Insider, charter: &Charter) -> Result<Vec<HouseRule>, anyhow::Error> {
    let written = charter.rules().house.values().filter(|rule| rule.on);
    let written = written.map(|rule| HouseRule { words: rule.says.clone(), since: String::new() });
    let adopted = app.here.store.house_rules(insider.id()).await?;
    let adopted = adopted.iter().map(|rule| HouseRule {
        words: words(insider, charter, rule),
        since: format!("since {}", when::day(rule.adopted_at, &insider.zone)),
    });
    Ok(written.chain(adopted).collect())
}

fn words(insider: &Insider, charter: &Charter, rule: &Adopted) -> String {
    if let Some(body) = charter.rules().bodies.keys().find(|body| store::decides_here(body) == rule.name) {
        let body = capital(&charter.the_body(body));
        if charter.rules().decision.contains_key(&rule.value) {
            return format!("{body} decides here, by the rule “{}”.", rule.value.replace('_', " "));
        }
        return format!("{body} decides elsewhere.");
    }
    match (rule.name.as_str(), rule.value.parse()) {
        (shortfalls::CONVENER, Ok(person)) => return format!("The convener is {}.", insider.name(person)),
        (shortfalls::READING, _) if rule.value == shortfalls::STRICT => {
            return "Attendance is read strictly: by the share of meetings somebody came to.".to_owned();
        }
        (shortfalls::READING, _) => return "Attendance is read by the share of meetings missed.".to_owned(),
        _ => {}
    }
    let proof = ProofAsked::of(&rule.value).filter(|_| rule.name == ProofAsked::RULE);
    match proof {
        Some(ProofAsked::Passkey) => "A passkey is asked for before publishing.".to_owned(),
        Some(ProofAsked::Code) => "A code from the authenticator app is enough before publishing.".to_owned(),
        None => format!("{}: {}", rule.name.replace('_', " "), rule.value.replace('_', " ")),
    }
}

/// The other setting of what is asked for before publishing, with who decides about it.
pub(super) async fn offer(app: &App, insider: &Insider, charter: &Charter) -> Result<Offer, Declined> {
    let (here, group) = (&app.here, insider.id());
    let wanted = match house::proof_asked(here, group).await? {
        ProofAsked::Passkey => ProofAsked::Code,
        ProofAsked::Code => ProofAsked::Passkey,
    };
    let act = wanted.act();
    let opinion = opinions::may(here, group, insider.person(), &act).await?;
    let questions = here.store.questions_about(group, &act.object()).await?;
    let (does, asks, effect) = spoken(wanted);
    let at = format!("{}/charter/house", insider.base());
    let wish = Wish {
        does,
        asks,
        effect,
        icon: "key-round",
        look: Look::Plain,
        ask: format!("{at}/ask"),
        to: at,
        carries: ("proof", wanted.word()),
    };
    Ok(offering::offer(insider, charter, &opinion, wish, &questions))
}

/// The button that sets it, the one that asks for it, and what happens.
fn spoken(wanted: ProofAsked) -> (&'static str, &'static str, &'static str) {
    match wanted {
        ProofAsked::Code => (
            "Let a code be enough",
            "Ask whether a code is enough",
            "Before publishing, granting access and deciding about people, a code from the authenticator app is enough. \
             A code can be talked out of somebody; a passkey cannot.",
        ),
        ProofAsked::Passkey => (
            "Ask for a passkey again",
            "Ask to go back to passkeys",
            "Before publishing, granting access and deciding about people, a passkey used in the session is asked for. \
             Whoever has none adds one first, under their name.",
        ),
    }
}

/// Which setting is meant.
#[derive(Deserialize)]
pub(super) struct Wanted {
    proof: String,
}

impl Wanted {
    fn of(&self, insider: &Insider) -> Result<ProofAsked, Failed> {
        ProofAsked::of(&self.proof).ok_or_else(|| Failed::gone(insider.reader.plain()))
    }
}

/// Sets it.
pub(super) async fn set(State(app): State<App>, insider: Insider, Sent(wanted): Sent<Wanted>) -> Result<Done, Failed> {
    let at = format!("{}/charter", insider.base());
    let who = insider.elevated(&app, &at).await?;
    let set = house::ask_for(&app.here, insider.id(), &who, wanted.of(&insider)?).await;
    set.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(at, "set"))
}

/// Puts the question to whoever decides about it.
pub(super) async fn ask(
    State(app): State<App>,
    insider: Insider,
    Sent(wanted): Sent<Wanted>,
) -> Result<Redirect, Failed> {
    let who = insider.elevated(&app, &format!("{}/charter", insider.base())).await?;
    let asked = put(&app, &insider, &who, wanted.of(&insider)?).await;
    asked.map(|to| Redirect::to(&to)).map_err(|declined| insider.failed(declined))
}

async fn put(app: &App, insider: &Insider, who: &Elevated, wanted: ProofAsked) -> Result<String, Declined> {
    let act = wanted.act();
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await?;
    let matters = answers::open_matters(&opinion);
    let matter = matters.first().ok_or_else(|| Declined::rule("nobody has to be asked about this any more"))?;
    let text = match wanted {
        ProofAsked::Code => "Shall a code from the authenticator app be enough before publishing?",
        ProofAsked::Passkey => "Shall a passkey be asked for before publishing again?",
    };
    let effect = Some(Effect::SetHouseRule { rule: act.rule.clone(), value: act.value.clone() });
    let asked = Asked { about: act.object(), cited: matter, text, effect };
    let answer = answers::put(&app.here, insider.id(), who, asked).await?;
    Ok(format!("{}/requests/{answer}", insider.base()))
}
