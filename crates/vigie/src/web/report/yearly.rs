//! The figures of Articles 8(1) and 21(1) as files.

use super::Wanted;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::orders::files::kept_as;
use axum::extract::{Query, State};
use axum::response::Response;
use casework::Error;
use casework::report::{self, Line};
use serde_json::json;

async fn lines(app: &App, visitor: &Visitor, wanted: &Wanted) -> Result<Vec<Line>, Error> {
    report::yearly(&app.desk, &visitor.actor, wanted.period(app)).await
}

fn name(wanted: &Wanted, ending: &str) -> String {
    let year = wanted.year.map_or_else(|| "all".to_owned(), |year| year.to_string());
    format!("vigie-{year}.{ending}")
}

/// As comma-separated values. No field holds a comma, a quotation mark or a line break.
pub(super) async fn csv(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let mut text = "article,figure,value,unit\r\n".to_owned();
    for line in lines(&app, &visitor, &wanted).await? {
        let value = line.value.map_or_else(String::new, |value| value.to_string());
        text.push_str(&format!("{},{},{value},{}\r\n", line.article, line.figure, line.unit));
    }
    Ok(kept_as(&name(&wanted, "csv"), "text/csv; charset=utf-8", text.into_bytes()))
}

/// As JSON.
pub(super) async fn json(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let figures = lines(&app, &visitor, &wanted).await?;
    let report = json!({
        "instrument": "Regulation (EU) 2021/784",
        "year": wanted.year,
        "made": app.desk.now(),
        "rehearsal": app.desk.settings.rehearsal,
        "figures": figures,
    });
    let bytes = serde_json::to_vec_pretty(&report).map_err(|error| Failure(Error::Fault(Box::new(error))))?;
    Ok(kept_as(&name(&wanted, "json"), "application/json", bytes))
}
