//! The shapes of the Discourse API that are read here.

use serde::Deserialize;

/// The answer to the question who somebody is.
#[derive(Deserialize)]
pub struct UserAnswer {
    /// The user.
    pub user: User,
}

/// A user.
#[derive(Deserialize)]
pub struct User {
    /// Its id.
    pub id: u64,
    /// Its name in addresses and mentions.
    pub username: String,
}

/// The answer to the question for a category.
#[derive(Deserialize)]
pub struct CategoryAnswer {
    /// The category.
    pub category: Category,
}

/// A category.
#[derive(Deserialize)]
pub struct Category {
    /// Its id.
    pub id: u64,
    /// Its name in addresses.
    #[serde(default)]
    pub slug: String,
    /// What we may do there; 1 says everything, and that topics can be begun.
    #[serde(default)]
    pub permission: Option<u8>,
}

/// The settings of a forum that everybody may read.
#[derive(Default, Deserialize)]
pub struct Settings {
    /// The shortest title.
    #[serde(default)]
    pub min_topic_title_length: Option<u32>,
    /// The longest title.
    #[serde(default)]
    pub max_topic_title_length: Option<u32>,
    /// The longest text.
    #[serde(default)]
    pub max_post_length: Option<u32>,
    /// The largest picture, in KiB.
    #[serde(default)]
    pub max_image_size_kb: Option<u64>,
}

/// A post: the first of a topic, or a reply.
#[derive(Deserialize)]
pub struct Post {
    /// Its id.
    pub id: u64,
    /// Who wrote it.
    pub user_id: u64,
    /// The writer's name.
    #[serde(default)]
    pub username: String,
    /// Its topic.
    pub topic_id: u64,
    /// The topic's name in addresses.
    #[serde(default)]
    pub topic_slug: String,
    /// Its place in the topic, from 1.
    #[serde(rename = "post_number")]
    pub number: u64,
    /// The place of the post it answers.
    #[serde(default)]
    pub reply_to_post_number: Option<u64>,
    /// The text as it was written, where it was asked for.
    #[serde(default)]
    pub raw: Option<String>,
    /// When it was written.
    #[serde(default)]
    pub created_at: Option<String>,
    /// When it was removed, for those who may see it still.
    #[serde(default)]
    pub deleted_at: Option<String>,
    /// Whether its writer removed it.
    #[serde(default)]
    pub user_deleted: bool,
}

/// A topic.
#[derive(Deserialize)]
pub struct Topic {
    /// Its title.
    pub title: String,
    /// Its posts.
    pub post_stream: Stream,
    /// When it was removed, for those who may see it still.
    #[serde(default)]
    pub deleted_at: Option<String>,
}

/// The posts of a topic.
#[derive(Deserialize)]
pub struct Stream {
    /// The ids of all.
    pub stream: Vec<u64>,
}

/// The newest topics.
#[derive(Deserialize)]
pub struct Latest {
    /// The list.
    pub topic_list: TopicList,
}

/// A list of topics.
#[derive(Deserialize)]
pub struct TopicList {
    /// The topics, of which only the number matters here.
    pub topics: Vec<serde::de::IgnoredAny>,
}

/// What waits for the moderators.
#[derive(Deserialize)]
pub struct Pending {
    /// The posts, of which only the number matters here.
    pub pending_posts: Vec<serde::de::IgnoredAny>,
}

/// A picture that was taken.
#[derive(Deserialize)]
pub struct Uploaded {
    /// Its address in a text: `upload://….png`.
    pub short_url: String,
}

/// The answer to a post that went to the moderators instead.
#[derive(Deserialize)]
pub struct Enqueued {
    /// `enqueued`.
    pub action: String,
}

/// What a forum says when it refuses a call.
#[derive(Deserialize)]
pub struct Refused {
    /// Its sentences, which are in its language.
    #[serde(rename = "errors")]
    _errors: Vec<String>,
}
