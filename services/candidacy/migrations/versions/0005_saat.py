"""Documents are due at registration: what comes later is asked for by no act of this service."""

from election_common import migrations

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        delete from jenis_dokumen where saat <> 'pendaftaran';
        alter table jenis_dokumen drop column saat;
    """)
