//! The library of a group: every picture that was uploaded, once for its bytes, with what the group says about it and where
//! it is used. What is taken out keeps its bytes: what was published shows it still.

use crate::{
    Bookkeeping, Declined, MediaRow, PostStage, Store,
    database::tables::{media, picture_words, post, post_version},
    deliveries,
    posts::{media::media_of, reading::post_of},
};
use basics::{ChannelId, Digest, GroupId, MediaId, Moment, PersonId, PostId};
use publishing::{Licence, PictureWords};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, prelude::Expr, sea_query::OnConflict,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A picture of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryPicture {
    /// The picture, as it was uploaded first.
    pub picture: MediaRow,
    /// Who put it there.
    pub put_by: PersonId,
    /// When.
    pub put_at: Moment,
    /// What the group says about it.
    pub words: PictureWords,
    /// Whether it was taken out of the library.
    pub taken_out: bool,
}

/// A post that shows a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUse {
    /// The post.
    pub post: PostId,
    /// What the group calls it.
    pub title: String,
    /// Where it stands.
    pub stage: PostStage,
    /// Whether it is in the queue with this picture and has not left everywhere.
    pub waits: bool,
    /// Where it went or is to go.
    pub channels: Vec<ChannelId>,
}

impl Store {
    /// Every picture in the library of a group, the newest first.
    pub async fn library(&self, group: GroupId) -> Result<Vec<LibraryPicture>, anyhow::Error> {
        let rows = media::Entity::find()
            .filter(media::Column::GroupId.eq(group.uuid()))
            .filter(media::Column::CutFrom.is_null())
            .order_by_asc(media::Column::UploadedAt)
            .order_by_asc(media::Column::Id)
            .all(self.reader())
            .await?;
        let of_group = picture_words::Column::GroupId.eq(group.uuid());
        let words = picture_words::Entity::find().filter(of_group).all(self.reader()).await?;
        let words: HashMap<Vec<u8>, picture_words::Model> =
            words.into_iter().map(|row| (row.digest.clone(), row)).collect();
        let mut seen = HashSet::new();
        let once = rows.iter().filter(|row| seen.insert(row.digest.clone()));
        let pictures: Result<Vec<_>, _> = once.map(|row| picture_of(row, words.get(&row.digest))).collect();
        Ok(pictures?.into_iter().rev().filter(|picture| !picture.taken_out).collect())
    }

    /// One picture of a group, in its library or taken out of it.
    pub async fn library_picture(&self, group: GroupId, id: MediaId) -> Result<Option<LibraryPicture>, anyhow::Error> {
        let of_group = media::Column::GroupId.eq(group.uuid());
        let Some(row) = media::Entity::find_by_id(id.uuid()).filter(of_group).one(self.reader()).await? else {
            return Ok(None);
        };
        let words = picture_words::Entity::find_by_id((group.uuid(), row.digest.clone())).one(self.reader()).await?;
        picture_of(&row, words.as_ref()).map(Some)
    }

    /// What a group says about these pictures; those about which nobody said anything are left out.
    pub async fn words_about(
        &self,
        group: GroupId,
        pictures: &[Digest],
    ) -> Result<HashMap<Digest, PictureWords>, anyhow::Error> {
        if pictures.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = picture_words::Entity::find()
            .filter(picture_words::Column::GroupId.eq(group.uuid()))
            .filter(picture_words::Column::Digest.is_in(pictures.iter().map(|one| one.bytes().to_vec())))
            .all(self.reader())
            .await?;
        let known = |row: &picture_words::Model| pictures.iter().copied().find(|one| one.bytes()[..] == row.digest[..]);
        Ok(rows.iter().filter_map(|row| Some((known(row)?, words_of(row)))).collect())
    }

    /// Which posts of a group show a picture, as they are written or as they were planned, the newest first.
    pub async fn uses_of_picture(&self, group: GroupId, digest: Digest) -> Result<Vec<PictureUse>, anyhow::Error> {
        uses(self.reader(), group, digest).await
    }
}

impl Bookkeeping<'_> {
    /// Keeps what somebody wrote about a picture of the group.
    pub async fn keep_picture_words(
        &self,
        group: GroupId,
        by: PersonId,
        id: MediaId,
        words: &PictureWords,
    ) -> Result<(), Declined> {
        let picture = self.store.picture(group, id).await?.ok_or(Declined::NotFound("picture"))?;
        let row = row_of(group, picture.digest, words, by, self.store.now());
        write(self.store.writer(), row).await?;
        Ok(())
    }

    /// Adds to what the group knows about the bytes of a picture: what is left empty stays as it was.
    pub async fn add_picture_words(
        &self,
        group: GroupId,
        by: PersonId,
        digest: Digest,
        words: PictureWords,
    ) -> Result<(), anyhow::Error> {
        let tx = self.store.write().await?;
        let known = picture_words::Entity::find_by_id((group.uuid(), digest.bytes().to_vec())).one(&tx).await?;
        let words = words.or(known.as_ref().map(words_of).unwrap_or_default());
        write(&tx, row_of(group, digest, &words, by, self.store.now())).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Learns what pictures show about which nobody has said it. Whatever somebody wrote stays, also what they write meanwhile.
    pub async fn learn_descriptions(
        &self,
        group: GroupId,
        by: PersonId,
        descriptions: BTreeMap<Digest, String>,
    ) -> Result<(), anyhow::Error> {
        if descriptions.is_empty() {
            return Ok(());
        }
        let now = self.store.now();
        let row = |(digest, description)| {
            row_of(group, digest, &PictureWords { description, ..PictureWords::default() }, by, now)
        };
        let nobody_said = picture_words::Column::Description.eq("");
        let mut once = of_picture();
        once.update_column(picture_words::Column::Description).action_and_where(nobody_said);
        picture_words::Entity::insert_many(descriptions.into_iter().map(row))
            .on_conflict(once)
            .exec_without_returning(self.store.writer())
            .await?;
        Ok(())
    }

    /// Takes a picture out of the library. One that waits in the queue stays.
    pub async fn take_picture_out(&self, group: GroupId, by: PersonId, id: MediaId) -> Result<(), Declined> {
        let picture = self.store.picture(group, id).await?.ok_or(Declined::NotFound("picture"))?;
        let tx = self.store.write().await?;
        let uses = uses(&tx, group, picture.digest).await?;
        if let Some(waiting) = uses.iter().find(|one| one.waits) {
            return Err(Declined::rule(format!(
                "“{}” is planned with this picture; take it out of that post first, or wait until it has left",
                waiting.title
            )));
        }
        let now = self.store.now();
        let row = picture_words::ActiveModel {
            taken_out_at: Set(Some(now.micros())),
            ..row_of(group, picture.digest, &PictureWords::default(), by, now)
        };
        let out = of_picture().update_column(picture_words::Column::TakenOutAt).to_owned();
        picture_words::Entity::insert(row).on_conflict(out).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Puts a picture back that was taken out, because somebody uploaded the same bytes again. What was cut out of another
    /// picture before becomes a picture of its own by that.
    pub(super) async fn put_back(&self, group: GroupId, digest: Digest) -> Result<(), anyhow::Error> {
        picture_words::Entity::update_many()
            .col_expr(picture_words::Column::TakenOutAt, Expr::value(None::<i64>))
            .filter(picture_words::Column::GroupId.eq(group.uuid()))
            .filter(picture_words::Column::Digest.eq(digest.bytes().to_vec()))
            .filter(picture_words::Column::TakenOutAt.is_not_null())
            .exec(self.store.writer())
            .await?;
        media::Entity::update_many()
            .col_expr(media::Column::CutFrom, Expr::value(None::<uuid::Uuid>))
            .filter(media::Column::GroupId.eq(group.uuid()))
            .filter(media::Column::Digest.eq(digest.bytes().to_vec()))
            .filter(media::Column::CutFrom.is_not_null())
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}

/// What is written anew when somebody changes the words; whether the picture was taken out stays.
const WRITTEN: [picture_words::Column; 7] = [
    picture_words::Column::Name,
    picture_words::Column::Description,
    picture_words::Column::Licence,
    picture_words::Column::Terms,
    picture_words::Column::Credit,
    picture_words::Column::WrittenBy,
    picture_words::Column::WrittenAt,
];

fn of_picture() -> OnConflict {
    OnConflict::columns([picture_words::Column::GroupId, picture_words::Column::Digest])
}

async fn write(to: &impl ConnectionTrait, row: picture_words::ActiveModel) -> Result<(), DbErr> {
    let anew = of_picture().update_columns(WRITTEN).to_owned();
    picture_words::Entity::insert(row).on_conflict(anew).exec_without_returning(to).await?;
    Ok(())
}

fn row_of(
    group: GroupId,
    digest: Digest,
    words: &PictureWords,
    by: PersonId,
    at: Moment,
) -> picture_words::ActiveModel {
    picture_words::ActiveModel {
        group_id: Set(group.uuid()),
        digest: Set(digest.bytes().to_vec()),
        name: Set(words.name.clone()),
        description: Set(words.description.clone()),
        licence: Set(words.licence.map(Licence::word).unwrap_or_default().to_owned()),
        terms: Set(words.terms.clone()),
        credit: Set(words.credit.clone()),
        written_by: Set(by.uuid()),
        written_at: Set(at.micros()),
        taken_out_at: Set(None),
    }
}

/// The digest stands in a draft as it is written there, so that the text of the draft says whether it shows the picture.
async fn uses(tx: &impl ConnectionTrait, group: GroupId, digest: Digest) -> Result<Vec<PictureUse>, anyhow::Error> {
    let shows = digest.to_string();
    let of_group =
        post::Entity::find().select_only().column(post::Column::Id).filter(post::Column::GroupId.eq(group.uuid()));
    let planned = post_version::Entity::find()
        .filter(post_version::Column::PostId.in_subquery(of_group.into_query()))
        .filter(post_version::Column::Draft.contains(&shows))
        .all(tx)
        .await?;
    let with_it: BTreeSet<_> = planned.iter().map(|row| row.post_id).collect();
    let posts = post::Entity::find()
        .filter(post::Column::GroupId.eq(group.uuid()))
        .filter(Condition::any().add(post::Column::Draft.contains(&shows)).add(post::Column::Id.is_in(with_it)))
        .order_by_desc(post::Column::SavedAt)
        .all(tx)
        .await?;
    let mut uses = Vec::new();
    for row in posts {
        let of_queue =
            |version: &post_version::Model| version.post_id == row.id && Some(&version.content) == row.content.as_ref();
        let in_queue = planned.iter().any(of_queue);
        let all = deliveries::of_post(tx, row.id.into()).await?;
        let post = post_of(row)?;
        let went: BTreeSet<ChannelId> = all.iter().map(|one| one.channel_id.into()).collect();
        uses.push(PictureUse {
            post: post.id,
            title: post.draft.title,
            stage: post.stage,
            waits: in_queue && all.iter().any(deliveries::can_be_called_off),
            channels: if went.is_empty() { post.draft.channels } else { went.into_iter().collect() },
        });
    }
    Ok(uses)
}

fn picture_of(row: &media::Model, words: Option<&picture_words::Model>) -> Result<LibraryPicture, anyhow::Error> {
    Ok(LibraryPicture {
        picture: media_of(row)?,
        put_by: PersonId::from(row.uploaded_by),
        put_at: Moment::from_micros(row.uploaded_at),
        words: words.map(words_of).unwrap_or_default(),
        taken_out: words.is_some_and(|words| words.taken_out_at.is_some()),
    })
}

fn words_of(row: &picture_words::Model) -> PictureWords {
    PictureWords {
        name: row.name.clone(),
        description: row.description.clone(),
        licence: Licence::of(&row.licence),
        terms: row.terms.clone(),
        credit: row.credit.clone(),
    }
}
