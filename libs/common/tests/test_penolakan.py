"""Refused attempts stay in the audit, and never cost the caller his answer."""

import psycopg
import pytest

from voter_registry.main import create_app

ABSENT = "/daftar-pemilih/00000000-0000-7000-8000-000000000000"


def attempts(database):
    with psycopg.connect(database.owner) as owner:
        return owner.execute(
            "select sub, objek, rincian from audit where tindakan = 'penolakan' order by id"
        ).fetchall()


@pytest.fixture
async def api(database, service_env, serve):
    service_env(database, "app")
    return await serve(create_app())


async def test_a_refused_attempt_stays_though_its_act_is_rolled_back(api, database):
    assert (await api("GET", ABSENT, "operator", wilayah="1906")).status_code == 404
    body = {"pemilihan": "uji-2024", "wilayah": "1971", "nama": "SITI"}
    answer = await api("POST", "/pencarian-pemilih", "operator", wilayah="1906", json=body)
    assert answer.status_code == 403
    first, second = attempts(database)
    assert first == (
        "operator@1906", "get_daftar",
        {"sebab": "tidak-ditemukan", "alamat": {"id": ABSENT.rpartition("/")[2]}},
    )  # fmt: skip
    assert second == (
        "operator@1906", "find_voters", {"sebab": "wilayah-di-luar-kewenangan", "alamat": {}},
    )  # fmt: skip


async def test_who_has_no_token_leaves_no_trace_here(api, database):
    assert (await api("GET", ABSENT)).status_code == 401
    assert attempts(database) == []


async def test_without_an_audit_the_refusal_is_answered_all_the_same(api, database):
    with psycopg.connect(database.owner) as owner:
        owner.execute("revoke insert on audit from voter_registry_app")
    assert (await api("GET", ABSENT, "operator", wilayah="1906")).status_code == 404
