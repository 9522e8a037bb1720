//! The stores under test.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::Path;
use std::time::Duration;
use store::Db;
use tempfile::TempDir;
use testkit::MemoryStore;
use testkit::contract::Check;

/// Long enough for a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub async fn memory(_name: &str, check: Check) {
    check(&MemoryStore::default()).await;
}

pub async fn sqlite(_name: &str, check: Check) {
    let folder = TempDir::new().unwrap();
    let db = open_file(&folder.path().join("vigie.db")).await;
    check(&db).await;
    db.close().await;
}

pub async fn postgres(name: &str, check: Check) {
    let Some(database) = PostgresDatabase::create(name).await else {
        return;
    };
    let db = Db::open(&database.url, PATIENCE).await.unwrap();
    check(&db).await;
    db.close().await;
    database.drop().await;
}

pub async fn open_file(path: &Path) -> Db {
    Db::open(&format!("sqlite://{}", path.display()), PATIENCE).await.unwrap()
}

/// A database made for one test.
pub struct PostgresDatabase {
    pub url: String,
    name: String,
    server: String,
}

impl PostgresDatabase {
    pub async fn create(test: &str) -> Option<Self> {
        let Ok(server) = std::env::var("VIGIE_TEST_POSTGRES") else {
            println!("skipped: no VIGIE_TEST_POSTGRES");
            return None;
        };
        // The process keeps runs apart, the test's name keeps the tests of one run apart.
        let name = format!("vigie_{}_{test}", std::process::id());
        let mut url: url::Url = server.parse().unwrap();
        url.set_path(&name);
        let database = Self { url: url.to_string(), name, server };
        database.tell("CREATE DATABASE").await;
        Some(database)
    }

    pub async fn drop(self) {
        self.tell("DROP DATABASE").await;
    }

    async fn tell(&self, what: &str) {
        let mut server = PgConnection::connect(&self.server).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(format!("{what} {}", self.name))).execute(&mut server).await.unwrap();
    }
}
