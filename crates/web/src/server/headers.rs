//! What every answer carries: nothing is kept, nothing else may be loaded, and no other page comes near.

use axum::http::HeaderValue;
use axum::response::Response;

const ALWAYS: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
         trusted-types 'none'",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), \
         encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), \
         serial=(), storage-access=(), usb=(), xr-spatial-tracking=()",
    ),
    // With `no-referrer` browsers call the origin of a form of ours `null`, and the gate turns it away.
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
];

/// Puts them on an answer.
pub(super) fn set(answer: &mut Response) {
    for (name, value) in ALWAYS {
        let headers = answer.headers_mut();
        headers.insert(*name, HeaderValue::from_static(value));
    }
}
