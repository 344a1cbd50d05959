//! A roster as a file: what is written reads the same in every format, what is wrong is said with its line, and a file of
//! what is there changes nothing.

mod common;

use basics::{Moment, PersonId};
use common::{day, django};
use jiff::civil::Date;
use membership::file::{self, Change, Entry, Format, Placed, against, difference, read, write};
use proptest::{collection::btree_set, option, prelude::*};

fn days() -> impl Strategy<Value = Option<Date>> {
    option::of((1990i16..2090, 1i8..13, 1i8..29).prop_map(|(y, m, d)| jiff::civil::date(y, m, d)))
}

/// Names as people and spreadsheets make trouble with them.
fn names() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "=1+1",
        "'Tis",
        "+49",
        "@you",
        "-",
        "''",
        "'=x",
        "a,b",
        "a;b",
        "a\"b",
        "a: b",
        "# a",
        "[a]",
        "no",
        "null",
        "1e3",
        "~",
        "2024-01-11",
        "José ﷽ 🐦",
        "[[member]]",
        "name,mail",
        "a = b",
        "& *x",
        "- a",
        "{}",
        "|",
        "\\n",
        "'",
    ]);
    prop_oneof![odd.prop_map(str::to_owned), "[^\\p{C}\\p{Z}]([^\\p{C}]{0,20}[^\\p{C}\\p{Z}])?"]
}

prop_compose! {
    fn entries()(
        name in names(),
        mail in option::of("[a-z+=-]{1,8}@[a-z]{1,8}\\.example"),
        offices in btree_set("[a-z][a-z_]{0,8}", 0..3),
        also in btree_set("[a-z][a-z_]{0,8}", 0..3),
        days in [days(), days(), days(), days()],
    ) -> Entry {
        let [joined, term_from, term_until, left] = days;
        let offices = offices.into_iter().filter(|office| office != membership::MEMBER).collect();
        Entry { name, mail, offices, also, joined, term_from, term_until, left }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_the_same_in_every_format(entries in prop::collection::vec(entries(), 1..6)) {
        for format in Format::ALL {
            let text = write(&entries, format).unwrap();
            let placed = read(text.as_bytes()).map_err(|wrong| TestCaseError::fail(format!("{wrong:?} in\n{text}")))?;
            let read: Vec<Entry> = placed.into_iter().map(|placed| placed.entry).collect();
            prop_assert_eq!(&read, &entries, "{}", text);
        }
    }

    #[test]
    fn a_file_of_what_is_there_changes_nothing(entries in prop::collection::vec(entries(), 1..6)) {
        let mut entries = entries;
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        entries.dedup_by(|one, other| one.name == other.name);
        let group: Vec<(PersonId, Entry)> = entries.into_iter().map(|entry| (person(), entry)).collect();
        for format in Format::ALL {
            let written: Vec<Entry> = group.iter().map(|(_, entry)| entry.clone()).collect();
            let placed = read(write(&written, format).unwrap().as_bytes()).unwrap();
            prop_assert_eq!(difference(&group, &placed), Ok(Vec::new()));
            let public: Vec<Placed> = placed.into_iter().map(|mut placed| { placed.entry.mail = None; placed }).collect();
            prop_assert_eq!(difference(&group, &public), Ok(Vec::new()), "without addresses");
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(text.as_bytes());
        let _ = read(&bytes);
    }
}

fn person() -> PersonId {
    PersonId::mint(Moment::from_micros(0))
}

/// The first sentence about a file.
fn wrong(text: &str) -> String {
    match read(text.as_bytes()).and_then(|placed| against(django(), &placed)) {
        Ok(()) => panic!("this was taken: {text}"),
        Err(wrong) => wrong[0].to_string(),
    }
}

#[test]
fn the_same_roster_is_read_from_each_format() {
    let toml = "[[member]]\nname = \"Chair\"\noffices = [\"chair\"]\njoined = \"2024-01-11\"\n";
    let yaml = "member:\n  - name: Chair\n    offices: [chair, member]\n    joined: 2024-01-11\n";
    let csv = "name,offices,joined\r\nChair,chair,2024-01-11\r\n,,\r\n";
    let semicolons = "\u{feff}name;offices;joined\nChair;chair;2024-01-11\n";
    for text in [toml, yaml, csv, semicolons] {
        let placed = read(text.as_bytes()).unwrap();
        let [Placed { entry, line }] = placed.as_slice() else { panic!("{placed:?}") };
        assert!(*line <= 2, "{line}");
        assert_eq!((entry.name.as_str(), entry.joined), ("Chair", Some(day("2024-01-11"))));
        assert_eq!(entry.offices, ["chair".to_owned()].into());
    }
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let head = "name,mail,offices,joined,left\n";
    for (rows, says) in [
        ("A,,chair,,\nB,,chair,,\n", "line 3: Chair is an office for 1, and 2 hold it in this file"),
        ("A,,chair co_chair,,\n", "line 2: the same person cannot be Chair and Co-Chair under this charter"),
        ("A,,,,\n\nA,,,,\n", "line 4: A stands here and on line 2. One person has one entry"),
        ("A,a@x.example,,,\nB,A@X.example,,,\n", "line 3: a@x.example stands here and on line 2"),
        ("A,,treasurer,,\n", "line 2: the charter has no office \"treasurer\"; it has chair, co_chair, liaison"),
        ("A,,,11.1.2024,\n", "line 2: \"11.1.2024\" is not a day"),
        ("A,,,2024-02-30,\n", "line 2: \"2024-02-30\" is not a day"),
        ("A,,,2024-02-02,2024-01-01\n", "line 2: A left on 1 Jan 2024 and joined on 2 Feb 2024"),
        ("A,,chair,,2024-01-01\n", "line 2: A left, and an office ends with that"),
        (" ,x@x.example,,,\n", "line 2: a person without a name"),
        ("A,b\n", "line 2: this row has 2 cells"),
        ("", "line 1: nobody stands in this file"),
    ] {
        let found = wrong(&format!("{head}{rows}"));
        assert!(found.starts_with(says), "{found}");
    }
    for (text, says) in [
        ("name,reports_to\nA,B\n", "line 1: the column \"reports_to\" is not known"),
        ("name,name\nA,B\n", "line 1: the column \"name\" stands here twice"),
        ("mail\na@x.example\n", "line 1: a column \"name\" is needed"),
        ("[[member]]\nname = \"A\"\nreports_to = \"B\"\n", "line 3: “reports_to” is nothing that a roster says"),
        ("[[member]]\nname = \"A\"\nname = \"B\"\n", "line 3: the same name stands here twice. This was read as TOML"),
        ("[[member]]\noffices = [\"chair\"]\n", "line 1: “name” is missing here"),
        ("member:\n  - name: A\n    reports_to: B\n", "line 3: “reports_to” is nothing that a roster says"),
        ("- name: A\n", "line 1: names with values should stand here. This was read as YAML"),
        ("", "line 1: "),
        ("member: []\n", "line 1: nobody stands in this file"),
    ] {
        let found = wrong(text);
        assert!(found.starts_with(says), "{found}");
    }
}

#[test]
fn another_encoding_and_a_file_that_is_no_roster_are_refused_before_they_are_read() {
    let latin = read(b"name\nJos\xe9\n").unwrap_err();
    assert!(latin[0].to_string().starts_with("line 2: the byte 0xE9 is not UTF-8"), "{}", latin[0]);
    let large = read(&vec![b'a'; 10_000_000]).unwrap_err();
    assert!(large[0].to_string().contains("10000000 bytes"), "{}", large[0]);
    let aliases: Vec<String> = (0..20).map(|n| format!("b{n}: &b{n} [*a,*a]\n")).collect();
    let bomb = format!("a: &a [x]\n{}member: *z\n", aliases.concat());
    assert!(read(bomb.as_bytes()).is_err());
    let deep = format!("member: {}", "[".repeat(100_000));
    assert!(read(deep.as_bytes()).is_err(), "nothing overflows");
    assert_eq!(file::LONGEST, 200_000);
}

fn entry(name: &str, offices: &[&str]) -> Entry {
    let offices = offices.iter().map(|office| (*office).to_owned()).collect();
    Entry { name: name.to_owned(), offices, joined: Some(day("2024-01-11")), ..Entry::default() }
}

#[test]
fn a_difference_is_who_is_new_who_changes_office_and_who_ends() {
    let (chair, a, b) = (person(), person(), person());
    let group = [(chair, entry("Chair", &["chair"])), (a, entry("A", &[])), (b, entry("B", &[]))];
    let text = "name,offices,joined,left\nChair,,,\nA,chair,2024-01-11,\nNew,,,\n";
    let changes = difference(&group, &read(text.as_bytes()).unwrap()).unwrap();
    let expected = [
        Change::GivesUp { person: chair, office: "chair".to_owned() },
        Change::Takes { person: a, office: "chair".to_owned() },
        Change::Joins { name: "New".to_owned(), offices: [].into() },
        Change::Ends { person: b },
    ];
    assert_eq!(changes, expected);
}

#[test]
fn a_file_changes_no_day_and_does_not_guess_who_is_meant() {
    let namesakes = [(person(), entry("A", &[])), (person(), entry("A", &[]))];
    let two = difference(&namesakes, &read(b"name\nA\n").unwrap()).unwrap_err();
    assert_eq!(two[0].to_string(), "line 2: 2 people of this group are called A; give the mail address");
    let group = [(person(), entry("A", &[]))];
    let days = difference(&group, &read(b"name,joined\nA,2023-01-01\n").unwrap()).unwrap_err();
    let says = "line 2: the day of joining of A is 1 Jan 2023 here and recorded as 11 Jan 2024; days are not changed by a file";
    assert_eq!(days[0].to_string(), says);
}
