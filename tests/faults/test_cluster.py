"""Row 14 of the bar: of three brokers that keep every fact one dies, then another is cut off."""

import asyncio
import shutil
import signal
import time
from dataclasses import replace

import httpx
import pytest
from toy import facts
from toy.load import Load

from devstack import nats_server, ports, probing
from devstack.nats_server import Broker
from devstack.waiting import wait_until
from election_common import streams
from election_common.streams import ADMIN

MEMBERS = ("satu", "dua", "tiga")
LIMITS = {"next_ack_seconds": 10, "drained_seconds": 30}


class Member(Broker):
    """One of three servers that keep the same streams."""

    def __init__(self, folder, port, routes):
        super().__init__(folder)
        self._port, self._routes = port, routes

    def launch(self):
        launch = super().launch()
        cluster = ["--cluster_name", "rumah", "--cluster", f"nats://127.0.0.1:{self._port}"]
        argv = [*launch.argv, *cluster, "--routes", self._routes]
        return replace(launch, argv=argv, env={**launch.env, "NATS_SERVER_NAME": self.folder.name})

    def ready(self):
        return probing.is_well(f"{self.monitor_url}/varz")  # alone it is up, and not yet well

    def settle(self):
        """Streams are declared once all three have found one another."""


class Three:
    """Three servers, found by the first of them."""

    def __init__(self, folder):
        links = [ports.pick() for _ in MEMBERS]
        routes = ",".join(f"nats://127.0.0.1:{port}" for port in links)
        self.members = {
            name: Member(folder / name, port, routes)
            for name, port in zip(MEMBERS, links, strict=True)
        }
        first, *others = self.members.values()
        first.launch()  # it makes the passwords, which are those of all
        for one in others:
            one.folder.mkdir()
            shutil.copy(first.folder / "passwords.json", one.folder)
        self.url, self.monitor_url, self.password = first.url, first.monitor_url, first.password

    def start(self):
        for one in self.members.values():
            one.start()
        wait_until(self._are_well, seconds=30, what="three brokers that know one another")
        wanted = nats_server.declaration()
        asyncio.run(streams.declare(self.url, self.password(ADMIN), wanted))

    def stop(self):
        for one in self.members.values():
            one.signal(signal.SIGCONT)
            one.stop()

    def stream(self, asked):
        """What a member knows of the producer's stream."""
        answer = httpx.get(f"{asked.monitor_url}/jsz?streams=true").json()
        (account,) = answer["account_details"]
        return next(s for s in account["stream_detail"] if s["name"] == facts.STREAM)

    def _are_well(self):
        return all(probing.is_well(f"{one.monitor_url}/healthz") for one in self.members.values())


@pytest.fixture
def own_broker(tmp_path, monkeypatch, faults_scale):
    wanted = nats_server.declaration()
    wanted["consumer"]["ack_wait"] = faults_scale(wanted["consumer"]["ack_wait"])
    wanted["stream"]["num_replicas"] = len(MEMBERS)
    monkeypatch.setattr(nats_server, "declaration", lambda: wanted)
    three = Three(tmp_path)
    try:
        three.start()
        yield three
    finally:
        three.stop()


@pytest.mark.timeout(600)
async def test_of_three_brokers_one_dies_and_another_is_cut_off(
    rig, issuer, faults_scale, record_figure
):
    load, three = Load(rig, issuer, rate=20), rig.broker
    with rig.api() as api, rig.relay(), rig.consumers():
        await asyncio.to_thread(api.await_work)
        await load.run(2)
        await asyncio.to_thread(rig.settle, load.sent)
        leader = three.stream(three.members["satu"])["cluster"]["leader"]
        cut, last = (one for name, one in three.members.items() if name != leader)
        three.members[leader].kill()
        next_ack = await _next_ack(rig, load)
        await asyncio.to_thread(rig.settle, load.sent)
        cut.signal(signal.SIGSTOP)
        await load.run(2)  # what both had when it was cut off is confirmed, and no more
        confirmed = rig.published()
        await load.run(faults_scale(30))
        assert rig.published() == confirmed
        backlog = load.sent - confirmed
        cut.signal(signal.SIGCONT)
        three.members[leader].start()
        drained = await asyncio.to_thread(rig.settle, load.sent)
        stored = three.stream(last)["state"]["messages"]
        assert stored >= load.sent  # not from the feed: what was confirmed is in the stream
        await load.close()
    figures = rig.require_exactly_once()
    record_figure(
        14, limits=LIMITS, next_ack_seconds=round(next_ack, 1), backlog=backlog,
        drained_seconds=round(drained, 1), **figures,
    )  # fmt: skip


async def _next_ack(rig, load):
    """Go on with acts until the brokers confirm one that came after the death; how long it took."""
    begin, known = time.monotonic(), load.sent
    while rig.published() <= known:
        await load.run(0.5)
        assert time.monotonic() - begin < 60, "the brokers that live confirm nothing"
    return time.monotonic() - begin
