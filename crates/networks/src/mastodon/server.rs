//! Calls to one server: what it is, and the endpoints that are used, one function each.

use super::{answers, wire};
use crate::{Medium, RenderedPicture, SafeUrl, Secret, Trouble, mastodon::Dialect, trouble::Kind};
use egress::{Answer, Ask, Egress, Method, Part};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

/// One server, and the key that is used there.
pub struct Server<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// Its address.
    pub base: &'a SafeUrl,
    /// The key, where one is used.
    pub token: Option<&'a Secret>,
    /// The longest that one call may take.
    pub within: Duration,
}

/// What a server is.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Which of its kin.
    pub dialect: Dialect,
    /// Its software and version, for people.
    pub software: String,
    /// Its limits, where it tells them.
    pub told: wire::Instance,
}

impl Server<'_> {
    /// Finds out what runs at this address. Nothing but a server of the family passes.
    pub async fn discover(&self) -> Result<Instance, Trouble> {
        let software = self.software().await?;
        let told = self.instance().await?;
        let dialect = Dialect::of_software(&software.name);
        Ok(Instance { dialect, software: format!("{} {}", software.name, software.version).trim().to_owned(), told })
    }

    async fn software(&self) -> Result<wire::Software, Trouble> {
        let list: wire::NodeInfoList = self.own(&[".well-known", "nodeinfo"]).await?;
        let link = list.links.iter().filter(|link| link.rel.contains("nodeinfo.diaspora.software/ns/schema/2"));
        let href = link.map(|link| &link.href).max().ok_or_else(|| self.not_of_the_family())?;
        let url = self.egress.url(href).map_err(|why| Trouble::new(Kind::Guarded, why.to_string()))?;
        if !url.same_origin(self.base) {
            return Err(self.not_of_the_family());
        }
        let answer = self.egress.read(Ask::get(url).within(self.within)).await.map_err(|f| Trouble::of_read(&f))?;
        let info: wire::NodeInfo = answer.json().ok_or_else(|| self.not_of_the_family())?;
        Ok(info.software)
    }

    /// The first document that is asked for shows whether the address itself answers or only points elsewhere.
    async fn own<T: DeserializeOwned>(&self, path: &[&str]) -> Result<T, Trouble> {
        let answer = self.send_read(self.ask(Method::Get, path)).await?;
        if !answer.from.same_origin(self.base) {
            return Err(Trouble::new(
                Kind::Unsupported,
                format!(
                    "{} sends us on to {}: connect that address instead",
                    self.base.authority(),
                    answer.from.authority()
                ),
            ));
        }
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| self.not_of_the_family())
    }

    fn not_of_the_family(&self) -> Trouble {
        Trouble::new(
            Kind::Unsupported,
            format!(
                "{} does not answer like a server of the Mastodon family: check the address",
                self.base.authority()
            ),
        )
    }

    async fn instance(&self) -> Result<wire::Instance, Trouble> {
        match self.read(self.ask(Method::Get, &["api", "v2", "instance"])).await {
            Err(trouble) if matches!(trouble.kind, Kind::Gone | Kind::Unsupported | Kind::Transient) => {
                self.read(self.ask(Method::Get, &["api", "v1", "instance"])).await
            }
            other => other,
        }
    }

    /// Whose key this is. Every refusal here means that the key is no good: servers answer 400, 401, 403 or 422.
    pub async fn whoami(&self) -> Result<wire::AccountView, Trouble> {
        let answer = self.send_read(self.ask(Method::Get, &["api", "v1", "accounts", "verify_credentials"])).await?;
        match answer.status {
            200 => answer.json().ok_or_else(|| self.not_of_the_family()),
            400 | 401 | 403 | 422 => Err(Trouble::new(
                Kind::KeyRevoked,
                format!("{} no longer accepts our key: connect the account again", self.base.authority()),
            )),
            _ => Err(answers::of_read(&answer)),
        }
    }

    /// Uploads a picture with its description and what stays in view of it.
    pub async fn upload(&self, picture: &RenderedPicture, medium: &Medium) -> Result<(u16, wire::Media), Trouble> {
        let answer = self.upload_to("v2", picture, medium).await?;
        let answer = if answer.status == 404 { self.upload_to("v1", picture, medium).await? } else { answer };
        match answer.json::<wire::Media>().filter(|_| answer.is_success()) {
            Some(media) => Ok((answer.status, media)),
            // An upload nobody sees may be repeated, so an unclear answer is only a passing failure.
            None => Err(repeatable(answers::of_write(&answer))),
        }
    }

    async fn upload_to(&self, version: &str, picture: &RenderedPicture, medium: &Medium) -> Result<Answer, Trouble> {
        let name = format!("picture.{}", picture.mime.rsplit('/').next().unwrap_or("bin"));
        let mut parts = vec![Part::text("description", &picture.alt)];
        let focus = picture.focus.map(publishing::Focus::as_numbers);
        parts.extend(focus.map(|(x, y)| Part::text("focus", format!("{x},{y}"))));
        parts.push(Part::file("file", name, medium));
        let ask = self.ask(Method::Post, &["api", version, "media"]).parts(parts);
        self.egress.write(ask).await.map_err(|failure| repeatable(Trouble::of_write(&failure)))
    }

    /// Asks whether an uploaded picture is ready: 200 says so, 206 says not yet.
    pub async fn media(&self, id: &str) -> Result<u16, Trouble> {
        let answer = self.send_read(self.ask(Method::Get, &["api", "v1", "media", id])).await?;
        if answer.is_success() { Ok(answer.status) } else { Err(answers::of_read(&answer)) }
    }

    /// One post.
    pub async fn status(&self, id: &str) -> Result<wire::Status, Trouble> {
        self.read(self.ask(Method::Get, &["api", "v1", "statuses", id])).await
    }
    /// One post as it was written.
    pub async fn source(&self, id: &str) -> Result<wire::Source, Trouble> {
        self.read(self.ask(Method::Get, &["api", "v1", "statuses", id, "source"])).await
    }
    /// One page of an account's own posts, newest first, reposts left out.
    pub async fn statuses_of(&self, account: &str, before: Option<&str>) -> Result<Vec<wire::Status>, Trouble> {
        let mut query = vec![("limit", "40"), ("exclude_reblogs", "true")];
        query.extend(before.map(|id| ("max_id", id)));
        let url = self.base.at(["api", "v1", "accounts", account, "statuses"]).with_query(query);
        self.read(self.with_token(Ask::get(url))).await
    }
    /// The post behind an address, fetched by the server if it does not know it yet.
    pub async fn search(&self, address: &str) -> Result<Option<wire::Status>, Trouble> {
        let query = [("q", address), ("type", "statuses"), ("resolve", "true"), ("limit", "1")];
        let url = self.base.at(["api", "v2", "search"]).with_query(query);
        let found: wire::Found = self.read(self.with_token(Ask::get(url))).await?;
        Ok(found.statuses.into_iter().next())
    }
    /// The account of a handle, fetched by the server if it does not know it yet.
    pub async fn person(&self, handle: &str) -> Result<Option<wire::AccountView>, Trouble> {
        let query = [("q", handle), ("type", "accounts"), ("resolve", "true"), ("limit", "1")];
        let url = self.base.at(["api", "v2", "search"]).with_query(query);
        let found: wire::Found = self.read(self.with_token(Ask::get(url))).await?;
        // A search also finds whoever is called nearly like that.
        let name = handle.split('@').next().unwrap_or_default();
        let is_it =
            |person: &wire::AccountView| [handle, name].iter().any(|called| person.acct.eq_ignore_ascii_case(called));
        Ok(found.accounts.into_iter().find(is_it))
    }
    /// Writes a draft (class D).
    pub async fn draft(&self, body: &Value) -> Result<wire::Draft, Trouble> {
        let ask = self.ask(Method::Post, &["api", "v1", "drafts"]).json(body);
        let answer = self.egress.write(ask).await.map_err(|failure| repeatable(Trouble::of_write(&failure)))?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| repeatable(answers::of_write(&answer)))
    }
    /// Reads a draft (class D).
    pub async fn read_draft(&self, id: &str) -> Result<wire::Draft, Trouble> {
        self.read(self.ask(Method::Get, &["api", "v1", "drafts", id])).await
    }

    /// Publishes: the one irreversible call.
    pub async fn publish(&self, body: &Value, key: &str) -> Result<wire::Status, Trouble> {
        let ask = self.ask(Method::Post, &["api", "v1", "statuses"]).header("Idempotency-Key", key).json(body);
        self.written(ask).await
    }
    /// The same with a form, where the server reads polls out of nothing else.
    pub async fn publish_form(&self, form: &[(String, String)], key: &str) -> Result<wire::Status, Trouble> {
        let ask = self.ask(Method::Post, &["api", "v1", "statuses"]).header("Idempotency-Key", key);
        self.written(ask.form(form.iter().map(|(name, value)| (name.as_str(), value.as_str())))).await
    }
    /// Publishes a draft (class D): the one irreversible call.
    pub async fn publish_draft(&self, id: &str) -> Result<wire::Status, Trouble> {
        self.written(self.ask(Method::Post, &["api", "v1", "drafts", id, "publish"])).await
    }
    /// Changes a post where it is: the one irreversible call.
    pub async fn change(&self, id: &str, body: &Value) -> Result<wire::Status, Trouble> {
        self.written(self.ask(Method::Put, &["api", "v1", "statuses", id]).json(body)).await
    }
    /// Deletes a post: the one irreversible call. `false` says that it was not there any more.
    pub async fn delete(&self, id: &str) -> Result<bool, Trouble> {
        let ask = self.ask(Method::Delete, &["api", "v1", "statuses", id]);
        let answer = self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))?;
        match answer.status {
            200..=299 => Ok(true),
            404 | 410 => Ok(false),
            _ => Err(answers::of_write(&answer)),
        }
    }

    async fn written(&self, ask: Ask) -> Result<wire::Status, Trouble> {
        let answer = self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_write(&answer))
    }

    pub(super) async fn read<T: DeserializeOwned>(&self, ask: Ask) -> Result<T, Trouble> {
        let answer = self.send_read(ask).await?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_read(&answer))
    }

    async fn send_read(&self, ask: Ask) -> Result<Answer, Trouble> {
        self.egress.read(ask).await.map_err(|failure| Trouble::of_read(&failure))
    }

    fn ask(&self, method: Method, path: &[&str]) -> Ask {
        self.with_token(Ask::new(method, self.base.at(path.iter().copied())))
    }

    fn with_token(&self, ask: Ask) -> Ask {
        let ask = ask.within(self.within).header("accept", "application/json");
        match self.token {
            Some(token) => ask.bearer(token),
            None => ask,
        }
    }
}

/// A call that nobody sees may simply be made again.
fn repeatable(trouble: Trouble) -> Trouble {
    match trouble.kind {
        Kind::Ambiguous => Trouble { kind: Kind::Transient, ..trouble },
        _ => trouble,
    }
}
