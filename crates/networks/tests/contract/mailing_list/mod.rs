//! A mailing list: the letter on the wire, and what each answer of the mail server means. The same on a stand-in and,
//! where `NUNCIO_TEST_SMTP` names one, on a real server.

mod standin;

use crate::rig::{self, Rig, content, dot, unique};
use delivery::{Answer, Class, Finding};
use jiff::SignedDuration;
use mail::{MailServer, Outbox};
use networks::{NetworkName, Operation, Refers, Typed, Violation, trouble::Kind};
use publishing::Content;
use standin::{Came, Fails, PostOffice, Step};
use std::sync::Arc;

const LIST: &str = "announce@lists.project.example";
const FROM: &str = "Nuncio <voice@project.example>";

/// A list behind a mail server at this place.
async fn list_behind(name: &str, outbox: Outbox) -> Rig {
    let (egress, networks) = rig::set_up("http://127.0.0.1:9");
    let networks = networks.with_mail(outbox);
    let typed = [("list", LIST), ("page", "lists.project.example/announce"), ("name", "The project")];
    let typed = Typed::new(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let account = networks.get(NetworkName::MailingList).account(&typed).await.unwrap();
    rig::probed(name.to_owned(), networks, account, egress, String::new()).await
}

async fn stand_in() -> (Rig, Arc<PostOffice>) {
    let (office, place) = PostOffice::open().await;
    let server = MailServer::at(&format!("smtp://voice:secret-1@{place}"), FROM).unwrap();
    (list_behind("a stand-in for a mail server", server.into()).await, office)
}

/// A real server, and the folder into which it puts what it takes. Its user is this test's own.
async fn real() -> Option<(Rig, String, String)> {
    let Ok(told) = std::env::var("NUNCIO_TEST_SMTP") else {
        println!("skipped: a real mail server (NUNCIO_TEST_SMTP is not set)");
        return None;
    };
    let told: serde_json::Value = serde_json::from_str(&told).expect("NUNCIO_TEST_SMTP is JSON");
    let text = |name: &str| told[name].as_str().unwrap_or_else(|| panic!("it names {name}"));
    let user = format!("list-{}", unique("").trim());
    let mut address = url::Url::parse(&format!("smtp://{}", text("address"))).unwrap();
    address.set_username(&user).unwrap();
    address.set_password(Some(&text("password").replace('%', "%25"))).unwrap();
    let server = MailServer::at(address.as_str(), FROM).unwrap();
    Some((list_behind("a real mail server", server.into()).await, text("folder").to_owned(), user))
}

fn letter(subject: &str, text: &str) -> Content {
    Content { headline: Some(subject.to_owned()), ..content(text) }
}

/// The text of a letter, without what packs it for the wire.
fn text_of(came: &Came) -> String {
    let (headers, body) = came.raw.split_once("\r\n\r\n").unwrap();
    if !headers.contains("Content-Transfer-Encoding: quoted-printable") {
        return body.to_owned();
    }
    let (joined, mut bytes) = (body.replace("=\r\n", ""), Vec::new());
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'=' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn header<'a>(came: &'a Came, name: &str) -> &'a str {
    let line = came.raw.lines().take_while(|line| !line.is_empty()).find(|line| line.starts_with(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in {}", came.raw))
}

#[tokio::test]
async fn a_letter_reaches_the_list_and_nobody_else_with_subject_text_language_and_sender() {
    let (rig, office) = stand_in().await;
    assert_eq!(rig.class(), Class::E);
    let text = "Grüße!\n\n.\nBcc: other@elsewhere.example\n> no quotation\nhttps://project.example/notes";
    let post = Content { language: "de".parse().unwrap(), ..letter("6.1 is out", text) };
    let (attempt, remote) = rig.publish(&post, None).await;
    let letters = office.letters();
    let [came] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(came.to, [LIST]);
    assert_eq!(header(came, "To"), format!("To: {LIST}"));
    assert_eq!(header(came, "From"), "From: \"The project\" <voice@project.example>");
    assert_eq!(header(came, "Subject"), "Subject: 6.1 is out");
    assert_eq!(header(came, "Content-Language"), "Content-Language: de");
    assert_eq!(header(came, "Message-ID"), format!("Message-ID: {}", remote.id));
    let flowed = text.replace("\n>", "\n >").replace('\n', "\r\n");
    assert_eq!(text_of(came).trim_end(), flowed);
    assert_eq!(remote.url.as_deref(), Some("https://lists.project.example/announce"));
    assert_eq!(rig.look(&attempt).await, Finding::NoAnswer, "nothing can be read back");
}

#[tokio::test]
async fn a_real_mail_server_takes_the_letter_as_it_is() {
    let Some((rig, folder, user)) = real().await else { return };
    let text = unique("Grüße aus dem Projekt");
    rig.publish(&letter("Größer: 6.1", &text), None).await;
    let kept = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let mut ours = kept.filter_map(|file| serde_json::from_str::<serde_json::Value>(&file).ok());
    let found = ours.find(|message| message["user"] == user.as_str()).expect("the server kept the letter");
    let came = Came { to: vec![found["to"][0].as_str().unwrap().into()], raw: found["raw"].as_str().unwrap().into() };
    assert_eq!(came.to, [LIST]);
    assert_eq!(text_of(&came).trim_end(), text);
}

#[tokio::test]
async fn each_answer_of_the_mail_server_says_whether_the_letter_left() {
    use Fails::{Saying, Silently};
    let (rig, office) = stand_in().await;
    let (refused, later, doubt) = (
        (Answer::Refused, Some(Kind::Invalid)),
        (Answer::NotSent, Some(Kind::Transient)),
        (Answer::Ambiguous, Some(Kind::Ambiguous)),
    );
    for (step, fails, means, there) in [
        (Step::Auth, Saying("535 no such user"), later.clone(), 0),
        (Step::Auth, Silently, later.clone(), 0),
        (Step::Mail, Saying("451 not now"), later.clone(), 0),
        (Step::Mail, Saying("550 not from you"), refused.clone(), 0),
        (Step::Rcpt, Saying("450 come again"), later.clone(), 0),
        (Step::Rcpt, Saying("550 no such list"), refused.clone(), 0),
        (Step::Rcpt, Silently, later.clone(), 0),
        (Step::Data, Saying("554 no"), refused.clone(), 0),
        (Step::Data, Saying("421 closing"), later.clone(), 0),
        (Step::End, Saying("554 looks like spam"), refused, 0),
        (Step::End, Saying("452 disk full"), later, 0),
        (Step::End, Silently, doubt.clone(), 1),
        (Step::End, Saying("what?"), doubt, 1),
    ] {
        let before = office.letters().len();
        let attempt = rig.attempt(&letter("Subject", &unique("Once")), None).await;
        office.fail(step, fails);
        let outcome = rig.commit(&attempt).await;
        assert_eq!((outcome.answer, outcome.trouble), means, "{step:?} {fails:?}: {}", outcome.says);
        assert_eq!(office.letters().len() - before, there, "{step:?} {fails:?}");
        assert!(!outcome.says.contains("secret-1"), "{}", outcome.says);
    }
}

#[tokio::test]
async fn every_attempt_of_one_intention_has_the_same_name_and_date() {
    let (rig, office) = stand_in().await;
    let attempt = rig.attempt(&letter("Subject", "Text"), None).await;
    office.fail(Step::Rcpt, Fails::Saying("450 come again"));
    assert_eq!(rig.commit(&attempt).await.answer, Answer::NotSent);
    let names = [rig.commit(&attempt).await, rig.commit(&attempt).await];
    assert_eq!(names[0].answer, names[1].answer);
    let letters = office.letters();
    for name in ["Message-ID", "Date"] {
        assert_eq!(header(&letters[0], name), header(&letters[1], name));
    }
    let other = rig.attempt(&letter("Subject", "Text"), None).await;
    assert_ne!(rig.commit(&other).await.answer, names[0].answer, "another intention has another name");
}

#[tokio::test]
async fn nothing_that_is_written_becomes_a_header() {
    let (rig, office) = stand_in().await;
    let evil = "Out\r\nBcc: other@elsewhere.example\r\n\r\nbody";
    let (attempt, _) = rig.publish(&letter(evil, "Text"), None).await;
    let letters = office.letters();
    assert_eq!(letters[0].to, [LIST]);
    assert!(!letters[0].raw.lines().any(|line| line.starts_with("Bcc")), "{}", letters[0].raw);
    assert_eq!(attempt.prepared.rendered.headline.as_deref(), Some("Out Bcc: other@elsewhere.example body"));
}

#[tokio::test]
async fn what_a_letter_does_not_take_stands_in_the_way() {
    let (rig, _) = stand_in().await;
    let render = |content: &Content| rig.network().render(content, Refers::default(), &rig.capabilities);
    assert!(render(&letter("Subject", "Text")).is_ok());
    let pictured = Content { pictures: vec![dot("A dot.")], ..letter("Subject", "Text") };
    assert_eq!(render(&pictured).unwrap_err(), [Violation::NotTaken { what: "pictures" }]);
    assert!(matches!(render(&content("Text")).unwrap_err()[..], [Violation::NotLikeThis(_)]), "a letter has a subject");
    assert!(matches!(render(&letter("Subject", " ")).unwrap_err()[..], [Violation::Empty]));
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_connected_and_nothing_leaves() {
    let (rig, office) = stand_in().await;
    let attempt = rig.attempt(&letter("Subject", "Text"), None).await;
    let (_, without) = rig::set_up("http://127.0.0.1:9");
    let network = without.get(NetworkName::MailingList);
    let probe = network.probe(&rig.account, rig::now()).await.unwrap_err();
    assert!(probe.says.contains("--mail"), "{probe}");
    let sending = rig::sending(rig.capabilities.handling(Operation::Create));
    let outcome =
        network.commit(&rig.account, &attempt.prepared, &[rig::the_dot()], &attempt.key, sending, rig::now()).await;
    assert_eq!(outcome.answer, Answer::NotSent, "{}", outcome.says);
    assert_eq!(office.letters().len(), 0);
}

#[tokio::test]
async fn a_mail_server_that_is_not_there_and_a_moment_that_has_passed_mean_that_nothing_was_sent() {
    let (rig, office) = stand_in().await;
    let attempt = rig.attempt(&letter("Subject", "Text"), None).await;
    let late = rig::now().plus(SignedDuration::from_secs(61));
    let sending = rig::sending(rig.capabilities.handling(Operation::Create));
    let outcome =
        rig.network().commit(&rig.account, &attempt.prepared, &[rig::the_dot()], &attempt.key, sending, late).await;
    assert_eq!(outcome.answer, Answer::NotSent);
    assert_eq!(office.letters().len(), 0);
    let nobody = MailServer::at("smtp://voice:secret-1@127.0.0.1:9", FROM).unwrap();
    let rig = list_behind("nobody", nobody.into()).await;
    let outcome = rig.commit(&attempt).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::NotSent, Some(Kind::Transient)), "{}", outcome.says);
}

#[tokio::test]
async fn a_letter_is_not_taken_back_and_a_person_is_asked_instead() {
    let (rig, _) = stand_in().await;
    assert_eq!(rig.capabilities.handling(Operation::Delete).class, Class::Assisted);
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_at_its_blank() {
    let (_, networks) = rig::set_up("http://127.0.0.1:9");
    for (list, page, blank) in [("no address", "lists.project.example", "list"), (LIST, "ftp://x", "page")] {
        let typed = [("list", list), ("page", page)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let refused = networks.get(NetworkName::MailingList).account(&Typed::new(typed)).await;
        assert_eq!(refused.err().map(|wrong| wrong.blank), Some(blank));
    }
}
