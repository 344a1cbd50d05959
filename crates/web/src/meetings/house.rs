//! What the group settles about attendance by rules of the house: who the convener is, and how the charter's share is read.

use super::Asks;
use crate::{
    App,
    done::Done,
    failed::Failed,
    guard::Sent,
    offering::{self, Wish},
    parts::{Choice, Look, Offer, Pick},
    reader::Insider,
};
use acts::{
    Declined,
    answers::{self, Asked},
    house,
    meetings::shortfalls::{CONVENER, Counting, LITERAL, READING, STRICT},
    opinions,
};
use axum::{extract::State, response::Redirect};
use basics::PersonId;
use charter::{Act as _, Charter, Opinion, act::SetHouseRule};
use decisions::Effect;
use meetings::Reading;
use people::Elevated;
use serde::Deserialize;

/// What is to be set: a rule and its value.
#[derive(Deserialize)]
pub(super) struct Wanted {
    rule: String,
    value: String,
}

impl Wanted {
    /// Setting it, where it is one of these rules and a value that it can have.
    fn act(&self, insider: &Insider) -> Result<SetHouseRule, Failed> {
        let gone = || Failed::gone(insider.reader.plain());
        let now = insider.reader.at;
        let sensible = match self.rule.as_str() {
            READING => self.value == STRICT || self.value == LITERAL,
            CONVENER => {
                let person: PersonId = self.value.parse().map_err(|_| gone())?;
                insider.known.roster.members(now).iter().any(|member| member.person == person && member.current(now))
            }
            _ => false,
        };
        if !sensible {
            return Err(gone());
        }
        Ok(SetHouseRule { rule: self.rule.clone(), value: self.value.clone() })
    }
}

/// Naming a convener, and changing the reading: what a member may set, or put to whoever decides.
pub(super) async fn offers(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    counting: &Counting,
) -> Result<(Vec<Asks>, Vec<Offer>), Declined> {
    let other = match counting.reading() {
        Reading::Literal => STRICT,
        Reading::Strict => LITERAL,
    };
    let mut offers =
        vec![offer(app, insider, charter, SetHouseRule { rule: READING.to_owned(), value: other.to_owned() }).await?];
    // Whoever the group agreed on by now is named by one button; anybody else is asked about first.
    let mut asks = Vec::new();
    if counting.is_by_name() {
        let now = insider.reader.at;
        for member in insider.known.roster.members(now).into_iter().filter(|member| member.current(now)) {
            let act = SetHouseRule { rule: CONVENER.to_owned(), value: member.person.to_string() };
            let about = act.object();
            let asked = app.here.store.questions_about(insider.id(), &about).await?;
            let is_known = asked.iter().any(|row| row.question.about == about);
            if is_known && !counting.conveners().contains(&member.person) {
                let mut offer = offer(app, insider, charter, act).await?;
                offer.action.words = format!("Name {} convener", member.known_as);
                offers.push(offer);
            }
        }
        asks.push(naming(insider, counting));
    }
    Ok((asks, offers))
}

fn naming(insider: &Insider, counting: &Counting) -> Asks {
    let now = insider.reader.at;
    let others = insider.known.roster.members(now).into_iter().filter(|member| member.current(now));
    let others = others.filter(|member| !counting.conveners().contains(&member.person));
    let to = format!("{}/meetings/house/ask", insider.base());
    let mut asks = Asks::new("Name a convener", to, insider.token(), ("users", "Put it to the group"));
    asks.carries.push(("rule", CONVENER.to_owned()));
    asks.look = Look::Group;
    asks.picks.push(Pick {
        name: "value".to_owned(),
        label: "Who shall be convener?".to_owned(),
        hint: "The convener has no power by it: they are told, and may ask.".to_owned(),
        of: others.map(|member| Choice::new(&member.person.to_string(), member.known_as)).collect(),
        error: None,
    });
    asks.folded()
}

async fn offer(app: &App, insider: &Insider, charter: &Charter, act: SetHouseRule) -> Result<Offer, Declined> {
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await?;
    let questions = app.here.store.questions_about(insider.id(), &act.object()).await?;
    let (does, asks, effect) = match act.value.as_str() {
        STRICT => (
            "Read it strictly",
            "Ask to read it strictly",
            "Whoever came to no more than that share of the meetings is then told about, and not who missed more than it.",
        ),
        LITERAL => (
            "Read it as it stands",
            "Ask to read it as it stands",
            "Whoever missed more than that share is told about.",
        ),
        _ => ("Set the convener", "Ask about the convener", "They are told privately when somebody misses too much."),
    };
    let at = format!("{}/meetings/house", insider.base());
    let wish = Wish {
        does,
        asks,
        effect,
        icon: "scale",
        look: Look::Plain,
        ask: format!("{at}/ask"),
        to: at,
        carries: ("rule", if act.rule == READING { READING } else { CONVENER }),
    };
    let mut offer = offering::offer(insider, charter, &opinion, wish, &questions);
    offer.action = offer.action.carrying("value", act.value);
    Ok(offer)
}

/// Sets it.
pub(super) async fn set(State(app): State<App>, insider: Insider, Sent(wanted): Sent<Wanted>) -> Result<Done, Failed> {
    let at = format!("{}/meetings", insider.base());
    let (act, who) = (wanted.act(&insider)?, insider.elevated(&app, &at).await?);
    let set = house::set(&app.here, insider.id(), &who, act).await;
    set.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(at, "set"))
}

/// Puts the question to whoever decides about it.
pub(super) async fn ask(
    State(app): State<App>,
    insider: Insider,
    Sent(wanted): Sent<Wanted>,
) -> Result<Redirect, Failed> {
    let act = wanted.act(&insider)?;
    let who = insider.elevated(&app, &format!("{}/meetings", insider.base())).await?;
    let asked = put(&app, &insider, &who, act).await;
    asked.map(|to| Redirect::to(&to)).map_err(|declined| insider.failed(declined))
}

async fn put(app: &App, insider: &Insider, who: &Elevated, act: SetHouseRule) -> Result<String, Declined> {
    let opinion: Opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await?;
    let matters = answers::open_matters(&opinion);
    let matter = matters.first().ok_or_else(|| Declined::rule("nobody has to be asked about this any more"))?;
    let text = match (act.rule.as_str(), act.value.parse::<PersonId>()) {
        (CONVENER, Ok(person)) => format!("Shall {} be convener?", insider.name(person)),
        _ if act.value == STRICT => {
            "Shall attendance be read strictly, by the share of meetings somebody came to?".to_owned()
        }
        _ => "Shall attendance be read as the charter says it, by the share of meetings missed?".to_owned(),
    };
    let effect = Some(Effect::SetHouseRule { rule: act.rule.clone(), value: act.value.clone() });
    let asked = Asked { about: act.object(), cited: matter, text: &text, effect };
    let answer = answers::put(&app.here, insider.id(), who, asked).await?;
    Ok(format!("{}/requests/{answer}", insider.base()))
}
