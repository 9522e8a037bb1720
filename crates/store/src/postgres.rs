//! How a PostgreSQL database is opened.

use crate::error::OpenError;
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use std::str::FromStr;
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// Connections of one process.
const CONNECTIONS: u32 = 16;

/// A PostgreSQL database, opened.
#[derive(Debug, Clone)]
pub struct Postgres {
    pub(crate) pool: PgPool,
}

impl Postgres {
    pub(crate) async fn open(url: &str, patience: Duration) -> Result<Self, OpenError> {
        // A process that hangs in the middle of a commit must not keep the ledger's head from all others.
        let limit = format!("{}ms", patience.as_millis());
        let limits = [("lock_timeout", &limit), ("idle_in_transaction_session_timeout", &limit)];
        let options =
            PgConnectOptions::from_str(url).map_err(OpenError::Connect)?.application_name("vigie").options(limits);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(patience)
            .connect_with(options)
            .await
            .map_err(OpenError::Connect)?;
        // The migrator holds an advisory lock, so that processes that start together do not meet.
        MIGRATIONS.run(&pool).await.map_err(OpenError::Migrate)?;
        Ok(Self { pool })
    }
}
