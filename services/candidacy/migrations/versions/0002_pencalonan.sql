-- Copies of others' facts. Those of different aggregates arrive in any order, so nothing here
-- refers to another copy by a foreign key.

create table wilayah (
    kode text collate "C" primary key,
    nama text not null,
    jenis text not null,
    induk text collate "C"
);

create table pemilihan (
    id text collate "C" primary key,
    nama text not null,
    jenis text not null,
    wilayah text collate "C" not null,
    hari_pemungutan date not null,
    sandbox boolean not null,
    waktu_legal timestamptz
);

create table jendela (
    pemilihan text collate "C" not null,
    kode text not null,
    tindakan text not null,
    kegiatan text not null,
    mulai timestamptz not null,
    selesai timestamptz not null,
    primary key (pemilihan, kode, tindakan)
);

-- The DPT of a province as its plenary recapitulated it.
create table rekap_dpt (
    pemilihan text collate "C" not null,
    wilayah text collate "C" not null,
    jumlah integer not null,
    asal text not null,
    ba_nomor text not null,
    primary key (pemilihan, wilayah)
);

grant select on wilayah, pemilihan, jendela, rekap_dpt to candidacy_app, candidacy_worker;
grant insert, update on wilayah, pemilihan, rekap_dpt to candidacy_worker;
grant insert, delete on jendela to candidacy_worker;
