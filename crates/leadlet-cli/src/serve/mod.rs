//! `leadlet serve`: the receiver, its inbox, and the gallery, in one process.
//!
//! This module starts and stops; what happens on a request stands in the modules below. The ground
//! it is built on: a lead is acknowledged only when it is on the disk ([`store`]), scores are
//! computed again by the core ([`known`], [`receive`]), and what visitors wrote is shown to nobody
//! but the owner ([`inbox`]).

mod disposable;
mod inbox;
mod known;
mod receive;
mod reply;
mod site;
mod start;
pub(crate) mod store;

use crate::terminal::plain;
use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use clap::Args;
use inbox::Door;
use known::KnownConfigs;
use reply::Refusal;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Store;
use tower_http::cors::{self, CorsLayer};

/// How long a request may take, from its first byte to the head of its reply.
const REQUEST_LIMIT: Duration = Duration::from_secs(15);

/// How long a browser may remember the answer to a preflight.
const PREFLIGHT_LIFE: Duration = Duration::from_secs(7200);

/// Receives leads into a SQLite file and shows them in an inbox.
///
/// Leads are sent to /leads with POST; the inbox is at /inbox, /health says whether all is well.
/// Stops on Ctrl-C or SIGTERM, after the requests under way are answered.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// The address to listen on; 0.0.0.0 is every network this machine is in.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    host: IpAddr,

    /// The SQLite file that keeps the leads; made where it is missing.
    #[arg(long, default_value = "leads.db", value_name = "FILE")]
    db: PathBuf,

    /// A directory of pages to serve at /.
    #[arg(long, value_name = "DIR")]
    www: Option<PathBuf>,

    /// The built widget to serve at /leadlet/, as `cargo xtask dist` writes it.
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,

    /// The configs by which scores are computed again [default: configs in the --www directory].
    #[arg(long, value_name = "DIR")]
    configs: Option<PathBuf>,

    /// The password of the inbox, at least 16 characters; the user name is not looked at.
    ///
    /// Without it the inbox opens only to a browser on this machine. Set it wherever a reverse proxy
    /// stands before this server: to the proxy every visitor looks like this machine.
    #[arg(long, value_name = "TOKEN", env = "LEADLET_INBOX_TOKEN", hide_env_values = true)]
    inbox_token: Option<String>,
}

/// What a request can reach.
pub(crate) struct Receiver {
    store: Store,
    known: Arc<KnownConfigs>,
    door: Door,
}

impl Serve {
    /// Serves until told to stop. Exits with 1 where it can't start.
    pub(crate) fn run(self) -> ExitCode {
        match start::run(self) {
            Ok(()) => ExitCode::SUCCESS,
            Err(fault) => {
                eprintln!("leadlet serve: {}", plain(&fault.to_string()));
                ExitCode::FAILURE
            }
        }
    }
}

/// Puts every route together.
fn routes(receiver: &Arc<Receiver>, www: Option<PathBuf>, dist: Option<PathBuf>) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(cors::Any)
        .allow_methods([Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::HeaderName::from_static("idempotency-key")])
        .expose_headers([header::RETRY_AFTER])
        .max_age(PREFLIGHT_LIFE);
    let leads = Router::new()
        .route("/leads", post(receive::receive).fallback(receive::refuse_method))
        .route("/leads/", any(receive::refuse_path))
        .route("/leads/{*rest}", any(receive::refuse_path))
        .with_state(Arc::clone(receiver))
        .layer(middleware::from_fn(limit_time))
        .layer(cors);
    let health = Router::new().route("/health", get(reply::health)).with_state(receiver.store.clone());
    let inbox = inbox::routes(receiver);
    let own = health.merge(inbox).layer(middleware::from_fn(limit_time)).method_not_allowed_fallback(only_get);
    site::routes(www, dist).merge(leads).merge(own).layer(middleware::from_fn(log))
}

async fn only_get() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "route/method", "This can only be read, with GET.")
        .with(header::ALLOW, HeaderValue::from_static("GET, HEAD"))
}

async fn limit_time(request: Request, next: Next) -> Response {
    tokio::time::timeout(REQUEST_LIMIT, next.run(request)).await.unwrap_or_else(|_| {
        let message = "The request took longer than 15 seconds. Send it again.";
        Refusal::new(StatusCode::REQUEST_TIMEOUT, "request/timeout", message).into_response()
    })
}

/// Writes one line per request: the route and how it went, never a query, an id or an answer.
async fn log(route: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("(file)", MatchedPath::as_str);
    let status = response.status().as_u16();
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, route, status, ms);
    response
}
