//! What a body or the group decides elsewhere, asked for and recorded in one line: whoever may not record the answer to their
//! own question has another member do it.

use crate::World;
use acts::{
    answers::{self, Asked},
    opinions,
};
use basics::{AnswerId, GroupId};
use charter::{Act, act::RecordAnswer};
use people::Elevated;
use store::Gather;

impl World {
    /// Whoever decides about an act agrees: somebody puts each question that stands in its way, and records a yes.
    pub async fn agreed<A: Act + Gather>(&self, group: &'static str, by: &'static str, act: &A) {
        let (id, who) = (self.group(group), self.elevated(group, by));
        let opinion = opinions::may(&self.here, id, who.person(), act).await.unwrap();
        let open = answers::open_matters(&opinion);
        assert!(!open.is_empty(), "nobody has to be asked: {opinion:?}");
        for matter in open {
            let answer = answers::ask(&self.here, id, &who, act.object(), matter, "May we?").await.unwrap();
            let yes = answers::Filled {
                yes: true,
                decided_on: self.now().in_zone(&jiff::tz::TimeZone::UTC).date().to_string(),
                source: "https://minutes.example/decided".to_owned(),
                tally: String::new(),
            };
            let recorder = self.whoever_records(group, by, answer).await;
            answers::record(&self.here, id, &self.elevated(group, recorder), answer, yes).await.unwrap();
        }
    }

    /// Somebody puts what stands in the way of an act to whoever decides about it, with no effect of its own.
    pub async fn asks<A: Act + Gather>(&self, group: GroupId, who: &Elevated, act: &A) -> AnswerId {
        let opinion = opinions::may(&self.here, group, who.person(), act).await.unwrap();
        let matters = answers::open_matters(&opinion);
        let cited = *matters.first().unwrap_or_else(|| panic!("nobody has to be asked: {opinion:?}"));
        let asked = Asked { about: act.object(), cited, text: "May we?", effect: None };
        answers::put(&self.here, group, who, asked).await.unwrap()
    }

    /// Whoever may record the answer to a question: the one who asked it, or the first on the roster who may.
    pub async fn whoever_records(&self, group: &'static str, asker: &'static str, answer: AnswerId) -> &'static str {
        let may = async |name| {
            let who = self.person(group, name);
            opinions::may(&self.here, self.group(group), who, &RecordAnswer { answer }).await.unwrap().may()
        };
        if may(asker).await {
            return asker;
        }
        for role in self.roster(group) {
            if may(role.name).await {
                return role.name;
            }
        }
        panic!("nobody may record the answer")
    }
}
