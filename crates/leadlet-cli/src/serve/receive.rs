//! `POST /leads`: takes a lead in, once.
//!
//! Knows the wire: sizes, content types, and which fault is whose. A lead that can be read is kept
//! whatever its score says; a score that differs from ours is marked, never a reason to refuse.

use super::Receiver;
use super::known::KnownConfigs;
use super::reply::{Refusal, json};
use super::store::{Kept, ScoreCheck, StoredLead};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use leadlet_core::field::email::dedupe_key;
use leadlet_core::json::{Json, Position, object, parse};
use leadlet_core::lead::{self, Doubt, ReceivedLead, Recomputation};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The largest body that is taken: what browsers let a page send while it closes (`keepalive`).
pub(crate) const MAX_BODY: usize = 64 << 10;

/// How much more is read and thrown away, so that a sender hears the refusal instead of a reset.
const MAX_DRAINED: usize = 4 << 20;

/// Takes one lead in and acknowledges it after it is on the disk.
///
/// # Errors
/// 413 above [`MAX_BODY`], 415 for anything but JSON, 400 for what is not a lead, 422 for a known
/// id with another body, 503 where the database does not answer. Nothing was kept then.
pub(crate) async fn receive(
    State(receiver): State<Arc<Receiver>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let bytes = read_body(body).await?;
    accept_type(&headers)?;
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(error.utf8_error().valid_up_to()))?;
    let tree = parse(&text).map_err(|error| {
        let Position { line, column } = Position::of(&text, error.at);
        let message = format!("The body is not JSON: at line {line}, column {column}, {}.", error.message);
        Refusal::new(StatusCode::BAD_REQUEST, "body/not-json", message).at(line, column)
    })?;
    let lead = ReceivedLead::read(&tree).map_err(|faults| {
        let message = "The body is JSON, but not a lead; see the diagnostics.";
        Refusal::new(StatusCode::BAD_REQUEST, "lead/invalid", message).because(&faults)
    })?;
    let lead_id = lead.lead_id.clone();
    let row = weigh(Arc::clone(&receiver.known), lead, text).await;
    let kept = receiver.store.keep(&row).await.map_err(|error| Refusal::store(&error))?;
    if kept == Kept::OtherBody {
        let message = format!(
            "The lead {lead_id} is here already with another body, which is kept. A corrected lead needs an id of its own."
        );
        return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "lead/other-body", message));
    }
    let duplicate = kept == Kept::Duplicate;
    let reply = object(vec![("ok", true.into()), ("leadId", lead_id.into()), ("duplicate", duplicate.into())]);
    Ok(json(StatusCode::OK, &reply))
}

/// Refuses every method but POST and the preflight's OPTIONS, which is answered before this.
pub(crate) async fn refuse_method() -> Refusal {
    let message = "Leads are sent here with POST. The inbox is at /inbox.";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "route/method", message)
        .with(header::ALLOW, HeaderValue::from_static("POST, OPTIONS"))
}

/// Refuses what stands below `/leads`.
pub(crate) async fn refuse_path() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "route/unknown", "There is nothing here. Leads are sent to /leads with POST.")
}

async fn read_body(mut body: Body) -> Result<Vec<u8>, Refusal> {
    let (mut bytes, mut seen) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let broken =
            |_| Refusal::new(StatusCode::BAD_REQUEST, "body/broken", "The body ended before its announced end.");
        let Ok(chunk) = frame.map_err(broken)?.into_data() else {
            continue;
        };
        seen += chunk.len();
        if seen <= MAX_BODY {
            bytes.extend_from_slice(&chunk);
        } else if seen > MAX_BODY + MAX_DRAINED {
            break;
        }
    }
    if seen > MAX_BODY {
        let message = "The body is longer than 64 KiB (65536 bytes), the most a lead may have.";
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "body/too-large", message));
    }
    Ok(bytes)
}

/// Accepts JSON by any of its names, and `text/plain`, which a page can send without a preflight.
fn accept_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let refuse = |message: &str| Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "body/content-type", message));
    if headers.get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        return refuse("The body is compressed; send it as it is.");
    }
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (media, parameters) = value.split_once(';').unwrap_or((value, ""));
    let media = media.trim().to_ascii_lowercase();
    let charset = parameters.split(';').filter_map(|one| one.split_once('=')).find_map(|(name, value)| {
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    if charset.is_some_and(|charset| !matches!(charset.as_str(), "utf-8" | "utf8" | "us-ascii")) {
        return refuse("The body must be UTF-8.");
    }
    match media.as_str() {
        "application/json" | "text/json" | "text/plain" => Ok(()),
        other if other.starts_with("application/") && other.ends_with("+json") => Ok(()),
        _ => refuse("The body must be JSON: send it with Content-Type: application/json (or text/plain)."),
    }
}

fn not_utf8(at: usize) -> Refusal {
    let message = format!("The body is not UTF-8: byte {} can't be read.", at + 1);
    Refusal::new(StatusCode::BAD_REQUEST, "body/not-utf8", message)
}

/// Computes the score again where the config is known, and lays out the row.
async fn weigh(known: Arc<KnownConfigs>, lead: ReceivedLead, body: String) -> StoredLead {
    let asked = lead.clone();
    // A look at the directory of configs blocks. A panic in there would be a fault of ours, and must
    // not cost the lead: it is kept as one whose score could not be confirmed.
    let found =
        tokio::task::spawn_blocking(move || known.find(&asked.config_hash).map(|plan| lead::recompute(&plan, &asked)));
    let found = found.await.inspect_err(|_| tracing::error!(lead = lead.lead_id, "the score could not be computed"));
    let check = match (&lead.score, &found) {
        (None, _) => ScoreCheck::Unscored,
        (Some(_), Ok(None)) => ScoreCheck::UnknownConfig,
        (Some(_), Ok(Some(ours))) if ours.matches => ScoreCheck::Match,
        (Some(_), Ok(Some(_)) | Err(_)) => ScoreCheck::Differs,
    };
    row(lead, body, found.ok().flatten(), check)
}

fn row(lead: ReceivedLead, body: String, computed: Option<Recomputation>, score_check: ScoreCheck) -> StoredLead {
    let doubts = computed.as_ref().map(|ours| said(&ours.doubts, score_check)).filter(|said| !said.is_empty());
    let (ours, our_outcome) = computed.map(|ours| (ours.envelope, ours.outcome)).unzip();
    let trusted = ours.as_ref().or(lead.score.as_ref()).unwrap_or(&Json::Null);
    let word = |name| trusted.get(name).and_then(Json::as_text).map(str::to_owned);
    StoredLead {
        received_at: now(),
        body_hash: hexadecimal(&Sha256::digest(body.as_bytes())),
        score: trusted.get("score").and_then(Json::as_whole),
        stage: word("stage"),
        temperature: word("temperature"),
        recomputed: ours.as_ref().map(Json::compact),
        person: lead.email().and_then(dedupe_key),
        first_of_person: None,
        marked: None,
        email: lead.email().map(str::to_owned),
        outcome: lead.outcome.or(our_outcome).filter(|outcome| !outcome.is_empty()),
        lead_id: lead.lead_id,
        config_id: lead.config_id,
        config_hash: lead.config_hash,
        submitted_at: lead.submitted_at,
        body,
        score_check,
        doubts,
    }
}

/// Says the doubts about a lead, a line each. Of one that came without a score, none is said about it.
fn said(doubts: &[Doubt], score_check: ScoreCheck) -> String {
    let about_score = |doubt: &&Doubt| matches!(doubt, Doubt::Score | Doubt::Outcome | Doubt::Time);
    let told = doubts.iter().filter(|doubt| score_check != ScoreCheck::Unscored || !about_score(doubt));
    told.map(Doubt::say).collect::<Vec<_>>().join("\n")
}

/// Gives the time of this machine's clock in ms since 1970.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
