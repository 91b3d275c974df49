"""The basis of a day that differs; a later decree takes its place."""

from election_common import migrations

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table hari_khusus add column dasar text not null default '-';
        grant update (libur, nama, dasar, versi) on hari_khusus to complaints_app;
    """)
