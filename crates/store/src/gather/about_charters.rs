//! What acts about the charter itself are about: a draft and how much it weighs, a reading, a line of the text;
//! and a report that it asks for.

use super::{About, Gather, Gathering};
use crate::{
    Declined,
    charters::drafts::{found, weighed},
    reports,
};
use basics::{CharterDraftId, Digest};
use charter::{
    Act as _, Object,
    act::{AdoptReading, AmendCharter, AmendGoals, LinkClause, PublishReport},
};

/// A draft, exactly as it was kept, by the one act that it takes.
async fn about_a_draft(
    here: &Gathering<'_>,
    act: &str,
    object: Object,
    (id, content): (CharterDraftId, Digest),
) -> Result<Vec<About>, Declined> {
    let draft = found(here.tx, here.group, id).await?;
    if draft.digest != content {
        return Err(Declined::Stale("the draft of the charter"));
    }
    let (takes, weight) = weighed(here.tx, here.group, &draft).await?;
    if takes != act {
        return Err(Declined::rule(format!("draft {} is decided as another act, {takes}", draft.place)));
    }
    Ok(vec![About { object: Some(object), change: Some(weight.as_str()), ..About::default() }])
}

impl Gather for AmendCharter {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        about_a_draft(here, Self::NAME, self.object(), (self.draft, self.content)).await
    }
}

impl Gather for AmendGoals {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        about_a_draft(here, Self::NAME, self.object(), (self.draft, self.content)).await
    }
}

impl Gather for AdoptReading {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        if here.charter.clause(&self.clause).is_none() {
            return Err(Declined::NotFound("clause"));
        }
        Ok(vec![About { object: Some(self.object()), ..About::default() }])
    }
}

impl Gather for PublishReport {
    // Which report took the place of which are rows that another publication writes: each waits for all others.
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        reports::publishing::row_of(here.tx, here.group, self.report).await?;
        Ok(vec![About::of(self.object())])
    }
}

impl Gather for LinkClause {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let mut lines = here.charter.text().clauses().iter();
        if !lines.any(|clause| Digest::of(clause.text.as_bytes()) == self.line) {
            return Err(Declined::NotFound("line of the charter"));
        }
        Ok(vec![About { object: Some(self.object()), ..About::default() }])
    }
}
