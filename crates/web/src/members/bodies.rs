//! `/g/{group}/members/bodies`: the bodies around the group, where each decides, and who has a seat on one that decides here.

use super::{
    change::{self, Said, marked, pick, to_mend},
    view::{Change, ChangeForm, Line},
    where_decided::where_it_decides,
};
use crate::{
    App, address,
    done::{Done, JustDone},
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Action, Choice, Choices, Field, Kind, Problems, Toast},
    reader::Insider,
    setup::invite::{address as link_to, mailed, not_mailed},
    when,
};
use acts::{inviting::Handed, opinions, seats};
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use basics::PersonId;
use charter::{
    Charter,
    act::{InviteToSeat, RecordSeat},
    rules::BodyKind,
};
use serde::Deserialize;
use store::SeatRow;

/// A seat as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    body: String,
    name: String,
    email: String,
    how: String,
    from: String,
    evidence: String,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Query(filled): Query<Filled>,
    done: JustDone,
) -> Result<Page<Change>, Failed> {
    let mut page = page(&app, &insider, &filled, Problems::default()).await?;
    let words = match done.word() {
        Some("recorded") => "The seat is recorded. Votes that are open keep their roll; it only shrinks.",
        Some("set") => "Where this body decides is recorded. Questions that were put before stay where they are.",
        _ => return Ok(Page::ok(page)),
    };
    page.frame.toast = Some(Toast { words: words.to_owned(), link: None });
    Ok(Page::ok(page))
}

/// Records a seat.
pub(super) async fn record(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    if !matches!(filled.how.as_str(), "began" | "ended") {
        let mut problems = Problems::default();
        problems.add("how", "Choose whether the seat begins or ends.");
        return Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response());
    }
    let typed = [
        ("body", filled.body.as_str()),
        ("name", &filled.name),
        ("email", &filled.email),
        ("how", &filled.how),
        ("from", &filled.from),
        ("evidence", &filled.evidence),
    ];
    let who = insider.elevated(&app, &address::with(&at(&insider), typed)).await?;
    let said = seats::Filled {
        body: &filled.body,
        name: &filled.name,
        email: &filled.email,
        began: filled.how == "began",
        from: &filled.from,
        evidence: &filled.evidence,
    };
    match seats::record(&app.here, insider.id(), &who, said).await {
        Ok(_) => Ok(Done::at(at(&insider), "recorded").into_response()),
        Err(declined) => {
            let problems = to_mend(&insider, declined, "how")?;
            Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response())
        }
    }
}

/// Whom to invite: a body and a person, as `board/ID`.
#[derive(Deserialize)]
pub(super) struct OfSeat {
    #[serde(default)]
    seat: String,
}

/// Mails a link; where no mail is set it is shown once, to whoever invites.
pub(super) async fn invite(
    State(app): State<App>,
    insider: Insider,
    Sent(of): Sent<OfSeat>,
) -> Result<Page<Change>, Failed> {
    let gone = || Failed::gone(insider.reader.plain());
    let who = insider.elevated(&app, &at(&insider)).await?;
    let (body, person) = of.seat.split_once('/').ok_or_else(gone)?;
    let person: PersonId = person.parse().map_err(|_| gone())?;
    let handed = seats::invite(&app.here, insider.id(), &who, body, person).await;
    let said = match handed.map_err(|declined| insider.failed(declined))? {
        Handed::Over(link) => {
            format!(
                "Hand this link over; it works once, within 72 hours, and is shown only now: {}",
                link_to(&app, &link)
            )
        }
        Handed::Mailed(to) => mailed(&to),
        Handed::NotMailed(to) => not_mailed(&to),
    };
    let mut page = page(&app, &insider, &Filled::default(), Problems::default()).await?;
    page.lead = said;
    Ok(Page::ok(page))
}

pub(super) fn at(insider: &Insider) -> String {
    format!("{}/members/bodies", insider.base())
}

async fn page(app: &App, insider: &Insider, filled: &Filled, problems: Problems) -> Result<Change, Failed> {
    let charter = change::charter(app, insider).await?;
    let rows = app.here.store.body_seats(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let mut lines = Vec::new();
    for (key, body) in &charter.rules().bodies {
        lines.push(where_it_decides(app, insider, &charter, (key, body)).await?);
    }
    for row in &rows {
        lines.push(seat(app, insider, &charter, row).await?);
    }
    let own = charter.rules().bodies.iter().filter(|(_, body)| body.kind != BodyKind::DerivedGroup);
    let bodies = own.map(|(key, body)| (key.clone(), body.name.clone()));
    let how = Choices {
        name: "how".to_owned(),
        legend: "Since that day".to_owned(),
        of: vec![
            Choice::new("began", "they have a seat").chosen(filled.how == "began"),
            Choice::new("ended", "they have none any more").chosen(filled.how == "ended"),
        ],
        across: true,
        error: problems.at("how"),
        ..Choices::default()
    };
    let field = |name: &str, label: &str, value: &str| Field::new(name, label).value(value.to_owned());
    let form = ChangeForm {
        once: None,
        to: at(insider),
        picks: vec![pick(("body", "Body"), bodies, &filled.body, &problems)],
        choices: Some(how),
        fields: vec![
            marked(
                field("name", "Who", &filled.name)
                    .hint("What they are called here. Not needed where a seat ends.")
                    .optional(),
                &problems,
            ),
            marked(
                field("email", "Their mail address", &filled.email)
                    .hint("The same address is the same person, on however many bodies."),
                &problems,
            ),
            marked(
                field("from", "From which day?", &filled.from)
                    .kind(Kind::Day)
                    .hint("It begins, or is over, at the start of that day."),
                &problems,
            ),
            marked(
                field("evidence", "Where can it be read?", &filled.evidence).hint("Minutes, a message, an address."),
                &problems,
            ),
        ],
        button: "Record it",
        icon: "landmark",
    };
    let said = Said {
        title: "Seats on bodies",
        lead: "Who has a ballot where another body decides here. Whoever has a seat sees what that body is asked, and nothing \
               else of the group."
            .to_owned(),
        lines,
        lines_are: "Bodies and seats",
    };
    let act = RecordSeat { body: filled.body.clone(), person: PersonId::mint(app.here.store.now()) };
    change::page(app, insider, said, (form, &act), problems).await
}

/// A seat: since when, until when, and the button that invites whoever has it.
async fn seat(app: &App, insider: &Insider, charter: &Charter, row: &SeatRow) -> Result<Line, Failed> {
    let SeatRow { seat, known_as, evidence, recorded: (by, at_instant) } = row;
    let until = seat.until.map_or_else(String::new, |until| format!(" until {}", when::day(until, &insider.zone)));
    let is_over = seat.until.is_some_and(|until| until <= insider.reader.at);
    let can_sign_in = app.here.store.has_a_way_in(seat.person).await.map_err(|error| insider.trouble(error))?;
    let act = InviteToSeat { body: seat.body.clone(), person: seat.person };
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await;
    let may = opinion.map_err(|declined| insider.failed(declined))?.may();
    let words = if app.here.mail.is_some() { "Mail a link" } else { "Make a link" };
    let invite = Action::new(words, "mail", format!("{}/invite", at(insider)), insider.token())
        .carrying("seat", format!("{}/{}", seat.body, seat.person));
    Ok(Line {
        what: known_as.clone(),
        words: format!(
            "a seat on {} from {}{until}. Recorded by {} on {}: {evidence}",
            charter.the_body(&seat.body),
            when::day(seat.from, &insider.zone),
            insider.name(*by),
            when::day(*at_instant, &insider.zone),
        ),
        clause: None,
        link: None,
        action: (may && !is_over && !can_sign_in).then_some(invite),
    })
}
