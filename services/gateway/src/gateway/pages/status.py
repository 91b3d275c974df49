"""Whether the services are ready, for programs and for people."""

from collections.abc import Sequence
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from gateway.pages.upstream import Health

router = APIRouter()

HEADERS = {"cache-control": "no-store", "vary": "accept"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
PAGE = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Status layanan</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 40rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border-bottom: 1px solid #ccc; padding: .5rem; text-align: left }}
</style>
</head>
<body>
<h1>Status layanan</h1>
<p>{summary}</p>
<table>
<thead>
<tr><th scope="col">Layanan</th><th scope="col">Keadaan</th><th scope="col">Latensi</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
<p><a href="/docs">Dokumentasi API</a></p>
</body>
</html>
"""


@router.get("/status")
async def status(request: Request) -> Response:
    """Return the state of each service; as a page for a browser."""
    found = await request.app.state.upstream.health()
    if "text/html" in request.headers.get("accept", ""):
        headers = {**HEADERS, "content-security-policy": POLICY}
        return HTMLResponse(_page(found), headers=headers)
    return JSONResponse(_document(found), headers=HEADERS)


def _document(found: Sequence[Health]) -> dict[str, Any]:
    return {
        "siap": all(health.ready for health in found),
        "layanan": [
            {"nama": health.service, "siap": health.ready, "latensi_ms": health.milliseconds}
            for health in found
        ],
    }


def _page(found: Sequence[Health]) -> str:
    rows = "\n".join(
        f"<tr><td>{escape(health.service)}</td>"
        f"<td>{'siap' if health.ready else 'tidak siap'}</td>"
        f"<td>{health.milliseconds} ms</td></tr>"
        for health in found
    )
    ready = all(health.ready for health in found)
    summary = "Semua layanan siap." if ready else "Ada layanan yang tidak siap."
    return PAGE.format(summary=summary, rows=rows)
