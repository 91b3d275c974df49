"""Its worker: answers on WORKER_PORT."""

import os

import uvicorn
from fastapi import FastAPI


def main() -> None:
    app = FastAPI()
    app.get("/livez")(lambda: {"status": "ok"})
    uvicorn.run(app, port=int(os.environ["WORKER_PORT"]), log_level="warning")


if __name__ == "__main__":
    main()
