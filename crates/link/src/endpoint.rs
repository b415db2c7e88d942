//! Every setting of iroh, in one place: what is switched off matters more than what is on.

use std::sync::Arc;
use std::time::Duration;

use iroh::dns::DnsResolver;
use iroh::endpoint::{
    BindOpts, Builder, IdleTimeout, PortmapperConfig, QuicTransportConfig, VarInt, presets,
};
use iroh::{Endpoint, RelayConfig, RelayMode, RelayUrl, SecretKey, address_lookup};

use crate::config::{OpenError, Profile, Purpose, RelayChoice};
use crate::gate::Gate;

/// A connection that hears nothing for this long is dead. Callers notice sooner by their own pings.
const IDLE_MILLISECONDS_MAX: u32 = 12_000;
/// The same for one of a connection's paths; must be well above the keep-alive.
const PATH_IDLE_TIME_MAX: Duration = Duration::from_secs(8);
const PATH_KEEP_ALIVE: Duration = Duration::from_secs(3);
/// Streams a peer may open; one is used.
const STREAMS_MAX: u32 = 8;
/// Streams of one direction that a peer may open: for what is said beside the stream.
const ASIDES_MAX: u32 = 1;
/// Bytes a peer may have under way on a stream: memory it can make us hold.
const STREAM_WINDOW_BYTES: u32 = 1024 * 1024;
/// The same for a whole connection, and what we hold for a peer that does not read.
const CONNECTION_WINDOW_BYTES: u32 = 4 * 1024 * 1024;

/// A started endpoint, and what came of the wish for a port.
pub(crate) struct Bound {
    pub(crate) endpoint: Endpoint,
    pub(crate) port_taken: bool,
}

/// Starts an endpoint on the given port, or on any free one if that is taken.
pub(crate) async fn bind(
    secret: &[u8; 32],
    profile: &Profile,
    port: Option<u16>,
    gate: &Gate,
) -> Result<Bound, OpenError> {
    let relay = own_relay(profile)?;
    let build = |port| builder(secret, profile, relay.clone(), gate, port);
    if let Some(port) = port.filter(|port| *port != 0) {
        match build(port)?.bind().await {
            Ok(endpoint) => {
                return Ok(Bound {
                    endpoint,
                    port_taken: false,
                });
            }
            Err(why) => tracing::info!(port, %why, "the port cannot be had, taking another"),
        }
    }
    let endpoint = build(0)?
        .bind()
        .await
        .map_err(|why| OpenError::Bind(Box::new(why)))?;
    Ok(Bound {
        endpoint,
        port_taken: port.is_some_and(|port| port != 0),
    })
}

/// The own relay of a profile, to be told when dialling.
pub(crate) fn own_relay(profile: &Profile) -> Result<Option<RelayConfig>, OpenError> {
    let Profile::Internet {
        relay: RelayChoice::Own { url, auth_token },
    } = profile
    else {
        return Ok(None);
    };
    let parsed: RelayUrl = url
        .parse()
        .map_err(|_| OpenError::Relay { url: url.clone() })?;
    let mut config = RelayConfig::from(parsed);
    config.auth_token.clone_from(auth_token);
    Ok(Some(config))
}

fn builder(
    secret: &[u8; 32],
    profile: &Profile,
    own_relay: Option<RelayConfig>,
    gate: &Gate,
    port: u16,
) -> Result<Builder, OpenError> {
    let bind_error = |why| OpenError::Bind(Box::new(why));
    let builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(secret))
        .crypto_provider(Arc::new(key_exchange()))
        .transport_config(transport())
        .alpns(
            [Purpose::Exchange, Purpose::Pair]
                .into_iter()
                .flat_map(Purpose::alpns)
                .map(|alpn| alpn.to_vec())
                .collect(),
        )
        .hooks(gate.clone())
        .portmapper_config(PortmapperConfig::Disabled)
        .keylog(false)
        .dns_resolver(resolver(profile))
        .bind_addr((std::net::Ipv4Addr::UNSPECIFIED, port))
        .map_err(bind_error)?
        .bind_addr_with_opts(
            (std::net::Ipv6Addr::UNSPECIFIED, port),
            BindOpts::default().set_is_required(false),
        )
        .map_err(bind_error)?;
    Ok(match (profile, own_relay) {
        (Profile::Internet { .. }, Some(relay)) => {
            builder.relay_mode(RelayMode::Custom(relay.into()))
        }
        (Profile::Internet { .. }, None) => builder
            .relay_mode(RelayMode::Default)
            .address_lookup(address_lookup::PkarrPublisher::n0_dns())
            .address_lookup(address_lookup::PkarrResolver::n0_dns())
            .address_lookup(address_lookup::DnsAddressLookup::n0_dns()),
        _ => builder.relay_mode(RelayMode::Disabled),
    })
}

/// Post-quantum hybrid first, the classical curve for peers that lack it.
fn key_exchange() -> rustls::crypto::CryptoProvider {
    use rustls::crypto::aws_lc_rs;
    let mut provider = aws_lc_rs::default_provider();
    provider.kx_groups = vec![
        aws_lc_rs::kx_group::X25519MLKEM768,
        aws_lc_rs::kx_group::X25519,
    ];
    provider
}

fn transport() -> QuicTransportConfig {
    QuicTransportConfig::builder()
        .max_idle_timeout(Some(IdleTimeout::from(VarInt::from_u32(
            IDLE_MILLISECONDS_MAX,
        ))))
        .default_path_max_idle_timeout(PATH_IDLE_TIME_MAX)
        .default_path_keep_alive_interval(PATH_KEEP_ALIVE)
        .max_concurrent_bidi_streams(VarInt::from_u32(STREAMS_MAX))
        .max_concurrent_uni_streams(VarInt::from_u32(ASIDES_MAX))
        .stream_receive_window(VarInt::from_u32(STREAM_WINDOW_BYTES))
        .receive_window(VarInt::from_u32(CONNECTION_WINDOW_BYTES))
        .send_window(CONNECTION_WINDOW_BYTES.into())
        .datagram_receive_buffer_size(None)
        .allow_spin(false)
        .build()
}

/// A resolver that asks nobody, or the system's servers if a relay or lookup server has to be found.
/// Never the public servers that iroh falls back to.
fn resolver(profile: &Profile) -> DnsResolver {
    let builder = DnsResolver::builder().disable_fallback();
    match profile {
        Profile::Internet { .. } => builder.with_system_defaults().build(),
        Profile::Lan | Profile::Manual | Profile::Off => builder.build(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_post_quantum_exchange_comes_first_and_one_classical_one_remains() {
        let names: Vec<_> = key_exchange()
            .kx_groups
            .iter()
            .map(|group| group.name())
            .collect();
        assert_eq!(
            names,
            [
                rustls::NamedGroup::X25519MLKEM768,
                rustls::NamedGroup::X25519
            ]
        );
    }
}
