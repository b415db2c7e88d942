//! The machine's network interfaces: which addresses others can dial, where to announce, what is near.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use netwatch::interfaces::{IpNet, State};

/// Interfaces of container and machine managers: their addresses mean something else on every machine.
const VIRTUAL: [&str; 12] = [
    "docker", "br-", "veth", "virbr", "vnet", "cni", "flannel", "lxc", "lxdbr", "podman", "vmnet",
    "vboxnet",
];
/// Tunnels: dialable by those at the other end, but of no use for multicast.
const TUNNELS: [&str; 6] = ["tun", "utun", "wg", "ppp", "tailscale", "ipsec"];
/// Addresses told to others at most, so that an announcement fits one packet.
const ADDRESSES_MAX: usize = 8;

/// What one look at the interfaces found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Interfaces {
    /// Where others can dial this machine, the likeliest first; loopback only if there is nothing else.
    pub(crate) addresses: Vec<IpAddr>,
    /// The own IPv4 address on each interface to announce and listen on, loopback included.
    pub(crate) multicast: Vec<Ipv4Addr>,
    /// The networks this machine is directly on.
    pub(crate) networks: Vec<Network>,
}

/// A network: an address in it and how many leading bits it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Network {
    address: IpAddr,
    bits: u8,
}

/// One address of one interface that is up.
#[derive(Clone, Debug)]
struct Seen {
    interface: String,
    network: Network,
}

/// How good an address is to be told to others; the best kind that exists is told, the rest kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Usual,
    LinkLocal,
    LastResort,
    Useless,
}

/// Looks at the interfaces as they are now.
pub(crate) async fn look() -> Interfaces {
    let state = State::new().await;
    let mut seen: Vec<Seen> = state
        .interfaces
        .values()
        .filter(|interface| interface.is_up())
        .flat_map(|interface| {
            let name = interface.name().to_owned();
            interface.addrs().filter_map(move |net| {
                let network = network(&net)?;
                Some(Seen {
                    interface: name.clone(),
                    network,
                })
            })
        })
        .collect();
    // The map has no order; equal interfaces must give equal results.
    seen.sort_by(|a, b| (a.network.address, &a.interface).cmp(&(b.network.address, &b.interface)));
    choose(&seen)
}

fn network(net: &IpNet) -> Option<Network> {
    match net {
        IpNet::V4(v4) => Some(Network {
            address: v4.addr().into(),
            bits: v4.prefix_len(),
        }),
        IpNet::V6 { net, flags, .. }
            if !(flags.tentative || flags.duplicated || flags.deprecated) =>
        {
            Some(Network {
                address: net.addr().into(),
                bits: net.prefix_len(),
            })
        }
        IpNet::V6 { .. } => None,
    }
}

fn choose(seen: &[Seen]) -> Interfaces {
    let ranked = || seen.iter().map(|seen| (rank(seen), seen));
    let best = ranked()
        .map(|(rank, _)| rank)
        .min()
        .unwrap_or(Rank::Useless);
    let mut addresses: Vec<IpAddr> = ranked()
        .filter(|(rank, _)| *rank == best && *rank != Rank::Useless)
        .map(|(_, seen)| seen.network.address)
        .collect();
    // Private networks first: that is where the other devices most likely are.
    addresses.sort_by_key(|address| (address.is_ipv6(), !is_private(*address)));
    addresses.dedup();
    addresses.truncate(ADDRESSES_MAX);

    let mut multicast: Vec<Ipv4Addr> = seen
        .iter()
        .filter(|seen| !named(&seen.interface, &VIRTUAL) && !named(&seen.interface, &TUNNELS))
        .filter_map(|seen| match seen.network.address {
            IpAddr::V4(v4) if !v4.is_loopback() || v4 == Ipv4Addr::LOCALHOST => Some(v4),
            _ => None,
        })
        .collect();
    multicast.dedup();
    let networks = seen.iter().map(|seen| seen.network).collect();
    Interfaces {
        addresses,
        multicast,
        networks,
    }
}

fn rank(seen: &Seen) -> Rank {
    let address = seen.network.address;
    let useless = match address {
        IpAddr::V4(v4) => v4.is_unspecified() || v4.is_multicast() || v4.is_broadcast(),
        IpAddr::V6(v6) => {
            v6.is_unspecified()
                || v6.is_multicast()
                || v6.is_loopback()
                || v6.is_unicast_link_local()
        }
    };
    if useless {
        Rank::Useless
    } else if address.is_loopback() || named(&seen.interface, &VIRTUAL) {
        Rank::LastResort
    } else if matches!(address, IpAddr::V4(v4) if v4.is_link_local()) {
        Rank::LinkLocal
    } else {
        Rank::Usual
    }
}

fn named(interface: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| interface.starts_with(prefix))
}

impl Interfaces {
    /// Whether an address can be on a network around here. Announcements are not authenticated, so
    /// without this anyone nearby could make us send packets to any place in the world.
    pub(crate) fn is_near(&self, address: IpAddr) -> bool {
        match address {
            _ if address.is_unspecified() || address.is_multicast() => false,
            IpAddr::V4(v4) if v4.is_broadcast() => false,
            _ => is_private(address) || self.networks.iter().any(|net| net.contains(address)),
        }
    }
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let shift = 32_u32.saturating_sub(self.bits.into());
                let prefix = |ip: Ipv4Addr| u32::from(ip).checked_shr(shift).unwrap_or(0);
                self.bits > 0 && prefix(own) == prefix(other)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let shift = 128_u32.saturating_sub(self.bits.into());
                let prefix = |ip: Ipv6Addr| u128::from(ip).checked_shr(shift).unwrap_or(0);
                self.bits > 0 && prefix(own) == prefix(other)
            }
            _ => false,
        }
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_loopback() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unique_local() || v6.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(interface: &str, address: &str, bits: u8) -> Seen {
        let address = address.parse().unwrap();
        Seen {
            interface: interface.into(),
            network: Network { address, bits },
        }
    }

    fn addresses(seen: &[Seen]) -> Vec<String> {
        choose(seen)
            .addresses
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn loopback_is_told_only_when_there_is_nothing_else() {
        let lo = seen("lo", "127.0.0.1", 8);
        let lan = seen("wlan0", "192.168.1.5", 24);
        assert_eq!(addresses(std::slice::from_ref(&lo)), ["127.0.0.1"]);
        assert_eq!(addresses(&[lo, lan]), ["192.168.1.5"]);
        assert!(addresses(&[]).is_empty());
    }

    #[test]
    fn container_bridges_and_link_local_addresses_are_kept_back() {
        let docker = seen("docker0", "172.17.0.1", 16);
        let zeroconf = seen("eth0", "169.254.9.9", 16);
        let v6_link = seen("eth0", "fe80::1", 64);
        let v6 = seen("eth0", "2001:db8::5", 64);
        let public = seen("eth0", "203.0.113.9", 24);
        let vpn = seen("wg0", "10.8.0.2", 24);
        let all = [docker.clone(), zeroconf.clone(), v6_link, v6, public, vpn];
        assert_eq!(addresses(&all), ["10.8.0.2", "203.0.113.9", "2001:db8::5"]);
        assert_eq!(addresses(&[docker, zeroconf]), ["169.254.9.9"]);
        let multicast = choose(&all).multicast;
        assert_eq!(
            multicast,
            [Ipv4Addr::new(169, 254, 9, 9), Ipv4Addr::new(203, 0, 113, 9)]
        );
    }

    #[test]
    fn only_addresses_around_here_are_near() {
        let here = choose(&[
            seen("eth0", "203.0.113.9", 24),
            seen("eth0", "2001:db8:1::5", 64),
        ]);
        for near in [
            "203.0.113.200",
            "10.0.0.1",
            "127.0.0.1",
            "2001:db8:1::99",
            "fd00::1",
        ] {
            assert!(here.is_near(near.parse().unwrap()), "{near}");
        }
        for far in [
            "203.0.114.1",
            "8.8.8.8",
            "0.0.0.0",
            "224.0.0.251",
            "255.255.255.255",
            "2001:db8:2::1",
            "::",
        ] {
            assert!(!here.is_near(far.parse().unwrap()), "{far}");
        }
    }
}
