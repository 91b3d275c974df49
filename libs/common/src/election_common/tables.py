"""The shared tables of `sql/0001_common.sql`, as SQLAlchemy sees them."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()
_time = DateTime(timezone=True)

agregat = Table(
    "agregat",
    metadata,
    Column("jenis", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", Uuid, nullable=False, server_default=text("uuidv7()")),
    Column("jenis_agregat", Text, nullable=False),
    Column("id_agregat", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("subject", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("terjadi_pada", _time, nullable=False),
    Column("traceparent", Text),
    Column("feed_no", BigInteger),
    Column("terbit_pada", _time),
    Column("dicatat_pada", _time, primary_key=True, server_default=text("now()")),
    Index("outbox_belum_terbit", "feed_no", postgresql_where=text("terbit_pada is null")),
    Index("outbox_belum_bernomor", "id", postgresql_where=text("feed_no is null")),
    Index("outbox_feed", "feed_no"),
    Index("outbox_agregat", "jenis_agregat", "id_agregat", "seq"),
    postgresql_partition_by="range (dicatat_pada)",
)

inbox = Table(
    "inbox",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("diterima_pada", _time, nullable=False, server_default=text("now()")),
)

gerbang = Table(
    "gerbang",
    metadata,
    Column("sumber", Text, primary_key=True),
    Column("jenis_agregat", Text, primary_key=True),
    Column("id_agregat", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("parkir", Boolean, nullable=False, server_default=text("false")),
)

feed_epoch = Table(
    "feed_epoch",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("feed_no", BigInteger, nullable=False),
)

rekonsiliasi = Table(
    "rekonsiliasi",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("feed_epoch", Integer, nullable=False),
    Column("selesai_pada", _time, nullable=False),
    Column("diperbaiki", Integer, nullable=False),
    Column("mundur", Integer, nullable=False),
)

dead_letter = Table(
    "dead_letter",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("sumber", Text, nullable=False),
    Column("jenis_agregat", Text, nullable=False),
    Column("id_agregat", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("subject", Text, nullable=False),
    Column("peristiwa", JSONB, nullable=False),
    Column("status", Text, nullable=False),
    Column("galat", Text, nullable=False),
    Column("tempat", ARRAY(Text), nullable=False),
    Column("alasan", Text),
    Column("masuk_pada", _time, nullable=False, server_default=text("now()")),
    Column("selesai_pada", _time),
    UniqueConstraint("sumber", "jenis_agregat", "id_agregat", "seq", name="dead_letter_seq_unik"),
    Index("dead_letter_terbuka", "id", postgresql_where=text("selesai_pada is null")),
)

berkas = Table(
    "berkas",
    metadata,
    Column("sidik", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("ukuran", BigInteger, nullable=False),
    Column("status", Text, nullable=False),
    Column("sebab", Text),
    Column("tiba_pada", _time, nullable=False),
    Column("diperiksa_pada", _time),
    Column("percobaan", Integer, nullable=False, server_default=text("0")),
    Column("ditunda_sampai", _time),
    Index("berkas_karantina", "tiba_pada", postgresql_where=text("status = 'karantina'")),
)

idempotensi = Table(
    "idempotensi",
    metadata,
    Column("klien", Text, primary_key=True),
    Column("kunci", Text, primary_key=True),
    Column("operasi", Text, nullable=False),
    Column("sidik_isi", LargeBinary, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("lokasi", Text),
    Column("etag", Text),
    Column("isi", JSONB, nullable=False),
    Column("dibuat_pada", _time, nullable=False, server_default=text("now()")),
    Index("idempotensi_umur", "dibuat_pada"),
)

tiket_aliran = Table(
    "tiket_aliran",
    metadata,
    Column("sidik", LargeBinary, primary_key=True),
    Column("operasi", Uuid, ForeignKey("operasi.id", ondelete="CASCADE"), nullable=False),
    Column("dari", Text(collation="C"), nullable=False),
    Column("sampai", Text(collation="C"), nullable=False),
    Column("berlaku_sampai", _time, nullable=False),
)

# Audit, its seals and checkpoints, and quotas.

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("pada", _time, nullable=False),
    Column("sub", Text, nullable=False),
    Column("peran", ARRAY(Text), nullable=False),
    Column("wilayah", Text(collation="C"), nullable=False),
    Column("tindakan", Text, nullable=False),
    Column("objek", Text, nullable=False),
    Column("rincian", JSONB, nullable=False),
    Column("trace_id", Text, nullable=False),
    Column("subjek", ARRAY(Uuid)),
    Column("kolom", ARRAY(Text)),
    Column("urut", BigInteger),
    Column("daun", LargeBinary),
    Index("audit_objek", "objek", "id"),
    Index("audit_bacaan", "sub", "pada", postgresql_where=text("subjek is not null")),
    Index("audit_urut", "urut", unique=True, postgresql_where=text("urut is not null")),
    Index("audit_belum_disegel", "id", postgresql_where=text("urut is null")),
)

segel = Table(
    "segel",
    metadata,
    Column("ukuran", BigInteger, primary_key=True, autoincrement=False),
    Column("akar", LargeBinary, nullable=False),
    Column("tepi", ARRAY(LargeBinary), nullable=False),
    Column("pada", _time, nullable=False, server_default=text("clock_timestamp()")),
)

titik_periksa = Table(
    "titik_periksa",
    metadata,
    Column("nomor", Integer, primary_key=True, autoincrement=False),
    Column("ukuran", BigInteger, nullable=False),
    Column("akar", LargeBinary, nullable=False),
    Column("pada", _time, nullable=False),
    Column("sebelum", Text, nullable=False),
    Column("kunci", Text, nullable=False),
    Column("tanda", Text, nullable=False),
)

kuota = Table(
    "kuota",
    metadata,
    Column("nama", Text, primary_key=True),
    Column("pemegang", Text, primary_key=True),
    Column("sejak", _time, nullable=False),
    Column("jumlah", BigInteger, nullable=False),
    Column("terlampaui", Boolean, nullable=False),
)

akses = Table(
    "akses",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("subjek", Text, nullable=False),
    Column("peran", Text, nullable=False),
    Column("wilayah", Text(collation="C"), nullable=False),
    Column("peserta", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("sifat", Text, nullable=False),
    Column("surat", Text, nullable=False),
    Column("dari", _time, nullable=False),
    Column("sampai", _time),
    Index("akses_subjek", "subjek"),
)
