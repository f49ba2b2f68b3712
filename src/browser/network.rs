//! Sends what the core describes, and says what came of it.

use gloo_net::http;
use leadlet_core::{
    delivery::request::{Reply, Request},
    json::read_whole,
    sought::trimmed,
};
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, Headers, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

/// How long an answer is waited for.
const TIMEOUT_MS: u32 = 15_000;

/// The longest answer that is looked at, in bytes.
const MOST: usize = 64 * 1024;

/// Makes one attempt.
pub(crate) async fn send(request: &Request) -> Reply {
    attempt(request).await.unwrap_or(Reply::Failed)
}

async fn attempt(request: &Request) -> Option<Reply> {
    let response = asked(request).ok()?.send().await.ok()?;
    let retry_after = response.headers().get("retry-after").and_then(|seconds| read_whole(trimmed(&seconds)));
    // An answer cut off in the middle is no answer.
    let mut body = response.text().await.ok()?;
    if body.len() > MOST {
        body.clear();
    }
    Some(Reply::Answered { status: response.status(), body, retry_after })
}

/// Makes the request as the browser takes it: by hand, since gloo-net's builder brings a reader of
/// queries and std's formatter with it, 1.8 kB of brotli.
fn asked(request: &Request) -> Result<http::Request, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let settings = RequestInit::new();
    settings.set_method("POST");
    settings.set_headers(&headers);
    settings.set_body(&JsValue::from_str(&request.body));
    settings.set_credentials(RequestCredentials::Omit);
    settings.set_referrer_policy(ReferrerPolicy::StrictOrigin);
    settings.set_cache(RequestCache::NoStore);
    // A 307 would post the visitor's words to whoever it names.
    settings.set_redirect(RequestRedirect::Error);
    settings.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
    web_sys::Request::new_with_str_and_init(&request.url, &settings).map(http::Request::from)
}

/// Tells whether the browser knows that it has no network. That it says nothing proves nothing.
pub(crate) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}
