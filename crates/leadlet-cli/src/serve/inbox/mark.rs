//! `/inbox/LEAD/mark`: says what became of a lead, or takes it back.
//!
//! A page sends a form with POST and is led back to the lead; a program sends JSON with PUT, or DELETE. Who may do
//! so is decided at the door, and that no other site's page does it through the owner's browser as well.

use super::shell;
use crate::serve::Receiver;
use crate::serve::receive::now;
use crate::serve::reply::{Refusal, json};
use crate::serve::store::{Mark, StoredLead};
use axum::body::{Body, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, post};
use leadlet_core::json::{Json, object, parse};
use std::sync::Arc;

/// The most bytes that a mark takes, with room to spare.
const MAX_BODY: usize = 1 << 10;

/// Makes the route of one lead's mark.
pub(super) fn route() -> MethodRouter<Arc<Receiver>> {
    post(from_page).put(from_program).delete(take_back).fallback(refuse_method)
}

type LeadId = Result<Path<String>, PathRejection>;

/// Takes the form of a lead's page: `mark=won`, `mark=lost`, or `mark=none`, which takes it back.
async fn from_page(
    State(receiver): State<Arc<Receiver>>,
    lead_id: LeadId,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let body = read(body, &headers, "application/x-www-form-urlencoded").await?;
    let mark = match body.strip_prefix("mark=") {
        Some("none") => None,
        Some(word) => Some(Mark::of(word).ok_or_else(unknown)?),
        None => return Err(unknown()),
    };
    Ok(match set(&receiver, lead_id, mark).await? {
        Some(lead) => Redirect::to(&format!("/inbox/{}#mark", lead.lead_id)).into_response(),
        None => (StatusCode::NOT_FOUND, shell::not_found()).into_response(),
    })
}

/// Takes `{"mark": "won"}` or `{"mark": "lost"}`.
async fn from_program(
    State(receiver): State<Arc<Receiver>>,
    lead_id: LeadId,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let body = read(body, &headers, "application/json").await?;
    let tree = parse(&body).map_err(|_| unknown())?;
    let mark = tree.text_at("mark").and_then(Mark::of).ok_or_else(unknown)?;
    set(&receiver, lead_id, Some(mark)).await?.map(told).ok_or_else(no_such_lead)
}

/// Takes a mark back; of a lead that has none, too.
async fn take_back(State(receiver): State<Arc<Receiver>>, lead_id: LeadId) -> Result<Response, Refusal> {
    set(&receiver, lead_id, None).await?.map(told).ok_or_else(no_such_lead)
}

async fn refuse_method() -> Refusal {
    let message =
        "A lead is marked here with PUT and {\"mark\": \"won\"} or {\"mark\": \"lost\"}; DELETE takes it back.";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "route/method", message)
        .with(header::ALLOW, HeaderValue::from_static("POST, PUT, DELETE"))
}

async fn set(receiver: &Receiver, lead_id: LeadId, mark: Option<Mark>) -> Result<Option<StoredLead>, Refusal> {
    // What is not even text names no lead.
    let lead_id = lead_id.map(|Path(lead_id)| lead_id).unwrap_or_default();
    receiver.store.mark(&lead_id, mark, now()).await.map_err(|error| Refusal::store(&error))
}

fn told(lead: StoredLead) -> Response {
    let reply = object(vec![
        ("ok", true.into()),
        ("mark", lead.marked.map(|marked| marked.mark.word()).into()),
        ("markedAt", lead.marked.map(|marked| marked.at).into()),
        ("leadId", Json::from(lead.lead_id)),
    ]);
    json(StatusCode::OK, &reply)
}

async fn read(body: Body, headers: &HeaderMap, media: &str) -> Result<String, Refusal> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media) {
        let message = format!("A mark is sent here with Content-Type: {media}.");
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "body/content-type", message));
    }
    let bytes = to_bytes(body, MAX_BODY).await.map_err(|_| unknown())?;
    String::from_utf8(bytes.to_vec()).map_err(|_| unknown())
}

fn unknown() -> Refusal {
    let message = "This says not what became of the lead: send {\"mark\": \"won\"} or {\"mark\": \"lost\"} with PUT; DELETE takes a mark back.";
    Refusal::new(StatusCode::BAD_REQUEST, "mark/unknown", message)
}

fn no_such_lead() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "lead/unknown", "There is no lead with this id in this database.")
}
