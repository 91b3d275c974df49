create table pemilihan (
    id text collate "C" primary key,
    nama text not null,
    jenis text not null,
    wilayah text collate "C" not null,
    hari_pemungutan date not null,
    sandbox boolean not null,
    waktu_legal timestamptz,
    aturan jsonb not null
);
grant select on pemilihan to {app}, {worker};
grant insert, update, delete on pemilihan to {worker};
