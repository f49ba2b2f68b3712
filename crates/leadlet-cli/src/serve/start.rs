//! Starts the receiver and stops it without losing what it is doing.
//!
//! Everything that can be wrong at the start is said here in one sentence with what to do, before
//! the first request could meet it. "Ready" is said on standard output in exactly one line, for
//! people and for programs that wait for it; everything else goes to standard error.

use super::inbox::{Door, TokenFault};
use super::known::KnownConfigs;
use super::store::{OpenFault, Store};
use super::{Receiver, Serve, routes};
use axum::serve::ListenerExt;
use std::future::IntoFuture;
use std::io::{ErrorKind, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{error, fmt, io};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

/// How long requests under way may still take after the signal to stop.
const LAST_CALL: Duration = Duration::from_secs(10);

/// Why the receiver can't start.
#[derive(Debug)]
pub(super) enum StartFault {
    Database(OpenFault),
    Token(TokenFault),
    NoPages(PathBuf),
    NoWidget(PathBuf),
    NoConfigs(PathBuf),
    PortTaken(SocketAddr),
    Listen(SocketAddr, io::Error),
    System(io::Error),
}

impl fmt::Display for StartFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartFault::Database(fault) => fault.fmt(f),
            StartFault::Token(fault) => fault.fmt(f),
            StartFault::NoPages(www) => {
                write!(
                    f,
                    "there is no {:?} to serve. Name the directory of the pages with --www.",
                    www.join("index.html")
                )
            }
            StartFault::NoWidget(dist) => {
                write!(f, "there is no {:?}. Build the widget first: cargo xtask dist", dist.join("leadlet.js"))
            }
            StartFault::NoConfigs(configs) => {
                write!(f, "{configs:?} is not a directory. Name the directory of the configs with --configs.")
            }
            StartFault::PortTaken(address) => write!(
                f,
                "port {} on {} is taken by another program. Stop it, or choose another port, as in --port {} (--port 0 takes a free one).",
                address.port(),
                address.ip(),
                address.port().checked_add(1).unwrap_or(8080),
            ),
            StartFault::Listen(address, why) => write!(f, "can't listen on {address}: {why}. Check --host and --port."),
            StartFault::System(why) => write!(f, "the system refuses what a server needs: {why}."),
        }
    }
}

impl error::Error for StartFault {}

/// Serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// Why it can't start.
pub(super) fn run(serve: Serve) -> Result<(), StartFault> {
    let filter = EnvFilter::try_from_env("LEADLET_LOG").unwrap_or_else(|_| EnvFilter::new("leadlet=info,warn"));
    let ansi = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(ansi).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(StartFault::System)?;
    runtime.block_on(listen(serve))
}

async fn listen(serve: Serve) -> Result<(), StartFault> {
    let door = Door::new(serve.inbox_token.as_deref()).map_err(StartFault::Token)?;
    let configs = directories(&serve)?;
    // The port comes before the database: a second start by mistake must not touch the file.
    let address = SocketAddr::new(serve.host, serve.port);
    let listener = TcpListener::bind(address).await.map_err(|why| match why.kind() {
        ErrorKind::AddrInUse => StartFault::PortTaken(address),
        _ => StartFault::Listen(address, why),
    })?;
    let address = listener.local_addr().map_err(StartFault::System)?;
    let store = Store::open(&serve.db).await.map_err(StartFault::Database)?;
    let known = Arc::new(KnownConfigs::in_directory(configs));
    let receiver = Arc::new(Receiver { store, known, door });
    let app = routes(&receiver, serve.www, serve.dist).into_make_service_with_connect_info::<SocketAddr>();

    let stopping = stop_signal().map_err(StartFault::System)?;
    announce(address, &serve.db);
    let listener = listener.tap_io(|stream| {
        // A reply is one small write; waiting to fill a packet only delays it.
        let _ = stream.set_nodelay(true);
    });
    let mut told = stopping.clone();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = told.wait_for(|stop| *stop).await;
    });
    let mut told = stopping;
    let last_call = async move {
        let _ = told.wait_for(|stop| *stop).await;
        tracing::info!("stopping");
        tokio::time::sleep(LAST_CALL).await;
    };
    let served = tokio::select! {
        served = server.into_future() => served,
        () = last_call => Ok(()),
    };
    receiver.store.close().await;
    served.map_err(StartFault::System)
}

/// Checks the directories named on the command line; gives that of the configs.
fn directories(serve: &Serve) -> Result<Option<PathBuf>, StartFault> {
    if let Some(www) = &serve.www
        && !www.join("index.html").is_file()
    {
        return Err(StartFault::NoPages(www.clone()));
    }
    if let Some(dist) = &serve.dist
        && !dist.join("leadlet.js").is_file()
    {
        return Err(StartFault::NoWidget(dist.clone()));
    }
    match &serve.configs {
        Some(configs) if !configs.is_dir() => Err(StartFault::NoConfigs(configs.clone())),
        Some(configs) => Ok(Some(configs.clone())),
        None => Ok(serve.www.as_ref().map(|www| www.join("configs")).filter(|configs| configs.is_dir())),
    }
}

/// Becomes true at the first Ctrl-C or SIGTERM. The handlers are in place when this returns.
fn stop_signal() -> io::Result<watch::Receiver<bool>> {
    let (tell, told) = watch::channel(false);
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::spawn(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        let _ = tell.send(true);
    });
    Ok(told)
}

/// Says in one line where everything is.
fn announce(address: SocketAddr, db: &Path) {
    // "Every address" is no address a browser can open.
    let host = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    };
    let url = format!("http://{}", SocketAddr::new(host, address.port()));
    let line = format!("Leadlet is at {url}/ (inbox: {url}/inbox, leads in {})\n", db.display());
    // Nobody may be listening on standard output; the receiver works all the same.
    let _ = io::stdout().write_all(line.as_bytes()).and_then(|()| io::stdout().flush());
}
