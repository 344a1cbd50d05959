//! The connector: which of the steps in this folder answers which call of the trait.

use super::{key::Key, limits, publish, render, repository::Repository, view};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected, Outcome,
    Parent, Prepared, Probe, Refers, Rendered, Seen, Trouble, Typed, Violation, intended::Intended, page,
    trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::{Ask, Egress};
use people::EmailAddress;
use publishing::Content;
use std::time::Duration;
use url::Url;

/// Any repository that can be pushed to over HTTP.
pub struct Git {
    egress: Egress,
    patience: Duration,
}

impl Git {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress, patience: Ask::LONGEST }
    }

    fn repository<'a>(&'a self, account: &'a Account) -> Repository<'a> {
        Repository::of(&self.egress, account, self.patience)
    }
}

#[async_trait]
impl Network for Git {
    fn name(&self) -> NetworkName {
        NetworkName::Git
    }

    fn connecting(&self) -> Connecting {
        let token = "Made on the server for this repository alone, with the right to write to it.";
        Connecting {
            blanks: vec![
                Blank::plain("server", "The repository’s address", "https://git.project.example/project/site.git"),
                Blank::plain("branch", "Branch", "Empty: main.").optional(),
                Blank::plain("folder", "Folder of the posts", "content/news").optional(),
                Blank::plain(
                    "pictures",
                    "Folder of the pictures",
                    "Empty: static/images=/images, a folder and where the site shows it.",
                )
                .optional(),
                Blank::plain(
                    "page",
                    "Address of a post",
                    "https://project.example/news/{slug}/, with {slug}, {year}, {month} and {day}.",
                ),
                Blank::plain("author", "Who the commits are by", "The project <voice@project.example>"),
                Blank::plain("user", "User name", "Beside a token, most servers take any word."),
                Blank::secret("password", "Access token", token),
            ],
            able: vec![
                "push commits to the branch: new posts, and taking own posts back",
                "read the files of the repository",
            ],
            unable: vec![],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        let base = self.egress.url(&page::with_scheme(typed.text("server")));
        let base = base.map_err(|wrong| NotConnected::at("server", wrong))?;
        let key = key(typed)?;
        let identity = Identity {
            id: format!("{}#{}", base.trimmed(), key.branch),
            handle: format!("{} ({})", base.authority(), key.branch),
            url: site(&key.page),
        };
        Ok(Account { identity, ..Account::unknown(NetworkName::Git, base, key.sealed()) })
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::capabilities(now)
    }

    /// Whether the branch is there, and whether the key may push.
    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let repository = self.repository(account);
        repository.may_push().await?;
        repository.head().await?;
        Ok(Probe { identity: account.identity.clone(), capabilities: limits::capabilities(now) })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// The path of the file.
    fn client_ref(&self, now: Moment, random: [u8; 16]) -> ClientRef {
        Intended::new(now, random).to_client_ref()
    }

    async fn resolve(&self, _: &Account, _: &str) -> Result<Parent, Trouble> {
        Err(Trouble::new(Kind::Unsupported, "posts on a site are not answered by posts"))
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        publish::pasted(&self.repository(account), pasted).await
    }

    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        _: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        publish::prepare(&self.repository(account), rendered, media).await
    }

    async fn commit(
        &self,
        account: &Account,
        prepared: &Prepared,
        media: &[Medium],
        client_ref: &ClientRef,
        sending: Sending,
        now: Moment,
    ) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) => publish::commit(&self.repository(account), prepared, media, client_ref, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }

    /// A path is one delivery's alone, so that no other post can be taken for this one.
    async fn reconcile(&self, account: &Account, prepared: &Prepared, client_ref: &ClientRef, _: &[String]) -> Finding {
        publish::by_path(&self.repository(account), prepared, client_ref).await
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        publish::read_back(&self.repository(account), account, remote).await
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        view::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) => publish::delete(&self.repository(account), remote, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }
}

fn key(typed: &Typed) -> Result<Key, NotConnected> {
    let or = |name: &str, usual: &str| {
        if typed.text(name).is_empty() { usual.to_owned() } else { typed.text(name).to_owned() }
    };
    let branch = or("branch", "main");
    if !git2::Reference::is_valid_name(&format!("refs/heads/{branch}")) {
        return Err(NotConnected::at(
            "branch",
            "that is not the name of a branch: write it as the repository does, such as main",
        ));
    }
    let says = "write the folder of the pictures and where the site shows it, such as static/images=/images";
    let pictures = or("pictures", "static/images=/images");
    let (pictures, shown) = pictures.split_once('=').ok_or_else(|| NotConnected::at("pictures", says))?;
    let shown = page::of(shown).or_else(|| shown.starts_with('/').then(|| shown.to_owned()));
    let says_of_page = "write the address of a post as the site makes it, such as https://project.example/news/{slug}/";
    let page = page::of(typed.text("page")).filter(|page| page.contains("{slug}"));
    let (name, mail) = author(typed.text("author"))?;
    if typed.text("password").is_empty() {
        return Err(NotConnected::at("password", "make an access token on the server and paste it here"));
    }
    Ok(Key {
        user: typed.text("user").to_owned(),
        password: typed.text("password").to_owned(),
        branch,
        folder: folder("folder", typed.text("folder"))?,
        pictures: folder("pictures", pictures)?,
        shown: shown
            .filter(|shown| !shown.contains(['(', ')', ' ']))
            .ok_or_else(|| NotConnected::at("pictures", says))?,
        page: page.ok_or_else(|| NotConnected::at("page", says_of_page))?,
        name,
        mail,
    })
}

/// A folder within the repository.
fn folder(blank: &'static str, typed: &str) -> Result<String, NotConnected> {
    let folder = typed.trim().trim_matches('/');
    let sound = |part: &str| !matches!(part, "" | "." | "..") && !part.eq_ignore_ascii_case(".git");
    if folder.is_empty() || folder.split('/').all(sound) {
        return Ok(folder.to_owned());
    }
    Err(NotConnected::at(blank, format!("{typed:?} is not a folder of a repository: write it like content/news")))
}

/// `The project <voice@project.example>`.
fn author(typed: &str) -> Result<(String, String), NotConnected> {
    let wrong =
        || NotConnected::at("author", "write a name and a mail address, such as The project <voice@project.example>");
    let (name, mail) = typed.trim().strip_suffix('>').and_then(|both| both.rsplit_once('<')).ok_or_else(wrong)?;
    let mail = EmailAddress::parse(mail).map_err(|wrong| NotConnected::at("author", wrong))?;
    let name = name.trim();
    if name.is_empty() || name.contains(['<', '>', '\n']) {
        Err(wrong())
    } else {
        Ok((name.to_owned(), mail.to_string()))
    }
}

/// The site that a post's address is on.
fn site(page: &str) -> String {
    Url::parse(page).map_or_else(|_| page.to_owned(), |url| url.origin().ascii_serialization())
}
