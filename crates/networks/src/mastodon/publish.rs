//! Uploads first, then the one call that publishes.

use super::{
    Flags,
    dialect::{Polling, Quoting},
    find,
    server::Server,
    view, wire,
};
use crate::{
    Account, ClientRef, Medium, Outcome, Parent, Prepared, Rendered, RenderedPicture, Trouble, Visibility,
    trouble::Kind, wait::Wait,
};
use basics::Moment;
use delivery::{Class, Remote};
use jiff::SignedDuration;
use publishing::Whoever;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;

/// How often a picture that is being processed is asked about before the whole preparation is put off.
const LOOKS: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// What the server gave while we prepared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Material {
    /// The uploaded pictures, in order.
    pub media: Vec<String>,
    /// The draft, where the server publishes drafts (class D).
    pub draft: Option<String>,
    /// The account's newest posts as its list showed them before the first attempt, newest first; `None` where it could
    /// not be read then.
    #[serde(default)]
    pub before: Option<Vec<String>>,
}

impl Material {
    /// The material that was stored with a prepared post.
    pub fn of(prepared: &Prepared) -> Self {
        // Material of another form was not made by this connector; nothing of it can be used.
        serde_json::from_value(prepared.material.clone()).unwrap_or_default()
    }
}

/// Uploads every picture with its description, and makes ready what the doubt about this class will need.
pub async fn prepare(
    server: &Server<'_>,
    account: &Account,
    flags: Flags,
    rendered: &Rendered,
    media: &[Medium],
    earlier: Option<&Prepared>,
) -> Result<Prepared, Trouble> {
    if let Some(quoted) = &rendered.quoted {
        may_be_quoted(server, quoted).await?;
    }
    let mut material = Material::default();
    for picture in &rendered.pictures {
        material.media.push(uploaded(server, picture, picture.among(media)?).await?);
    }
    match (flags.class, earlier) {
        (Class::D, _) => material.draft = Some(server.draft(&body(rendered, &material, flags)).await?.id),
        // An earlier attempt may have left something: only the list from before the first one tells.
        (_, Some(earlier)) => material.before = Material::of(earlier).before,
        (class, None) if class.can_be_read() => material.before = find::standing(server, account).await,
        _ => {}
    }
    let material = serde_json::to_value(material).unwrap_or(Value::Null);
    Ok(Prepared { rendered: rendered.clone(), material })
}

/// The author of a post says who may quote it. Their server would leave the quote empty, so that nothing is sent.
async fn may_be_quoted(server: &Server<'_>, quoted: &Parent) -> Result<(), Trouble> {
    let there = server.status(&quoted.remote.id).await.map_err(|trouble| match trouble.kind {
        Kind::Gone => Trouble::new(Kind::Invalid, "the post that is quoted is not there any more: take the quote out"),
        _ => trouble,
    })?;
    match there.quote_approval.and_then(|approval| approval.current_user).as_deref() {
        Some("denied") => Err(Trouble::new(
            Kind::Forbidden,
            format!(
                "the author of {} does not let this account quote it: take the quote out, or ask them",
                quoted.remote.url.as_deref().unwrap_or(&quoted.remote.id)
            ),
        )),
        _ => Ok(()),
    }
}

async fn uploaded(server: &Server<'_>, picture: &RenderedPicture, medium: &Medium) -> Result<String, Trouble> {
    let (mut status, media) = server.upload(picture, medium).await?;
    for _ in 0..LOOKS {
        if status == 200 {
            return Ok(media.id);
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
        status = server.media(&media.id).await?;
    }
    let wait = Some(Wait::For(SignedDuration::from_secs(30)));
    Err(Trouble::new(Kind::TooMany(wait), format!("{} is still working on a picture", server.base.authority())))
}

/// Publishes. Exactly one call; what it does not answer plainly is "nobody knows".
pub async fn commit(
    server: &Server<'_>,
    account: &Account,
    flags: Flags,
    prepared: &Prepared,
    key: &ClientRef,
    now: Moment,
) -> Outcome {
    let material = Material::of(prepared);
    if material.draft.is_none() && material.media.len() != prepared.rendered.pictures.len() {
        return Outcome::of(Trouble::without_its_pictures(), now);
    }
    let answer = match &material.draft {
        Some(draft) => server.publish_draft(draft).await,
        None => published(server, prepared, &material, flags, key).await,
    };
    match answer {
        Ok(status) if status.account.id == account.identity.id => Outcome::done(view::remote(account, &status)),
        Ok(_) => Outcome::of(of_somebody_else(server), now),
        Err(trouble) => Outcome::of(refined(server, trouble).await, now),
    }
}

async fn published(
    server: &Server<'_>,
    prepared: &Prepared,
    material: &Material,
    flags: Flags,
    key: &ClientRef,
) -> Result<wire::Status, Trouble> {
    let body = body(&prepared.rendered, material, flags);
    if flags.polls == Polling::InForms && prepared.rendered.poll.is_some() {
        return server.publish_form(&as_form(&body), key.as_str()).await;
    }
    server.publish(&body, key.as_str()).await
}

/// The same as a form: what is within something is named in brackets behind it, and each item of a list with empty ones.
fn as_form(body: &Value) -> Vec<(String, String)> {
    fn put(name: String, value: &Value, pairs: &mut Vec<(String, String)>) {
        match value {
            Value::Null => {}
            Value::String(text) => pairs.push((name, text.clone())),
            Value::Array(items) => items.iter().for_each(|item| put(format!("{name}[]"), item, pairs)),
            Value::Object(fields) => {
                fields.iter().for_each(|(field, value)| put(format!("{name}[{field}]"), value, pairs));
            }
            Value::Bool(_) | Value::Number(_) => pairs.push((name, value.to_string())),
        }
    }
    let mut pairs = Vec::new();
    for (name, value) in body.as_object().into_iter().flatten() {
        put(name.clone(), value, &mut pairs);
    }
    pairs
}

fn of_somebody_else(server: &Server<'_>) -> Trouble {
    let says = format!(
        "{} answered with another post than ours; whether it did what was asked is not known",
        server.base.authority()
    );
    Trouble::new(Kind::Ambiguous, says)
}

/// Changes a post where it is. Exactly one call; to make the same change again changes nothing.
pub async fn edit(
    server: &Server<'_>,
    account: &Account,
    remote: &Remote,
    prepared: &Prepared,
    now: Moment,
) -> Outcome {
    let body = changed(&prepared.rendered, &Material::of(prepared));
    match server.change(&remote.id, &body).await {
        Ok(status) if status.id == remote.id && status.account.id == account.identity.id => {
            let there = view::remote(account, &status);
            let says = format!("changed {}", there.url.as_deref().unwrap_or(&there.id));
            Outcome { says, ..Outcome::done(there) }
        }
        Ok(_) => Outcome::of(of_somebody_else(server), now),
        Err(trouble) => Outcome::of(refined(server, trouble).await, now),
    }
}

/// Some servers say 422 or 400 for a bad key as well as for bad content. The call was refused either way, so that there
/// is time to ask whose key it is.
async fn refined(server: &Server<'_>, trouble: Trouble) -> Trouble {
    match trouble.kind {
        Kind::Invalid => match server.whoami().await {
            Err(about_key) if about_key.kind == Kind::KeyRevoked => about_key,
            _ => trouble,
        },
        _ => trouble,
    }
}

/// Deletes. What was not there any more is deleted too.
pub async fn delete(server: &Server<'_>, remote: &Remote, now: Moment) -> Outcome {
    match server.delete(&remote.id).await {
        Ok(_) => Outcome { says: "removed from the network".to_owned(), ..Outcome::done(remote.clone()) },
        Err(trouble) => Outcome::of(refined(server, trouble).await, now),
    }
}

fn body(rendered: &Rendered, material: &Material, flags: Flags) -> Value {
    let mut body = json!({
        "status": rendered.text,
        "visibility": word(rendered.visibility),
        "language": rendered.language,
    });
    if !material.media.is_empty() {
        body["media_ids"] = json!(material.media);
    }
    if let Some(warning) = &rendered.warning {
        body["spoiler_text"] = json!(warning);
        body["sensitive"] = json!(true);
    }
    if let Some(parent) = &rendered.parent {
        body["in_reply_to_id"] = json!(parent.remote.id);
    }
    if let Some(quoted) = &rendered.quoted {
        let name = if flags.quotes == Quoting::Freely { "quote_id" } else { "quoted_status_id" };
        body[name] = json!(quoted.remote.id);
    }
    asked_and_gated(&mut body, rendered);
    body
}

/// Everything that an edit can change is said, also what is not there any more. Who can see the post, what it answers and
/// what it quotes stay as they are; so does who may quote it, where that is left open.
fn changed(rendered: &Rendered, material: &Material) -> Value {
    let mut body = json!({
        "status": rendered.text,
        "language": rendered.language,
        "media_ids": material.media,
        "spoiler_text": rendered.warning.as_deref().unwrap_or_default(),
        "sensitive": rendered.warning.is_some(),
    });
    asked_and_gated(&mut body, rendered);
    body
}

fn asked_and_gated(body: &mut Value, rendered: &Rendered) {
    if let Some(poll) = &rendered.poll {
        body["poll"] = json!({
            "options": poll.answers,
            "expires_in": u64::from(poll.open_for_minutes) * 60,
            "multiple": poll.several,
            "hide_totals": poll.counts_hidden,
        });
    }
    // Where nothing is said, the account's own setting holds.
    match rendered.gates.quotes {
        Whoever::Followers => body["quote_approval_policy"] = json!("followers"),
        Whoever::Nobody => body["quote_approval_policy"] = json!("nobody"),
        Whoever::Everybody | Whoever::Followed | Whoever::Mentioned => {}
    }
}

/// The word of the API for who can see a post.
pub fn word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Unlisted => "unlisted",
        Visibility::Followers => "private",
        Visibility::Mentioned => "direct",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NetworkName, mastodon::Dialect};
    use publishing::{Gates, Poll};

    fn quoting() -> Rendered {
        let remote = Remote { id: "AnX4a".to_owned(), url: None };
        let quoted = Parent { remote, author: String::new(), text: String::new(), version: None, root: None };
        Rendered {
            network: NetworkName::Mastodon,
            text: "As we said".to_owned(),
            facets: vec![],
            warning: None,
            language: "en".to_owned(),
            visibility: Visibility::Unlisted,
            pictures: vec![],
            parent: None,
            headline: None,
            poll: None,
            quoted: Some(quoted),
            gates: Gates { quotes: Whoever::Followers, ..Gates::default() },
            deep_link: None,
        }
    }

    #[test]
    fn each_dialect_is_told_what_is_quoted_in_its_own_word() {
        let told = |dialect: Dialect| body(&quoting(), &Material::default(), dialect.flags());
        let mastodon = told(Dialect::Mastodon);
        assert_eq!((&mastodon["quoted_status_id"], &mastodon["quote_id"]), (&json!("AnX4a"), &Value::Null));
        assert_eq!(
            (&mastodon["quote_approval_policy"], &mastodon["visibility"]),
            (&json!("followers"), &json!("unlisted"))
        );
        let pleroma = told(Dialect::Pleroma);
        assert_eq!((&pleroma["quote_id"], &pleroma["quoted_status_id"]), (&json!("AnX4a"), &Value::Null));
    }

    #[test]
    fn a_form_names_what_is_within_something_in_brackets() {
        let body = json!({ "status": "How?", "quoted": null, "poll": { "multiple": true, "expires_in": 60, "options": ["a", "b"] } });
        let mut pairs = as_form(&body);
        pairs.sort();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("poll[expires_in]", "60"),
            ("poll[multiple]", "true"),
            ("poll[options][]", "a"),
            ("poll[options][]", "b"),
            ("status", "How?"),
        ];
        assert_eq!(pairs, expected);
    }

    #[test]
    fn a_poll_is_told_in_seconds() {
        let answers = vec!["Yes".to_owned(), "No".to_owned()];
        let poll = Poll { answers, open_for_minutes: 90, several: true, counts_hidden: false };
        let asking = Rendered { poll: Some(poll), quoted: None, ..quoting() };
        let told = body(&asking, &Material::default(), Dialect::Mastodon.flags());
        let expected = json!({ "options": ["Yes", "No"], "expires_in": 5400, "multiple": true, "hide_totals": false });
        assert_eq!(told["poll"], expected);
    }

    #[test]
    fn a_change_says_what_is_no_longer_there_and_nothing_that_cannot_change() {
        let told = changed(&quoting(), &Material::default());
        assert_eq!(
            (&told["media_ids"], &told["spoiler_text"], &told["sensitive"]),
            (&json!([]), &json!(""), &json!(false))
        );
        for fixed in ["visibility", "in_reply_to_id", "quoted_status_id", "quote_id"] {
            assert_eq!(told[fixed], Value::Null, "{fixed}");
        }
    }
}
