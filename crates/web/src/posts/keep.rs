//! Keeping a draft: begun once however often its form is sent, and never over what somebody else saved meanwhile.

use super::{desk::Desk, typed::BasedOn};
use crate::failed::Failed;
use acts::{Declined, drafts};
use publishing::Draft;
use store::{PostRow, Saved};

/// What keeping came to.
pub enum Kept {
    /// It is kept.
    As(Box<PostRow>),
    /// Somebody else saved in between; this is what they saved.
    Behind(Box<PostRow>),
}

/// Keeps a draft over the version its form was made from. `row` is the post as it stands, if it was begun.
pub async fn keep(desk: &Desk<'_>, based_on: BasedOn, row: Option<PostRow>, draft: &Draft) -> Result<Kept, Failed> {
    let Some(row) = row else { return begin(desk, based_on, draft).await };
    if same(&row.draft, draft) {
        return Ok(Kept::As(Box::new(row)));
    }
    if row.number != based_on.number {
        return Ok(Kept::Behind(Box::new(row)));
    }
    let saved = drafts::save(&desk.app.here, desk.group(), desk.who(), row.id, row.number, draft).await;
    match saved.map_err(|declined| desk.insider.failed(declined))? {
        Saved::As(_) => Ok(Kept::As(Box::new(desk.post(row.id).await?))),
        Saved::Behind { .. } => Ok(Kept::Behind(Box::new(desk.post(row.id).await?))),
    }
}

/// Begins the post whose id the form carried. Where it is there already, the form was sent twice.
async fn begin(desk: &Desk<'_>, based_on: BasedOn, draft: &Draft) -> Result<Kept, Failed> {
    if based_on.number != 0 {
        return Err(desk.gone());
    }
    match drafts::begin_as(&desk.app.here, desk.group(), desk.who(), based_on.post, draft).await {
        Ok(true) => Ok(Kept::As(Box::new(desk.post(based_on.post).await?))),
        Ok(false) => {
            let row = desk.post(based_on.post).await?;
            Ok(if same(&row.draft, draft) { Kept::As(Box::new(row)) } else { Kept::Behind(Box::new(row)) })
        }
        Err(Declined::NotFound(_)) => Err(desk.gone()),
        Err(other) => Err(desk.insider.failed(other)),
    }
}

/// Whether two drafts say the same. A picture that was uploaded twice is the same picture.
fn same(one: &Draft, other: &Draft) -> bool {
    let mut other = other.clone();
    let pairs = one.everywhere.pictures.iter().zip(&mut other.everywhere.pictures);
    pairs.filter(|(one, other)| one.digest == other.digest).for_each(|(one, other)| other.media = one.media);
    *one == other
}
