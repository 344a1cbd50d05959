//! A real repository behind Git's own program for HTTP (`git http-backend`), which comes with Git.

use crate::standin::Faults;
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    io::Write as _,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tempfile::TempDir;

/// Who may push.
pub const VOICE: (&str, &str) = ("voice", "token-1234");

/// One repository with a branch `main`, which has an older post and other files.
pub struct Host {
    folder: TempDir,
    pub faults: Faults,
    locked: AtomicBool,
}

impl Host {
    pub fn new() -> Arc<Self> {
        let host = Arc::new(Self {
            folder: TempDir::new().unwrap(),
            faults: Faults::default(),
            locked: AtomicBool::new(false),
        });
        host.git(&["init", "--quiet", "--bare", "--initial-branch=main", "."], None);
        host.git(&["config", "uploadpack.allowFilter", "true"], None);
        host.commit(
            "",
            &[("README.md", "A site."), ("content/news/2020-01-01-old.md", "Old."), ("static/logo.svg", "<svg/>")],
        );
        host
    }
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new().fallback(answer).with_state(self.clone())
    }
    /// The server cannot leave files out of what is fetched.
    pub fn sends_everything(&self) {
        self.git(&["config", "uploadpack.allowFilter", "false"], None);
    }
    /// The key is taken back.
    pub fn lock(&self) {
        self.locked.store(true, Ordering::SeqCst);
    }
    /// A rule of the repository that refuses every push.
    pub fn refuses_pushes(&self) {
        use std::os::unix::fs::PermissionsExt as _;
        let hook = self.path().join("hooks/pre-receive");
        std::fs::write(&hook, "#!/bin/sh\nexit 1\n").unwrap();
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    /// Somebody else commits these files.
    pub fn commit(&self, from: &str, files: &[(&str, &str)]) {
        let who = "committer Editor <editor@project.example> 1700000000 +0000";
        let added = files.iter().map(|(path, text)| format!("M 100644 inline {path}\ndata {}\n{text}\n", text.len()));
        let added: String = added.collect();
        let script = format!("commit refs/heads/main\n{who}\ndata 6\nedited\n{from}{added}");
        self.git(&["fast-import", "--quiet"], Some(&script));
    }
    /// Somebody else commits on top of what is there.
    pub fn commit_on_top(&self, files: &[(&str, &str)]) {
        self.commit("from refs/heads/main^0\n", files);
    }
    /// The file as it is in the branch.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        let shown = self.run(&["show", &format!("main:{path}")], None);
        shown.status.success().then_some(shown.stdout)
    }
    /// All files of the branch.
    pub fn files(&self) -> Vec<String> {
        self.git(&["ls-tree", "-r", "--name-only", "main"], None).lines().map(str::to_owned).collect()
    }
    /// How many commits the branch has.
    pub fn commits(&self) -> usize {
        self.git(&["rev-list", "--count", "main"], None).trim().parse().unwrap()
    }
    /// What Git prints.
    pub fn git(&self, arguments: &[&str], input: Option<&str>) -> String {
        let output = self.run(arguments, input.map(str::as_bytes));
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    fn command(&self) -> Command {
        let mut git = Command::new("git");
        git.current_dir(self.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        git
    }

    fn run(&self, arguments: &[&str], input: Option<&[u8]>) -> Output {
        fed(self.command().args(arguments), input.unwrap_or_default())
    }

    fn answered(&self, request: &Asked) -> Response {
        let right = format!("Basic {}", STANDARD.encode(format!("{}:{}", VOICE.0, VOICE.1)));
        if request.header("authorization") != right || self.locked.load(Ordering::SeqCst) {
            return (StatusCode::UNAUTHORIZED, "no").into_response();
        }
        if request.path == "/site.git/git-receive-pack" {
            return self.faults.around(|| self.by_git(request));
        }
        self.by_git(request)
    }

    fn by_git(&self, request: &Asked) -> Response {
        let mut backend = self.command();
        backend.arg("http-backend").env("GIT_PROJECT_ROOT", self.path()).env("GIT_HTTP_EXPORT_ALL", "1");
        backend.env("PATH_INFO", request.path.trim_start_matches("/site.git")).env("QUERY_STRING", &request.query);
        backend.env("REQUEST_METHOD", &request.method).env("REMOTE_USER", VOICE.0).env("REMOTE_ADDR", "127.0.0.1");
        backend.env("CONTENT_TYPE", request.header("content-type"));
        backend.env("CONTENT_LENGTH", request.body.len().to_string());
        backend.env("HTTP_GIT_PROTOCOL", request.header("git-protocol"));
        let output = fed(&mut backend, &request.body);
        let end = output.stdout.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("headers, and an empty line");
        let mut response = Response::builder();
        for line in String::from_utf8_lossy(&output.stdout[..end]).lines() {
            let (name, value) = line.split_once(": ").unwrap();
            response = match name {
                "Status" => response.status(value[..3].parse::<u16>().unwrap()),
                _ => response.header(name, value),
            };
        }
        response.body(Body::from(output.stdout[end + 4..].to_vec())).unwrap()
    }
}

fn fed(command: &mut Command, input: &[u8]) -> Output {
    let mut running = command.spawn().expect("git is installed");
    let mut stdin = running.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that does not read to the end breaks the pipe, and answers all the same.
    let feeding = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = running.wait_with_output().unwrap();
    feeding.join().unwrap();
    output
}

struct Asked {
    method: String,
    path: String,
    query: String,
    headers: axum::http::HeaderMap,
    body: Bytes,
}

impl Asked {
    fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }
}

async fn answer(State(host): State<Arc<Host>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Asked {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body: to_bytes(body, 50_000_000).await.unwrap(),
    };
    tokio::task::spawn_blocking(move || host.answered(&asked)).await.unwrap()
}
