"""Who reaches whom in the cluster, as its network policies let them, once all is rendered."""

import pytest
from deployment import KUSTOMIZE, NAMES, render

HOUSE = render(KUSTOMIZE / "production")
#: Who collects the metrics; the operator's own, with the labels that the policies name.
PROMETHEUS = (
    {"kubernetes.io/metadata.name": "observability"},
    {"app.kubernetes.io/name": "prometheus"},
)
STRANGER = ({"kubernetes.io/metadata.name": "default"}, {"app.kubernetes.io/name": "lain"})


def running(service: str, component: str) -> tuple[dict[str, str], dict[str, str]]:
    """The labels of a namespace of the house, and of the pods of one workload there."""
    (space,) = [d for d in HOUSE if d["kind"] == "Namespace" and d["metadata"]["name"] == service]
    (workload,) = [
        d for d in HOUSE
        if d["kind"] == "Deployment"
        and (d["metadata"]["namespace"], d["metadata"]["name"]) == (service, component)
    ]  # fmt: skip
    labels = workload["spec"]["template"]["metadata"]["labels"]
    return space["metadata"]["labels"] | {"kubernetes.io/metadata.name": service}, labels


def selects(selector: dict, labels: dict[str, str]) -> bool:
    """Say whether a selector picks what has these labels; an empty one picks all."""
    wanted = selector.get("matchLabels", {}).items()
    return all(labels.get(key) == value for key, value in wanted) and all(
        labels.get(rule["key"]) in rule["values"] for rule in selector.get("matchExpressions", [])
    )


def allowed(caller: tuple[dict, dict], service: str, component: str, port: str) -> bool:
    """Say whether a policy of the namespace lets the caller in at this port."""
    space, labels = caller
    home, called = running(service, component)
    rules = [
        rule
        for policy in HOUSE
        if policy["kind"] == "NetworkPolicy"
        and policy["metadata"]["namespace"] == service
        and selects(policy["spec"]["podSelector"], called)
        for rule in policy["spec"].get("ingress", [])
        if port in {p["port"] for p in rule["ports"]}
    ]
    return any(
        selects(peer.get("podSelector", {}), labels)
        and (
            selects(peer["namespaceSelector"], space) if "namespaceSelector" in peer
            else space == home
        )
        for rule in rules
        for peer in rule["from"]
    )  # fmt: skip


WAYS = [
    *((("gateway", "edge"), (name, "api", "http")) for name in NAMES),
    *((("gateway", "pages"), (name, "api", "http")) for name in NAMES),
    *(((reader, "worker"), (name, "api", "http")) for name in NAMES for reader in NAMES),
    (("gateway", "edge"), ("publication", "public-files", "http")),
    (("gateway", "edge"), ("gateway", "pages", "http")),
]


@pytest.mark.parametrize(("caller", "called"), WAYS)
def test_what_the_house_needs_gets_through(caller, called):
    assert allowed(running(*caller), *called)


SCRAPED = [
    *((name, "api", "http") for name in NAMES),
    *((name, "worker", "probe") for name in NAMES),
    ("gateway", "pages", "http"),
]


@pytest.mark.parametrize("called", SCRAPED)
def test_metrics_are_collected_by_whom_the_policy_names(called):
    assert allowed(PROMETHEUS, *called)
    assert not allowed(STRANGER, *called)


@pytest.mark.parametrize(
    ("caller", "called"),
    [
        (running("candidacy", "api"), ("voter-registry", "api", "http")),
        (running("candidacy", "worker"), ("publication", "public-files", "http")),
        (running("gateway", "edge"), ("complaints", "worker", "probe")),
        (STRANGER, ("gateway", "pages", "http")),
    ],
    ids=["an API does not call another", "files only by the door", "probes", "a stranger"],
)
def test_nobody_else_does(caller, called):
    assert not allowed(caller, *called)
