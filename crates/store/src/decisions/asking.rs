//! Putting a question to whoever decides: it waits for an answer that somebody records, or opens a vote of a body that decides
//! here.

use crate::{
    Changed, Declined, Judged, Question, SentForm,
    database::tables::answer,
    decisions::{
        answers::{answer_of, rows_about},
        written::insert,
    },
    members::{admissible, removing},
};
use audit::Change;
use basics::AnswerId;
use charter::{Cited, act::AskBody};
use decisions::Effect;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

impl Judged<AskBody> {
    /// Puts the question. One that waits for its answer about the same version is not put twice, unless too few took part in
    /// the vote of the body it was put to: then it is put anew. `ground` is what sends the matter elsewhere: its body and its
    /// clause. `effect` is what follows from a yes by itself.
    pub async fn keep(self, ground: &Cited, text: &str, effect: Option<Effect>) -> Result<Changed, Declined> {
        let AskBody { matter, about, .. } = self.act().clone();
        let body = ground.goes_to.clone();
        let body =
            body.ok_or_else(|| Declined::rule("the charter sends this to nobody, so there is no question to put"))?;
        let question = Question { matter, body, clause: ground.label.clone(), about, text: text.to_owned(), effect };
        self.puts(question).await
    }

    /// Puts a question again, word by word, on which too few of its body voted.
    ///
    /// # Errors
    /// When it waits for its answer, or was answered.
    pub async fn keep_again(self, earlier: Question) -> Result<Changed, Declined> {
        self.puts(earlier).await
    }

    async fn puts(self, question: Question) -> Result<Changed, Declined> {
        let answer = self.act().answer;
        let in_vain = self.put_in_vain(&question).await?;
        admissible::may_be_decided(&self, &question).await?;
        removing::may_be_proposed(&self, &question).await?;
        insert(&self.tx, self.group, answer, &question, (self.by()?, self.now())).await?;
        self.takes_the_place_of(&in_vain, answer).await?;
        let change = Change::made(
            format!("question to {}", question.body),
            json!({ "matter": question.matter, "clause": question.clause, "about": question.about }),
        );
        let vote = self.opens_a_vote(answer, &question).await?;
        Ok(self.changed([change].into_iter().chain(vote).collect()))
    }

    /// Puts the question of a form that somebody wrote it into.
    ///
    /// # Errors
    /// When the form put it already.
    pub async fn keep_once(self, ground: &Cited, text: &str, form: &SentForm) -> Result<Changed, Declined> {
        self.once(form).await?;
        self.keep(ground, text, None).await
    }

    /// The same questions that were put before and that nobody will answer any more.
    ///
    /// # Errors
    /// When one of them waits for its answer.
    async fn put_in_vain(&self, question: &Question) -> Result<Vec<AnswerId>, Declined> {
        let mut in_vain = Vec::new();
        for row in rows_about(&self.tx, self.group, &question.about).await? {
            let row = answer_of(row)?;
            let same = row.question.matter == question.matter && row.question.about == question.about;
            if !same || row.answer.is_some() || row.superseded_by.is_some() {
                continue;
            }
            if row.question.is_for_the_group() || !self.was_voted_on_in_vain(row.id).await? {
                return Err(Declined::rule("this question was put already and waits for its answer"));
            }
            in_vain.push(row.id);
        }
        Ok(in_vain)
    }

    async fn takes_the_place_of(&self, earlier: &[AnswerId], fresh: AnswerId) -> Result<(), Declined> {
        answer::Entity::update_many()
            .col_expr(answer::Column::SupersededBy, Expr::value(fresh.uuid()))
            .filter(answer::Column::Id.is_in(earlier.iter().map(|id| id.uuid())))
            .exec(&self.tx)
            .await?;
        Ok(())
    }
}
