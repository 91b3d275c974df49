import assert from "node:assert/strict";
import test from "node:test";

import { body, Conflict, House, items, OperationFailed, Problem } from "../src/index.js";

const REFUSED = { code: "di-luar-jadwal", title: "Di luar jadwal", detail: "Belum.", trace_id: "abc", jendela: 1 };

type Reply = Response | Error;

function refused(status: number, headers: Record<string, string> = {}): Response {
  return Response.json(REFUSED, { status, headers });
}

function done(content: unknown = {}): Response {
  return Response.json(content);
}

function unsent(): Error {
  return new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
}

/** A house of canned answers that notes what reaches it, and how long its caller waited. */
function house(...replies: Reply[]) {
  const seen: Request[] = [];
  const waits: number[] = [];
  const client = new House({
    gateway: "http://house.example",
    fetch: async (request) => {
      seen.push(request);
      const reply = replies.shift();
      if (reply === undefined) throw new Error("nobody expected this");
      if (reply instanceof Error) throw reply;
      return reply;
    },
    sleep: async (seconds) => void waits.push(seconds),
  });
  return { client, seen, waits };
}

const load = (client: House) =>
  client.service("voter-registry").POST("/v1/wilayah", { body: { sumber: "x", wilayah: [] } });

for (const [name, replies, least] of [
  ["no connection", [unsent(), unsent(), done()], [0, 0]],
  ["busy", [refused(503), done()], [0]],
  ["too often", [refused(429, { "retry-after": "2" }), done()], [2]],
] as const) {
  test(`an act is sent again with its key: ${name}`, async () => {
    const { client, seen, waits } = house(...replies);
    await body(load(client));
    assert.equal(seen.length, replies.length);
    assert.equal(new Set(seen.map((request) => request.headers.get("idempotency-key"))).size, 1);
    assert.match(seen[0]?.headers.get("idempotency-key") ?? "", /^[0-9a-f-]{36}$/);
    assert.ok(waits.every((seconds, n) => seconds >= least[n]! && seconds <= least[n]! + 1));
    assert.deepEqual(await seen.at(-1)!.json(), { sumber: "x", wilayah: [] });
  });
}

for (const status of [400, 403, 409, 412, 422, 500, 502]) {
  test(`what waiting does not mend is said at once: ${status}`, async () => {
    const { client, waits } = house(refused(status, { "retry-after": "1" }));
    await assert.rejects(load(client), (problem) => {
      assert.ok(problem instanceof Problem);
      assert.equal(problem instanceof Conflict, status === 412);
      assert.deepEqual([problem.status, problem.code, problem.traceId], [status, "di-luar-jadwal", "abc"]);
      assert.deepEqual(problem.members, { jendela: 1 });
      return true;
    });
    assert.deepEqual(waits, []);
  });
}

test("a lost answer is the caller's to ask for again", async () => {
  const { client, seen } = house(new TypeError("terminated"));
  await assert.rejects(load(client), TypeError);
  assert.equal(seen.length, 1);
});

test("an answer that explains nothing is a problem too", async () => {
  const { client } = house(new Response("<html>bad gateway", { status: 502 }));
  await assert.rejects(load(client), /tanpa-penjelasan: <html>bad gateway/);
});

test("a list is read to its end", async () => {
  const pages = [
    { data: [1, 2], berikut: "c1" },
    { data: [3], berikut: null },
  ];
  const cursors: (string | undefined)[] = [];
  const found: number[] = [];
  for await (const row of items(async (cursor) => {
    cursors.push(cursor);
    return { data: pages.shift()! };
  })) {
    found.push(row);
  }
  assert.deepEqual(found, [1, 2, 3]);
  assert.deepEqual(cursors, [undefined, "c1"]);
});

const STARTED = { response: new Response("{}", { headers: { location: "/v1/operasi/o1" } }) };

test("an operation is awaited", async () => {
  const { client, seen, waits } = house(
    Response.json({ id: "o1", status: "berjalan" }, { headers: { "retry-after": "3" } }),
    done({ id: "o1", status: "selesai", hasil: { diterima: 10 } }),
  );
  const heard: string[] = [];
  const { hasil } = await client.wait("voter-registry", STARTED, { progress: (o) => heard.push(o.status) });
  assert.deepEqual(hasil, { diterima: 10 });
  assert.deepEqual(heard, ["berjalan", "selesai"]);
  assert.deepEqual(waits, [3]);
  assert.equal(seen[0]?.url, "http://house.example/voter-registry/v1/operasi/o1");
});

test("an operation that failed says why", async () => {
  const { client } = house(done({ id: "o1", status: "gagal", masalah: REFUSED }));
  await assert.rejects(client.wait("voter-registry", STARTED), (failure) => {
    assert.ok(failure instanceof OperationFailed);
    assert.equal(failure.code, "di-luar-jadwal");
    return true;
  });
});
