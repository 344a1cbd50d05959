//! By choice of a person, what needs them also comes by mail: what they chose, what was mailed, and up to which day.

use crate::{
    Bookkeeping, Store,
    database::tables::{mail_choice, need_mailed},
};
use basics::{PersonId, Zone};
use jiff::civil::Date;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, prelude::Expr,
    sea_query::OnConflict,
};

/// How somebody is mailed what needs them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailedHow {
    /// Not at all: so it is for whoever never chose.
    #[default]
    Off,
    /// Each thing once, as soon as it needs them.
    AtOnce,
    /// Everything that needs them, once a day.
    Daily,
}

impl MailedHow {
    /// Every choice, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Off, Self::AtOnce, Self::Daily];

    /// The word that the database and the form keep.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::AtOnce => "at_once",
            Self::Daily => "daily",
        }
    }
    /// Reads the word; another one is none of these.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.word() == word)
    }
}

/// What somebody chose.
#[derive(Clone, Debug)]
pub struct MailChoice {
    /// Who.
    pub person: PersonId,
    /// How.
    pub how: MailedHow,
    /// The hour of their day from which the daily letter leaves, 0 to 23.
    pub hour: i8,
    /// The zone in which it is that hour.
    pub zone: Zone,
    /// The last day on which a daily letter left, or nothing was to be told.
    pub last_day: Option<Date>,
}

fn choice_of(row: mail_choice::Model) -> Result<MailChoice, anyhow::Error> {
    let how = MailedHow::of(&row.how);
    Ok(MailChoice {
        person: PersonId::from(row.person_id),
        how: how.ok_or_else(|| anyhow::anyhow!("the database holds {:?} as a choice of mail", row.how))?,
        hour: i8::try_from(row.hour)?,
        zone: Zone::named(&row.zone)?,
        last_day: row.last_day.map(|day| day.parse()).transpose()?,
    })
}

impl Store {
    /// What somebody chose; none where they never did.
    pub async fn mail_choice(&self, person: PersonId) -> Result<Option<MailChoice>, anyhow::Error> {
        mail_choice::Entity::find_by_id(person.uuid()).one(self.reader()).await?.map(choice_of).transpose()
    }
}

impl Bookkeeping<'_> {
    /// Keeps what somebody chooses from now on.
    pub async fn choose_mail(
        &self,
        person: PersonId,
        how: MailedHow,
        hour: i8,
        zone: &Zone,
    ) -> Result<(), anyhow::Error> {
        let newer = OnConflict::column(mail_choice::Column::PersonId)
            .update_columns([mail_choice::Column::How, mail_choice::Column::Hour, mail_choice::Column::Zone])
            .to_owned();
        mail_choice::Entity::insert(mail_choice::ActiveModel {
            person_id: Set(person.uuid()),
            how: Set(how.word().to_owned()),
            hour: Set(hour.into()),
            zone: Set(zone.name().to_owned()),
            last_day: Set(None),
        })
        .on_conflict(newer)
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(())
    }

    /// Somebody wants no more of it. Whoever never chose has nothing to end.
    pub async fn choose_no_mail(&self, person: PersonId) -> Result<(), anyhow::Error> {
        mail_choice::Entity::update_many()
            .col_expr(mail_choice::Column::How, Expr::value(MailedHow::Off.word()))
            .filter(mail_choice::Column::PersonId.eq(person.uuid()))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }

    /// Everybody who wants to be mailed.
    pub async fn mail_choices(&self) -> Result<Vec<MailChoice>, anyhow::Error> {
        let wanted = mail_choice::Entity::find().filter(mail_choice::Column::How.ne(MailedHow::Off.word()));
        wanted.all(self.store.reader()).await?.into_iter().map(choice_of).collect()
    }

    /// Notes that these things are mailed now, each by its key, and gives those that nobody noted before.
    pub async fn needs_leave(&self, person: PersonId, keys: &[String]) -> Result<Vec<String>, anyhow::Error> {
        let mut fresh = Vec::new();
        for key in keys {
            let once =
                OnConflict::columns([need_mailed::Column::PersonId, need_mailed::Column::Need]).do_nothing().to_owned();
            let noted = need_mailed::Entity::insert(need_mailed::ActiveModel {
                person_id: Set(person.uuid()),
                need: Set(key.clone()),
                mailed_at: Set(self.store.now().micros()),
            })
            .on_conflict(once)
            .exec_without_returning(self.store.writer())
            .await?;
            if noted == 1 {
                fresh.push(key.clone());
            }
        }
        Ok(fresh)
    }

    /// No mail server took them: they are to leave still.
    pub async fn needs_stay(&self, person: PersonId, keys: &[String]) -> Result<(), anyhow::Error> {
        need_mailed::Entity::delete_many()
            .filter(need_mailed::Column::PersonId.eq(person.uuid()))
            .filter(need_mailed::Column::Need.is_in(keys))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }

    /// Notes up to which day somebody had their daily letter, where nobody else noted it since. False when somebody was
    /// faster. Noting the day before again takes it back.
    pub async fn daily_letter(
        &self,
        person: PersonId,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<bool, anyhow::Error> {
        let as_it_was = match from {
            Some(day) => Condition::all().add(mail_choice::Column::LastDay.eq(day.to_string())),
            None => Condition::all().add(mail_choice::Column::LastDay.is_null()),
        };
        let noted = mail_choice::Entity::update_many()
            .col_expr(mail_choice::Column::LastDay, Expr::value(to.map(|day| day.to_string())))
            .filter(mail_choice::Column::PersonId.eq(person.uuid()))
            .filter(as_it_was)
            .exec(self.store.writer())
            .await?;
        Ok(noted.rows_affected == 1)
    }
}
