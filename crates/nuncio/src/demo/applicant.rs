//! Somebody from outside who applied to a sample group some days ago, and whom nobody has answered yet.

use acts::{
    Installation,
    applying::{self, EMAIL, Filled, NAME, NotTaken, field_of},
};
use jiff::SignedDuration;
use store::Group;

/// As long as a person takes to fill in a form.
const WRITTEN_IN: SignedDuration = SignedDuration::from_mins(4);

/// What the applicant answers, by the charter's name of the question.
const ANSWERS: &[(&str, &str)] = &[
    ("membership", "Yes, since 2023"),
    ("motive", "I draw what people build, and would like to do so for the project."),
    ("experience", "Posters and slides of a local group for five years."),
    ("profiles", "https://social.example/@pictures"),
];

/// Applies by the public form, in a group whose charter has one.
pub async fn applies(here: &Installation, group: &Group) -> Result<(), anyhow::Error> {
    let charter = here.store.charter(group.id).await?;
    let Some(form) = applying::form(&charter) else { return Ok(()) };
    let blank = applying::blank(here, group.id)?;
    here.store.clock().advance(WRITTEN_IN);
    let known = [("link", blank.link.as_str()), ("opened", blank.opened.as_str()), (NAME, "Applicant, pictures")];
    let fields = known.into_iter().chain([(EMAIL, "pictures@outside.example")]);
    let mut fields: Vec<_> = fields.map(|(field, value)| (field.to_owned(), value.to_owned())).collect();
    fields.extend(ANSWERS.iter().map(|(question, answer)| (field_of(question), (*answer).to_owned())));
    match applying::apply(here, group.id, form, &Filled { fields }).await {
        Ok(_) => Ok(()),
        Err(NotTaken::Fields(wrong)) => anyhow::bail!("the sample application was not taken: {wrong:?}"),
        Err(NotTaken::NobodyDecides) => {
            anyhow::bail!("nobody is in {} who could read the sample application", group.name)
        }
        Err(NotTaken::Unknown | NotTaken::SentBefore) => {
            anyhow::bail!("the form of the sample application was not ours")
        }
        Err(NotTaken::Trouble(error)) => Err(error),
    }
}
