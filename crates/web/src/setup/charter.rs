//! The second step: the charter, from a preset, pasted or empty. It is shown at once as its table of powers, with what
//! it leaves open to be confirmed and what is odd about its text.

use super::{
    Reading, Setup, Stage,
    step::{Fields, Step, again, one, shown, to},
};
use crate::{
    App,
    charter::table,
    failed::Failed,
    guard::{SentWithFiles, Upload},
    law,
    parts::{Choice, Choices, Field, Follows, Kind, Problems},
    reader::Reader,
};
use acts::setup::{LONGEST, NotACharter};
use axum::{extract::State, response::Response};
use charter::{Charter, CharterText, check, powers::Powers, presets};

/// The page.
pub async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Failed> {
    let step = Step::of(&app, reader).await?;
    let charter = step.draft.charter().ok().map(|(_, charter)| charter);
    Ok(shown(page(&step, charter.as_ref(), Problems::default(), &[])))
}

/// Takes what was chosen. The first time it is shown what it says; then its readings are confirmed.
pub async fn take(
    State(app): State<App>,
    reader: Reader,
    SentWithFiles { form, files }: SentWithFiles<Fields>,
) -> Result<Response, Failed> {
    let mut step = Step::of(&app, reader).await?;
    let before = step.draft.charter().ok().map(|(_, charter)| charter.version());
    let mut problems = read(&mut step, &form, &files);
    // What is longer than any charter is not stored; it stays in the form, whoever typed it mends it there.
    if [&step.draft.text, &step.draft.rules].iter().all(|text| text.len() <= LONGEST) {
        step.keep().await?;
    }
    if one(&form, "do") == "back" {
        return Ok(to(Stage::Name));
    }
    let charter = match step.draft.charter() {
        Ok((_, charter)) => charter,
        Err(wrong) => {
            tell(&wrong, &mut problems);
            return Ok(again(page(&step, None, problems, &form)));
        }
    };
    day(&step, &mut problems);
    if problems.is_empty() && before == Some(charter.version()) {
        confirm(&charter, &form, &mut problems);
        if problems.is_empty() {
            step.draft.confirmed = Some(charter.version());
            step.keep().await?;
            return Ok(to(Stage::Officers));
        }
    } else if problems.is_empty() {
        // Looking at it comes first: nobody confirms what they have not seen.
        return Ok(shown(page(&step, Some(&charter), problems, &[])));
    }
    Ok(again(page(&step, Some(&charter), problems, &form)))
}

fn read(step: &mut Step<'_>, form: &Fields, files: &[Upload]) -> Problems {
    let mut problems = Problems::default();
    let draft = &mut step.draft;
    one(form, "start").clone_into(&mut draft.start);
    one(form, "adopted_on").trim().clone_into(&mut draft.adopted_on);
    // Browsers send line ends as CR LF; a charter is kept as it is written on disk.
    draft.text = one(form, "text").replace("\r\n", "\n");
    draft.rules = one(form, "rules").replace("\r\n", "\n");
    for file in files {
        match CharterText::parse(&file.bytes) {
            Ok(text) if file.field == "text_file" => text.verbatim().clone_into(&mut draft.text),
            Ok(text) if file.field == "rules_file" => text.verbatim().clone_into(&mut draft.rules),
            Ok(_) => {}
            Err(error) => problems.add(&file.field, format!("The file was not taken: {error}.")),
        }
    }
    for (field, text) in [("text", &draft.text), ("rules", &draft.rules)] {
        if text.len() > LONGEST {
            problems.add(field, format!("This is longer than {LONGEST} bytes. Is it the charter?"));
        }
    }
    problems
}

fn tell(wrong: &NotACharter, problems: &mut Problems) {
    match wrong {
        NotACharter::NotChosen => problems.add("start", "Choose what the charter begins from."),
        NotACharter::Blank => problems.add("text", "Paste the charter’s text, or choose another beginning."),
        NotACharter::Text(sentence) => problems.add("text", sentence),
        NotACharter::Rules(all) => all.iter().for_each(|problem| {
            let field = if problem.file == "rules.toml" { "rules" } else { "text" };
            problems.add(field, problem.to_string());
        }),
    }
}

fn day(step: &Step<'_>, problems: &mut Problems) {
    let typed = &step.draft.adopted_on;
    let today = step.app.here.store.now().in_zone(&jiff::tz::TimeZone::UTC).date();
    match typed.parse::<jiff::civil::Date>() {
        Ok(day) if day > today => problems
            .add("adopted_on", "This day lies in the future. A charter is in force from the day of its adoption."),
        Ok(_) => {}
        Err(_) => problems.add("adopted_on", "Write the day as 2026-11-20."),
    }
}

const ANOTHER_TEXT: &str = "The rules were written for another wording of this text. Read every line against what it \
                            governs below: a rule may say what its line no longer says.";

fn confirm(charter: &Charter, form: &Fields, problems: &mut Problems) {
    let missing = (0..charter.rules().reading.len()).any(|n| one(form, &format!("reading-{n}")) != "yes");
    if missing {
        problems.add("readings", "Confirm each reading, or paste rules of your own that read the charter otherwise.");
    }
}

fn page(step: &Step<'_>, charter: Option<&Charter>, problems: Problems, form: &[(String, String)]) -> Setup {
    let draft = &step.draft;
    let mut page = step.page(Stage::Charter, Problems::default());
    page.choices = vec![start(&draft.start, problems.at("start"))];
    let today = step.app.here.store.now().in_zone(&jiff::tz::TimeZone::UTC).date().to_string();
    let day = if draft.adopted_on.is_empty() { today } else { draft.adopted_on.clone() };
    let fields = [
        Field::new("text", "The text, if you paste it").kind(Kind::Lines(10)).value(draft.text.clone()).hint("Markdown. It is kept word for word.").optional(),
        Field::new("text_file", "Or its file").kind(Kind::File).hint("In UTF-8.").optional(),
        Field::new("rules", "Its rules, if you have them")
            .kind(Kind::Source(6))
            .value(draft.rules.clone())
            .hint("A rules file for this text. Without one, defaults hold and every line that waits for its rule is listed.")
            .optional(),
        Field::new("adopted_on", "The day it was adopted").kind(Kind::Day).value(day),
    ];
    page.fields = fields.into_iter().map(|field| field.marked(&problems)).collect();
    page.problems = problems;
    let Some(charter) = charter else {
        "Show what it says".clone_into(&mut page.button);
        return page;
    };
    let confirmed = draft.confirmed == Some(charter.version());
    page.flaws = charter.text().flaws().iter().map(ToString::to_string).collect();
    if charter.rules().charter.sha256 != charter.text().digest() {
        page.flaws.push(ANOTHER_TEXT.to_owned());
    }
    page.tasks = tasks(charter);
    page.readings = readings(charter, confirmed, form);
    let powers = Powers::of(charter);
    page.powers = table::acts("", &powers);
    page.offices = powers.columns.iter().map(|office| ::charter::powers::column(charter, office)).collect();
    "Continue with this charter".clone_into(&mut page.button);
    page
}

fn start(chosen: &str, error: Option<String>) -> Choices {
    let presets = [(presets::DJANGO, "A group under a board"), (presets::JUPYTER, "A group that decides together")];
    let presets = presets.map(|(preset, words)| {
        let modelled = if preset.key == presets::DJANGO.key { "Django’s" } else { "Jupyter’s" };
        Choice::new(preset.key, words).small(format!("{} Modelled on {modelled} working group.", preset.says))
    });
    let of = presets.into_iter().chain([
        Choice::new("paste", "Our own").small("Paste the text, with or without rules."),
        Choice::new("empty", "None yet").small("Members post, the group decides the rest; a charter can follow."),
    ]);
    let of = of.map(|choice| {
        let is = choice.value == chosen;
        choice.chosen(is)
    });
    Choices { name: "start".to_owned(), legend: "Begin from".to_owned(), of: of.collect(), error, ..Choices::default() }
}

fn readings(charter: &Charter, confirmed: bool, form: &[(String, String)]) -> Vec<Reading> {
    let shown = charter.rules().reading.iter().enumerate().map(|(n, reading)| {
        let name = format!("reading-{n}");
        let ticked = form.iter().any(|(field, value)| *field == name && value == "yes");
        let quote = law::quoted(charter, "", &reading.clause, Follows::Reading);
        Reading { name, words: reading.says.clone(), quote, confirmed: confirmed || ticked }
    });
    shown.collect()
}

/// Every line that sounds like a rule, or stands for one, and that no rule is bound to yet.
fn tasks(charter: &Charter) -> Vec<String> {
    let report = check::check(charter, None);
    let unbound = report.lines.into_iter().filter(|line| line.standing == check::Standing::Unbound);
    unbound.map(|line| format!("Line {}: {}", line.line, line.text)).collect()
}
