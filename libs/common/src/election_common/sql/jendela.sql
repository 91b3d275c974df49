create table jendela (
    pemilihan text collate "C" not null,
    kode text not null,
    tindakan text not null,
    kegiatan text not null,
    mulai timestamptz not null,
    selesai timestamptz not null,
    primary key (pemilihan, kode, tindakan)
);
grant select on jendela to {app}, {worker};
grant insert, update, delete on jendela to {worker};
