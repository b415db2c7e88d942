#!/usr/bin/env python3
"""Watches one network port and says what on it should not be there.

Usage: capture.py <port> <word>...   (runs until it is told to end; exits 1 if something was wrong)

Allowed are ARP, ICMPv6, IGMP, announcements on multicast DNS, and UDP between the two machines of
the test. Everything else is wrong: DNS, port mapping, TCP, any other place. So is every packet that
contains one of the words (ids and names, in whatever case).
"""

import ipaddress
import signal
import socket
import sys

MDNS = ("224.0.0.251", 5353)
MACHINES = ipaddress.ip_network("10.77.0.0/24")
ICMPV6, IGMP, UDP = 58, 2, 17


def judge(frame):
    """What is wrong with a frame, if anything."""
    kind = int.from_bytes(frame[12:14], "big")
    if kind == 0x0806:
        return None
    if kind == 0x86DD:
        header = frame[20]
        # Multicast listener reports come behind a hop-by-hop header.
        return None if header in (ICMPV6, 0) else f"IPv6 packet of protocol {header}"
    if kind != 0x0800:
        return f"frame of kind {kind:#x}"
    header_len = (frame[14] & 15) * 4
    protocol = frame[23]
    source, target = (str(ipaddress.ip_address(frame[at : at + 4])) for at in (26, 30))
    if protocol == IGMP:
        return None
    if protocol != UDP:
        return f"IPv4 packet of protocol {protocol} from {source} to {target}"
    port = int.from_bytes(frame[14 + header_len + 2 : 14 + header_len + 4], "big")
    among_machines = all(ipaddress.ip_address(ip) in MACHINES for ip in (source, target))
    known = (target, port) == MDNS or (among_machines and port > 1024)
    return None if known else f"UDP from {source} to {target} port {port}"


def main():
    port, words = sys.argv[1], [word.lower().encode() for word in sys.argv[2:]]
    raw = [bytes.fromhex(word) for word in sys.argv[2:] if len(word) == 64]
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
    tap.bind((port, 0))
    tap.settimeout(0.2)
    ending = []
    signal.signal(signal.SIGTERM, lambda *_: ending.append(True))
    print("capturing", flush=True)
    frames, wrong = 0, set()
    while not ending:
        try:
            frame = tap.recv(65536)
        except TimeoutError:
            continue
        frames += 1
        verdict = judge(frame)
        if verdict:
            wrong.add(verdict)
        wrong.update(f"a packet contains {word!r}" for word in words if word in frame.lower())
        wrong.update("a packet contains an id" for key in raw if key in frame)
    for verdict in sorted(wrong):
        print("wrong:", verdict)
    print(f"captured {frames} frames, {len(wrong)} wrong", flush=True)
    return 1 if wrong or not frames else 0


sys.exit(main())
