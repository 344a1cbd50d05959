//! The mail server of a story: a real one where `NUNCIO_TEST_SMTP` names it, otherwise a small listener written here
//! after RFC 5321, which takes everything it is sent.
//!
//! `NUNCIO_TEST_SMTP` is JSON: `address` (`127.0.0.1:PORT`), `password`, and `folder`, into which the server puts each
//! message as a file of JSON with `from`, `to`, `user` and `raw`. Stories share it, so each signs in as a user of its own.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use mail::{MailServer, Outbox};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// Who mail of a story is from.
const FROM: &str = "Nuncio <voice@project.example>";
/// Longer than any letter takes to arrive on one machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// The password of the listener that is written here.
const PASSWORD: &str = "lantern pass";
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A message as a mail server received it.
#[derive(Clone, Debug)]
pub struct Received {
    /// Who sent it, of the envelope.
    pub from: String,
    /// To whom, of the envelope.
    pub to: Vec<String>,
    /// Who signed in to send it.
    pub user: String,
    /// Headers, an empty line, and the text.
    pub raw: String,
}

impl Received {
    /// The text as its reader sees it: quoted-printable (RFC 2045, 6.7) where a line is long.
    pub fn text(&self) -> String {
        let (headers, text) = self.raw.split_once("\r\n\r\n").unwrap();
        if !headers.to_ascii_lowercase().contains("content-transfer-encoding: quoted-printable") {
            return text.to_owned();
        }
        let joined = text.replace("=\r\n", "");
        let mut parts = joined.split('=');
        let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            let (digits, rest) = part.split_at(2);
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            bytes.extend_from_slice(rest.as_bytes());
        }
        String::from_utf8(bytes).unwrap()
    }

    /// The line of its text that holds an address with these words.
    pub fn link(&self, words: &str) -> String {
        let text = self.text();
        let found = text.lines().find(|line| line.contains(words));
        found.unwrap_or_else(|| panic!("no line with {words} in: {text}")).trim().to_owned()
    }
}

/// A mail server that keeps what it receives.
pub struct Mailbox {
    /// Who signs in to it.
    pub user: String,
    server: Kind,
    address: String,
    outbox: Outbox,
}

enum Kind {
    Real(PathBuf),
    Own(Arc<Mutex<Vec<Received>>>),
}

impl Mailbox {
    /// The real server, where there is one; says so where there is none.
    pub async fn open() -> Self {
        match std::env::var("NUNCIO_TEST_SMTP") {
            Ok(real) if !real.is_empty() => Self::real(&serde_json::from_str(&real).unwrap()),
            _ => {
                eprintln!("mail goes to a listener written for the stories: NUNCIO_TEST_SMTP names no server");
                Self::alone().await
            }
        }
    }

    fn real(server: &Value) -> Self {
        let told = |name: &str| server[name].as_str().unwrap().to_owned();
        Self::at(Kind::Real(told("folder").into()), told("address"), &told("password"))
    }

    /// The listener that is written here, whatever else there is: it can be made to refuse. It has no room for `full@`.
    pub async fn alone() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let drawer: Arc<Mutex<Vec<Received>>> = Arc::default();
        let kept = drawer.clone();
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(talk(line, kept.clone()));
            }
        });
        Self::at(Kind::Own(drawer), address, PASSWORD)
    }

    fn at(server: Kind, address: String, password: &str) -> Self {
        let user = format!("voice-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let outbox = MailServer::at(&named(&address, &user, password), FROM).unwrap().into();
        Self { user, server, address, outbox }
    }

    /// Its address, as `--mail` takes it.
    pub fn address(&self, user: &str, password: &str) -> String {
        named(&self.address, user, password)
    }

    /// The way to it, by SMTP.
    pub fn outbox(&self) -> Outbox {
        self.outbox.clone()
    }

    /// What arrived for this address so far.
    pub fn of(&self, address: &str) -> Vec<Received> {
        let all = match &self.server {
            Kind::Own(drawer) => drawer.lock().unwrap().clone(),
            Kind::Real(folder) => on_disk(folder),
        };
        let ours = all.into_iter().filter(|message| message.user == self.user);
        ours.filter(|message| message.to.iter().any(|to| to == address)).collect()
    }

    /// The message for this address that is the so-manieth, waited for.
    pub async fn waits_for(&self, address: &str, count: usize) -> Received {
        let arrived = async {
            loop {
                if let Some(message) = self.of(address).into_iter().nth(count - 1) {
                    return message;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let arrived = tokio::time::timeout(PATIENCE, arrived).await;
        arrived.unwrap_or_else(|_| panic!("message {count} for {address} did not arrive"))
    }
}

fn named(address: &str, user: &str, password: &str) -> String {
    format!("smtp://{user}:{}@{address}", password.replace('%', "%25").replace(' ', "%20").replace(':', "%3A"))
}

fn on_disk(folder: &Path) -> Vec<Received> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    files.iter().map(|file| received(&serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap())).collect()
}

fn received(message: &Value) -> Received {
    let text = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
    let to = message["to"].as_array().unwrap().iter().map(|to| to.as_str().unwrap().to_owned()).collect();
    Received { from: text("from"), to, user: text("user"), raw: text("raw") }
}

/// One connection: what RFC 5321 asks of every server (4.5.1), and AUTH PLAIN (RFC 4616).
async fn talk(line: TcpStream, drawer: Arc<Mutex<Vec<Received>>>) {
    let (read, mut write) = line.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut user, mut from, mut to) = (String::new(), String::new(), Vec::new());
    let mut answer = "220 mail.example ready".to_owned();
    loop {
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let Ok(Some(said)) = lines.next_line().await else { return };
        let (verb, rest) = said.split_once(' ').unwrap_or((said.as_str(), ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => "250-mail.example\r\n250 AUTH PLAIN".clone_into(&mut answer),
            "AUTH" => match who(rest) {
                Some(known) => {
                    user = known;
                    "235 2.7.0 welcome".clone_into(&mut answer);
                }
                None => answer = format!("535 5.7.8 no: {rest}"),
            },
            "MAIL" if user.is_empty() => "530 5.7.0 who are you?".clone_into(&mut answer),
            "MAIL" => {
                from = bracketed(rest);
                "250 2.1.0 ok".clone_into(&mut answer);
            }
            "RCPT" if bracketed(rest).starts_with("full@") => "552 5.2.2 no room left".clone_into(&mut answer),
            "RCPT" => {
                to.push(bracketed(rest));
                "250 2.1.5 ok".clone_into(&mut answer);
            }
            "DATA" => {
                if write.write_all(b"354 go on\r\n").await.is_err() {
                    return;
                }
                let mut raw = String::new();
                while let Ok(Some(row)) = lines.next_line().await {
                    if row == "." {
                        break;
                    }
                    raw.push_str(row.strip_prefix('.').unwrap_or(&row));
                    raw.push_str("\r\n");
                }
                let message = Received { from: from.clone(), to: std::mem::take(&mut to), user: user.clone(), raw };
                drawer.lock().unwrap().push(message);
                "250 2.0.0 taken".clone_into(&mut answer);
            }
            "RSET" | "NOOP" => "250 2.0.0 ok".clone_into(&mut answer),
            "QUIT" => {
                // The client may be gone already, which is what it asked for.
                let _ = write.write_all(b"221 2.0.0 bye\r\n").await;
                return;
            }
            _ => "502 5.5.1 not here".clone_into(&mut answer),
        }
    }
}

fn bracketed(rest: &str) -> String {
    rest.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

/// Who signs in: `PLAIN` and base64 of user and password, each after a zero. Nobody, with another password.
fn who(said: &str) -> Option<String> {
    let bytes = BASE64_STANDARD.decode(said.strip_prefix("PLAIN ")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (user, password) = text.strip_prefix('\0')?.split_once('\0')?;
    (password == PASSWORD).then(|| user.to_owned())
}
