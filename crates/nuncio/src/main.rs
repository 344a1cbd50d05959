//! `nuncio`: one binary for the server, the demonstration, and everything an operator does at a command line.
//!
//! Exit codes: 0 done, 1 refused or failed (with the sentence), 2 wrong usage.

mod alone;
mod cli;
mod commands;
mod demo;
mod serve;
mod start;

use clap::Parser as _;
use cli::{AuditCommand, CharterCommand, Command};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    log_to_stderr();
    // On the heap: every command with all that it needs is more than a task should carry about.
    match Box::pin(run(cli)).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("nuncio: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: cli::Cli) -> Result<ExitCode, anyhow::Error> {
    let place = &cli.place;
    match cli.command {
        Command::Demo { listen } => demo::run(place, listen).await.map(|()| ExitCode::SUCCESS),
        Command::Serve(options) => serve::run(place, &options).await.map(|()| ExitCode::SUCCESS),
        Command::Worker(options) => serve::work(place, &options).await.map(|()| ExitCode::SUCCESS),
        Command::Freeze => commands::freeze(place),
        Command::Thaw(what) => commands::thaw(place, what.group.as_deref()).await,
        Command::Migrate => commands::migrate(place).await,
        Command::Invite(invitation) => commands::invite(place, &invitation).await,
        Command::Charter(CharterCommand::Check { rules, text }) => commands::check(&rules, text.as_deref(), place.json),
        Command::Charter(CharterCommand::Powers { rules }) => commands::powers(&rules, place.json),
        Command::Charter(CharterCommand::Diff { old, new }) => commands::diff(&old, &new, place).await,
        Command::Charter(CharterCommand::Prove { rules }) => commands::prove(&rules, place).await,
        Command::Charter(CharterCommand::Explain(question)) => commands::explain(&question, place.json),
        Command::Audit(AuditCommand::Verify { group }) => commands::verify(place, group.as_deref()).await,
    }
}

/// What people read goes to stdout; what an operator reads in a journal goes to stderr.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("NUNCIO_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
