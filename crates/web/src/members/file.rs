//! `/g/{group}/members/file`: the roster as a file to take along, so that a website or a repository can be made from it, and
//! what a file says otherwise than the group is.

use super::{
    compared::{self, Differs},
    view::RosterFile,
};
use crate::{
    App,
    failed::Failed,
    frame::Place,
    guard::{SentWithFiles, Upload},
    page::Page,
    parts::{Field, Kind, Problems},
    reader::Insider,
};
use acts::{Declined, opinions};
use axum::{
    extract::{Query, State},
    http::{HeaderName, header},
    response::{IntoResponse as _, Response},
};
use basics::PersonId;
use charter::{Opinion, act::InviteMember};
use membership::file::{self, Entry, Format, Wrong};
use serde::Deserialize;
use store::{AnyAct, Terms};

/// What is downloaded.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(rename = "as")]
    format: String,
    /// Whether addresses and outside statuses stand in it.
    #[serde(default)]
    inside: bool,
}

/// What is compared.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Pasted {
    text: String,
}

/// The page.
pub(super) async fn show(State(app): State<App>, insider: Insider) -> Result<Page<RosterFile>, Failed> {
    page(&app, &insider, Pasted::default(), Problems::default(), None).await.map(Page::ok)
}

/// The file.
pub(super) async fn download(
    State(app): State<App>,
    insider: Insider,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let format = wanted.format.parse::<Format>().map_err(|wrong| insider.failed(Declined::rule(wrong)))?;
    let (_, known) = people(&app, &insider).await?;
    let entries = known.into_iter().map(|(_, entry)| if wanted.inside { entry } else { for_everybody(entry) });
    let written = file::write(&entries.collect::<Vec<_>>(), format);
    let written = written.map_err(|error| insider.trouble(error))?;
    let kind = match format {
        Format::Toml => "application/toml",
        Format::Yaml => "application/yaml",
        Format::Csv => "text/csv; charset=utf-8",
    };
    let name = format!("{}-members.{}", insider.group.slug, format.word());
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        // The name is made of the group's name in addresses: small letters, digits and hyphens.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, written).into_response())
}

fn for_everybody(entry: Entry) -> Entry {
    Entry { mail: None, also: std::collections::BTreeSet::new(), ..entry }
}

/// What a file would change. Nothing is changed by looking at it.
pub(super) async fn compare(
    State(app): State<App>,
    insider: Insider,
    SentWithFiles { form, files }: SentWithFiles<Pasted>,
) -> Result<Page<RosterFile>, Failed> {
    let (terms, known) = people(&app, &insider).await?;
    let (field, bytes) = given(&form, &files);
    let read = file::read(bytes).and_then(|placed| {
        file::against(&terms.charter, &placed)?;
        file::difference(&known, &placed)
    });
    match read {
        Ok(changes) => {
            let differs = compared::told(&app, &insider, &terms, &changes).await;
            let differs = differs.map_err(|error| insider.trouble(error))?;
            page(&app, &insider, form, Problems::default(), Some(differs)).await.map(Page::ok)
        }
        Err(wrong) => {
            let problems = in_words(&wrong, field);
            page(&app, &insider, form, problems, None).await.map(Page::again)
        }
    }
}

/// The file that was chosen, and else what was pasted.
fn given<'a>(form: &'a Pasted, files: &'a [Upload]) -> (&'static str, &'a [u8]) {
    match files.iter().find(|file| file.field == "file") {
        Some(file) => ("file", &file.bytes),
        None => ("text", form.text.as_bytes()),
    }
}

/// The most lines that are named: somebody who sent the wrong file needs no more.
const MOST_NAMED: usize = 20;

/// Every line that is wrong, as something to mend.
pub(crate) fn in_words(wrong: &[Wrong], field: &str) -> Problems {
    let mut problems = Problems::default();
    for wrong in wrong.iter().take(MOST_NAMED) {
        problems.add(field, wrong.to_string());
    }
    if let Some(more) = wrong.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        problems.add(field, format!("{more} more lines are wrong"));
    }
    problems
}

/// Everybody of the group as a file speaks of them, with the addresses that this reader may know: their own, and those of
/// whom the charter lets them invite.
async fn people(app: &App, insider: &Insider) -> Result<(Terms, Vec<(PersonId, Entry)>), Failed> {
    let terms = super::change::people(app, insider).await?;
    let mut known = file::of(&terms.charter, &terms.people, &terms.rule, insider.reader.at);
    addressed(app, insider, &mut known).await.map_err(|error| insider.trouble(error))?;
    Ok((terms, known))
}

async fn addressed(app: &App, insider: &Insider, known: &mut [(PersonId, Entry)]) -> Result<(), anyhow::Error> {
    let acts: Vec<Box<dyn AnyAct>> =
        known.iter().map(|(person, _)| Box::new(InviteMember { person: *person }) as _).collect();
    let opinions = opinions::each(&app.here, insider.id(), insider.person(), &acts).await?;
    for ((person, entry), opinion) in known.iter_mut().zip(opinions) {
        if *person == insider.person() || matches!(opinion, Some(Opinion::May { .. })) {
            entry.mail = app.here.store.person(*person).await?.map(|person| person.email.to_string());
        }
    }
    Ok(())
}

async fn page(
    app: &App,
    insider: &Insider,
    form: Pasted,
    problems: Problems,
    differs: Option<Vec<Differs>>,
) -> Result<RosterFile, Failed> {
    let at = format!("{}/members/file", insider.base());
    let of = |inside: &str| {
        Format::ALL.map(|format| (format.word().to_uppercase(), format!("{at}/download?as={}{inside}", format.word())))
    };
    let fields = [
        Field::new("file", "A file")
            .kind(Kind::File)
            .hint("TOML, YAML or CSV, in UTF-8, as this page writes it.")
            .optional(),
        Field::new("text", "Or its text").kind(Kind::Source(8)).value(form.text).optional(),
    ];
    Ok(RosterFile {
        frame: insider.frame(app, Place::Members).await?,
        for_everybody: of("").to_vec(),
        inside: of("&inside=true").to_vec(),
        to: at,
        fields: fields.into_iter().map(|field| field.marked(&problems)).collect(),
        differs,
        problems,
    })
}
