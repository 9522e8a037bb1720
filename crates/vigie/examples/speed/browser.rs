//! The server on a port of loopback, and a browser that is signed in there.

use casework::policy::Actor;
use casework::{Desk, people};
use reqwest::header::COOKIE;
use reqwest::{Client, Response};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use vigie::server::{App, router};

/// A browser of one person.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    server: SocketAddr,
    session: String,
}

/// Serves a desk until the program ends.
pub async fn serve(desk: &Arc<Desk>) -> anyhow::Result<SocketAddr> {
    let app = App { desk: desk.clone(), zone: jiff::tz::TimeZone::UTC, report: "none.json".into() };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        axum::serve(listener, router(app).into_make_service_with_connect_info::<SocketAddr>()).await
    });
    Ok(address)
}

impl Browser {
    /// Signs a person in.
    pub async fn of(desk: &Desk, server: SocketAddr, actor: &Actor) -> anyhow::Result<Self> {
        // The client wants to know how to encrypt, although nothing on loopback is encrypted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let secret = people::one_time_link(desk, None, actor.person).await?;
        let session = people::use_one_time_link(desk, &secret).await?;
        Ok(Self { client: Client::builder().no_proxy().build()?, server, session })
    }

    /// Asks for a page and does not wait for its end.
    pub async fn open(&self, path: &str) -> anyhow::Result<Response> {
        let url = format!("http://{}{path}", self.server);
        let response = self.client.get(url).header(COOKIE, format!("vigie_session={}", self.session)).send().await?;
        anyhow::ensure!(response.status().is_success(), "{path}: {}", response.status());
        Ok(response)
    }

    /// A whole page.
    pub async fn get(&self, path: &str) -> anyhow::Result<String> {
        Ok(self.open(path).await?.text().await?)
    }
}
