"""Drawing the numbers of the determined pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from candidacy.domain import tindakan
from candidacy.domain.nominasi import Aksi, Status
from candidacy.domain.pengundian import Cara, Entri, wajib_lengkap, wajib_sama
from candidacy.domain.pleno import asal_keputusan
from candidacy.events import published
from candidacy.store import nominasi as nominasi_store
from candidacy.store import pasangan_calon as pair_store
from candidacy.store import pengundian as store
from candidacy.store.nominasi import Nominasi
from candidacy.store.pasangan_calon import PasanganCalon
from candidacy.store.pengundian import Pengundian
from candidacy.usecases.benih_undian import Terbuka, draw_by_seed, require_reason
from candidacy.usecases.izin import require_office, require_whole
from candidacy.usecases.langkah import Langkah, advance
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import load_pemilihan
from election_common.provenance import require_real
from election_common.tindakan import require_role
from election_common.version import require_version


@dataclass(frozen=True, slots=True)
class Undian:
    """A draw: its papers, and the balls with why they were taken, or the revealed seed."""

    cara: Cara
    sumber: str
    nomor: Mapping[str, int]
    alasan: str | None
    terbuka: Terbuka | None
    ba_nomor: str
    sk_nomor: str


async def draw_numbers(
    tx: Tx, pemilihan_id: str, undian: Undian, *, production: bool, by: Actor, at: datetime
) -> Pengundian:
    """Record a draw; no number is fixed before another person has entered it again.

    Raises:
        Refusal: for role, region and window; `tidak-ada-pasangan`; `nomor-urut-tidak-sesuai`;
            `data-buatan-dilarang`; `bukti-sudah-ada`; for balls `bola-tanpa-alasan`; for a seed as
            `draw_by_seed`.
    """
    act = tindakan.PENGUNDIAN
    _, legal = await require_office(tx, act, pemilihan_id, by=by, at=at)
    require_real({asal_keputusan(undian.sk_nomor)}, production=production)
    await pair_store.hold(tx, pemilihan_id)  # no seed is announced meanwhile
    ids = [str(p.id) for p in await _determined(tx, pemilihan_id)]
    nomor, revealed = dict(undian.nomor), asdict(undian.terbuka) if undian.terbuka else {}
    if undian.terbuka:
        nomor = await draw_by_seed(tx, pemilihan_id, undian.terbuka, ids, by=by, legal=legal)
    else:
        await require_reason(tx, pemilihan_id, undian.alasan)
    wajib_lengkap(nomor, ids)
    values = {
        "pemilihan": pemilihan_id, "cara": undian.cara, "sumber": undian.sumber, "nomor": nomor,
        "alasan": undian.alasan, "ba_nomor": undian.ba_nomor, "sk_nomor": undian.sk_nomor,
        "dicatat_oleh": by.sub, "dicatat_pada": legal, **revealed,
    }  # fmt: skip
    if not await store.add_draw(tx, values):
        raise Refusal("bukti-sudah-ada", jenis="pengundian", id=pemilihan_id)
    await record_act(
        tx, act.nama, f"pemilihan/{pemilihan_id}", by=by, at=at,
        cara=undian.cara.value, nomor=nomor,
    )  # fmt: skip
    return await _load(tx, pemilihan_id)


async def confirm_draw(
    tx: Tx, pemilihan_id: str, entri: Entri, versi: int, *, by: Actor, at: datetime
) -> Pengundian:
    """Enter the balls, or the outside value of a seed, again; equal entries fix the numbers.

    Raises:
        Refusal: for role, region and window; `versi-usang`; `penilai-sama`;
            `hasil-undian-berbeda`; `bukti-sudah-ada` when the numbers are fixed;
            `nomor-urut-tidak-sesuai` when a pair was revoked since the first entry.
    """
    act = tindakan.PENGUNDIAN
    _, legal = await require_office(tx, act, pemilihan_id, by=by, at=at)
    draw = await _load(tx, pemilihan_id)
    require_version(versi, draw.versi)
    require_unconfirmed(pemilihan_id, draw)
    first = draw.nilai_luar or draw.nomor
    wajib_sama(first, entri, oleh_pertama=draw.dicatat_oleh, oleh=by.sub)
    pairs = await _determined(tx, pemilihan_id)
    wajib_lengkap(draw.nomor, [str(p.id) for p in pairs])
    draw.dikonfirmasi_oleh = by.sub
    await _fix(tx, draw, pairs, Langkah(act, Aksi.PENGUNDIAN, by, at, legal))
    await record_act(tx, act.nama, f"pemilihan/{pemilihan_id}", by=by, at=at, konfirmasi=True)
    return draw


async def discard_draw(
    tx: Tx, pemilihan_id: str, alasan: str, versi: int, *, by: Actor, at: datetime
) -> Pengundian:
    """Discard a draw that nobody has confirmed: it is kept, and another may be entered.

    Raises:
        Refusal: for role, region and window; `tidak-ditemukan`; `versi-usang`;
            `bukti-sudah-ada` when the numbers are fixed.
    """
    act = tindakan.PEMBATALAN_UNDIAN
    _, legal = await require_office(tx, act, pemilihan_id, by=by, at=at)
    draw = await _load(tx, pemilihan_id)
    require_version(versi, draw.versi)
    require_unconfirmed(pemilihan_id, draw)
    draw.alasan_pembatalan, draw.dibatalkan_oleh, draw.dibatalkan_pada = alasan, by.sub, legal
    await tx.flush()
    await record_act(
        tx, act.nama, f"pemilihan/{pemilihan_id}", by=by, at=at, nomor=draw.nomor, alasan=alasan
    )
    return draw


async def read_draws(tx: Tx, pemilihan_id: str) -> Sequence[Pengundian]:
    """Return the draws of an election, the newest last; refuses with `tidak-ditemukan`."""
    await load_pemilihan(tx, pemilihan_id)
    found = await store.draws(tx, pemilihan_id)
    _known(pemilihan_id, found[-1] if found else None)
    return found


async def read_waiting(tx: Tx, pemilihan_id: str, *, by: Actor) -> Pengundian:
    """Return the draw that waits for its second entry, to whoever may make that.

    Raises:
        Refusal: for role and region; `tidak-ditemukan` when none waits.
    """
    require_role(tindakan.PENGUNDIAN, by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    require_whole(pemilihan.wilayah, by)
    draw = await store.draw(tx, pemilihan_id)
    return _known(pemilihan_id, draw if draw and draw.dikonfirmasi_oleh is None else None)


async def _load(tx: Tx, pemilihan_id: str) -> Pengundian:
    return _known(pemilihan_id, await store.draw(tx, pemilihan_id, lock=True))


async def _determined(tx: Tx, pemilihan_id: str) -> list[PasanganCalon]:
    return _unnumbered(pemilihan_id, await pair_store.of(tx, pemilihan_id))


def require_due(
    pemilihan_id: str, pairs: Sequence[PasanganCalon], draw: Pengundian | None, *, by: Actor
) -> None:
    """Refuse when neither a draw, nor its second entry by this person, is due."""
    if draw is None:
        _unnumbered(pemilihan_id, pairs)
        return
    require_unconfirmed(pemilihan_id, draw)
    if draw.dicatat_oleh == by.sub:
        raise Refusal("penilai-sama")


def _unnumbered(pemilihan_id: str, pairs: Sequence[PasanganCalon]) -> list[PasanganCalon]:
    """Return the pairs that await their numbers; refuses when they have them, however they came."""
    found = [p for p in pairs if p.status == Status.DITETAPKAN]
    if not found:
        raise Refusal("tidak-ada-pasangan", pemilihan=pemilihan_id)
    if any(p.nomor_urut is not None for p in found):
        raise Refusal("bukti-sudah-ada", jenis="nomor urut", id=pemilihan_id)
    return found


def require_unconfirmed(pemilihan_id: str, draw: Pengundian | None) -> None:
    """Refuse unless there is a draw that waits for its second entry."""
    found = _known(pemilihan_id, draw)
    if found.dikonfirmasi_oleh is not None:
        raise Refusal("bukti-sudah-ada", jenis="pengundian", id=pemilihan_id)


def _known(pemilihan_id: str, draw: Pengundian | None) -> Pengundian:
    if draw is None:
        raise Refusal("tidak-ditemukan", jenis="pengundian", id=pemilihan_id)
    return draw


async def _fix(tx: Tx, draw: Pengundian, pairs: Sequence[PasanganCalon], langkah: Langkah) -> None:
    """Give the pairs their numbers, and tell everybody."""
    held = await nominasi_store.of_election(tx, langkah.by.scope, draw.pemilihan, lock=True)
    own: dict[object, Nominasi] = {n.id: n for n in held}
    for pair in pairs:
        await advance(tx, own[pair.id], langkah, ba=draw.ba_nomor, sk=draw.sk_nomor)
    await pair_store.set_numbers(tx, pairs, draw.nomor, draw.sk_nomor)
    await publish_numbers(tx, draw.pemilihan, pairs, draw.sk_nomor, langkah.at)


async def publish_numbers(
    tx: Tx, pemilihan_id: str, pairs: Sequence[PasanganCalon], sk_nomor: str, at: datetime
) -> None:
    """Tell the other services the numbers of the pairs: the columns of the ballot."""
    event = published.NomorUrutDitetapkan(
        pemilihan=pemilihan_id,
        sk_nomor=sk_nomor,
        pasangan=[
            published.PasanganBernomor(
                id=p.id, nomor_urut=p.nomor_urut or 0, calon=p.calon, wakil=p.wakil
            )
            for p in sorted(pairs, key=lambda p: p.nomor_urut or 0)
        ],
    )
    await record_event(tx, event, pemilihan_id, at=at)
