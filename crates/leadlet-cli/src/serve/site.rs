//! Serves files: the gallery at `/` and the built widget at `/leadlet/`.
//!
//! Knows what a browser needs to be told about a file, nothing about what is in it. Files are
//! revalidated on every use (`no-cache` with `Last-Modified`), so that an edited page is the page
//! that is seen.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use std::path::PathBuf;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

/// Makes the routes of the files: `www` at the root, `dist` below `/leadlet/`.
///
/// Paths that lead out of a directory are refused by `ServeDir`; a directory is answered with its
/// `index.html`.
pub(crate) fn routes(www: Option<PathBuf>, dist: Option<PathBuf>) -> Router {
    let mut files = Router::new();
    if let Some(dist) = dist {
        files = files.nest_service("/leadlet", ServeDir::new(dist).fallback(any(missing)));
    }
    let files = match www {
        Some(www) => files.fallback_service(ServeDir::new(www).fallback(any(missing))),
        None => files.route("/", any(no_gallery)).fallback(missing),
    };
    files.layer(middleware::from_fn(describe)).layer(CompressionLayer::new())
}

async fn missing() -> Response {
    (StatusCode::NOT_FOUND, "404: there is no such file here.\n").into_response()
}

async fn no_gallery() -> &'static str {
    "Leadlet receives leads here: POST /leads. They can be read at /inbox. To serve pages, start with --www DIR.\n"
}

/// Says what the file is where its name alone would mislead a browser, and how long to keep it.
async fn describe(request: Request, next: Next) -> Response {
    let is_typescript = request.uri().path().ends_with(".ts");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let text = |value: &HeaderValue| {
        let value = value.to_str().ok()?;
        (value.starts_with("text/") && !value.contains("charset")).then(|| format!("{value}; charset=utf-8"))
    };
    if is_typescript && headers.contains_key(header::CONTENT_TYPE) {
        // By its ending alone a declaration file is a video.
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    } else if let Some(full) = headers.get(header::CONTENT_TYPE).and_then(text)
        && let Ok(full) = HeaderValue::from_str(&full)
    {
        headers.insert(header::CONTENT_TYPE, full);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    response
}
