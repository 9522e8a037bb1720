//! Declaring routes together with who may use them.

use super::App;
use super::guard;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::routing::{MethodFilter, on};
use casework::policy::Permission;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody: sign-in, and the portal, where the link is the key.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has this permission.
    Needs(Permission),
}

/// A route as declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The method.
    pub method: Method,
    /// The path, parameters in braces.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
}

/// Routes being declared.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    declared: Vec<Declared>,
}

impl Routes {
    /// Declares a page or resource that is read.
    #[must_use]
    pub fn get<T, H>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, MethodFilter::GET, path, access, handler)
    }

    /// Declares something that is done.
    #[must_use]
    pub fn post<T, H>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, MethodFilter::POST, path, access, handler)
    }

    /// Declares something that is changed into what is sent.
    #[must_use]
    pub fn put<T, H>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::PUT, MethodFilter::PUT, path, access, handler)
    }

    /// Declares something that is removed.
    #[must_use]
    pub fn delete<T, H>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::DELETE, MethodFilter::DELETE, path, access, handler)
    }

    fn add<T, H>(mut self, method: Method, filter: MethodFilter, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let check = from_fn(move |request: Request, next: Next| guard::admit(access, request, next));
        self.router = self.router.route(path, on(filter, handler).layer(check));
        self.declared.push(Declared { method, path, access });
        self
    }

    /// The declarations, in order.
    #[must_use]
    pub fn list(&self) -> &[Declared] {
        &self.declared
    }

    pub(super) fn into_router(self) -> Router<App> {
        self.router
    }
}
