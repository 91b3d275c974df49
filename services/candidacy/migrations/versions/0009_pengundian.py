"""A draw that nobody has confirmed may be discarded; it is kept, and another may be entered."""

from election_common import migrations

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table pengundian
            drop constraint pengundian_pkey,
            add column id bigint generated always as identity primary key,
            add column alasan_pembatalan text,
            add column dibatalkan_oleh text,
            add column dibatalkan_pada timestamptz,
            add constraint pengundian_pembatalan_beralasan check (
                num_nulls(alasan_pembatalan, dibatalkan_oleh, dibatalkan_pada) in (0, 3)),
            add constraint pengundian_tetap check (
                dibatalkan_pada is null or dikonfirmasi_oleh is null);
        create unique index pengundian_berlaku on pengundian (pemilihan)
            where dibatalkan_pada is null;
        grant update (alasan_pembatalan, dibatalkan_oleh, dibatalkan_pada) on pengundian
            to candidacy_app;
    """)
