//! A mail server that stands in for the operator's: it keeps what it takes, and fails at a step on demand.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// Where in the talk it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Auth,
    Mail,
    Rcpt,
    Data,
    /// After the last line of the letter, which is kept by then only if it is not refused.
    End,
}

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fails {
    /// With this line.
    Saying(&'static str),
    /// By closing the connection.
    Silently,
}

/// One letter as it came.
#[derive(Clone, Debug)]
pub struct Came {
    pub to: Vec<String>,
    pub raw: String,
}

/// The server.
#[derive(Default)]
pub struct PostOffice {
    letters: Mutex<Vec<Came>>,
    fails: Mutex<Option<(Step, Fails)>>,
}

impl PostOffice {
    /// Starts one, and says where.
    pub async fn open() -> (Arc<Self>, String) {
        let office = Arc::new(Self::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = listener.local_addr().unwrap().to_string();
        let serving = office.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let office = serving.clone();
                tokio::spawn(async move { office.talk(stream).await });
            }
        });
        (office, place)
    }
    pub fn fail(&self, step: Step, fails: Fails) {
        *self.fails.lock().unwrap() = Some((step, fails));
    }
    pub fn letters(&self) -> Vec<Came> {
        self.letters.lock().unwrap().clone()
    }

    fn failing(&self, step: Step) -> Option<Fails> {
        let mut fails = self.fails.lock().unwrap();
        fails.take_if(|(at, _)| *at == step).map(|(_, fails)| fails)
    }

    /// Nothing, when the connection is over.
    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 post.example\r\n").await.ok()?;
        let mut to = Vec::new();
        loop {
            let line = lines.next_line().await.ok()??;
            let word = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            let step = match word.as_str() {
                "EHLO" => {
                    write.write_all(b"250-post.example\r\n250 AUTH PLAIN\r\n").await.ok()?;
                    continue;
                }
                "AUTH" => Step::Auth,
                "MAIL" => Step::Mail,
                "RCPT" => Step::Rcpt,
                "DATA" => Step::Data,
                _ => {
                    write.write_all(b"221 bye\r\n").await.ok()?;
                    return None;
                }
            };
            match self.failing(step) {
                Some(Fails::Silently) => return None,
                Some(Fails::Saying(reply)) => {
                    write.write_all(format!("{reply}\r\n").as_bytes()).await.ok()?;
                    continue;
                }
                None => {}
            }
            match step {
                Step::Auth => write.write_all(b"235 welcome\r\n").await.ok()?,
                Step::Rcpt => {
                    to.push(line["RCPT TO:<".len()..].trim_end_matches('>').to_owned());
                    write.write_all(b"250 ok\r\n").await.ok()?;
                }
                Step::Data => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut raw = String::new();
                    loop {
                        match lines.next_line().await.ok()??.as_str() {
                            "." => break,
                            line => raw.extend([line.strip_prefix('.').unwrap_or(line), "\r\n"]),
                        }
                    }
                    let failing = self.failing(Step::End);
                    let taken = !matches!(failing, Some(Fails::Saying(reply)) if reply.starts_with(['4', '5']));
                    if taken {
                        self.letters.lock().unwrap().push(Came { to: std::mem::take(&mut to), raw });
                    }
                    match failing {
                        Some(Fails::Silently) => return None,
                        Some(Fails::Saying(reply)) => write.write_all(format!("{reply}\r\n").as_bytes()).await.ok()?,
                        None => write.write_all(b"250 taken\r\n").await.ok()?,
                    }
                }
                Step::Mail | Step::End => write.write_all(b"250 ok\r\n").await.ok()?,
            }
        }
    }
}
