//! The rig of real processes: `nuncio serve` over a real database is killed at each point of a post's way, and what a
//! practice network then shows is compared with what the ledger says. `cargo xtask faults` starts it.

mod blow;
mod cell;
mod lane;
mod plan;
mod table;
mod wire;
mod worker;

use anyhow::{Context as _, Result, bail};
use lane::{Lane, Setting};
use plan::Plan;
use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};
use table::Table;
use tokio::runtime::Builder;

/// The server on which a lane makes its database.
const POSTGRES: &str = "NUNCIO_TEST_POSTGRES";

fn main() -> Result<ExitCode> {
    let plan = Plan::of(&env::args().skip(1).collect::<Vec<_>>())?;
    let postgres = env::var(POSTGRES).ok().filter(|server| !server.is_empty());
    if postgres.is_none() {
        println!("skipped on PostgreSQL: {POSTGRES} names no server");
    }
    println!("seed {}; one cell again: faults --only \"K11 B\" --seed {}", plan.seed, plan.seed);
    let program = program()?;
    let desk = env::temp_dir().join(format!("nuncio-faults-{}", std::process::id()));
    let settings = plan.settings(postgres.is_some());
    let tables: Vec<Result<Table>> = thread::scope(|scope| {
        let lanes: Vec<_> = settings
            .into_iter()
            .enumerate()
            .map(|(number, setting)| {
                let (plan, program, postgres) = (&plan, &program, postgres.as_deref());
                let desk = desk.join(number.to_string());
                scope.spawn(move || played(setting, plan, program, desk, postgres))
            })
            .collect();
        lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let mut whole = Table::default();
    for table in tables {
        whole = whole.and(table?);
    }
    println!("\n{whole}");
    if whole.is_well() {
        std::fs::remove_dir_all(&desk).with_context(|| format!("{} could not be removed", desk.display()))?;
    } else {
        println!("what the processes said lies in {}", desk.display());
    }
    Ok(if whole.is_well() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn played(setting: Setting, plan: &Plan, program: &Path, desk: PathBuf, postgres: Option<&str>) -> Result<Table> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let mut table = Table::default();
        let mut lane = Lane::open(setting, program, desk, postgres).await?;
        for cell in plan.cells(setting) {
            let verdict = lane.plays(cell).await?;
            table.note(lane.setting(), cell, &verdict);
        }
        for planted in lane.sees().await? {
            table.note_blind(lane.setting(), planted);
        }
        for text in lane.doubled() {
            table.note_doubled_later(lane.setting(), &text);
        }
        Ok(table)
    })
}

/// The program that was built beside this one.
fn program() -> Result<PathBuf> {
    let here = env::current_exe().context("this program does not know where it is")?;
    let program = here.with_file_name(format!("nuncio{}", env::consts::EXE_SUFFIX));
    if !program.is_file() {
        bail!("{} is not there: `cargo build --workspace --bins` makes it", program.display());
    }
    Ok(program)
}
