"""E10: the visitor's network is what our own proxy saw; what the visitor wrote before it counts for nothing."""

import pytest

from kortet.budgets.networks import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:51822", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("[::ffff:192.0.2.7]:80", "192.0.2.7"),
        ("", "unknown"),
        ("1.2.3", "unknown"),
        ("x" * 10_000, "unknown"),
        ("192.0.2.7, 192.0.2.8", "unknown"),
    ],
)
def test_e10_addresses_as_they_come(rf, settings, address, network):
    settings.TRUSTED_PROXIES = 0
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("proxies", "chain", "network"),
    [
        (0, "203.0.113.9", "198.51.100.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 2.2.2.2, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "10.0.0.2", "unknown"),
        (1, "", "unknown"),
        (1, "203.0.113.9, ", "unknown"),
    ],
)
def test_e10_a_forged_chain_counts_for_nothing(rf, settings, proxies, chain, network):
    settings.TRUSTED_PROXIES = proxies
    asked = rf.get("/", REMOTE_ADDR="198.51.100.1", headers={"X-Forwarded-For": chain})
    assert network_of(asked) == network
