"""Which proposal on a document a second person answers.

0004 and 0005 took away what the code before them read; nothing had been released, so what they made
stands in 0002.
"""

from election_common import migrations

revision = "0006"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table syarat add column usulan_ke integer not null default 0;
        update syarat set usulan_ke = 1 where usulan is not null;
        grant update (usulan_ke) on syarat to candidacy_app;
    """)
