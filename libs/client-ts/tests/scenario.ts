// An office's work by the TypeScript client; that of the Python client is its twin.

import { openAsBlob } from "node:fs";

import { body, clientSecret, House, items, type Operation, Problem } from "../src/index.js";

const setting = (name: string) => process.env[name] ?? "";
const NAME = setting("NAME");
const PLAYED = setting("PEMILIHAN");
const KAB = "1906";

function house(role: string, wilayah: string): House {
  const token = clientSecret({
    tokenUrl: setting("TOKEN_URL"),
    clientId: role,
    secret: setting("CLIENT_SECRET"),
    parameters: { wilayah },
  });
  return new House({ gateway: setting("GATEWAY_URL"), token });
}

const provinsi = house("kpu_provinsi", "19");
const kabko = house("kpu_kabko", KAB);

/** Reads a list over its pages. */
async function lists(): Promise<string[]> {
  const registry = provinsi.service("voter-registry");
  const found: string[] = [];
  for await (const row of items((cursor) =>
    registry.GET("/v1/daftar-pemilih", {
      params: { query: { pemilihan: PLAYED, limit: 3, ...(cursor ? { cursor } : {}) } },
    }),
  )) {
    found.push(row.wilayah);
  }
  return found.sort();
}

/** Asks twice for one act. */
async function register(): Promise<boolean[]> {
  const registry = provinsi.service("voter-registry");
  const replayed: boolean[] = [];
  for (let n = 0; n < 2; n++) {
    const { response } = await registry.POST("/v1/pemilihan", {
      params: { header: { "Idempotency-Key": NAME } },
      body: {
        id: NAME, nama: "Uji klien", jenis: "pilkada", wilayah: "19", ruleset: "pilkada-2024",
        hari_pemungutan: "2024-11-27", sandbox: true, waktu_legal: "2024-05-01T00:00:00+07:00",
      },
    });
    replayed.push(response.headers.get("idempotency-replayed") === "true");
  }
  return replayed;
}

/** Asks for what the schedule of an election that is over does not allow. */
async function refuse(): Promise<unknown> {
  const registry = kabko.service("voter-registry");
  try {
    await registry.POST("/v1/tps", {
      body: { pemilihan: PLAYED, wilayah: KAB, tps: [{ kode: "1906012001001", alamat: "" }] },
    });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { code, status, traceId, members } = problem;
    return { code, status, trace: traceId.length, rincian: "jendela" in members };
  }
  return {};
}

/** Publishes the schedule that opens the import. */
async function openWindow(): Promise<void> {
  const publication = provinsi.service("publication");
  await untilReceived(() =>
    publication.POST("/v1/pemilihan/{id}/tahapan", {
      params: { path: { id: NAME } },
      body: {
        sumber: "uji",
        tahapan: [
          {
            kode: "P7", layanan: "voter-registry", kegiatan: "DP4", tindakan: ["impor-dp4"],
            mulai: "2024-04-24T00:00:00+07:00", selesai: "2024-05-31T23:59:00+07:00",
            set_by: "KPU RI", dasar: "PKPU 2/2024", tanda: "S", catatan: "",
          },
        ],
      },
    }),
  );
}

/** Sends a file and waits for it. */
async function importFile(): Promise<unknown> {
  const registry = kabko.service("voter-registry");
  const file = await openAsBlob(setting("DP4"), { type: "text/csv" });
  const started = await untilReceived(() =>
    registry.POST("/v1/impor", {
      params: { query: { pemilihan: NAME, wilayah: KAB, jenis: "dp4", asal: "generated" } },
      headers: { "content-type": "text/csv" },
      body: file as unknown as string,
      bodySerializer: (content) => content,
    }),
  );
  const states: Operation[] = [];
  const done = await kabko.wait("voter-registry", started, {
    progress: (state) => states.push(state),
    patience: 30,
  });
  const counts = done.hasil as { diterima: number; ditolak: number };
  return { baris: counts.diterima + counts.ditolak, kemajuan: states.at(-1)?.status };
}

/** Asks again while news of another service is on its way. */
async function untilReceived<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  for (let n = 0; n < 100; n++) {
    try {
      return await act();
    } catch (problem) {
      const code = problem instanceof Problem ? problem.code : "";
      if (!["jadwal-belum-diterima", "pemilihan-belum-diterima"].includes(code)) throw problem;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("the news did not arrive");
}

const province = await body(
  provinsi.service("voter-registry").GET("/v1/wilayah/{kode}", { params: { path: { kode: "19" } } }),
);
const seen: Record<string, unknown> = {
  kabupaten: province.anak.length,
  daftar: await lists(),
  diulang: await register(),
  ditolak: await refuse(),
};
await openWindow();
seen["impor"] = await importFile();
const result = await fetch(`${setting("GATEWAY_URL")}/publication/v1/hasil/${KAB}`);
seen["hasil"] = ((await result.json()) as { wilayah: { kode: string } }).wilayah.kode;
console.log(JSON.stringify(seen));
