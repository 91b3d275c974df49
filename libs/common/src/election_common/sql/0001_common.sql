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

-- Audit. A row commits with its act; the sealer gives it its place in the tree (`urut`, `daun`), once.
-- `subjek` and `kolom`: whose personal data was read, and which of it.
create table audit (
    id bigint generated always as identity primary key,
    pada timestamptz not null,
    sub text not null,
    peran text[] not null,
    wilayah text collate "C" not null,
    tindakan text not null,
    objek text not null,
    rincian jsonb not null,
    trace_id text not null,
    subjek uuid[],
    kolom text[],
    urut bigint,
    daun bytea,
    constraint audit_bacaan check ((subjek is null) = (kolom is null))
);
create index audit_objek on audit (objek, id);
create index audit_bacaan on audit (sub, pada) where subjek is not null;
create unique index audit_urut on audit (urut) where urut is not null;
create index audit_belum_disegel on audit (id) where urut is null;

create table segel (
    ukuran bigint primary key,
    akar bytea not null,
    tepi bytea[] not null,
    pada timestamptz not null default clock_timestamp()
);

create table titik_periksa (
    nomor integer primary key,
    ukuran bigint not null,
    akar bytea not null,
    pada timestamptz not null,
    sebelum text not null,
    kunci text not null,
    tanda text not null
);

create function audit_tetap() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.daun is null then
        old.urut := new.urut;
        old.daun := new.daun;
        if old is not distinct from new then
            return new;
        end if;
    end if;
    raise exception 'audit rows are never changed' using errcode = 'check_violation';
end $$;
create trigger audit_tetap before update or delete on audit for each row execute function audit_tetap();
create trigger audit_utuh before truncate on audit execute function audit_tetap();
create function segel_tetap() returns trigger language plpgsql as $$
begin
    raise exception 'seals are never changed' using errcode = 'check_violation';
end $$;
create trigger segel_tetap before update or delete or truncate on segel execute function segel_tetap();
create trigger segel_tetap before update or delete or truncate on titik_periksa
    execute function segel_tetap();

-- Whose rows somebody read, when, and which columns: the question after a breach.
create function bacaan_oleh(p_sub text, p_dari timestamptz, p_sampai timestamptz,
                            p_wilayah_dari text, p_wilayah_sampai text)
    returns table (pada timestamptz, tindakan text, objek text, kolom text[], subjek uuid[])
    stable security definer set search_path = public, pg_temp language sql as $$
    select a.pada, a.tindakan, a.objek, a.kolom, a.subjek from audit a
    where a.sub = p_sub and a.pada >= p_dari and a.pada < p_sampai and a.subjek is not null
      and a.wilayah >= p_wilayah_dari collate "C" and a.wilayah < p_wilayah_sampai collate "C"
    order by a.pada, a.id
$$;

-- How much of a quota its holder has used in the running window.
create table kuota (
    nama text not null,
    pemegang text not null,
    sejak timestamptz not null,
    jumlah bigint not null,
    terlampaui boolean not null,
    primary key (nama, pemegang)
);

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
grant select (id) on audit to {app};
grant select, update (urut, daun) on audit to {worker};
grant select, insert on segel to {worker};
grant select on titik_periksa to {app};
grant select, insert on titik_periksa to {worker};
grant select, insert, update on kuota to {app};
revoke all on function bacaan_oleh from public;
grant execute on function bacaan_oleh to {app}, {worker};
