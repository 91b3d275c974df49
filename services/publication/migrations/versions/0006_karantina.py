"""Files in quarantine take turns."""

from election_common import migrations

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.quarantine_turns("publication"))
