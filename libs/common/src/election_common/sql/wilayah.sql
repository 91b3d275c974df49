create table wilayah (
    kode text collate "C" primary key,
    nama text not null,
    jenis text not null,
    induk text collate "C"
);
grant select on wilayah to {app}, {worker};
grant insert, update, delete on wilayah to {worker};
