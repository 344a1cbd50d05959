//! The templates of a group. They are members' papers: kept without an entry in the log, and within reach of members only; what
//! leaves from one is judged and logged with its post.

use crate::{Declined, Installation, drafts::only_members};
use basics::{GroupId, PersonId, TemplateId};
use publishing::template::Template;

/// What somebody typed for a template.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'t> {
    /// Its name.
    pub name: &'t str,
    /// Its text.
    pub text: &'t str,
    /// Its gaps, one to a line.
    pub gaps: &'t str,
}

/// Keeps a template under this id: a new one, or new words of one that is there.
///
/// # Errors
/// For whoever is no member, and at the field that does not hold.
pub async fn write(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    id: TemplateId,
    typed: Typed<'_>,
) -> Result<(), Declined> {
    only_members(here, group, who).await?;
    let template = Template::typed(typed.name, typed.text, typed.gaps);
    let template = template.map_err(|wrong| Declined::field(wrong.field, wrong.sentence))?;
    here.store.bookkeeping().keep_template(group, who, id, &template).await
}

/// Takes a template out. Posts that were begun from it keep their words.
pub async fn take_out(here: &Installation, group: GroupId, who: PersonId, id: TemplateId) -> Result<(), Declined> {
    only_members(here, group, who).await?;
    here.store.bookkeeping().take_template_out(group, id).await
}
