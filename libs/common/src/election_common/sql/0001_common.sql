-- What every service's database holds: outbox, inbox, idempotency, audit.
-- Executed by the service's first migration with {app} and {worker} as its roles.

create table agregat (
    jenis text not null,
    id text not null,
    seq bigint not null,
    primary key (jenis, id)
);

create table outbox (
    id bigint generated always as identity primary key,
    event_id uuid not null default uuidv7() unique,
    jenis_agregat text not null,
    id_agregat text not null,
    seq bigint not null,
    subject text not null,
    data jsonb not null,
    terjadi_pada timestamptz not null,
    traceparent text,
    feed_no bigint unique,
    terbit_pada timestamptz,
    constraint outbox_seq_unik unique (jenis_agregat, id_agregat, seq)
);
create index outbox_belum_terbit on outbox (id) where terbit_pada is null;
create index outbox_belum_bernomor on outbox (id) where feed_no is null;

create table inbox (
    event_id uuid primary key,
    subject text not null,
    diterima_pada timestamptz not null default now()
);

create table gerbang (
    sumber text not null,
    jenis_agregat text not null,
    id_agregat text not null,
    seq bigint not null,
    parkir boolean not null default false,
    primary key (sumber, jenis_agregat, id_agregat)
);

-- One row: a restore increments it, so that readers know that numbers of the feed were given anew.
create table feed_epoch (
    epoch integer primary key
);
insert into feed_epoch values (1);

create table dead_letter (
    id bigint generated always as identity primary key,
    stream text not null,
    event_id uuid not null unique,
    sumber text not null,
    jenis_agregat text not null,
    id_agregat text not null,
    seq bigint not null,
    subject text not null,
    peristiwa jsonb not null,
    status text not null,
    galat text not null,
    tempat text[] not null,
    alasan text,
    masuk_pada timestamptz not null default now(),
    selesai_pada timestamptz,
    constraint dead_letter_seq_unik unique (sumber, jenis_agregat, id_agregat, seq)
);
create index dead_letter_terbuka on dead_letter (id) where selesai_pada is null;

create table idempotensi (
    klien text not null,
    kunci text not null,
    operasi text not null,
    sidik_isi bytea not null,
    status smallint not null,
    lokasi text,
    etag text,
    isi jsonb not null,
    dibuat_pada timestamptz not null default now(),
    primary key (klien, kunci)
);
create index idempotensi_umur on idempotensi (dibuat_pada);

create table audit (
    id bigint generated always as identity primary key,
    pada timestamptz not null,
    sub text not null,
    peran text[] not null,
    wilayah text collate "C" not null,
    tindakan text not null,
    objek text not null,
    rincian jsonb not null,
    trace_id text not null
);
create index audit_objek on audit (objek, id);

-- Access: the grants that stand, as the gateway's facts bring them. No row-level security: it is
-- what a caller's scope is made of.
create table akses (
    id uuid primary key,
    subjek text not null,
    peran text not null,
    wilayah text collate "C" not null,
    peserta text not null,
    unit text not null,
    sifat text not null,
    surat text not null,
    dari timestamptz not null,
    sampai timestamptz
);
create index akses_subjek on akses (subjek);

grant usage on schema public to {app}, {worker};
grant select on alembic_version to {app}, {worker};
grant select, insert, update on agregat to {app}, {worker};
grant select, insert on outbox to {app}, {worker};
grant update (feed_no, terbit_pada) on outbox to {worker};
grant select, insert on inbox to {worker};
grant select, insert, update on gerbang to {worker};
grant select on feed_epoch to {app}, {worker};
grant select, update (status, alasan) on dead_letter to {app};
grant select, insert, update on dead_letter to {worker};
grant select, insert on idempotensi to {app};
grant select, delete on idempotensi to {worker};
grant insert on audit to {app}, {worker};
grant select (id) on audit to {app}, {worker};
grant select on akses to {app};
grant select, insert, update, delete on akses to {worker};
