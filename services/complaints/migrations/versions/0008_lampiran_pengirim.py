"""A document that reporter and office both sent is each one's own attachment.

One row for both would tell the reporter whether, and since when, the office has it.
"""

from election_common import migrations

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table lampiran drop constraint lampiran_unik;
        alter table lampiran add constraint lampiran_unik unique (tiket, sidik, oleh);
    """)
