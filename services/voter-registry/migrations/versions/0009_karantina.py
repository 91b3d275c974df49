"""Files in quarantine take turns."""

from election_common import migrations

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.quarantine_turns("voter_registry"))
