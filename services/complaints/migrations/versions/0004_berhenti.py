"""Who wrote BERHENTI is sent nothing but answers to what he writes."""

from election_common import migrations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table percakapan add column berhenti_pada timestamptz;
        alter table pesan add column balasan boolean not null default false;
    """)
