//! A server on a leash: it is stopped when the value is dropped, and also when this program dies by any means,
//! because it runs under a shell that watches a pipe only we hold.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::command;

/// Starts the program, waits for the end of our pipe in the background, and then sends it the signal.
const SHELL: &str = r#"
exec 3<&0
"$@" 3<&- </dev/null &
child=$!
(read -r _ <&3; kill -"$LEASH_SIGNAL" $child) 2>/dev/null &
watch=$!
exec 3<&-
wait $child
status=$?
kill $watch 2>/dev/null
exit $status
"#;

/// How long a server may take to stop.
const STOP: Duration = Duration::from_secs(15);

/// A running server and the log it writes.
pub struct Leash {
    name: String,
    shell: Child,
    log: PathBuf,
    printed_before: usize,
}

impl Leash {
    /// Starts a server; `signal` is what asks it to stop (`TERM`, `INT`).
    pub fn start(name: &str, server: &Command, signal: &str) -> Result<Self> {
        let (file, log) = command::log_file(&format!("{name}.log"))?;
        let printed_before = fs::read(&log).map_or(0, |text| text.len());
        let mut shell = Command::new("sh");
        shell.args(["-c", SHELL, "leash"]).arg(server.get_program()).args(server.get_args());
        for (key, value) in server.get_envs() {
            match value {
                Some(value) => shell.env(key, value),
                None => shell.env_remove(key),
            };
        }
        if let Some(folder) = server.get_current_dir() {
            shell.current_dir(folder);
        }
        shell.env("LEASH_SIGNAL", signal).stdin(Stdio::piped()).stdout(file.try_clone()?).stderr(file);
        let shell = shell.spawn().with_context(|| format!("{name} could not be started"))?;
        Ok(Self { name: name.into(), shell, log, printed_before })
    }

    /// Waits until a line of its output says what is looked for.
    pub fn await_line<T>(&mut self, within: Duration, wanted: impl Fn(&str) -> Option<T>) -> Result<T> {
        let started = Instant::now();
        loop {
            if let Some(answer) = self.printed().lines().find_map(&wanted) {
                return Ok(answer);
            }
            if let Some(status) = self.shell.try_wait()? {
                bail!("{} ended with {status} before it was ready:\n{}", self.name, command::tail(&self.log, 8));
            }
            if started.elapsed() > within {
                bail!("{} was not ready within {} s; see {}", self.name, within.as_secs(), self.log.display());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The process id of the shell the server runs under.
    pub fn shell_id(&self) -> u32 {
        self.shell.id()
    }

    fn printed(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(bytes.get(self.printed_before..).unwrap_or_default()).into_owned()
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let asked = Instant::now();
        while asked.elapsed() < STOP {
            if matches!(self.shell.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        eprintln!("{} did not stop within {} s; see {}", self.name, STOP.as_secs(), self.log.display());
        // Ended by force; if that fails too there is nothing left to try.
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

/// A port of the loopback interface that was free a moment ago.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_a_leash_stops_when_its_value_is_dropped() {
        let mut server = Command::new("sh");
        server.args(["-c", "echo standing at $$; exec sleep 60"]);
        let mut leash = Leash::start("leash-test", &server, "TERM").expect("sh starts");
        let id =
            leash.await_line(STOP, |line| line.strip_prefix("standing at ").map(str::to_owned)).expect("it says so");
        assert!(command::output(Command::new("kill").args(["-0", &id])).is_ok(), "it runs");
        drop(leash);
        assert!(command::output(Command::new("kill").args(["-0", &id])).is_err(), "it is gone");
    }

    #[test]
    fn a_server_that_ends_before_it_is_ready_says_so_at_once() {
        let mut server = Command::new("sh");
        server.args(["-c", "echo the port is taken; exit 3"]);
        let mut leash = Leash::start("leash-test-ends", &server, "TERM").expect("sh starts");
        let error = leash.await_line(STOP, |line| line.contains("ready").then_some(())).expect_err("it ended");
        assert!(error.to_string().contains("the port is taken"), "{error}");
    }
}
