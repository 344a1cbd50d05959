//! The guard from outside: what it refuses is never connected to, and what it allows keeps to its limits.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect},
    routing::get,
};
use egress::{AllowList, Allowed, Ask, Cap, Egress, Failure, Lookup, SafeUrl, Sent, UnsafeUrl};
use futures::future::BoxFuture;
use std::{
    io,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{io::AsyncWriteExt, net::TcpListener};

/// A listener that counts who connects. Nobody may.
async fn trap() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, caught) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
    let counter = caught.clone();
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    (port, caught)
}

async fn served(routes: Router) -> (Egress, SafeUrl) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    allowing(&base)
}

fn allowing(base: &str) -> (Egress, SafeUrl) {
    let egress = Egress::new(AllowList::new([Allowed::parse(base, "a server of the tests").unwrap()])).unwrap();
    let url = egress.url(base).unwrap();
    (egress, url)
}

#[tokio::test]
async fn wb01_an_address_that_hides_something_is_refused_and_nothing_is_connected() {
    let (port, caught) = trap().await;
    let long = format!("https://social.example/{}", "a".repeat(2049 - 23));
    let corpus: Vec<String> = [
        "http://127.1",
        "http://127.1:{port}",
        "https://127.0.0.1:{port}/",
        "https://0x7f000001",
        "https://0x7f000001:{port}/",
        "https://2130706433:{port}/",
        "https://017700000001:{port}/",
        "https://[::ffff:169.254.169.254]",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://[64:ff9b::7f00:1]",
        "https://[2002:7f00:1::]/",
        "https://[::1]:{port}/",
        "https://0/",
        "https://0x8080808/",
        "https://localhost",
        "https://localhost:{port}/",
        "https://localhost.",
        "https://practice.localhost:{port}/",
        "https://social.example.",
        "https://printer.local/",
        "https://db.internal/",
        "https://intranet/",
        "https://under_score.example/",
        "https://-a.example/",
        "foo@10.0.0.1",
        "https://foo@social.example/",
        "https://foo:bar@social.example/",
        "https://social.example@127.0.0.1:{port}/",
        "gopher://social.example/",
        "file:///etc/passwd",
        "ftp://social.example/",
        "javascript:alert(1)",
        "data:text/plain,x",
        "\\\\host",
        "https:\\\\127.0.0.1:{port}\\",
        "https://social.example:22/",
        "https://social.example:{port}/",
        "http://social.example/",
        "https://social.example/a\tb",
        "https://social.example/a b",
        "https://social.example/a\u{200b}b",
        "https://social.example/\u{202e}x",
        " https://social.example/",
        "https://ok#@10.0.0.1",
        "https://social.example/#top",
        "https://",
        "//social.example/",
        "",
    ]
    .iter()
    .map(|text| text.replace("{port}", &port.to_string()))
    .chain([long])
    .collect();
    let egress = Egress::new(AllowList::default()).unwrap();
    for text in &corpus {
        match egress.url(text) {
            Err(why) => assert!(why.to_string().len() > 20, "{text}: {why}"),
            Ok(url) => panic!("{text} was accepted as {url}"),
        }
    }
    assert_eq!(caught.load(Ordering::SeqCst), 0);
}

#[test]
fn ordinary_addresses_pass_and_print_as_they_read() {
    let nobody = AllowList::default();
    for text in [
        "https://social.example",
        "https://social.example:443/@group/1?x=1&y=ü",
        "https://xn--mnchen-3ya.example/",
        "https://münchen.example/",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
        "HTTPS://Social.Example/",
    ] {
        let url = SafeUrl::parse(text, &nobody).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!(SafeUrl::parse(url.as_str(), &nobody).unwrap(), url, "{text}");
    }
    let exact = format!("https://social.example/{}", "a".repeat(2048 - 23));
    assert!(SafeUrl::parse(&exact, &nobody).is_ok());
    assert!(matches!(SafeUrl::parse(&format!("{exact}a"), &nobody), Err(UnsafeUrl::TooLong(2049))));
}

#[test]
fn a_path_is_put_together_without_a_way_out_of_the_server() {
    let base = SafeUrl::parse("https://social.example/", &AllowList::default()).unwrap();
    let odd = base.at(["api", "v1", "statuses", "../../oauth?x#y@evil.example/"]);
    assert_eq!(odd.host(), "social.example");
    assert!(odd.as_str().starts_with("https://social.example/api/v1/statuses/"), "{odd}");
    assert!(!odd.as_str().contains('?') && !odd.as_str().contains('#'), "{odd}");
}

/// Answers with these addresses, whatever the name.
struct Says(Vec<IpAddr>);

impl Lookup for Says {
    fn lookup(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let answer = self.0.clone();
        Box::pin(async move { Ok(answer) })
    }
}

#[tokio::test]
async fn wb02_one_closed_address_among_the_answers_refuses_them_all() {
    for closed in ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1", "64:ff9b::a00:1"] {
        let answers = ["93.184.215.14".parse().unwrap(), closed.parse().unwrap()];
        let egress = Egress::with_lookup(AllowList::default(), Arc::new(Says(answers.into()))).unwrap();
        let url = egress.url("https://social.example/").unwrap();
        let failure = egress.read(Ask::get(url)).await.unwrap_err();
        assert!(matches!(&failure, Failure::Refused { why, .. } if why.contains("private")), "{closed}: {failure}");
        assert_eq!(failure.sent(), Sent::NotSent);
    }
}

/// This machine at first, somebody else's at every later question; counts the questions.
struct Rebinds(Arc<AtomicUsize>);

impl Lookup for Rebinds {
    fn lookup(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let first = self.0.fetch_add(1, Ordering::SeqCst) == 0;
        let answer: IpAddr = if first { "127.0.0.1" } else { "127.0.0.2" }.parse().unwrap();
        Box::pin(async move { Ok(vec![answer]) })
    }
}

#[tokio::test]
async fn wb03_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_checked() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://rebinding.example:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", get(|| async { "here" }))).await });
    let asked = Arc::new(AtomicUsize::new(0));
    let allowed = AllowList::new([Allowed::parse(&base, "a server of the tests").unwrap()]);
    let egress = Egress::with_lookup(allowed, Arc::new(Rebinds(asked.clone()))).unwrap();
    assert_eq!(egress.read(Ask::get(egress.url(&base).unwrap())).await.unwrap().text(), "here");
    assert_eq!(asked.load(Ordering::SeqCst), 1);

    let egress = Egress::with_lookup(AllowList::default(), Arc::new(Rebinds(asked.clone()))).unwrap();
    let failure = egress.read(Ask::get(egress.url("https://rebinding.example/").unwrap())).await.unwrap_err();
    assert!(matches!(failure, Failure::Refused { .. }), "{failure}");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn wb04_a_redirect_leads_nowhere_that_may_not_be_asked() {
    let (port, caught) = trap().await;
    let to = |target: String| get(move || async move { Redirect::temporary(&target) });
    let routes = Router::new()
        .route("/metadata", to("http://169.254.169.254/latest/meta-data".to_owned()))
        .route("/inside", to(format!("http://127.0.0.1:{port}/")))
        .route("/plain", to("http://social.example/".to_owned()))
        .route("/loop", to("/loop".to_owned()))
        .route("/four", to("/three".to_owned()))
        .route("/three", to("/two".to_owned()))
        .route("/two", to("/one".to_owned()))
        .route("/one", to("/end".to_owned()))
        .route("/end", get(|| async { "arrived" }));
    let (egress, base) = served(routes).await;
    for path in ["metadata", "inside", "plain", "loop", "four"] {
        let failure = egress.read(Ask::get(base.at([path]))).await.unwrap_err();
        assert!(matches!(failure, Failure::Refused { .. }), "{path}: {failure}");
    }
    assert_eq!(egress.read(Ask::get(base.at(["three"]))).await.unwrap().text(), "arrived");
    let unfollowed = egress.write(Ask::post(base.at(["one"]))).await.unwrap();
    assert!(unfollowed.status == 405 || unfollowed.status == 307, "{}", unfollowed.status);
    assert_eq!(caught.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn wb05_an_answer_that_never_ends_is_cut_at_its_cap_or_at_the_deadline() {
    let endless = || async {
        let chunks = futures::stream::iter(std::iter::repeat_with(|| Ok::<_, io::Error>(vec![b'a'; 64 * 1024])));
        Body::from_stream(chunks).into_response()
    };
    let slow = || async {
        let drops = futures::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Some((Ok::<_, io::Error>(vec![b'a']), ()))
        });
        Body::from_stream(drops).into_response()
    };
    let long_headers = || async {
        let mut headers = HeaderMap::new();
        for number in 0..40 {
            let name = header::HeaderName::try_from(format!("x-{number}")).unwrap();
            headers.insert(name, "a".repeat(4096).parse().unwrap());
        }
        (headers, "body")
    };
    let routes =
        Router::new().route("/endless", get(endless)).route("/slow", get(slow)).route("/headers", get(long_headers));
    let (egress, base) = served(routes).await;
    for path in ["endless", "headers"] {
        let failure = egress.read(Ask::get(base.at([path])).up_to(Cap::Json)).await.unwrap_err();
        assert!(matches!(failure, Failure::Unreadable { .. }), "{path}: {failure}");
        assert_eq!(failure.sent(), Sent::Ambiguous);
    }
    // The page never ends: that there is an answer at all shows the limit.
    let failure = egress.read(Ask::get(base.at(["slow"])).within(Duration::from_millis(400))).await.unwrap_err();
    assert!(matches!(failure, Failure::TimeOut { .. }), "{failure}");
}

#[tokio::test]
async fn wb06_nothing_is_unpacked() {
    let packed = || async { ([(header::CONTENT_ENCODING, "gzip")], vec![0x1f, 0x8b, 8, 0]) };
    let asked = |headers: HeaderMap| async move { format!("{:?}", headers.get(header::ACCEPT_ENCODING)) };
    let (egress, base) = served(Router::new().route("/packed", get(packed)).route("/asked", get(asked))).await;
    let failure = egress.read(Ask::get(base.at(["packed"]))).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreadable { .. }), "{failure}");
    assert_eq!(egress.read(Ask::get(base.at(["asked"]))).await.unwrap().text(), "None");
}

#[tokio::test]
async fn what_is_sent_says_who_asks_and_nothing_else() {
    let shown = |headers: HeaderMap| async move {
        let names: Vec<String> =
            headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or("?"))).collect();
        names.join("\n")
    };
    let (egress, base) = served(Router::new().route("/", get(shown))).await;
    let shown = egress.read(Ask::get(base)).await.unwrap().text();
    assert!(shown.contains(concat!("user-agent: Nuncio/", env!("CARGO_PKG_VERSION"))), "{shown}");
    assert!(!shown.contains("cookie") && !shown.contains("referer"), "{shown}");
}

#[tokio::test]
async fn a_server_nobody_listens_on_and_one_that_hangs_up_are_told_apart() {
    let (egress, nobody) = allowing("http://127.0.0.1:9");
    assert_eq!(egress.write(Ask::post(nobody)).await.unwrap_err().sent(), Sent::NotSent);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (egress, rude) = allowing(&format!("http://{}", listener.local_addr().unwrap()));
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            let _ = line.shutdown().await;
        }
    });
    assert_eq!(egress.write(Ask::post(rude)).await.unwrap_err().sent(), Sent::Ambiguous);
}

#[tokio::test]
async fn a_server_without_trusted_encryption_gets_nothing() {
    let (port, caught) = trap().await;
    let (egress, url) = allowing(&format!("https://127.0.0.1:{port}"));
    let failure = egress.write(Ask::post(url).within(Duration::from_secs(2))).await.unwrap_err();
    assert_eq!(caught.load(Ordering::SeqCst), 1);
    assert!(matches!(failure, Failure::Unreachable { .. } | Failure::TimeOut { .. }), "{failure}");
}

#[tokio::test]
async fn an_address_one_list_allowed_is_refused_by_a_door_with_another() {
    let (_, inside) = allowing("http://127.0.0.1:9");
    let strict = Egress::new(AllowList::default()).unwrap();
    let failure = strict.write(Ask::post(inside)).await.unwrap_err();
    assert!(matches!(failure, Failure::Refused { .. }), "{failure}");
}

#[tokio::test]
async fn one_host_is_asked_by_two_connections_at_most() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (inside, peak) = (now.clone(), most.clone());
    let busy = get(move || {
        let (inside, peak) = (inside.clone(), peak.clone());
        async move {
            peak.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20)).await;
            inside.fetch_sub(1, Ordering::SeqCst);
        }
    });
    let (egress, base) = served(Router::new().route("/", busy)).await;
    let asks = (0..10).map(|_| egress.read(Ask::get(base.clone())));
    for answer in futures::future::join_all(asks).await {
        answer.unwrap();
    }
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_host_whose_slots_are_taken_until_the_deadline_was_not_sent_anything() {
    let hang = get(|| async { tokio::time::sleep(Duration::from_secs(5)).await });
    let (egress, base) = served(Router::new().route("/", hang)).await;
    let held: Vec<_> = (0..2)
        .map(|_| {
            tokio::spawn({
                let (egress, base) = (egress.clone(), base.clone());
                async move { egress.read(Ask::get(base)).await }
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let failure = egress.write(Ask::post(base).within(Duration::from_millis(100))).await.unwrap_err();
    assert!(matches!(failure, Failure::NoSlot { .. }), "{failure}");
    assert_eq!(failure.sent(), Sent::NotSent);
    held.iter().for_each(tokio::task::JoinHandle::abort);
}
