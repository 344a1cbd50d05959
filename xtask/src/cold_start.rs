//! How long the program takes from its first instruction to a whole first page, the one that a sample person's link opens,
//! and how much memory it holds when idle.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::bench::Figure;
use crate::leash::{Leash, free_port};
use crate::servers::Folder;
use crate::{command, place};

/// Starts over a data folder that exists already, as after a restart of the machine.
const STARTS: usize = 5;

/// How long it is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);

/// Starts the demo a few times; the median counts.
pub fn measure() -> Result<Vec<Figure>> {
    let folder = Folder::fresh("cold-start")?;
    let (first, _) = start(&folder)?;
    let mut times = Vec::new();
    let mut memory = String::from("unknown here");
    for _ in 0..STARTS {
        let (took, server) = start(&folder)?;
        times.push(took);
        if times.len() == STARTS {
            std::thread::sleep(IDLE);
            memory = resident(&server).unwrap_or(memory);
        }
    }
    times.sort();
    let median = times.get(STARTS / 2).copied().unwrap_or_default();
    Ok(vec![
        figure("cold start to the first page, demo data made", in_ms(first), "-"),
        figure("cold start to the first page, median of five", in_ms(median), "≤ 300 ms"),
        figure("resident memory when idle", memory, "≤ 60 MB"),
    ])
}

fn figure(name: &str, measured: String, aim: &str) -> Figure {
    Figure { name: name.into(), measured, aim: aim.into() }
}

fn in_ms(took: Duration) -> String {
    format!("{} ms", took.as_millis())
}

/// Starts the demo, opens the link of its first sample person, and takes the time until the page behind it is there.
fn start(folder: &Folder) -> Result<(Duration, Leash)> {
    let port = free_port()?;
    let mut demo = Command::new(place::program("release"));
    demo.arg("demo").arg("--data").arg(folder.path()).args(["--listen", &format!("127.0.0.1:{port}")]);
    let started = Instant::now();
    let mut server = Leash::start("bench-demo", &demo, "TERM")?;
    let link = server.await_line(Duration::from_secs(30), |line| link_of(line, port))?;
    let mut browser = Browser { port, cookies: BTreeMap::new() };
    browser.follow(link)?;
    Ok((started.elapsed(), server))
}

/// The path of a sample person's link.
fn link_of(line: &str, port: u16) -> Option<String> {
    let (_, path) = line.split_once(&format!("http://localhost:{port}/"))?;
    let path = path.trim();
    (!path.is_empty()).then(|| format!("/{path}"))
}

/// As much of a browser as the way to the first page needs.
struct Browser {
    port: u16,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Opens an address and goes where it leads, until a page is there.
    fn follow(&mut self, mut path: String) -> Result<()> {
        for _ in 0..5 {
            let answer = self.get(&path)?;
            let (head, body) = answer.split_once("\r\n\r\n").context("an answer without a body")?;
            self.keep_cookies(head);
            match header(head, "location").next() {
                Some(next) => next.clone_into(&mut path),
                None if head.starts_with("HTTP/1.1 200") && body.contains("</html>") => return Ok(()),
                None => bail!("{path} answered {}", head.lines().next().unwrap_or_default()),
            }
        }
        bail!("{path} leads on and on")
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (port, cookies) = (self.port, cookies.join("; "));
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).context("the page did not end")?;
        Ok(answer)
    }

    fn keep_cookies(&mut self, head: &str) {
        let set = header(head, "set-cookie").filter_map(|cookie| cookie.split(';').next()?.split_once('='));
        self.cookies.extend(set.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}

fn header<'a>(head: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let pairs = head.lines().filter_map(|line| line.split_once(": "));
    pairs.filter(move |(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Resident memory of the process below the leash's shell, as Linux tells it.
fn resident(server: &Leash) -> Result<String> {
    let below =
        command::output(Command::new("ps").args(["-o", "rss=,comm=", "--ppid", &server.shell_id().to_string()]))?;
    let line = below.lines().find(|line| line.contains("nuncio")).context("the program is not below its shell")?;
    let kilobytes: u64 = line.split_whitespace().next().unwrap_or_default().parse()?;
    Ok(format!("{:.1} MB", kilobytes_as_mb(kilobytes)))
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people, in megabytes")]
fn kilobytes_as_mb(kilobytes: u64) -> f64 {
    kilobytes as f64 / 1000.0
}
