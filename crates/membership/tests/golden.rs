//! The table of terms at month ends and leap days, printed for people to read: `NUNCIO_BLESS=1` renews the file.

use basics::Zone;
use jiff::civil::Date;
use membership::Term;
use std::{env, fmt::Write as _, fs, path::Path};

/// First days and lengths at which calendars have gone wrong.
const TERMS: [(&str, u32); 14] = [
    ("2024-01-11", 6),
    ("2024-01-31", 1),
    ("2025-01-31", 1),
    ("2025-01-31", 6),
    ("2023-08-28", 6),
    ("2023-08-29", 6),
    ("2023-08-30", 6),
    ("2023-08-31", 6),
    ("2024-08-31", 6),
    ("2024-02-29", 6),
    ("2024-02-29", 12),
    ("2024-02-29", 48),
    ("2025-12-31", 2),
    ("2025-10-31", 3),
];

#[test]
fn d2_d4_terms_at_month_ends_and_leap_days_are_as_they_were_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/terms.txt");
    if env::var_os("NUNCIO_BLESS").is_some() {
        fs::write(&path, table()).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(table(), reviewed, "the table changed: `cargo xtask bless` renews {}", path.display());
}

fn table() -> String {
    let mut table =
        "A term is over on the day named: the day before is its last. The next begins there.\n\n".to_owned();
    table += "first day    months  then over on\n";
    for (starts, months) in TERMS {
        writeln!(table, "{starts}   {months:>6}  {}", ends(starts.parse().unwrap(), months).join("  ")).unwrap();
    }
    table
}

/// The ends of a term and of the five that follow.
fn ends(starts: Date, months: u32) -> Vec<String> {
    let first = Term::starting(starts, months, &Zone::utc()).unwrap();
    let terms = std::iter::successors(Some(first), |term| term.next().ok());
    terms.take(6).map(|term| term.ends.to_string()).collect()
}
