//! One connection: whose it is, how large and how slow it may be, and each of its requests through the gate.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::Request;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::gate::{self, Refusal};
use super::{headers, peer};
use crate::app::App;

/// Bytes of the head of a request.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// Bytes that a request may carry.
pub(super) const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;
/// How long a head may take; a connection on which nothing is asked for as long is closed.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// How long the rest of a request may take.
const BODY_TIME: Duration = Duration::from_secs(20);

/// What answers requests.
#[derive(Clone)]
pub(super) struct Site {
    app: App,
    router: TowerToHyperService<Router>,
}

/// Serves one connection until it ends.
pub(super) async fn serve(stream: TcpStream, peer: SocketAddr, site: Site) {
    let Ok(own) = stream.local_addr() else {
        return;
    };
    // Closed without a byte: others learn nothing.
    if !peer::is_ours(peer, own) {
        return;
    }
    let service = service_fn(move |request| {
        let site = site.clone();
        async move { Ok::<_, Infallible>(site.answer(request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_header_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service);
    // Whoever breaks off or sends nonsense gets no further; there is nobody to be told.
    let _ = connection.await;
}

impl Site {
    pub(super) fn new(app: App, router: Router) -> Self {
        let router = TowerToHyperService::new(router);
        Self { app, router }
    }

    async fn answer(&self, request: Request<Incoming>) -> Response {
        let mut answer = match self.pass(request).await {
            Ok(request) => match self.router.call(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            },
            Err(refusal) => refusal.into_response(),
        };
        headers::set(&mut answer);
        answer
    }

    /// Lets a request through the gate, with all that it carries.
    async fn pass(&self, request: Request<Incoming>) -> Result<Request<Body>, Refusal> {
        let (head, body) = request.into_parts();
        gate::pass(&self.app, &head)?;
        let body = read(body).await.ok_or(Refusal::TooMuch)?;
        if gate::is_input(&head) {
            self.app.saw_input();
        }
        Ok(Request::from_parts(head, body))
    }
}

/// All that a request carries, in memory that is wiped afterwards; `None` if it is too much or too slow.
async fn read(mut body: Incoming) -> Option<Body> {
    let told = body.size_hint();
    let least = usize::try_from(told.lower()).unwrap_or(usize::MAX);
    if least > BODY_BYTES_MAX {
        return None;
    }
    let mut all = Zeroizing::new(Vec::with_capacity(least));
    let reading = async {
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.ok()?.into_data() else {
                continue;
            };
            if all.len() + data.len() > BODY_BYTES_MAX {
                return None;
            }
            all.extend_from_slice(&data);
        }
        Some(())
    };
    timeout(BODY_TIME, reading).await.ok()??;
    Some(Body::from(Bytes::from_owner(all)))
}
