//! What stands between the processes and the practice network: a proxy that hands every byte on, until one call has come so
//! far that its caller is killed or stopped.

use anyhow::{Context as _, Result};
use delivery::Class;
use networks::practice::Host;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};

/// How slowly an answer drips.
const BETWEEN_DROPS: Duration = Duration::from_millis(15);

/// What a call is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Call {
    /// The one irreversible call.
    Publish,
    /// Deleting what was published.
    Delete,
    /// Uploads and drafts.
    Upload,
    /// Renewing a session.
    Renew,
    /// Reading one post.
    ReadOne,
    /// Reading a list, from its second page on.
    NextPage,
    /// Everything else.
    Other,
}

/// How far a call comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cut {
    /// It is there, and not a byte of it goes on.
    AtArrival,
    /// Half of its headers went on.
    MidHead,
    /// Half of its body went on.
    MidBody,
    /// It was answered, and nothing of the answer goes back.
    BeforeAnswer,
    /// Half of the answer's headers went back.
    MidAnswerHead,
    /// Half of the answer's body went back.
    MidAnswerBody,
    /// All of the answer went back.
    AfterAnswer,
    /// All of the answer goes back, but in drops; nobody is killed.
    InDrops,
}

/// What meets the caller of the next call of this kind to this server.
#[derive(Clone, Copy, Debug)]
pub struct Trap {
    /// The class of the server that is called.
    pub class: Class,
    /// The call.
    pub call: Call,
    /// How far it comes.
    pub cut: Cut,
}

/// Finds out who holds the other end of a connection, while it is open; what it gives kills or stops them.
pub type Aim = Arc<dyn Fn(SocketAddr) -> Shot + Send + Sync>;
/// Kills or stops whoever it was aimed at.
pub type Shot = Box<dyn FnOnce() + Send>;

/// The proxy.
pub struct Wire {
    trap: Arc<Mutex<Option<Trap>>>,
}

impl Wire {
    /// Hands on what comes in at this listener to the server at that address.
    pub fn between(listener: TcpListener, server: SocketAddr, aim: Aim) -> Self {
        let trap = Arc::new(Mutex::new(None));
        tokio::spawn({
            let trap = trap.clone();
            async move {
                while let Ok((caller, from)) = listener.accept().await {
                    let (trap, aim) = (trap.clone(), aim.clone());
                    tokio::spawn(async move {
                        // A line that breaks is what this rig is about; both ends see that it broke.
                        let _ = handed_on(caller, from, server, &trap, &aim).await;
                    });
                }
            }
        });
        Self { trap }
    }
    /// Sets the trap.
    pub fn set(&self, trap: Trap) {
        *self.trap.lock().unwrap_or_else(PoisonError::into_inner) = Some(trap);
    }
    /// Takes it away. Whether it was still there.
    pub fn clear(&self) -> bool {
        self.trap.lock().unwrap_or_else(PoisonError::into_inner).take().is_some()
    }
}

/// A request or an answer: its headers with the empty line, and its body.
struct Message {
    head: Vec<u8>,
    body: Vec<u8>,
}

async fn handed_on(
    mut caller: TcpStream,
    from: SocketAddr,
    server: SocketAddr,
    trap: &Mutex<Option<Trap>>,
    aim: &Aim,
) -> Result<()> {
    let request = read(&mut caller).await?;
    let call = called(&request.head);
    let cut = {
        let mut trap = trap.lock().unwrap_or_else(PoisonError::into_inner);
        trap.take_if(|trap| call == Some((trap.class, trap.call))).map(|trap| trap.cut)
    };
    let shot = cut.filter(|cut| *cut != Cut::InDrops).map(|_| aim(from));
    let half = |bytes: &[u8]| bytes.get(..bytes.len() / 2).unwrap_or_default().to_vec();
    let mut server = TcpStream::connect(server).await?;
    match cut {
        Some(Cut::AtArrival) => {}
        Some(Cut::MidHead) => {
            server.write_all(&half(&request.head)).await?;
        }
        Some(Cut::MidBody) => {
            server.write_all(&request.head).await?;
            server.write_all(&half(&request.body)).await?;
        }
        later => {
            server.write_all(&request.head).await?;
            server.write_all(&request.body).await?;
            let answer = read(&mut server).await?;
            match later {
                None | Some(Cut::AfterAnswer) => {
                    caller.write_all(&answer.head).await?;
                    caller.write_all(&answer.body).await?;
                }
                Some(Cut::MidAnswerHead) => caller.write_all(&half(&answer.head)).await?,
                Some(Cut::MidAnswerBody) => {
                    caller.write_all(&answer.head).await?;
                    caller.write_all(&half(&answer.body)).await?;
                }
                Some(Cut::InDrops) => {
                    for drop in answer.head.chunks(8).chain(answer.body.chunks(8)) {
                        caller.write_all(drop).await?;
                        tokio::time::sleep(BETWEEN_DROPS).await;
                    }
                }
                Some(_) => {}
            }
        }
    }
    // Both lines stay open until the caller is dead.
    if let Some(shot) = shot {
        shot();
    }
    Ok(())
}

async fn read(from: &mut TcpStream) -> Result<Message> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        anyhow::ensure!(from.read_buf(&mut bytes).await? > 0, "the line ended within the headers");
    };
    let body = bytes.split_off(end);
    let mut message = Message { head: bytes, body };
    match header(&message.head, "content-length").and_then(|length| length.parse().ok()) {
        Some(length) => while message.body.len() < length && from.read_buf(&mut message.body).await? > 0 {},
        None if header(&message.head, "transfer-encoding").is_some() => {
            while !message.body.ends_with(b"0\r\n\r\n") && from.read_buf(&mut message.body).await? > 0 {}
        }
        None => {}
    }
    Ok(message)
}

fn header(head: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}

/// The class of the server that is called, and what for.
fn called(head: &[u8]) -> Option<(Class, Call)> {
    let text = String::from_utf8_lossy(head);
    let mut words = text.split(' ');
    let (method, path) = (words.next()?, words.next()?);
    let host = header(head, "host")?;
    let host = Host::of_label(host.split(['.', ':']).next()?)?;
    Some((host.class(), what_for(method, path)))
}

fn what_for(method: &str, path: &str) -> Call {
    let asks = |part: &str| path.contains(part);
    match method {
        "DELETE" => Call::Delete,
        "POST" if asks("deleteRecord") => Call::Delete,
        "POST" if asks("putRecord") || asks("createRecord") || asks("/publish") || path == "/api/v1/statuses" => {
            Call::Publish
        }
        "POST" if asks("/media") || asks("uploadBlob") || path == "/api/v1/drafts" => Call::Upload,
        "POST" if asks("refreshSession") => Call::Renew,
        "GET" if asks("max_id=") || asks("cursor=") => Call::NextPage,
        "GET" if asks("getRecord") || path.starts_with("/api/v1/statuses/") => Call::ReadOne,
        _ => Call::Other,
    }
}

/// Publishes something as if another program had the account in hand: straight to the server.
pub async fn publish_beside(server: SocketAddr, host: Host, token: &str, text: &str) -> Result<()> {
    let body = format!(r#"{{"status":"{text}"}}"#);
    let label = host.label();
    let head = format!(
        "POST /api/v1/statuses HTTP/1.1\r\nhost: {label}.localhost\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let mut line = TcpStream::connect(server).await?;
    line.write_all(format!("{head}{body}").as_bytes()).await?;
    let answer = timeout(Duration::from_secs(10), read(&mut line)).await.context("no answer")??;
    anyhow::ensure!(answer.head.starts_with(b"HTTP/1.1 200"), "the practice network took no post from beside");
    Ok(())
}
