"""The documentation page: scalar, from a local file, which may talk to nobody but us."""

import json
from html import escape
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from starlette.exceptions import HTTPException

router = APIRouter()

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
CONFIGURATION = {
    "url": "/openapi.json",
    "proxyUrl": "",
    "withDefaultFonts": False,
    "telemetry": False,
    "hideClientButton": True,
    "showDeveloperTools": "never",
    "agent": {"disabled": True},
}
PAGE = f"""<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dokumentasi API</title>
</head>
<body>
<noscript><a href="/openapi.json">openapi.json</a></noscript>
<script id="api-reference" data-configuration="{escape(json.dumps(CONFIGURATION))}"></script>
<script src="/docs/scalar.js"></script>
</body>
</html>
"""


@router.get("/docs")
async def docs() -> HTMLResponse:
    """Return the page."""
    return HTMLResponse(PAGE, headers={"content-security-policy": POLICY})


@router.get("/docs/scalar.js")
def scalar(request: Request) -> FileResponse:
    """Return the page's script; 404 when it was not installed."""
    file: Path = request.app.state.settings.scalar_file
    if not file.is_file():
        raise HTTPException(404)
    headers = {"cache-control": "public, max-age=3600"}
    return FileResponse(file, media_type="text/javascript", headers=headers)
