//! A membership ends by itself or by its member: they leave, or their term is over. What ends with it is carried out in
//! `endings.rs`.

use crate::{
    Changed, Declined, Gather, Judged,
    gather::{About, Gathering},
    members::endings::Ends,
    members::terms,
};
use charter::{
    Act as _, Actor,
    act::{EndTerm, LeaveGroup},
};
use membership::{Because, what_ends};

impl Gather for LeaveGroup {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(self.person))])
    }
}
impl Gather for EndTerm {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::default()])
    }
}

impl Judged<LeaveGroup> {
    /// The member is alumni from now on.
    ///
    /// # Errors
    /// [`Declined::ByRule`] when they left before.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let (person, by) = (self.act().person, self.by()?);
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let endings = what_ends(&terms.charter, &terms.people, person, &Because::Left, self.now());
        if endings.is_empty() {
            return Err(Declined::rule("this membership is over already; nothing has to be given up"));
        }
        let ends = Ends { terms, person, by: Some(by), why: people::Ending::MembershipLost };
        ends.carried_out(self, &endings).await
    }
}

impl Judged<EndTerm> {
    /// The member is alumni from the end of their term on, also where the program was away then.
    ///
    /// # Errors
    /// [`Declined::ByRule`] while the term runs, while saying that one stays still counts, and when it was ended before.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let person = self.act().person;
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let lapsed =
            terms.people.member(person).and_then(|member| member.lapses(&terms.rule, &terms.holidays, self.now()));
        if lapsed.is_none() {
            return Err(Declined::rule("this term is not over, or was ended before; nothing has to be done"));
        }
        let endings = what_ends(&terms.charter, &terms.people, person, &Because::Lapsed, self.now());
        let ends = Ends { terms, person, by: None, why: people::Ending::TermEnded };
        ends.carried_out(self, &endings).await
    }
}
