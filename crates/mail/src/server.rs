//! The operator's mail server, as `--mail` names it: its address, how the way to it is secured, and who we are there.

use crate::{Letter, NotSent};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        self,
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};
use percent_encoding::percent_decode_str;
use std::{borrow::Cow, fmt, time::Duration};
use url::{Host, Url};

/// How long one step of the talk with the server may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Where servers take mail from programs: with STARTTLS, and with TLS from the first byte (RFC 6409, RFC 8314).
const PORTS: (u16, u16) = (587, 465);

/// The operator's mail server, with what it is told about us. It prints without its password.
pub struct MailServer {
    pub(crate) address: String,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) tls: Tls,
    pub(crate) hello: ClientId,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) from: Mailbox,
    way: Way,
    secrets: Vec<String>,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

/// How the way to the server is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `smtp://`: STARTTLS before anything is said; a server without it gets neither password nor letter.
    StartTls,
    /// `smtps://`: TLS from the first byte.
    Tls,
    /// `smtp://` to this very machine.
    Loopback,
}

/// `--mail` or `--mail-from` is not what it has to be. The text that was given is not repeated: it holds a password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMailServer {
    /// `--mail` is no address of a mail server.
    #[error(
        "--mail is not the address of a mail server: {0}. Write smtp://USER:PASSWORD@HOST:PORT for a server with \
         STARTTLS, or smtps://… for TLS from the first byte; what is not a letter or digit in user and password as %XX"
    )]
    Address(&'static str),
    /// `--mail-from` is no address.
    #[error("--mail-from {0:?} is not a mail address; write voice@project.example or Name <voice@project.example>")]
    From(String),
    /// TLS cannot be had.
    #[error(
        "the way to the mail server cannot be secured: {0}. Check that the system's certificate roots are installed"
    )]
    Tls(String),
}

impl MailServer {
    /// The server at this address (`smtp://user:password@host:587` or `smtps://…`); letters are `from` this mailbox.
    pub fn at(address: &str, from: &str) -> Result<Self, NoMailServer> {
        let url = Url::parse(address).map_err(|_| NoMailServer::Address("it cannot be read as an address"))?;
        let (way, host, port) = place(&url)?;
        let shown = if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") };
        let mailbox: Mailbox = from.parse().map_err(|_| NoMailServer::From(from.to_owned()))?;
        let (tls, hello) = (secured(way, &host)?, ClientId::Domain(mailbox.email.domain().to_owned()));
        let mut building = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)
            .port(port)
            .tls(tls.clone())
            .hello_name(hello.clone())
            .timeout(Some(PATIENCE));
        let (mut secrets, mut credentials) = (Vec::new(), None);
        if let Some((user, password)) = entry(&url)? {
            secrets = forms(&user, &password);
            let both = Credentials::new(user, password);
            building = building.credentials(both.clone());
            credentials = Some(both);
        }
        let transport = building.build();
        Ok(Self { address: shown, host, port, tls, hello, credentials, from: mailbox, way, secrets, transport })
    }

    /// Hands a letter over.
    pub(crate) async fn send(&self, letter: &Letter, way_out: Option<&str>) -> Result<(), NotSent> {
        let message = letter.message(&self.from, way_out)?;
        let answer = self.transport.send(message).await;
        answer.map(|_| ()).map_err(|error| self.said(&error))
    }

    /// What the server said, without the password.
    pub(crate) fn said(&self, error: &smtp::Error) -> NotSent {
        let is_secret = |text: &str| self.secrets.iter().any(|secret| text.contains(secret.as_str()));
        NotSent::by(&self.address, error, is_secret)
    }

    /// It took too long to come to the letter.
    pub(crate) fn too_slow(&self) -> NotSent {
        NotSent::Unreached { server: self.address.clone(), why: "it took too long to answer".to_owned() }
    }
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the mail server {} ({:?}), from {}", self.address, self.way, self.from)
    }
}

fn place(url: &Url) -> Result<(Way, String, u16), NoMailServer> {
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(NoMailServer::Address("it has no host"))?;
    let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err(NoMailServer::Address("it goes on after host and port"));
    }
    let way = match url.scheme() {
        "smtps" => Way::Tls,
        "smtp" if is_this_machine(&bare) => Way::Loopback,
        "smtp" => Way::StartTls,
        _ => return Err(NoMailServer::Address("it begins neither with smtp:// nor with smtps://")),
    };
    let usual = if way == Way::Tls { PORTS.1 } else { PORTS.0 };
    Ok((way, bare, url.port().unwrap_or(usual)))
}

fn is_this_machine(host: &str) -> bool {
    match Host::parse(host).or_else(|_| Host::parse(&format!("[{host}]"))) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => false,
    }
}

fn secured(way: Way, host: &str) -> Result<Tls, NoMailServer> {
    let parameters = || TlsParameters::new(host.to_owned()).map_err(|error| NoMailServer::Tls(error.to_string()));
    Ok(match way {
        Way::StartTls => Tls::Required(parameters()?),
        Way::Tls => Tls::Wrapper(parameters()?),
        Way::Loopback => Tls::None,
    })
}

/// User and password, where the address has them.
fn entry(url: &Url) -> Result<Option<(String, String)>, NoMailServer> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err(NoMailServer::Address("it has a password and no user")),
        (_, None) => Err(NoMailServer::Address("it has a user and no password")),
        (user, Some(password)) => Ok(Some((decoded(user)?, decoded(password)?))),
    }
}

fn decoded(part: &str) -> Result<String, NoMailServer> {
    let text = percent_decode_str(part).decode_utf8();
    text.map(Cow::into_owned).map_err(|_| NoMailServer::Address("user or password is not in UTF-8"))
}

/// How a password looks when a server repeats what it was told, in each form in which it was told it.
fn forms(user: &str, password: &str) -> Vec<String> {
    let plain = STANDARD.encode(format!("\0{user}\0{password}"));
    let all = [password.to_owned(), STANDARD.encode(password), plain];
    all.into_iter().filter(|form| !form.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "Nuncio <voice@project.example>";

    fn way(address: &str) -> (Way, String) {
        let server = MailServer::at(address, FROM).unwrap();
        (server.way, server.address)
    }

    #[test]
    fn a_password_leaves_this_machine_under_tls_only() {
        for (address, expected) in [
            ("smtp://u:p@mail.example", (Way::StartTls, "mail.example:587")),
            ("smtp://u:p@mail.example:2525", (Way::StartTls, "mail.example:2525")),
            ("smtps://u:p@mail.example", (Way::Tls, "mail.example:465")),
            ("smtp://192.0.2.1:25", (Way::StartTls, "192.0.2.1:25")),
            ("smtp://127.0.0.1:25", (Way::Loopback, "127.0.0.1:25")),
            ("smtp://[::1]:25", (Way::Loopback, "[::1]:25")),
            ("smtp://localhost", (Way::Loopback, "localhost:587")),
            ("smtp://localhost.elsewhere.example", (Way::StartTls, "localhost.elsewhere.example:587")),
        ] {
            assert_eq!(way(address), (expected.0, expected.1.to_owned()), "{address}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        for address in [
            "mail.example",
            "https://u:hunter22@mail.example",
            "smtp://u@mail.example",
            "smtp://:hunter22@mail.example",
            "smtp://u:hunter22@",
            "smtp://u:hunter22@mail.example/ehlo?tls=opportunistic",
            "smtp://u:hunter22@mail.example:99999",
        ] {
            let said = MailServer::at(address, FROM).unwrap_err().to_string();
            assert!(said.starts_with("--mail is not the address of a mail server"), "{address}: {said}");
            assert!(!said.contains("hunter22"), "{said}");
        }
        let said = MailServer::at("smtp://u:hunter22@mail.example", "nobody").unwrap_err().to_string();
        assert!(said.contains("--mail-from \"nobody\"") && !said.contains("hunter22"), "{said}");
    }

    #[test]
    fn a_mail_server_prints_without_its_password() {
        let server = MailServer::at("smtps://voice:hunter22@mail.example", FROM).unwrap();
        assert_eq!(
            format!("{server:?}"),
            "the mail server mail.example:465 (Tls), from Nuncio <voice@project.example>"
        );
    }

    #[test]
    fn user_and_password_are_read_as_they_were_meant() {
        for (address, expected) in [
            ("smtp://a%40b.example:p%3Aw%20+d@mail.example", ("a@b.example", "p:w +d")),
            ("smtp://u:a=b&c%25@mail.example", ("u", "a=b&c%")),
            ("smtp://u:x@mail.example", ("u", "x")),
        ] {
            let (user, password) = entry(&Url::parse(address).unwrap()).unwrap().unwrap();
            assert_eq!((user.as_str(), password.as_str()), expected, "{address}");
        }
    }
}
