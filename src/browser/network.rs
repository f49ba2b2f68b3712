//! Sends what the core describes, and says what came of it.

use gloo_net::http::RequestBuilder;
use leadlet_core::delivery::request::{Reply, Request};
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

/// How long an answer is waited for.
const TIMEOUT_MS: u32 = 15_000;

/// The longest answer that is looked at, in bytes.
const MOST: usize = 64 * 1024;

/// Makes one attempt.
pub(crate) async fn send(request: &Request) -> Reply {
    attempt(request).await.unwrap_or(Reply::Failed)
}

async fn attempt(request: &Request) -> Result<Reply, gloo_net::Error> {
    let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    let mut builder = RequestBuilder::new(&request.url)
        .method(gloo_net::http::Method::POST)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::StrictOrigin)
        .cache(RequestCache::NoStore)
        // A 307 would post the visitor's words to whoever it names.
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(&signal));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let response = builder.body(request.body.as_str())?.send().await?;
    let retry_after = response.headers().get("retry-after").and_then(|seconds| seconds.trim().parse().ok());
    // An answer cut off in the middle is no answer.
    let mut body = response.text().await?;
    if body.len() > MOST {
        body.clear();
    }
    Ok(Reply::Answered { status: response.status(), body, retry_after })
}

/// Tells whether the browser knows that it has no network. That it says nothing proves nothing.
pub(crate) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}
