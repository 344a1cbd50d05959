//! Media on their way out: never in memory as a whole, and never others than those that were approved.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, State},
    routing::post,
};
use basics::Digest;
use bytes::Bytes;
use egress::{
    AllowList, Allowed, Ask, BadMedium, Chunks, Egress, Failure, Medium, Part, SafeUrl, Sent, Source, medium::CHUNK,
};
use futures::{StreamExt as _, future::BoxFuture, stream};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

/// 20 MB.
const CHUNKS: usize = 320;

/// How many chunks there are now, and the most that there were at once.
#[derive(Clone, Default)]
struct Counted {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

/// A chunk that is counted as long as anybody holds it.
struct Chunk(Vec<u8>, Counted);

impl Chunk {
    fn of(number: usize, counted: &Counted) -> Bytes {
        let now = counted.now.fetch_add(1, Ordering::SeqCst) + 1;
        counted.most.fetch_max(now, Ordering::SeqCst);
        Bytes::from_owner(Self(bytes(number), counted.clone()))
    }
}

impl AsRef<[u8]> for Chunk {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Chunk {
    fn drop(&mut self) {
        self.1.now.fetch_sub(1, Ordering::SeqCst);
    }
}

fn bytes(number: usize) -> Vec<u8> {
    vec![u8::try_from(number % 251).unwrap(); CHUNK]
}

/// A stand-in for where media are kept: it makes each chunk when it is asked for.
struct Film {
    counted: Counted,
    chunks: usize,
    spoilt: Option<usize>,
}

impl Source for Film {
    fn open(&self) -> BoxFuture<'static, io::Result<Chunks>> {
        let (counted, spoilt) = (self.counted.clone(), self.spoilt);
        let chunk = move |number| Ok(Chunk::of(if spoilt == Some(number) { number + 1 } else { number }, &counted));
        let chunks = stream::iter((0..self.chunks).map(chunk));
        Box::pin(async move { Ok(Box::pin(chunks) as Chunks) })
    }
}

/// What was approved: so many chunks, none of them spoilt.
fn approved(kept: Film) -> Medium {
    let whole: Vec<u8> = (0..CHUNKS).flat_map(bytes).collect();
    Medium::new("video/mp4", whole.len() as u64, Digest::of(&whole), Arc::new(kept))
}

/// A server that tells how many bytes of a body came, and whether it came to its end.
async fn served() -> (Egress, SafeUrl, UnboundedReceiver<(usize, bool)>) {
    let (tell, told) = unbounded_channel();
    let routes = Router::new().route("/", post(read)).layer(DefaultBodyLimit::disable()).with_state(tell);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let egress = Egress::new(AllowList::new([Allowed::parse(&base, "a server of the tests").unwrap()])).unwrap();
    let url = egress.url(&base).unwrap();
    (egress, url, told)
}

async fn read(State(tell): State<UnboundedSender<(usize, bool)>>, body: Body) {
    let (mut chunks, mut length, mut whole) = (body.into_data_stream(), 0, true);
    while let Some(chunk) = chunks.next().await {
        match chunk {
            Ok(chunk) => length += chunk.len(),
            Err(_) => whole = false,
        }
    }
    tell.send((length, whole)).unwrap();
}

/// As it is, and as a part of a form.
fn asks(url: &SafeUrl, medium: &Medium) -> [Ask; 2] {
    let plain = Ask::post(url.clone()).medium("application/octet-stream", medium);
    let form = vec![Part::text("description", "A film."), Part::file("file", "film.mp4", medium)];
    [plain, Ask::post(url.clone()).parts(form)]
}

#[tokio::test]
async fn a_large_medium_is_never_in_memory_as_a_whole() {
    let (egress, url, mut told) = served().await;
    let counted = Counted::default();
    let medium = approved(Film { counted: counted.clone(), chunks: CHUNKS, spoilt: None });
    for ask in asks(&url, &medium) {
        assert!(egress.write(ask).await.unwrap().is_success());
        let (length, whole) = told.recv().await.unwrap();
        assert!(whole && length >= CHUNKS * CHUNK, "{length} bytes came");
        let most = counted.most.load(Ordering::SeqCst);
        assert!(most <= 24, "{most} of {CHUNKS} chunks were in memory at once");
        assert_eq!(counted.now.load(Ordering::SeqCst), 0, "nobody holds a chunk any more");
    }
}

#[tokio::test]
async fn what_is_not_what_was_approved_breaks_off_before_its_end() {
    let (egress, url, mut told) = served().await;
    let film = |chunks, spoilt| Film { counted: Counted::default(), chunks, spoilt };
    let others =
        [film(CHUNKS, Some(0)), film(CHUNKS, Some(CHUNKS - 1)), film(CHUNKS - 1, None), film(CHUNKS + 1, None)];
    for medium in others.map(approved) {
        for ask in asks(&url, &medium) {
            expect_changed(&egress.write(ask).await.unwrap_err());
            let (length, whole) = told.recv().await.unwrap();
            assert!(!whole && length < CHUNKS * CHUNK, "{length} bytes came");
        }
    }
    // Of what is empty by now not even a head leaves.
    for ask in asks(&url, &approved(film(0, None))) {
        expect_changed(&egress.write(ask).await.unwrap_err());
    }
}

fn expect_changed(failure: &Failure) {
    let changed = matches!(failure, Failure::Medium { bad: BadMedium::Changed(_), .. });
    assert!(changed && failure.sent() == Sent::NotSent, "{failure}");
    assert!(failure.to_string().contains("was changed where it is kept"), "{failure}");
}

#[tokio::test]
async fn a_medium_that_cannot_be_read_is_said_to_be_so_and_may_be_sent_again() {
    struct Gone;
    impl Source for Gone {
        fn open(&self) -> BoxFuture<'static, io::Result<Chunks>> {
            Box::pin(async { Err(io::Error::from(io::ErrorKind::NotFound)) })
        }
    }
    let (egress, url, _told) = served().await;
    let medium = Medium::new("video/mp4", 7, Digest::of(b"a film!"), Arc::new(Gone));
    for ask in asks(&url, &medium) {
        let failure = egress.write(ask).await.unwrap_err();
        assert!(matches!(&failure, Failure::Medium { bad: BadMedium::Unreadable(..), .. }), "{failure}");
    }
    assert_eq!(Medium::at_hand("image/png", vec![7; 3 * CHUNK + 1]).whole().await.unwrap().len(), 3 * CHUNK + 1);
}
