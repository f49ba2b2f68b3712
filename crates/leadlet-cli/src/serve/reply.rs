//! The JSON replies of the receiver, the good and the bad.
//!
//! Every refusal has the same shape, `{"ok": false, "error": {"code", "message"}, …}`, so that a
//! sender can act on the code and a person can read the message. What a refusal says never repeats
//! what the visitor wrote.

use super::store::Store;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leadlet_core::diagnostic::{Diagnostic, Severity};
use leadlet_core::json::{Json, object};

/// Why a request is not done.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    diagnostics: Vec<Json>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// Makes a refusal with a stable code (`body/not-json`) and a sentence for a person.
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Refusal { status, code, message: message.into(), diagnostics: Vec::new(), headers: Vec::new() }
    }

    /// Makes the refusal of a database that does not answer: nothing was kept, try again in 5 s.
    pub(crate) fn store(error: &sqlx::Error) -> Self {
        // SQLite's messages name tables and files, never what is in them.
        tracing::error!(%error, "the database does not answer");
        let message = "The database does not answer, so nothing was kept. Send it again later.";
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "store/unavailable", message)
            .with(header::RETRY_AFTER, HeaderValue::from_static("5"))
    }

    /// Adds a header.
    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Lists every fault of the body.
    pub(crate) fn because(mut self, diagnostics: &[Diagnostic]) -> Self {
        self.diagnostics = diagnostics.iter().map(described).collect();
        self
    }

    /// Says where the text of the body goes wrong: line and column, from 1.
    pub(crate) fn at(mut self, line: usize, column: usize) -> Self {
        let count = |n| Json::from(i64::try_from(n).unwrap_or(i64::MAX));
        self.diagnostics = vec![object(vec![
            ("code", self.code.into()),
            ("path", "".into()),
            ("message", self.message.clone().into()),
            ("line", count(line)),
            ("column", count(column)),
        ])];
        self
    }
}

fn described(fault: &Diagnostic) -> Json {
    object(vec![
        ("code", fault.code.into()),
        ("severity", if fault.severity == Severity::Error { "error" } else { "warning" }.into()),
        ("path", fault.path.clone().into()),
        ("message", fault.message.clone().into()),
        ("suggestion", fault.suggestion.clone().into()),
    ])
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = object(vec![("code", self.code.into()), ("message", self.message.into())]);
        let body = object(vec![("ok", false.into()), ("error", error), ("diagnostics", self.diagnostics.into())]);
        let mut response = json(self.status, &body);
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// Makes a JSON response that no cache keeps.
pub(crate) fn json(status: StatusCode, body: &Json) -> Response {
    let mut response = (status, Body::from(body.compact())).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `GET /health`: whether leads can be kept right now, and how many there are.
///
/// # Errors
/// 503 where the database does not answer.
pub(crate) async fn health(State(store): State<Store>) -> Result<Response, Refusal> {
    let leads = store.count().await.map_err(|error| Refusal::store(&error))?;
    let version = env!("CARGO_PKG_VERSION");
    let body = object(vec![("ok", true.into()), ("leads", leads.into()), ("version", version.into())]);
    Ok(json(StatusCode::OK, &body))
}
