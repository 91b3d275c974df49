"""A seed is announced before it draws, and an outside value joins it."""

from election_common import migrations

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        create table benih_undian (
            pemilihan text collate "C" primary key references pemilihan,
            komitmen text not null check (komitmen ~ '^[0-9a-f]{64}$'),
            sumber text not null,
            pada timestamptz not null,
            diumumkan_oleh text not null,
            diumumkan_pada timestamptz not null
        );
        grant select, insert on benih_undian to candidacy_app;
        alter table pengundian add column nilai_luar text;
    """)
