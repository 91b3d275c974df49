"""An API process: `python -m election_common.serve PACKAGE.main:create_app --port PORT`.

One place for what every server must keep: how long it drains, and that an end by SIGTERM is no
failure.
"""

import argparse
import gc
import signal
import sys
from collections.abc import Sequence
from typing import Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.importer import import_from_string

#: From the moment it stops listening; whoever starts it gives it 25 s before it is killed.
DRAIN_SECONDS: Final = 20
#: The gateway lets idle connections go after 4 s, so that none is closed while it is being used.
IDLE_SECONDS: Final = 5


def main(argv: Sequence[str] | None = None) -> None:
    """Serve an application factory until told to end."""
    parser = argparse.ArgumentParser(prog="election_common.serve", description=__doc__)
    parser.add_argument("app", help="PACKAGE.MODULE:FACTORY")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args(argv)
    # The server raises the signal again once it has drained: that is then the end, and a good one.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        lambda: _make(arguments.app),
        factory=True,
        host=arguments.host,
        port=arguments.port,
        loop="uvloop",
        http="httptools",
        access_log=False,  # the gateway's business
        log_config=None,  # the service's own, in JSON
        server_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        timeout_keep_alive=IDLE_SECONDS,
    )


def _make(factory: str) -> ASGIApp:
    """Make the application, and leave what it is made of to no garbage collection any more.

    Else each full one would look at it all, for 0.1 s in which nobody is answered.
    """
    app: ASGIApp = import_from_string(factory)()
    gc.freeze()
    return app


if __name__ == "__main__":
    main()
