//! How long the program takes from its first instruction to a whole first page, and how much memory it holds when idle.

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
        figure("cold start to the first page, fresh demo data", in_ms(first), "-"),
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

/// Starts the demo and takes the time until a page is there.
fn start(folder: &Folder) -> Result<(Duration, Leash)> {
    let port = free_port()?;
    let mut demo = Command::new(place::program("release"));
    demo.arg("demo").arg("--data").arg(folder.path()).args(["--listen", &format!("127.0.0.1:{port}")]);
    let started = Instant::now();
    let server = Leash::start("bench-demo", &demo, "TERM")?;
    while started.elapsed() < Duration::from_secs(30) {
        if page(port).is_ok_and(|page| page.starts_with("HTTP/1.1 ")) {
            return Ok((started.elapsed(), server));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    bail!("the demo answered no page within 30 s; see artefacts/bench-demo.log")
}

fn page(port: u16) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")?;
    let mut page = String::new();
    stream.read_to_string(&mut page).context("the page did not end")?;
    Ok(page)
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
