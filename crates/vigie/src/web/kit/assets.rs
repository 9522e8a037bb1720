//! Style sheets, scripts and pictures: part of the binary, served under names that carry their digest.
//!
//! A changed file gets a new name, so browsers may keep what they have for ever.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};

/// What a browser may load for our pages: our own files, and nothing inline.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// One file.
#[derive(Debug)]
pub struct Asset {
    /// The name pages ask for it by, such as `console.css`.
    pub name: &'static str,
    /// The path it is served at, such as `/assets/console.1f2e3d4c5b6a7988.css`.
    pub path: String,
    /// For the `Content-Type` header.
    pub content_type: &'static str,
    /// The file.
    pub bytes: &'static [u8],
    /// For the `ETag` header, with its quotes.
    pub etag: String,
}

impl Asset {
    fn new(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Self {
        let digest: String = Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
        Self {
            name,
            path: format!("/assets/{stem}.{digest}.{ending}"),
            content_type,
            bytes,
            etag: format!("\"{digest}\""),
        }
    }
}

/// The service worker of the phone page. The page registers it for itself alone.
pub const WORKER: &str = "field-worker.js";
/// How far a page may let the worker reach: the pages of joint actions, of which the phone page is one.
const WORKER_REACH: &str = "/act/";

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

static ASSETS: LazyLock<[Asset; 13]> = LazyLock::new(|| {
    [
        Asset::new("tokens.css", CSS, include_bytes!("../../../assets/tokens.css")),
        Asset::new("console.css", CSS, include_bytes!("../../../assets/console.css")),
        Asset::new("pages.css", CSS, include_bytes!("../../../assets/pages.css")),
        Asset::new("clock.js", SCRIPT, include_bytes!("../../../assets/clock.js")),
        Asset::new("live.js", SCRIPT, include_bytes!("../../../assets/live.js")),
        Asset::new("count.js", SCRIPT, include_bytes!("../../../assets/count.js")),
        Asset::new("graph.js", SCRIPT, include_bytes!("../../../assets/graph.js")),
        Asset::new("board.js", SCRIPT, include_bytes!("../../../assets/board.js")),
        Asset::new("field.js", SCRIPT, include_bytes!("../../../assets/field.js")),
        Asset::new(WORKER, SCRIPT, include_bytes!("../../../assets/field-worker.js")),
        Asset::new("leave.js", SCRIPT, include_bytes!("../../../assets/leave.js")),
        Asset::new("keys.js", SCRIPT, include_bytes!("../../../assets/keys.js")),
        Asset::new("favicon.svg", SVG, include_bytes!("../../../assets/favicon.svg")),
    ]
});

/// Every file there is.
pub fn all() -> &'static [Asset] {
    &*ASSETS
}

/// The path of a file by its name; a name that does not exist is served as "not found".
pub fn url(name: &str) -> &'static str {
    all().iter().find(|asset| asset.name == name).map_or("/assets/missing", |asset| &asset.path)
}

/// Serves every file, to be kept by browsers for a year.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(serve))
}

async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = all().iter().find(|asset| asset.path.ends_with(&format!("/{file}"))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kept = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::ETAG, asset.etag.as_str()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == asset.etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let reach = (asset.name == WORKER).then_some([("service-worker-allowed", WORKER_REACH)]);
    (kept, reach, [(header::CONTENT_TYPE, asset.content_type)], asset.bytes).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    use super::*;

    async fn ask(path: &str, tag: Option<&str>) -> Response {
        let mut request = Request::get(path);
        if let Some(tag) = tag {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn files_are_served_under_their_digest_for_ever() {
        for asset in all() {
            let answer = ask(&asset.path, None).await;
            assert_eq!(answer.status(), StatusCode::OK, "{}", asset.name);
            assert_eq!(answer.headers()[header::CONTENT_TYPE], asset.content_type);
            assert!(answer.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
            assert_eq!(ask(&asset.path, Some(&asset.etag)).await.status(), StatusCode::NOT_MODIFIED);
        }
    }

    #[tokio::test]
    async fn the_worker_alone_reaches_beyond_its_folder() {
        for asset in all() {
            let answer = ask(&asset.path, None).await;
            let reach = answer.headers().get("service-worker-allowed").map(|reach| reach.to_str().unwrap());
            assert_eq!(reach, (asset.name == WORKER).then_some("/act/"), "{}", asset.name);
        }
    }

    #[tokio::test]
    async fn names_without_their_digest_are_not_served() {
        for path in ["/assets/tokens.css", "/assets/css", "/assets/missing", "/assets/..%2fCargo.toml"] {
            assert_eq!(ask(path, None).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn scripts_and_styles_reach_for_nothing_outside() {
        for asset in all().iter().filter(|asset| asset.content_type != SVG) {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            assert!(!text.contains("://") && !text.contains("@import") && !text.contains("url("), "{}", asset.name);
        }
    }
}
