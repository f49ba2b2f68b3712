//! The inbox: what the owner reads.
//!
//! Pages made on the server, without a line of script, so that nothing a visitor wrote can ever run
//! here: the content security policy allows our own style sheet and nothing else. Who may enter is
//! decided at the [`door`], before anything is read. The one thing that can be changed here is what became of a
//! lead ([`mark`]).

mod door;
mod export;
mod lead_page;
mod list_page;
mod mark;
mod reading;
mod shell;

pub(crate) use door::{Door, TokenFault};

use super::Receiver;
use super::known::KnownConfigs;
use super::reply::Refusal;
use super::store::Search;
use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leadlet_core::json::parse;
use leadlet_core::lead::{self, ReceivedLead};
use leadlet_core::score::Ahead;
use maud::Markup;
use std::net::SocketAddr;
use std::sync::Arc;

/// Said with every reply of the inbox, refusals included.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    // With `no-referrer` a browser would not say of our own forms where they come from.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Makes the routes of the inbox, all behind the door.
pub(super) fn routes(receiver: &Arc<Receiver>) -> Router {
    Router::new()
        .route("/inbox", get(list))
        .route("/inbox/inbox.css", get(style))
        .route("/inbox/leads.csv", get(export::csv))
        .route("/inbox/leads.json", get(export::json))
        .route("/inbox/{lead_id}", get(lead))
        .route("/inbox/{lead_id}/mark", mark::route())
        .layer(middleware::from_fn_with_state(Arc::clone(receiver), guard))
        .with_state(Arc::clone(receiver))
}

async fn guard(
    State(receiver): State<Arc<Receiver>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let admitted = receiver
        .door
        .admit(peer, request.headers())
        .and_then(|()| if request.method().is_safe() { Ok(()) } else { door::admit_change(request.headers()) });
    let mut response = match admitted {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A search as it stands in an address.
type Asked = Result<Query<Search>, QueryRejection>;

fn understood(asked: Asked) -> Result<Search, Refusal> {
    asked.map(|Query(search)| search).map_err(|why| {
        let message = format!("The address can't be read: {}. It may have q, stage, mark and page.", why.body_text());
        Refusal::new(StatusCode::BAD_REQUEST, "inbox/query", message)
    })
}

async fn list(State(receiver): State<Arc<Receiver>>, asked: Asked) -> Result<Markup, Refusal> {
    let search = understood(asked)?;
    let page = receiver.store.page(&search).await.map_err(|error| Refusal::store(&error))?;
    Ok(list_page::page(&search, &page))
}

async fn lead(
    State(receiver): State<Arc<Receiver>>,
    lead_id: Result<Path<String>, PathRejection>,
) -> Result<Response, Refusal> {
    // What is not even text names no lead.
    let lead_id = lead_id.map(|Path(lead_id)| lead_id).unwrap_or_default();
    let lead = receiver.store.lead(&lead_id).await.map_err(|error| Refusal::store(&error))?;
    Ok(match lead {
        Some(lead) => {
            let ahead = ahead(Arc::clone(&receiver.known), lead.body.clone()).await;
            lead_page::page(&lead, &ahead).into_response()
        }
        None => (StatusCode::NOT_FOUND, shell::not_found()).into_response(),
    })
}

/// Says what would bring a lead to a better stage; nothing where its config is not known.
async fn ahead(known: Arc<KnownConfigs>, body: String) -> Vec<String> {
    // A look at the directory of configs blocks. A panic in there costs these lines, not the page.
    let found = tokio::task::spawn_blocking(move || {
        let lead = ReceivedLead::read(&parse(&body).ok()?).ok()?;
        let plan = known.find(&lead.config_hash)?;
        Some(lead::ahead_of(&plan, &lead).iter().map(Ahead::words).collect())
    });
    found.await.ok().flatten().unwrap_or_default()
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("inbox.css")).into_response()
}
