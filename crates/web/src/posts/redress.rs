//! Setting right what is out, on the page of its post: one withdrawal and one correction over all channels, what each
//! channel would do and whether it may, and what was set right so far, with its reason.

use super::{
    desk::Desk,
    judgement::quotes_of,
    show::{self, Sight},
    view::{RedressForm, Redressing, SetRight},
};
use crate::{
    App,
    address::Path,
    failed::Failed,
    guard::Sent,
    own_zone::OwnZone,
    parts::{Field, Kind, Quote},
    reader::Insider,
};
use acts::{
    Declined, opinions,
    redress::{self, Corrected, LONGEST_REASON, Means, Reached},
};
use axum::{extract::State, response::Response};
use basics::{ChannelId, PostId};
use charter::{
    act::{CancelPost, PublishPost, Reply, WithdrawPost},
    difference::{Piece, pieces},
    sentences::listed,
};
use store::{DeliveryRow, Redress};

/// The fields, by their names; one for each channel that has its own words.
type Fields = Vec<(String, String)>;

const WHY_WITHDRAWN: &str = "why-withdrawn";
const WHY_CORRECTED: &str = "why-corrected";
const CORRECTED: &str = "corrected";
const BENEATH: &str = "said-beneath";
const SEEN: &str = "seen";
const MEANTIME: &str = "Somebody corrected this post after you had opened it; what it says now stands above. Send yours again \
                        if it is to say that instead.";

/// `POST …/withdraw-everywhere`
pub async fn withdraw(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let page = desk.page_of(id);
    let who = insider.elevated(&app, &page).await?;
    let reason = value(&fields, WHY_WITHDRAWN);
    let reached = redress::withdraw_everywhere(&app.here, desk.group(), &who, id, reason).await;
    answered(&desk, id, fields, reached, "withdrawn-everywhere").await
}

/// `POST …/correct`
pub async fn correct(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let page = desk.page_of(id);
    let who = insider.elevated(&app, &page).await?;
    let reason = value(&fields, WHY_CORRECTED);
    let reached = redress::correct_everywhere(&app.here, desk.group(), &who, id, &written(&fields), reason).await;
    answered(&desk, id, fields, reached, "corrected").await
}

fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

fn written(fields: &Fields) -> Corrected {
    let own = fields.iter().filter_map(|(name, text)| {
        let channel: ChannelId = name.strip_prefix("own-")?.parse().ok()?;
        Some((channel, text.clone()))
    });
    Corrected {
        everywhere: value(fields, CORRECTED).to_owned(),
        own: own.collect(),
        said: value(fields, BENEATH).to_owned(),
        seen: value(fields, SEEN).parse().ok(),
    }
}

/// The page that says what came of it; where it was refused on a channel, with the reason, beside what is on its way.
async fn answered(
    desk: &Desk<'_>,
    id: PostId,
    typed: Fields,
    reached: Result<Reached, Declined>,
    done: &'static str,
) -> Result<Response, Failed> {
    let refused = match reached {
        Ok(reached) => Ok(refused(desk, &reached)),
        Err(Declined::Stale(_)) => Err(Declined::field(CORRECTED, MEANTIME)),
        Err(declined) => Err(declined),
    };
    show::answered(desk, id, typed, refused, ("receipts", done)).await
}

/// A sentence for each channel on which it was refused, and one for those on which it is on its way.
fn refused(desk: &Desk<'_>, reached: &Reached) -> Vec<String> {
    let refused = reached.not.iter().map(|(channel, declined)| format!("{}: {declined}", name_of(desk, *channel)));
    let mut refused: Vec<String> = refused.collect();
    if !refused.is_empty() && !reached.going.is_empty() {
        let names: Vec<String> = reached.going.iter().map(|channel| name_of(desk, *channel)).collect();
        refused.push(format!("on {} it is on its way", listed(&names, "and")));
    }
    refused
}

fn name_of(desk: &Desk<'_>, channel: ChannelId) -> String {
    desk.channel(channel).map_or_else(|| "A channel".to_owned(), |row| row.channel.name.clone())
}

/// What the page offers and tells; nothing as long as nothing of the post has left.
pub(super) async fn redressing(sight: &Sight<'_>) -> Result<Option<Redressing>, Failed> {
    if !sight.has_left() {
        return Ok(None);
    }
    let desk = sight.desk;
    let so_far = desk.store().redresses(desk.group(), sight.row.id).await.map_err(|error| desk.trouble(error))?;
    let told = told(sight, &so_far);
    let redressing = Redressing { withdraw: withdrawing(sight).await?, correct: correcting(sight).await?, told };
    let empty = redressing.withdraw.is_none() && redressing.correct.is_none() && redressing.told.is_empty();
    Ok((!empty).then_some(redressing))
}

async fn withdrawing(sight: &Sight<'_>) -> Result<Option<RedressForm>, Failed> {
    let all = &sight.deliveries;
    let (mut notes, mut refused, mut may) = (Vec::new(), Vec::new(), false);
    for row in all.iter().filter(|row| acts::posts::can_be_withdrawn(row, all)) {
        if let Some((quotes, who)) = no_permit(sight, &WithdrawPost { delivery: row.id }).await? {
            refused.push((name_of(sight.desk, row.channel), quotes, who));
        } else {
            (may, notes) = (true, noted(notes, sight, row, "it is deleted"));
        }
    }
    let waiting: Vec<&DeliveryRow> = all.iter().filter(|row| redress::can_be_called_off(row)).collect();
    if !waiting.is_empty() {
        if let Some((quotes, who)) = no_permit(sight, &CancelPost { post: sight.row.id }).await? {
            refused.push(("What has not left".to_owned(), quotes, who));
        } else {
            may = true;
            for row in waiting {
                notes = noted(notes, sight, row, "it is called off, or deleted once it is known to be there");
            }
        }
    }
    let fields = vec![why(sight, WHY_WITHDRAWN, "Why it is withdrawn")];
    Ok(offered(sight, fields, "withdraw-everywhere", (notes, refused), may))
}

async fn correcting(sight: &Sight<'_>) -> Result<Option<RedressForm>, Failed> {
    let (desk, all) = (sight.desk, &sight.deliveries);
    if all.iter().any(redress::is_under_way) {
        return Ok(None);
    }
    let (mut notes, mut refused, mut may, mut beneath) = (Vec::new(), Vec::new(), false, false);
    for row in all.iter().filter(|row| redress::is_first(row) && acts::posts::can_be_withdrawn(row, all)) {
        if let Some((quotes, who)) = may_not_correct(sight, row).await? {
            refused.push((name_of(desk, row.channel), quotes, who));
            continue;
        }
        let means = desk.channel(row.channel).and_then(|channel| redress::means(&desk.app.here, channel).ok());
        let Some(means) = means else { continue };
        (may, beneath) = (true, beneath || means == Means::Beneath);
        notes = noted(notes, sight, row, in_words(means));
    }
    if sight.leaves.thread.iter().len() > 0 {
        notes.push("Of a thread the first part is corrected; the others stay as they are.".to_owned());
    }
    // Read before what stands there: whoever is between the two is asked once more, and overwrites nobody.
    let seen = redress::newest(&desk.app.here, &sight.row).await.map_err(|error| desk.insider.failed(error))?;
    let fields = correction_fields(sight, beneath).await?;
    let offered = offered(sight, fields, "correct", (notes, refused), may);
    Ok(offered.map(|form| RedressForm { seen: seen.map(|id| id.to_string()).unwrap_or_default(), ..form }))
}

/// What is in the way of correcting what this delivery published: an answer to somebody is judged as one, as it was when it left.
async fn may_not_correct(sight: &Sight<'_>, row: &DeliveryRow) -> Result<Option<(Vec<Quote>, String)>, Failed> {
    if sight.leaves.answers.is_none() {
        return no_permit(sight, &PublishPost { delivery: row.id, content: row.content }).await;
    }
    let content = sight.row.content.unwrap_or_else(|| sight.leaves.digest());
    no_permit(sight, &Reply { post: row.post, channel: row.channel, content }).await
}

fn in_words(means: Means) -> &'static str {
    match means {
        Means::InPlace => "the post is changed where it is",
        Means::Beneath => "nothing can be changed there, so that an answer to the post says it",
        Means::ByHand => "somebody is asked to change it there by hand",
    }
}

async fn correction_fields(sight: &Sight<'_>, beneath: bool) -> Result<Vec<Field>, Failed> {
    let desk = sight.desk;
    let stands = redress::stands(&desk.app.here, &sight.row).await.map_err(|error| desk.insider.failed(error))?;
    let lines = |name: &str, label: &str, text: &str| {
        let field = Field::new(name, label).kind(Kind::Lines(5)).value(sight.typed_or(name, text));
        field.marked(&sight.problems)
    };
    let mut fields = vec![lines(CORRECTED, "What it says from now on", &stands.everywhere.text)];
    for (channel, own) in stands.own.iter().filter(|(channel, _)| stands.channels.contains(channel)) {
        let label = format!("On {}, which has its own words", name_of(desk, *channel));
        fields.push(lines(&format!("own-{channel}"), &label, &own.text));
    }
    if beneath {
        let said = format!("Correction: {}", stands.everywhere.text);
        let hint = "Published as an answer to the post where the post itself cannot be changed.";
        fields.push(lines(BENEATH, "What is said beneath it", &said).hint(hint));
    }
    fields.push(why(sight, WHY_CORRECTED, "Why it is corrected"));
    Ok(fields)
}

fn why(sight: &Sight<'_>, name: &str, label: &str) -> Field {
    let hint = format!("It stands on this page and in the log. At most {LONGEST_REASON} bytes.");
    Field::new(name, label).hint(hint).value(sight.typed_at(name)).marked(&sight.problems)
}

/// A line about one channel, once.
fn noted(mut notes: Vec<String>, sight: &Sight<'_>, row: &DeliveryRow, words: &str) -> Vec<String> {
    let note = format!("{}: {words}.", name_of(sight.desk, row.channel));
    if !notes.contains(&note) {
        notes.push(note);
    }
    notes
}

type Judged = (Vec<String>, Vec<(String, Vec<Quote>, String)>);

/// The form with what stands in the way; nothing where there is nothing to do.
fn offered(
    sight: &Sight<'_>,
    fields: Vec<Field>,
    verb: &str,
    (notes, refused): Judged,
    may: bool,
) -> Option<RedressForm> {
    let open = fields.iter().any(|field| field.error.is_some());
    let to = format!("{}/{verb}", sight.desk.page_of(sight.row.id));
    let (token, seen) = (sight.desk.insider.token().to_owned(), String::new());
    (may || !refused.is_empty()).then_some(RedressForm { to, token, seen, fields, notes, refused, may, open })
}

/// The clauses in the way of an act, and who can; nothing where it may be done.
async fn no_permit<A: store::Gather>(sight: &Sight<'_>, act: &A) -> Result<Option<(Vec<Quote>, String)>, Failed> {
    let desk = sight.desk;
    let opinion = opinions::may(&desk.app.here, desk.group(), desk.who(), act).await;
    Ok(quotes_of(desk, &opinion.map_err(|declined| desk.insider.failed(declined))?))
}

/// What was set right so far, the newest first, each with what it changed.
fn told(sight: &Sight<'_>, so_far: &[Redress]) -> Vec<SetRight> {
    let mut before = &sight.leaves;
    let mut told = Vec::new();
    for redress in so_far {
        let mut changed = Vec::new();
        if let Some(correction) = &redress.correction {
            let is = &correction.changed;
            changed.extend(difference("Everywhere", &before.everywhere.text, &is.everywhere.text));
            for (channel, own) in &is.own {
                let was = before.own.get(channel).map_or("", |own| own.text.as_str());
                changed.extend(difference(&name_of(sight.desk, *channel), was, &own.text));
            }
            before = is;
        }
        let what = if redress.correction.is_some() { "Corrected" } else { "Withdrawn" };
        told.push(SetRight {
            what: format!("{what} by {}", sight.name(redress.by)),
            when: sight.desk.insider.when(redress.at),
            reason: redress.reason.clone(),
            changed,
        });
    }
    told.reverse();
    told
}

fn difference(place: &str, was: &str, is: &str) -> Option<(String, Vec<(&'static str, String)>)> {
    (was != is).then(|| (place.to_owned(), pieces(was, is).into_iter().map(Piece::tagged).collect()))
}
