//! Calls to one repository over Git's protocol on HTTP (version 2 for what is read): one function each. No more is
//! fetched than the head of the branch and, where the server can leave files out, its folders.

use super::{
    answers,
    key::Key,
    objects::{Objects, Ready},
    packet::{self, FLUSH, PART, Packet},
};
use crate::{Account, SafeUrl, Trouble, trouble::Kind};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use egress::{Answer, Ask, Cap, Egress, Method};
use std::time::Duration;
use tokio::task::spawn_blocking;
use url::Url;

/// One repository, with the key to it.
pub struct Repository<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// Its address.
    pub base: &'a SafeUrl,
    /// The key and the places in it.
    pub key: Key,
    /// The longest that one call may take.
    pub within: Duration,
}

/// What a server can do when something is fetched.
#[derive(Clone, Copy, Debug)]
pub struct Abilities {
    /// It can leave files out.
    leaves_out: bool,
}

impl<'a> Repository<'a> {
    /// The repository that this account is.
    pub fn of(egress: &'a Egress, account: &'a Account, within: Duration) -> Self {
        Self { egress, base: &account.base, key: Key::opened(&account.token), within }
    }

    /// The full name of the branch.
    pub fn branch(&self) -> String {
        format!("refs/heads/{}", self.key.branch)
    }

    /// Whether the key may push here, as far as the server says so before anything is pushed.
    pub async fn may_push(&self) -> Result<(), Trouble> {
        let answer = self.read(self.ask(Method::Get, &["info", "refs"], Some("git-receive-pack"))).await?;
        let said = answer.header("content-type").unwrap_or_default();
        match answer.status {
            200 if said.starts_with("application/x-git-receive-pack-advertisement") => Ok(()),
            200 => Err(self.no_repository()),
            _ => Err(answers::of_read(&answer)),
        }
    }

    /// The commit that the branch is at.
    pub async fn head(&self) -> Result<(String, Abilities), Trouble> {
        let abilities = self.abilities().await?;
        let prefix = packet::line(&format!("ref-prefix {}\n", self.branch()));
        let answer = self.upload_pack(&[&packet::line("command=ls-refs\n"), PART, &prefix, FLUSH]).await?;
        let packets = packet::read(answer.bytes()).ok_or_else(|| self.no_repository())?;
        let found = packets.iter().find_map(|packet| {
            let Packet::Line(line) = packet else { return None };
            let line = packet::text(line);
            let (id, name) = line.split_once(' ')?;
            (name == self.branch()).then(|| id.to_owned())
        });
        let missing = || {
            let says = format!("{} has no branch {:?}: make it there first", self.base.authority(), self.key.branch);
            Trouble::new(Kind::Gone, says)
        };
        Ok((found.ok_or_else(missing)?, abilities))
    }

    async fn abilities(&self) -> Result<Abilities, Trouble> {
        let answer = self.read(self.ask(Method::Get, &["info", "refs"], Some("git-upload-pack"))).await?;
        if answer.status != 200 {
            return Err(answers::of_read(&answer));
        }
        let packets = packet::read(answer.bytes()).ok_or_else(|| self.no_repository())?;
        let lines = packets.iter().filter_map(|packet| match packet {
            Packet::Line(line) => Some(packet::text(line)),
            Packet::Flush | Packet::Part => None,
        });
        let lines: Vec<String> = lines.collect();
        if !lines.iter().any(|line| line == "version 2") {
            return Err(self.no_repository());
        }
        let fetch = lines.iter().find_map(|line| line.strip_prefix("fetch=")).unwrap_or_default();
        Ok(Abilities { leaves_out: fetch.split(' ').any(|word| word == "filter") })
    }

    /// These objects; of a commit its folders, and its files where the server cannot leave them out.
    pub async fn fetched(&self, wanted: &[&str], abilities: Abilities) -> Result<Objects, Trouble> {
        let mut ask = [packet::line("command=fetch\n"), PART.to_vec()].concat();
        for id in wanted {
            ask.extend(packet::line(&format!("want {id}\n")));
        }
        ask.extend(packet::line("deepen 1\n"));
        if abilities.leaves_out {
            ask.extend(packet::line("filter blob:none\n"));
        }
        for words in ["no-progress\n", "ofs-delta\n", "done\n"] {
            ask.extend(packet::line(words));
        }
        let answer = self.upload_pack(&[&ask, FLUSH]).await?;
        let pack = packed(answer.bytes()).ok_or_else(|| self.no_repository())?;
        spawn_blocking(move || Objects::unpacked(&pack)).await.unwrap_or_else(|_| Err(self.no_repository()))
    }

    /// Pushes a commit, if the branch is still where it was: the one irreversible call.
    pub async fn push(&self, head: &str, ready: &Ready) -> Result<(), Trouble> {
        let branch = self.branch();
        let command = format!("{head} {} {branch}\0report-status agent=nuncio", ready.commit);
        let body = [&packet::line(&command), FLUSH, &ready.pack].concat();
        let ask = self.ask(Method::Post, &["git-receive-pack"], None);
        let ask = ask.header("accept", "application/x-git-receive-pack-result");
        let ask = ask.bytes("application/x-git-receive-pack-request", body);
        let answer = self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))?;
        answers::of_push(&answer, &branch).map_or(Ok(()), Err)
    }

    async fn upload_pack(&self, parts: &[&[u8]]) -> Result<Answer, Trouble> {
        let ask = self.ask(Method::Post, &["git-upload-pack"], None).header("git-protocol", "version=2");
        let ask = ask.header("accept", "application/x-git-upload-pack-result");
        let ask = ask.bytes("application/x-git-upload-pack-request", parts.concat());
        let answer = self.egress.write(ask).await.map_err(|failure| Trouble::of_read(&failure))?;
        if answer.status == 200 { Ok(answer) } else { Err(answers::of_read(&answer)) }
    }

    async fn read(&self, ask: Ask) -> Result<Answer, Trouble> {
        let answer = self.egress.read(ask.header("git-protocol", "version=2")).await;
        answer.map_err(|failure| Trouble::of_read(&failure))
    }

    fn ask(&self, method: Method, path: &[&str], service: Option<&str>) -> Ask {
        let folder = Url::parse(self.base.as_str()).ok();
        let folder = folder.iter().filter_map(Url::path_segments).flatten().filter(|part| !part.is_empty());
        let url = self.base.at(folder.chain(path.iter().copied()));
        let url = service.map_or_else(|| url.clone(), |service| url.with_query([("service", service)]));
        let both = STANDARD.encode(format!("{}:{}", self.key.user, self.key.password));
        Ask::new(method, url).within(self.within).up_to(Cap::Picture).header("authorization", format!("Basic {both}"))
    }

    fn no_repository(&self) -> Trouble {
        let says = format!(
            "{} does not answer like a Git repository (with version 2 of its protocol): check the address",
            self.base.authority()
        );
        Trouble::new(Kind::Unsupported, says)
    }
}

/// The pack in the answer to a fetch: what the first band of its last part carries.
fn packed(answer: &[u8]) -> Option<Vec<u8>> {
    let packets = packet::read(answer)?;
    let begins = packets.iter().position(|packet| *packet == Packet::Line(b"packfile\n"))?;
    let mut pack = Vec::new();
    for packet in packets.get(begins + 1..)? {
        match packet {
            Packet::Line([1, data @ ..]) => pack.extend_from_slice(data),
            Packet::Line([2, ..]) => {}
            Packet::Flush => return Some(pack),
            Packet::Line(_) | Packet::Part => return None,
        }
    }
    None
}
