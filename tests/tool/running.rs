//! Starts the real binary and talks to it.

use leadlet_core::json::{Json, parse};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The binary under test.
pub(crate) fn leadlet() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadlet"));
    // What the developer has set must not decide a test.
    command.env_remove("LEADLET_INBOX_TOKEN").env_remove("LEADLET_LOG").env("NO_COLOR", "1");
    command
}

/// Runs a command that is expected to end by itself, within 20 seconds.
pub(crate) fn run(arguments: &[&str]) -> Output {
    let mut command = leadlet();
    let mut child =
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let began = Instant::now();
    while child.try_wait().expect("it can be waited for").is_none() {
        if began.elapsed() > Duration::from_secs(20) {
            child.kill().expect("it runs");
            panic!("leadlet {arguments:?} does not end: {:?}", child.wait_with_output());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().expect("its output is read")
}

/// A receiver that listens until it is dropped.
pub(crate) struct Receiver {
    child: Child,
    /// The line that says it is ready.
    pub(crate) ready: String,
    port: u16,
    log: File,
}

/// An answer of the receiver.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Receiver {
    /// Starts `leadlet serve` on a free port with the database in `directory`.
    pub(crate) fn start(directory: &Path, more: &[&str]) -> Self {
        // A file and not a pipe: a pipe that nobody reads fills up and stops the receiver.
        let log = tempfile::tempfile().expect("a temporary file");
        let mut child = leadlet()
            .args(["serve", "--port", "0", "--db"])
            .arg(database(directory))
            .args(more)
            .stdout(Stdio::piped())
            .stderr(log.try_clone().expect("a second handle"))
            .spawn()
            .expect("the binary runs");
        let mut ready = String::new();
        let output = child.stdout.as_mut().expect("standard output is piped");
        BufReader::new(output).read_line(&mut ready).expect("it says when it is ready");
        let port = ready.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no address in {ready:?}"));
        Receiver { child, ready, port, log }
    }

    /// The port it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Sends a lead as the widget does.
    pub(crate) fn post(&self, body: &str) -> Answer {
        self.post_as("application/json", body.as_bytes())
    }

    /// Sends bytes to `/leads`.
    pub(crate) fn post_as(&self, content_type: &str, body: &[u8]) -> Answer {
        self.send("POST", "/leads", &[("content-type", content_type)], body)
    }

    /// Reads an address under the name `localhost`.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    /// Sends any request with any headers.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("http://127.0.0.1:{}{path}", self.port));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let config = ureq::Agent::config_builder().http_status_as_error(false).allow_non_standard_methods(true);
        let config = config.max_redirects(0).max_redirects_will_error(false);
        let agent = config.timeout_global(Some(Duration::from_secs(30))).build().new_agent();
        let request = request.body(body.to_vec()).expect("a valid request");
        let mut response = agent.run(request).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let headers = response.headers().iter();
        let headers =
            headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("").to_owned())).collect();
        let body = response.body_mut().with_config().limit(64 << 20).read_to_vec().expect("a whole body");
        Answer { status: response.status().as_u16(), headers, body }
    }

    /// Sends a request line and headers exactly as written, with nothing added.
    pub(crate) fn send_raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout can be set");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers and closes");
        answer
    }

    /// All leads it keeps, as the JSON export gives them.
    pub(crate) fn kept(&self) -> Vec<Json> {
        let answer = self.get("/inbox/leads.json");
        assert_eq!(answer.status, 200);
        answer.json().as_list().expect("a list").to_vec()
    }

    /// What it has written to its log so far.
    pub(crate) fn log(&self) -> String {
        let (mut log, mut text) = (self.log.try_clone().expect("a second handle"), String::new());
        log.seek(SeekFrom::Start(0)).expect("a file can be read from its start");
        log.read_to_string(&mut text).expect("UTF-8");
        text
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Sends a signal by its name, `TERM` or `INT`, and waits for the end.
    pub(crate) fn signal(mut self, name: &str) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status().expect("kill runs");
        assert!(sent.success());
        let asked = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                break status;
            }
            assert!(asked.elapsed() < Duration::from_secs(9), "it does not stop");
            std::thread::sleep(Duration::from_millis(10));
        };
        let mut rest = String::new();
        let output = self.child.stdout.as_mut().expect("standard output is piped");
        output.read_to_string(&mut rest).expect("its output ends");
        (status.code(), rest)
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // It may be gone already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    /// The value of a header, "" where it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    /// How often a header stands there.
    pub(crate) fn header_count(&self, name: &str) -> usize {
        self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).count()
    }

    /// The body as a text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Json {
        parse(self.text()).unwrap_or_else(|error| panic!("{error:?} in {}", self.text()))
    }

    /// The code of a refusal, after a look at the form every refusal has.
    pub(crate) fn refusal(&self) -> String {
        assert_eq!(self.header("content-type"), "application/json", "{}", self.text());
        let body = self.json();
        assert_eq!(body.get("ok"), Some(&Json::Bool(false)));
        let text = |name| body.get("error").and_then(|error| error.get(name)).and_then(Json::as_text);
        assert!(text("message").is_some_and(|message| message.len() > 15), "a refusal says why: {}", self.text());
        text("code").expect("a refusal has a code").to_owned()
    }
}

/// Where the database of a test stands.
pub(crate) fn database(directory: &Path) -> PathBuf {
    directory.join("leads.db")
}

/// A directory of the test's own, removed when it is dropped.
pub(crate) fn fresh_directory() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary directory")
}
