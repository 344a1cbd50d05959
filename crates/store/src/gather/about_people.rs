//! What acts about people are about: whoever receives access or an invitation.

use super::{About, Gather, Gathering, Receiver};
use crate::{Declined, channels::grants};
use charter::{
    Act as _, Actor,
    act::{EndAccess, GrantAccess, InviteMember},
};

impl Gather for GrantAccess {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        here.channel(self.channel).await?;
        let receiver = Receiver { person: self.to, channel: Some(self.channel), until: Some(self.until) };
        Ok(vec![About { object: Some(self.object()), receiver: Some(receiver), ..About::default() }])
    }
}
impl Gather for EndAccess {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let all = grants::grants_of(here.tx, here.group).await?;
        let grant = all.into_iter().find(|grant| grant.id == self.grant).ok_or(Declined::NotFound("grant"))?;
        let oneself = Some(here.actor == Actor::Person(grant.person));
        Ok(vec![About { object: Some(self.object()), oneself, ..About::default() }])
    }
}
impl Gather for InviteMember {
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let receiver = Receiver { person: self.person, channel: None, until: None };
        Ok(vec![About { object: Some(self.object()), receiver: Some(receiver), ..About::default() }])
    }
}
