"""The matrix route x role x foreign caller: what is not his, nobody reads or changes.

A service's `tests/api/test_matrix.py` imports these tests; its fixture `matrix` holds a table that
says of every operation whose rows it touches. An operation that the table does not name fails it.
"""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from devstack.conformance.posts import posts_of, takes
from devstack.idp.tokens import ROLES
from devstack.pytest_plugin import Api
from election_common.feed import PERUBAHAN
from election_common.penelusuran import PENELUSURAN
from election_common.scope import NASIONAL
from election_common.surat_mati import SURAT_MATI
from election_common.tindakan import Tindakan

Row = TypeVar("Row", bound="Permintaan")

#: A version that no row of a test has come to.
STALE = '"9999"'
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, kw_only=True)
class Permintaan:
    """A request about the rows of the matrix's home.

    Attributes:
        isi: Its query, or its body as JSON.
        alamat: Values of placeholders where they are not those of the matrix.
        bentuk: What httpx is given instead of `isi`, where a request is not just that.
        kepala: Further headers.
        rumah: The region that the act belongs to where it is not that of the matrix's home.
        peran: A role that may at home; one of the act's where it is not named.
        klaim: Claims of who may at home beyond those of the matrix's: the party, where it acts.
        tindakan: The act; every role that it does not name is refused at home too.
    """

    isi: Mapping[str, Any] = field(default_factory=dict)
    alamat: Mapping[str, str] = field(default_factory=dict)
    bentuk: Mapping[str, Any] = field(default_factory=dict)
    kepala: Mapping[str, str] = field(default_factory=dict)
    rumah: str = ""
    peran: str = ""
    klaim: Mapping[str, Any] = field(default_factory=dict)
    tindakan: Tindakan | None = None

    @property
    def roles(self) -> Sequence[str]:
        """A role that may at home."""
        return [self.peran or min(self.tindakan.peran if self.tindakan else ["admin"])]


@dataclass(frozen=True, kw_only=True)
class Terbuka(Permintaan):
    """What the law publishes: it needs no token."""


@dataclass(frozen=True, kw_only=True)
class Bersama(Permintaan):
    """What belongs to no region, party or person, so that nobody is foreign to it."""

    alasan: str


@dataclass(frozen=True, kw_only=True)
class Milik(Permintaan):
    """What belongs to a region, a party, a unit or a person.

    Attributes:
        kosong: Whether a foreign caller is answered, with nothing: a list, a batch item by item.
    """

    kosong: bool = False


@dataclass(frozen=True, slots=True)
class Pemanggil:
    """Where a caller belongs, whatever his role.

    Attributes:
        wilayah: His region.
        klaim: Further claims of his token.
        peran: The roles with which he is foreign to what he asks for.
        alamat: Rows that he asks for where they are not those of the matrix: those of a sealed
            unit, say. Only operations whose address names one of these are his to try.
        kecuali: Operations to which he is not foreign, though they belong to somebody.
    """

    wilayah: str
    klaim: Mapping[str, Any] = field(default_factory=dict)
    peran: Collection[str] = tuple(sorted(ROLES))
    alamat: Mapping[str, str] = field(default_factory=dict)
    kecuali: Collection[str] = ()


@dataclass(frozen=True)
class Matrix:
    """A service with rows at home, and those who have no business there.

    Attributes:
        api: Its API.
        database: Connection string of its owner, to read the audit.
        tabel: Every operation by its id.
        alamat: Values of the placeholders in addresses: rows of the home.
        rumah: Who belongs there.
        asing: Who does not.
        rahasia: Text that stands in the rows of the home and nowhere else.
    """

    api: Api
    database: str
    tabel: Mapping[str, Permintaan]
    alamat: Mapping[str, str]
    rumah: Pemanggil
    asing: Sequence[Pemanggil]
    rahasia: Sequence[str]

    @cached_property
    def operations(self) -> dict[str, tuple[str, str]]:
        """Method and address of every operation by its id, as the document has them."""
        return {
            item[method]["operationId"]: (method.upper(), path.removeprefix("/v1"))
            for path, item in self.api.app.openapi()["paths"].items()
            for method in METHODS
            if method in item
        }

    async def send(
        self, name: str, caller: Pemanggil | None, *roles: str, versi: str | None = '"1"'
    ) -> Any:  # noqa: ANN401
        """Call an operation about the rows of the home, `versi` being the ETag of what was seen."""
        method, path = self.operations[name]
        row = self.tabel[name]
        asked = caller.alamat if caller else {}
        for placeholder, value in {**self.alamat, **asked, **row.alamat}.items():
            path = path.replace(f"{{{placeholder}}}", value)
        headers = {**({"if-match": versi} if versi else {}), **row.kepala}
        if caller is not None:
            token = self.api.token(*roles, wilayah=caller.wilayah, **caller.klaim)
            headers["authorization"] = f"Bearer {token}"
        options = {"params" if method == "GET" else "json": row.isi}
        return await self.api(
            method, path, headers=headers, key=uuid.uuid4().hex, **(row.bentuk or options)
        )

    def at_home(self, name: str) -> Pemanggil:
        """A caller whose rows an operation touches."""
        row, home = self.tabel[name], self.rumah
        return Pemanggil(row.rumah or home.wilayah, {**home.klaim, **row.klaim})

    def rows(self, kind: type[Row]) -> dict[str, Row]:
        """The operations of a class."""
        return {name: row for name, row in self.tabel.items() if isinstance(row, kind)}

    def foreign(self) -> Iterator[tuple[str, Milik, Pemanggil]]:
        """Each operation with each caller who has no business with its rows."""
        for name, row in self.rows(Milik).items():
            path = self.operations[name][1]
            for caller in self.asing:
                theirs = caller.alamat.keys() - row.alamat.keys()
                named = any(f"{{{placeholder}}}" in path for placeholder in theirs)
                if name not in caller.kecuali and (named or not caller.alamat):
                    yield name, row, caller

    def told(self, answer: Any) -> set[str]:  # noqa: ANN401 - httpx
        """What an answer gives away, beyond what its own address said."""
        asked = str(answer.request.url)
        return {secret for secret in self.rahasia if secret in answer.text and secret not in asked}

    def refusals_recorded(self) -> int:
        """How many refused attempts the audit holds."""
        with psycopg.connect(self.database) as owner:
            row = owner.execute(
                "select count(*) from audit where tindakan = 'penolakan'"
            ).fetchone()
        return int(row[0]) if row else 0


#: A question after a breach; nobody outside the region reads who was looked at there.
WHOSE_READS = {
    "sub": "uji",
    "dari": "2024-01-01T00:00:00+07:00",
    "sampai": "2100-01-01T00:00:00+07:00",
    "alasan": "uji matriks",
}

#: Operations that every service has.
UMUM: Mapping[str, Permintaan] = {
    "get_reference": Terbuka(),
    "get_caller": Bersama(alasan="says what the caller is"),
    "read_feed": Milik(tindakan=PERUBAHAN, rumah=NASIONAL),
    "read_summary": Milik(tindakan=PERUBAHAN, rumah=NASIONAL),
    "list_checkpoints": Terbuka(),
    "trace_reads": Milik(tindakan=PENELUSURAN, kosong=True, isi=WHOSE_READS),
    "list_dead_letters": Milik(tindakan=SURAT_MATI, rumah=NASIONAL),
    "retry_dead_letter": Milik(tindakan=SURAT_MATI, rumah=NASIONAL, alamat={"id": "1"}),
    "discard_dead_letter": Milik(
        tindakan=SURAT_MATI, rumah=NASIONAL, alamat={"id": "1"}, isi={"alasan": "uji matriks"}
    ),
}


def bury_one(database: str) -> None:
    """Put a dead letter in place, as its owner: the first of the database."""
    with psycopg.connect(database) as owner:
        owner.execute("""
            insert into dead_letter (stream, event_id, sumber, jenis_agregat, id_agregat, seq,
                                     subject, peristiwa, status, galat, tempat)
            values ('UJI', uuidv7(), '/uji', 'uji', 'satu', 1, 'uji.v1', '{}', 'gagal', 'Uji', '{}')
        """)


def end_operation(database: str, files: Path, wilayah: str) -> str:
    """Put an operation of a region in place that has ended with a report; returns its id."""
    (files / "galat.csv").write_text("baris,kolom\n")
    id_ = str(uuid.uuid4())
    with psycopg.connect(database) as owner:
        owner.execute(
            """insert into operasi (id, jenis, pemilihan, wilayah, status, langkah, selesai, total,
                   argumen, hasil, berkas_galat, dibuat_oleh, dibuat_pada)
               values (%s, 'uji', '', %s, 'selesai', 'selesai', 1, 1, '{}', '{}', 'galat.csv',
                   'uji', now())""",
            [id_, wilayah],
        )
    return id_


def watching(database: str, operasi: str) -> dict[str, Permintaan]:
    """Rows of the table for an operation that has ended; its stream opens by ticket alone."""
    ticket = uuid.uuid4().hex
    with psycopg.connect(database) as owner:
        owner.execute(
            """insert into tiket_aliran (sidik, operasi, dari, sampai, berlaku_sampai)
               values (sha256(%s), %s, '0', '~', now() + interval '30 s')""",
            [ticket.encode(), operasi],
        )
    alamat = {"id": operasi}
    mine = Milik(peran="operator", alamat=alamat)
    return {
        "get_operasi": mine,
        "get_galat": mine,
        "issue_stream_ticket": mine,
        "stream_operasi": Terbuka(alamat=alamat, isi={"tiket": ticket}),
    }


def test_every_operation_is_classed(matrix: Matrix) -> None:
    assert matrix.tabel.keys() == matrix.operations.keys()


async def test_only_what_is_public_needs_no_token(matrix: Matrix) -> None:
    for name, row in matrix.tabel.items():
        answer = await matrix.send(name, None)
        assert (answer.status_code != 401) == isinstance(row, Terbuka), name


async def test_at_home_a_request_reaches_its_rows(matrix: Matrix) -> None:
    for name, row in matrix.tabel.items():
        answer = await matrix.send(name, matrix.at_home(name), *row.roles)
        assert answer.status_code not in {401, 403, 404}, f"{name}: {answer.text}"
        assert answer.status_code < 500, name


async def test_a_decision_is_about_the_version_that_its_caller_has_seen(matrix: Matrix) -> None:
    posts = posts_of(matrix.api.app.openapi())
    decisions = {name for name, post in posts.items() if takes(post, "if-match")}
    for name, row in matrix.tabel.items():  # in their order: one may need what another has made
        caller = matrix.at_home(name)
        if name in decisions:
            unseen = await matrix.send(name, caller, *row.roles, versi=None)
            assert unseen.status_code == 428, f"{name}: {unseen.text}"
            stale = await matrix.send(name, caller, *row.roles, versi=STALE)
        answer = await matrix.send(name, caller, *row.roles)
        if name in decisions and answer.status_code != 409:  # its stage may refuse it first
            assert stale.status_code == 412, f"{name}: {stale.text}"


async def test_a_role_that_the_act_does_not_name_is_refused_at_home(matrix: Matrix) -> None:
    for name, row in matrix.tabel.items():
        for role in sorted(ROLES - row.tindakan.peran) if row.tindakan else []:
            answer = await matrix.send(name, matrix.at_home(name), role)
            assert answer.status_code in {403, 404}, f"{name} as {role}: {answer.text}"


async def test_a_foreign_caller_gets_nothing_whatever_his_role(matrix: Matrix) -> None:
    refused, before = 0, matrix.refusals_recorded()
    for name, row, caller in matrix.foreign():
        for role in caller.peran:
            answer = await matrix.send(name, caller, role)
            where = f"{name} as {role} of {caller}: {answer.status_code} {answer.text}"
            assert answer.status_code in ({200, 403, 404} if row.kosong else {403, 404}), where
            assert not matrix.told(answer), where
            refused += answer.status_code != 200
    assert matrix.refusals_recorded() - before == refused
