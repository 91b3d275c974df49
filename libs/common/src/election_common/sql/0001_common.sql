-- What every service's database holds: outbox, inbox, idempotency, operations, audit.
-- Executed by the service's first migration with {app}, {worker} and {owner} as its roles.

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

-- Long work (`operasi/row.py`) and the tickets to its streams. An operation belongs to a region;
-- `pemilihan`, empty when it is of none, has no foreign key: not every service has that table.
create table operasi (
    id uuid primary key default uuidv7(),
    jenis text not null,
    pemilihan text collate "C" not null,
    wilayah text collate "C" not null,
    status text not null check (status in ('menunggu', 'berjalan', 'selesai', 'gagal')),
    langkah text not null,
    selesai bigint not null,
    total bigint not null,
    argumen jsonb not null,
    hasil jsonb,
    masalah text,
    berkas_galat text,
    dibuat_oleh text not null,
    dibuat_pada timestamptz not null,
    mulai_pada timestamptz,
    selesai_pada timestamptz
);
create table tiket_aliran (
    sidik bytea primary key,
    operasi uuid not null references operasi on delete cascade,
    dari text collate "C" not null,
    sampai text collate "C" not null,
    berlaku_sampai timestamptz not null
);
alter table operasi enable row level security, force row level security;
create policy wilayah on operasi to {app} using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy semua on operasi to {worker}, {owner} using (true);

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
grant select, insert on operasi to {app};
grant select, update on operasi to {worker};
grant select, insert, delete on tiket_aliran to {app};
grant select, insert on idempotensi to {app};
grant select, delete on idempotensi to {worker};
grant insert on audit to {app}, {worker};
grant select (id) on audit to {app}, {worker};
