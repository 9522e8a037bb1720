//! Nobody acts on what belongs to others, whatever door they try.

use super::hall::Hall;
use axum::http::Method;
use serde_json::{Value, json};
use vigie::server::declared;

/// A body that the owner of the thing could send; nothing where everybody who takes part may, which is said beside it.
fn body(hall: &Hall, route: &str) -> Option<Value> {
    let uuid = |number: u128| uuid::Uuid::from_u128(number);
    let reason = json!({ "reason": "REHEARSAL" });
    let marking = json!({ "tlp": "clear" });
    Some(match route {
        "/api/v1/operations/{id}/alter" => hall.operation_entry(),
        "/api/v1/operations/{id}/close" => json!({}),
        "/api/v1/operations/{id}/participants" => json!({ "authority": hall.authority("SE"), "terms": "REHEARSAL" }),
        "/api/v1/operations/{id}/participants/{authority}/remove" => json!({}),
        "/api/v1/operations/{id}/waves" | "/api/v1/waves/{id}/alter" => hall.wave_entry(),
        "/api/v1/operations/{id}/instruments" => {
            hall.title("host tulip.example", "stop_hosting", "voluntary_referral", "BE", "NL", "REHEARSAL")
        }
        "/api/v1/operations/{id}/marking" | "/api/v1/targets/{id}/marking" => marking,
        "/api/v1/instruments/{id}/revoke" | "/api/v1/targets/{id}/hold-back" | "/api/v1/targets/{id}/withdraw" => {
            reason
        }
        "/api/v1/waves/{id}/targets" => json!({ "targets": [
            { "name": "REHEARSAL", "asset": "host tulip.example", "measure": "preserve_data", "place": "NL" }
        ] }),
        "/api/v1/waves/{id}/readiness" => json!({ "country": "NL", "check": "team", "note": "REHEARSAL" }),
        "/api/v1/waves/{id}/calls" => json!({ "call": "hold", "country": "NL", "reason": "REHEARSAL" }),
        "/api/v1/targets/{id}/allocate" => json!({ "country": "FR" }),
        "/api/v1/targets/{id}/order" => json!({ "after": [], "instead_of": null }),
        "/api/v1/targets/{id}/prepare" => json!({ "kind": "on_site", "team": "REHEARSAL" }),
        "/api/v1/targets/{id}/approve" => json!({ "seen": "00".repeat(32) }),
        "/api/v1/targets/{id}/release" | "/api/v1/targets/{id}/look" => json!({}),
        "/api/v1/targets/{id}/deconfliction" => json!({ "answer": "hold", "note": "REHEARSAL" }),
        "/api/v1/targets/{id}/collateral" => json!({ "others": 0 }),
        "/api/v1/targets/{id}/share" => json!({ "authority": hall.authority("FR") }),
        "/api/v1/targets/{id}/reports" => hall.report(50, "wrong_tenant", "REHEARSAL"),
        "/api/v1/targets/{id}/claims" => json!({
            "id": uuid(51), "by": "own_authority", "what": "refused", "happened": hall.moment, "said": hall.moment,
            "source": "REHEARSAL",
        }),
        "/api/v1/targets/{id}/redress" => json!({ "how": "REHEARSAL" }),
        "/api/v1/targets/{id}/doubt" => json!({ "left": true, "note": "REHEARSAL" }),
        // A sign of life of anybody but the coordinator is none; whoever takes part may write on the board.
        "/api/v1/waves/{id}/presence" | "/api/v1/waves/{id}/messages" => return None,
        unknown => panic!("teach `body` this route: {unknown}"),
    })
}

#[tokio::test]
async fn none_acts_on_what_belongs_to_others() {
    let hall = Hall::open().await;
    let target = hall.letter("tulip.example", "NL", "word-nl").await;
    // Romania was given it to read, and acts on something of its own.
    hall.post("lead", &format!("/targets/{target}/share"), json!({ "authority": hall.authority("RO") })).await;
    hall.on_site("192.0.2.22", "RO", "word-ro").await;
    let own = format!("/operations/{}", hall.operation);
    let title = hall.get("lead", &own).await["instruments"][0]["id"].as_str().unwrap().to_owned();
    hall.go().await;
    hall.strike().await;
    let before = hall.get("lead", &own).await;
    let mut tried = 0;
    let of_the_interface = |path: &str| path.starts_with("/api/v1/");
    for route in declared().list().iter().filter(|route| route.method == Method::POST && of_the_interface(route.path)) {
        let parts: Vec<&str> = route.path.split('/').skip(3).collect();
        let id = match parts.first() {
            Some(&"operations") if parts.len() > 1 => &hall.operation,
            Some(&"waves") => &hall.wave,
            Some(&"targets") => &target,
            Some(&"instruments") => &title,
            _ => continue,
        };
        let Some(body) = body(&hall, route.path) else { continue };
        let path = route.path.strip_prefix("/api/v1").unwrap().replace("{id}", id);
        let path = path.replace("{authority}", &hall.authority("NL"));
        for login in ["ro", "fr", "ca", "se"] {
            hall.refused(login, &path, &body).await;
            tried += 1;
        }
    }
    assert!(tried > 80, "only {tried} doors were tried");
    hall.office.work().await;
    assert_eq!(hall.get("lead", &own).await, before, "and nothing is otherwise than before");
}
