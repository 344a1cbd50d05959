//! `/g/{group}/members/bodies`: the bodies around the group, where each decides, and who has a seat on one that decides here.

use super::{
    change::{self, PeopleForm, Said, Sender, SentPeopleForm, at, pick},
    view::{Change, ChangeForm, Line},
    where_decided::where_it_decides,
};
use crate::{
    App,
    done::Done,
    failed::{Failed, NotDone},
    guard::Sent,
    page::Page,
    parts::{Action, Field, Kind, Problems},
    reader::Insider,
    setup::invite::{address as link_to, mailed, not_mailed},
    when,
};
use acts::{Declined, inviting::Handed, opinions, seats};
use axum::{
    extract::State,
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
pub(super) struct SeatForm {
    body: String,
    name: String,
    email: String,
    how: String,
    from: String,
    evidence: String,
}

impl PeopleForm for SeatForm {
    const PAGE: &'static str = "bodies";
    const DONE: &'static [(&'static str, &'static str)] = &[
        ("recorded", "The seat is recorded. Votes that are open keep their roll; it only shrinks."),
        ("set", "Where this body decides is recorded. Questions that were put before stay where they are."),
    ];
    fn typed(&self) -> Vec<(&'static str, &str)> {
        let Self { body, name, email, how, from, evidence } = self;
        vec![("body", body), ("name", name), ("email", email), ("how", how), ("from", from), ("evidence", evidence)]
    }
    async fn page(&self, app: &App, insider: &Insider, problems: Problems) -> Result<Change, Failed> {
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
        let how = change::how(&self.how, ["they have a seat", "they have none any more"], &problems);
        let field = |name: &str, label: &str, value: &str| Field::new(name, label).value(value.to_owned());
        let form = ChangeForm {
            once: None,
            to: at::<SeatForm>(insider),
            picks: vec![pick(("body", "Body"), bodies, &self.body, &problems)],
            choices: Some(how),
            fields: vec![
                field("name", "Who", &self.name)
                    .hint("What they are called here. Not needed where a seat ends.")
                    .optional()
                    .marked(&problems),
                field("email", "Their mail address", &self.email)
                    .hint("The same address is the same person, on however many bodies.")
                    .marked(&problems),
                field("from", "From which day?", &self.from)
                    .kind(Kind::Day)
                    .hint("It begins, or is over, at the start of that day.")
                    .marked(&problems),
                field("evidence", "Where can it be read?", &self.evidence)
                    .hint("Minutes, a message, an address.")
                    .marked(&problems),
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
        let act = RecordSeat { body: self.body.clone(), person: PersonId::mint(app.here.store.now()) };
        change::page(app, insider, said, (form, &act), problems).await
    }
}

impl SentPeopleForm for SeatForm {
    const FIELD: &'static str = "how";
    async fn take(&self, sender: Sender<'_>) -> Result<Response, NotDone> {
        let began = change::begins(&self.how);
        let began = began.ok_or_else(|| Declined::field("how", "choose whether the seat begins or ends"))?;
        let who = sender.who(self).await?;
        let Self { body, name, email, from, evidence, .. } = self;
        seats::record(sender.here(), sender.group(), &who, seats::Filled { body, name, email, began, from, evidence })
            .await?;
        Ok(Done::at(at::<Self>(sender.insider), "recorded").into_response())
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
    let who = insider.elevated(&app, &at::<SeatForm>(&insider)).await?;
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
    let mut page = SeatForm::default().page(&app, &insider, Problems::default()).await?;
    page.lead = said;
    Ok(Page::ok(page))
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
    let invite = Action::new(words, "mail", format!("{}/invite", at::<SeatForm>(insider)), insider.token())
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
