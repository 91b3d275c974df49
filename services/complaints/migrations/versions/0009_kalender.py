"""By which decree's calendar each term was counted, so that terms that run follow a later one."""

from election_common import migrations

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table hari_khusus add column versi bigint not null default 0;
        create index hari_khusus_versi on hari_khusus (versi);
        grant update (versi) on hari_khusus to complaints_app;
        alter table tenggat add column kalender bigint not null default 0;
        create index tenggat_kalender on tenggat (kalender)
            where selesai_pada is null and lewat_pada is null;
    """)
