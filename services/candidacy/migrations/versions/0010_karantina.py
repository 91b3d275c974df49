"""Files in quarantine take turns."""

from election_common import migrations

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.quarantine_turns("candidacy"))
