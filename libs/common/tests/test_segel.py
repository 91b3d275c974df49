"""The audit shows tampering: by its rows, by its seals, and by what was published of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg.errors import CheckViolation, InsufficientPrivilege
from sqlalchemy import text

from election_common import merkle, restored, segel, verify_audit
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import create_engine, create_sessions, transaction
from election_common.keyring import Keyring
from election_common.segel import seal_next, sealer
from election_common.titik_periksa import sign_due
from voter_registry.main import create_app

AT = datetime(2024, 11, 27, 6, tzinfo=UTC)
BY = Actor("operator@1906", frozenset({"operator"}), "1906")
BATCHES, ROWS = 5, 20


@pytest.fixture
def keyring(keyring_file):
    return Keyring.load(keyring_file)


@pytest.fixture
def seal(sessions):
    async def run():
        async with transaction(sessions, scope=None) as tx:
            return await seal_next(tx)

    return run


@pytest.fixture
def act(sessions):
    async def run(n):
        async with transaction(sessions, scope=None) as tx:
            for i in range(n):
                await record_act(tx, "coklit", f"daftar-pemilih/{i}", by=BY, at=AT, butir=i)

    return run


@pytest.fixture
def checkpoint(sessions, keyring):
    async def sign(at):
        async with transaction(sessions, scope=None) as tx:
            return await sign_due(tx, keyring, "voter-registry", 3600, at=at)

    return sign


@pytest.fixture
async def published(act, seal, checkpoint):
    """A hundred rows under five seals; checkpoints at 40 and at 100, as publication shows them."""
    points = []
    for n in range(BATCHES):
        await act(ROWS)
        assert await seal() == ROWS
        if n in {1, 4}:
            points.append(await checkpoint(AT + timedelta(hours=n)))
    return points


@pytest.fixture
def dba(database, cluster):
    """Somebody who may do everything with the database, triggers included."""
    with psycopg.connect(cluster.admin_dsn(database.name), autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        yield connection


@pytest.mark.parametrize(("rows", "more"), [(2, [False]), (3, [True, False]), (4, [True, False])])
async def test_a_sealer_rests_once_it_has_sealed_all_that_waited(
    act, sessions, keyring, monkeypatch, rows, more
):
    monkeypatch.setattr(segel, "BATCH", 3)
    await act(rows)
    step = sealer(sessions, keyring, "voter-registry", 3600).step
    assert [await step() for _ in more] == more
    async with sessions() as session:
        unsealed = await session.execute(text("select count(*) from audit where urut is null"))
        assert unsealed.scalar_one() == 0


def verify(dba, points=()):
    return verify_audit.verify(dba, points)


async def test_what_nobody_touched_is_sound(published, dba):
    assert verify(dba) == (100, None)
    assert verify(dba, published) == (100, None)


REHASH = f"""
    update audit a set daun = sha256('\\x00'::bytea || convert_to(
        {verify_audit.CONTENT.format(urut="a.urut")}, 'UTF8')) where urut is not null
"""

TAMPERING = {
    "a changed act": ("update audit set sub = 'lain' where urut = 33", (33, 33), "changed"),
    "a changed detail": ("update audit set rincian = '{}' where urut = 7", (7, 7), "changed"),
    "a changed time": ("update audit set pada = pada + '1us' where urut = 99", (99, 99), "changed"),
    "rows deleted": ("delete from audit where urut between 50 and 52", (50, 52), "missing"),
    "two rows in another order": (
        """update audit set urut = case urut when 60 then -61 else -60 end where urut in (60, 61);
           update audit set urut = -urut where urut < 0""",
        (60, 60),
        "changed",
    ),
    "a tail cut off": ("delete from audit where urut > 95", (96, 100), "cut off"),
    "a row and its leaf": (
        f"update audit set sub = 'lain' where urut = 33; {REHASH}", (21, 40), "not what",
    ),
    "a seal": ("update segel set akar = '\\x00' where ukuran = 60", (41, 60), "not what seal"),
}  # fmt: skip


@pytest.mark.parametrize("case", TAMPERING)
async def test_tampering_is_named_without_any_help(published, dba, case):
    statement, where, why = TAMPERING[case]
    dba.execute(statement)
    _, fault = verify(dba)
    assert (fault.dari, fault.sampai) == where
    assert fault.sebab.startswith(why)


async def rebuild(dba, seal):
    """Seal every row anew, as one who owns the database can."""
    dba.execute("update audit set urut = null, daun = null; delete from segel")
    assert await seal()


async def test_a_rebuilt_audit_is_sound_by_itself_and_caught_by_what_was_published(
    published, dba, seal
):
    dba.execute("update audit set sub = 'lain' where urut = 33")
    await rebuild(dba, seal)
    assert verify(dba) == (100, None)
    _, fault = verify(dba, published)
    assert (fault.dari, fault.sampai, fault.sebab) == (1, 40, "not what checkpoint 1 has")


async def test_a_tail_that_was_cut_with_its_seals_is_caught_by_what_was_published(published, dba):
    dba.execute("delete from audit where urut > 80; delete from segel where ukuran > 80")
    assert verify(dba) == (80, None)
    _, fault = verify(dba, published)
    assert (fault.dari, fault.sampai, fault.sebab) == (81, 100, "cut off; checkpoint 2 has 100")


async def test_a_later_checkpoint_of_the_same_size_replaces_no_earlier_one(
    published, dba, seal, keyring
):
    """The service signs what its owner has built anew; what was published before still counts."""
    dba.execute("update audit set sub = 'lain' where urut = 77")
    await rebuild(dba, seal)
    ((akar,),) = dba.execute("select akar from segel").fetchall()
    forged = replace(published[1], nomor=3, akar=akar.hex(), sebelum=published[1].sidik)
    _, fault = verify(dba, [*published, forged.signed(keyring.signing_key())])
    assert (fault.dari, fault.sampai, fault.sebab) == (41, 100, "not what checkpoint 2 has")


BROKEN = {
    "is not signed": {"tanda": "AAAA"},
    "does not follow 1": {"sebelum": "00" * 32},
    "there are two checkpoints 1": {"nomor": 1},
    "is smaller than 1": {"ukuran": 39},
}


@pytest.mark.parametrize("why", BROKEN)
async def test_published_checkpoints_must_be_signed_and_follow_one_another(
    published, dba, keyring, why
):
    first, second = published
    assert second.sebelum == first.sidik
    broken = replace(second, **BROKEN[why])
    if "tanda" not in BROKEN[why]:
        broken = broken.signed(keyring.signing_key())
    with pytest.raises(ValueError, match=why):
        verify(dba, [first, broken])


def vars_of(point):
    return {name: getattr(point, name) for name in point.__slots__}


async def test_a_checkpoint_is_signed_once_an_hour_and_recorded_as_a_fact(
    published, checkpoint, act, seal, sessions
):
    await act(1)
    await seal()
    assert await checkpoint(AT + timedelta(hours=4, minutes=59)) is None
    third = await checkpoint(AT + timedelta(hours=5))
    assert (third.nomor, third.ukuran, third.sebelum) == (3, 101, published[1].sidik)
    async with sessions() as session:
        facts = (await session.execute(text("select subject, data from outbox order by id"))).all()
    assert [f.subject for f in facts] == ["voter-registry.audit.titik-periksa-disegel.v1"] * 3
    assert verify_audit.TitikPeriksa(**facts[2].data) == third


async def test_what_has_not_grown_is_not_signed_again(published, checkpoint):
    assert await checkpoint(AT + timedelta(days=1)) is None


async def test_a_row_that_commits_late_is_sealed_after_those_before_it(act, seal, sessions, dba):
    async with sessions() as late:
        await record_act(late, "coklit", "terlambat", by=BY, at=AT)
        await act(3)
        assert await seal() == 3
        await late.commit()
    assert await seal() == 1
    assert await seal() == 0
    rows = dba.execute("select id, urut from audit order by urut").fetchall()
    assert rows == [(2, 1), (3, 2), (4, 3), (1, 4)]
    assert verify(dba) == (4, None)


async def test_one_sealer_at_a_time(act, seal, sessions):
    await act(3)
    async with sessions() as other:
        assert await seal_next(other) == 3
        assert await seal() == 0
        await other.rollback()
    assert await seal() == 3


@pytest.mark.parametrize("statement", [
    "update audit set sub = 'lain'",
    "update audit set urut = urut + 1",
    "delete from audit",
    "truncate audit",
    "update segel set akar = ''",
    "delete from titik_periksa",
])  # fmt: skip
async def test_even_the_owner_changes_no_sealed_row(published, database, statement):
    with psycopg.connect(database.owner) as owner, pytest.raises(CheckViolation):
        owner.execute(statement)


@pytest.mark.parametrize(("role", "statement"), [
    ("app", "update audit set sub = 'x'"), ("app", "delete from audit"),
    ("app", "insert into audit (urut) values (1)"), ("app", "insert into audit (daun) values ('')"),
    ("worker", "insert into audit (urut) values (1)"),
    ("app", "select sub from audit"), ("app", "insert into segel values (1, '', '{}')"),
    ("worker", "update audit set sub = 'x'"), ("worker", "delete from audit"),
    ("worker", "update segel set akar = ''"), ("worker", "delete from titik_periksa"),
])  # fmt: skip
async def test_the_service_may_only_add(database, role, statement):
    with psycopg.connect(getattr(database, role)) as own, pytest.raises(InsufficientPrivilege):
        own.execute(statement)


async def test_the_command_says_what_it_found(published, dba, cluster, database, tmp_path, capsys):
    file = tmp_path / "titik-periksa.json"
    file.write_text(json.dumps({"titik_periksa": [vars_of(p) for p in published]}))
    argv = ["--database-url", cluster.admin_dsn(database.name), "--titik-periksa", str(file)]
    assert verify_audit.main([*argv, "--kunci", published[0].kunci]) == 0
    assert capsys.readouterr().out == "100 rows, 2 published checkpoints: sound\n"
    assert verify_audit.main([*argv, "--kunci", "lain"]) == 1
    dba.execute("update audit set sub = 'lain' where urut = 33")
    assert verify_audit.main(argv) == 1
    assert capsys.readouterr().out == "row 33: changed (id 33)\n"


async def test_rows_that_stay_unsealed_are_named(
    published, act, seal, database, cluster, monkeypatch, capsys
):
    monkeypatch.setattr(verify_audit, "PATIENCE_SECONDS", 0.05)
    argv = ["--database-url", cluster.admin_dsn(database.name)]
    await act(2)
    assert verify_audit.main(argv) == 1
    assert capsys.readouterr().out == "2 rows from id 101 on: under no seal after 0.05 s\n"
    await seal()
    assert verify_audit.main(argv) == 0


UNREADABLE = {
    "a list": ("[]", 1), "no checkpoints": ("{}", 1), "no document": ("titik", 1),
    "a field that is not known": ('{"titik_periksa": [{"nomor": 1}]}', 1),
    "no file": (None, 2),
}  # fmt: skip


@pytest.mark.parametrize("case", UNREADABLE)
def test_the_command_says_what_it_could_not_read(case, tmp_path, capsys):
    content, code = UNREADABLE[case]
    file = tmp_path / "titik-periksa.json"
    if content is not None:
        file.write_text(content)
    argv = ["--database-url", "postgresql://127.0.0.1:1/x", "--titik-periksa", str(file)]
    assert verify_audit.main(argv) == code
    assert capsys.readouterr().err.startswith("not verified: ")


def test_the_command_says_that_there_is_no_database(capsys):
    assert verify_audit.main(["--database-url", "postgresql://127.0.0.1:1/x"]) == 2
    assert capsys.readouterr().err.startswith("not verified: OperationalError")


async def test_the_command_names_a_chain_that_is_broken(
    published, cluster, database, tmp_path, capsys
):
    file = tmp_path / "titik-periksa.json"
    broken = [vars_of(published[0]), vars_of(published[1]) | {"akar": "no hash"}]
    file.write_text(json.dumps({"titik_periksa": broken}))
    argv = ["--database-url", cluster.admin_dsn(database.name), "--titik-periksa", str(file)]
    assert verify_audit.main(argv) == 1
    assert capsys.readouterr().err == "not verified: checkpoint 2 is not signed by its key\n"


async def test_one_that_is_no_hash_is_named_though_it_is_signed(published, dba, keyring):
    odd = replace(published[1], akar="no hash").signed(keyring.signing_key())
    _, fault = verify(dba, [published[0], odd])
    assert (fault.dari, fault.sampai, fault.sebab) == (81, 100, "not what checkpoint 2 has")


async def test_one_of_another_service_is_refused(published, dba, keyring):
    other = replace(published[1], layanan="gateway").signed(keyring.signing_key())
    with pytest.raises(ValueError, match="checkpoint 2 is of gateway"):
        verify(dba, [published[0], other])


async def test_a_restored_audit_goes_on_from_what_was_published(
    published, dba, database, act, seal, checkpoint, tmp_path
):
    """The chain of who watches does not break; that the rows of the second are gone is shown."""
    dba.execute("""
        delete from audit where urut > 60;
        delete from segel where ukuran > 60;
        delete from titik_periksa where nomor = 2;
    """)
    file = tmp_path / "titik-periksa.json"
    file.write_text(json.dumps({"titik_periksa": [vars_of(p) for p in published]}))
    for _ in range(2):
        restored.keep_published(database.owner, str(file))
    await act(40)
    await seal()
    assert await checkpoint(AT + timedelta(days=1)) is None  # not more than was published
    await act(1)
    await seal()
    third = await checkpoint(AT + timedelta(days=1))
    assert (third.nomor, third.ukuran, third.sebelum) == (3, 101, published[1].sidik)
    _, fault = verify(dba, [*published, third])
    assert (fault.dari, fault.sampai, fault.sebab) == (61, 100, "not what checkpoint 2 has")


async def test_what_was_published_of_another_audit_is_not_taken(
    published, database, keyring, tmp_path
):
    other = replace(published[0], akar="11" * 32).signed(keyring.signing_key())
    file = tmp_path / "titik-periksa.json"
    file.write_text(json.dumps({"titik_periksa": [vars_of(other)]}))
    with pytest.raises(ValueError, match="checkpoint 1 was published otherwise"):
        restored.keep_published(database.owner, str(file))


async def test_anybody_may_keep_the_checkpoints(published, database, service_env, serve):
    service_env(database, "app")
    api = await serve(create_app())
    page = (await api("GET", "/audit/titik-periksa")).json()
    assert [verify_audit.TitikPeriksa(**p) for p in page["titik_periksa"]] == published
    rest = (await api("GET", "/audit/titik-periksa", params={"after": 1})).json()
    assert [p["nomor"] for p in rest["titik_periksa"]] == [2]


def test_the_tree_is_that_of_rfc_6962():
    """Roots of the tree of the RFC's own definition, which splits at the largest power of two."""

    def root(leaves):
        if len(leaves) == 1:
            return leaves[0]
        k = 1 << (len(leaves) - 1).bit_length() - 1
        return merkle.node(root(leaves[:k]), root(leaves[k:]))

    leaves, tree = [], merkle.Tree()
    for n in range(70):
        leaves.append(merkle.leaf(bytes([n])))
        tree.add(leaves[-1])
        assert tree.root == root(leaves)
    assert merkle.leaf(leaves[0] + leaves[1]) != merkle.node(leaves[0], leaves[1])


async def test_a_worker_that_was_killed_begins_where_it_stood(
    published, act, seal, engine, database
):
    await engine.dispose()
    again = create_engine(database.worker, pool_size=1)
    await act(2)
    async with transaction(create_sessions(again), scope=None) as tx:
        assert await seal_next(tx) == 2
    await again.dispose()
    assert await seal() == 0
