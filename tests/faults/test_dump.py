"""Row 35: what a dump shows, and what somebody who writes into the database can do with numbers."""

from hashlib import sha256

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from voters import KAB, nik

from election_common.keyring import Keyring
from voter_registry.store import pemilih as store


async def test_row_35_a_dump_shows_no_number(load, serve_with_ring, cluster, database):
    ids, api = load(50), await serve_with_ring()
    asked = [f'{{"alasan":"perkara nomor {n:04d}"}}'.encode() for n in range(10_000)]
    for id_, body in zip(ids[:5], asked, strict=False):
        where, json_ = f"/pemilih/{id_}/buka-nik", {"content-type": "application/json"}
        answer = await api("POST", where, "operator", wilayah=KAB, content=body, headers=json_)
        assert answer.status_code == 200, answer.text
    dump = []
    with psycopg.connect(cluster.admin_dsn(database.name)) as dba:
        for (table,) in dba.execute(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables"
            " where schemaname in ('public', 'jobs', 'muat')"
        ).fetchall():
            with dba.cursor().copy(f"copy (select * from {table}) to stdout") as copy:
                dump += map(bytes, copy)
    shown = b"".join(dump).decode()
    assert "ORANG 49" in shown
    numbers = {number for i in range(50) for number in (nik(i), nik(i)[::-1])}
    assert not [n for n in numbers if n in shown or n.encode().hex() in shown]
    assert asked[4].decode().split('"')[3] in shown  # the reason itself is in the audit
    assert [body for body in asked if sha256(body).hexdigest() in shown] == []


def test_row_35_two_ciphertexts_exchanged_do_not_open(load, database, ring):
    first, second = load(2)
    with psycopg.connect(database.owner) as owner:
        owner.execute("""
            update pemilih p set nik = q.nik from pemilih q where p.id <> q.id
        """)
        sealed = dict(owner.execute("select id, nik from pemilih").fetchall())
        numbers = dict(owner.execute("select id, nkk from pemilih").fetchall())
    keyring = Keyring.load(ring)
    for id_ in (first, second):
        with pytest.raises(InvalidTag):
            keyring.open(sealed[id_], store.place("nik", id_))
        with pytest.raises(InvalidTag):
            keyring.open(numbers[id_], store.place("nik", id_))
