//! `vigie serve`: the server and the worker in one process.

use super::At;
use crate::installation::report_file;
use crate::server::{App, router};
use crate::{snapshot, worker};
use anyhow::{Context as _, bail};
use clap::Args;
use jiff::tz::TimeZone;
use outside::bounces::Maildir;
use std::net::SocketAddr;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How the server is run.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    at: At,
    /// Listen on this address instead of the one in vigie.toml
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
}

impl Serve {
    /// Serves until it is asked to stop (Ctrl-C or SIGTERM).
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (config, desk) = self.at.open().await?;
        let zone = TimeZone::get(&config.time_zone)
            .with_context(|| format!("there is no time zone “{}”", config.time_zone))?;
        let listener = TcpListener::bind(self.listen.unwrap_or(config.listen))
            .await
            .context("the address to listen on is not free")?;
        let asked_to_stop = stop();
        eprintln!("Vigie serves {} on {}", config.base_url, listener.local_addr()?);
        if config.mail.is_none() {
            eprintln!(
                "No mail server is set: letters go into {} and nobody hears of them.",
                self.at.data.join("outgoing").display()
            );
        }
        let mailbox = config.bounces.as_ref().map(|path| Maildir::new(&self.at.data.join(path))).transpose()?;
        let worker = tokio::spawn(worker::work(desk.clone(), mailbox));
        let keeper = tokio::spawn(snapshot::keep(desk.clone(), self.at.data.clone()));
        let app = App { desk: desk.clone(), zone, report: report_file(&self.at.data) };
        let abort = worker.abort_handle();
        // The public check asks how often one address asks.
        let served = axum::serve(listener, router(app).into_make_service_with_connect_info::<SocketAddr>())
            .with_graceful_shutdown(asked_to_stop);
        tokio::select! {
            served = served.into_future() => served?,
            // Without its worker nothing is delivered and no deadline kept: better to stop and be restarted.
            ended = worker => bail!("the worker ended: {ended:?}"),
        }
        abort.abort();
        keeper.abort();
        snapshot::end(&desk, &self.at.data).await;
        Ok(ExitCode::SUCCESS)
    }
}

/// Ends when the process is asked to stop, from the moment of the call on.
pub fn stop() -> impl Future<Output = ()> + Send {
    let [interrupted, terminated] = [SignalKind::interrupt(), SignalKind::terminate()].map(|kind| {
        let asked = signal(kind);
        async {
            match asked {
                Ok(mut asked) => drop(asked.recv().await),
                Err(_) => std::future::pending().await,
            }
        }
    });
    async {
        tokio::select! {
            () = interrupted => {}
            () = terminated => {}
        }
    }
}
