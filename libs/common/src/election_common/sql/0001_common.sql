-- What every service's database holds: outbox, inbox, idempotency, operations, audit.
-- Executed by the service's first migration with {app}, {worker} and {owner} as its roles.

create table agregat (
    jenis text not null,
    id text not null,
    seq bigint not null,
    primary key (jenis, id)
);

-- Facts, a partition per month of the machine's clock; they stay for the life of the election. A
-- unique constraint cannot span partitions, and none is needed: (jenis_agregat, id_agregat, seq) is
-- unique by the lock on `agregat`, feed_no by the lock in `nomori_outbox`, event_id by its making.
create table outbox (
    id bigint generated always as identity,
    event_id uuid not null default uuidv7(),
    jenis_agregat text not null,
    id_agregat text not null,
    seq bigint not null,
    subject text not null,
    data jsonb not null,
    terjadi_pada timestamptz not null,
    traceparent text,
    feed_no bigint,
    terbit_pada timestamptz,
    dicatat_pada timestamptz not null default now(),
    primary key (id, dicatat_pada)
) partition by range (dicatat_pada);
create index outbox_belum_terbit on outbox (feed_no) where terbit_pada is null;
create index outbox_belum_bernomor on outbox (id) where feed_no is null;
create index outbox_feed on outbox (feed_no);
create index outbox_agregat on outbox (jenis_agregat, id_agregat, seq);

-- A month without a partition refuses no act: its facts lie here until it has one.
create table outbox_lain partition of outbox default;

-- Makes the partition of a month, with the facts of it that came before. It is attached, not
-- created in place: that would lock out every act.
create function siapkan_bulan_outbox(bulan date) returns void
    security definer set search_path = public, pg_temp set timezone = 'UTC' set lock_timeout = '1s'
    language plpgsql as $$
declare
    dari date := date_trunc('month', bulan);
    sampai date := dari + interval '1 month';
    nama text := to_char(dari, '"outbox_"YYYY_MM');
begin
    if bulan not between current_date - 31 and current_date + 366 then
        raise exception 'not a month at hand: %', bulan using errcode = 'invalid_parameter_value';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('siapkan_bulan_outbox', 0));
    if to_regclass(nama) is not null then
        return;
    end if;
    execute format('create table %I (like outbox including defaults)', nama);
    execute format('with pindah as (delete from outbox_lain
        where dicatat_pada >= %L and dicatat_pada < %L returning *)
        insert into %I select * from pindah', dari, sampai, nama);
    execute format('alter table outbox attach partition %I for values from (%L) to (%L)',
        nama, dari, sampai);
end $$;

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
    epoch integer primary key,
    feed_no bigint not null  -- the last number that was given
);
insert into feed_epoch values (1, 0);

-- Numbers new facts without a gap. Two relays, one of which no longer leads, take turns at the row;
-- the second statement sees what the first of them has numbered. The id orders the facts of one
-- aggregate, since its row was locked when the id was drawn.
create function nomori_outbox() returns void language plpgsql as $$
declare
    terakhir bigint;
    banyak bigint;
begin
    if not exists (select from outbox where feed_no is null) then
        return;
    end if;
    select feed_no into terakhir from feed_epoch for update;
    update outbox o set feed_no = terakhir + n.nomor
    from (select id, dicatat_pada, row_number() over (order by id) as nomor
          from outbox where feed_no is null) n
    where o.id = n.id and o.dicatat_pada = n.dicatat_pada;
    get diagnostics banyak = row_count;
    update feed_epoch set feed_no = terakhir + banyak;
end $$;

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

-- How this service's copies of a stream's facts compared with their producer, last time.
create table rekonsiliasi (
    stream text primary key,
    feed_epoch integer not null,  -- the epoch of the feed that the copies follow
    selesai_pada timestamptz not null,
    diperbaiki integer not null,  -- aggregates that lacked facts, which came from the feed
    mundur integer not null       -- aggregates of which the producer knows less than this service
);

-- Read models that are being rebuilt stand here, until they are the same or swapped.
create schema bayangan;

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

-- Claims a key in one journey: look, lock, look. Each of the three sees what was committed before
-- it, so a twin that commits between the first look and the lock is seen. Neither `milik` nor an
-- answer: a twin holds the key.
create function klaim_idempotensi(p_klien text, p_kunci text, out milik boolean,
                                  out jawaban idempotensi)
    language plpgsql as $$
begin
    select * into jawaban from idempotensi where klien = p_klien and kunci = p_kunci;
    milik := false;
    if found then
        return;
    end if;
    if pg_try_advisory_xact_lock(hashtextextended(p_klien || '/' || p_kunci, 0)) then
        select * into jawaban from idempotensi where klien = p_klien and kunci = p_kunci;
        milik := not found;
    end if;
end $$;

-- Long work (`operasi/row.py`) and the tickets to its streams. An operation belongs to the offices
-- of a region, and to no party or citizen there; `pemilihan`, empty when it is of none, has no
-- foreign key: not every service has that table.
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
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and current_setting('app.peserta', true) = '*'
    and current_setting('app.pemilik', true) = '*');
create policy semua on operasi to {worker}, {owner} using (true);

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
    stable security definer set search_path = public, pg_temp language plpgsql as $$
begin
    -- The region asked for lies within the one that row-level security would read, or nothing is said.
    if (p_wilayah_dari collate "C" >= nullif(current_setting('app.dari', true), '')
        and p_wilayah_sampai collate "C" <= nullif(current_setting('app.sampai', true), ''))
        is not true then
        raise exception 'the question asks for more than the scope'
            using errcode = 'insufficient_privilege';
    end if;
    return query
        select a.pada, a.tindakan, a.objek, a.kolom, a.subjek from audit a
        where a.sub = p_sub and a.pada >= p_dari and a.pada < p_sampai and a.subjek is not null
          and a.wilayah >= p_wilayah_dari collate "C" and a.wilayah < p_wilayah_sampai collate "C"
        order by a.pada, a.id;
end $$;

-- How much of a quota its holder has used in the running window.
create table kuota (
    nama text not null,
    pemegang text not null,
    sejak timestamptz not null,
    jumlah bigint not null,
    terlampaui boolean not null,
    primary key (nama, pemegang)
);

-- Files that people sent, by SHA-256: unreadable until they are examined. `unit` names whose keys
-- seal the content, and the digest of such a file is keyed; empty, it lies open.
create table berkas (
    sidik text primary key check (sidik ~ '^[0-9a-f]{{64}}$'),
    unit text not null,
    jenis text not null,
    ukuran bigint not null check (ukuran > 0),
    status text not null check (status in ('karantina', 'bersih', 'ditolak')),
    sebab text,
    tiba_pada timestamptz not null,
    diperiksa_pada timestamptz,
    constraint berkas_sebab check ((status = 'ditolak') = (sebab is not null))
);
create index berkas_karantina on berkas (tiba_pada) where status = 'karantina';
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
grant update (feed_no) on feed_epoch to {worker};
grant select, insert, update on rekonsiliasi to {worker};
grant usage, create on schema bayangan to {worker};
revoke all on function siapkan_bulan_outbox, nomori_outbox from public;
grant execute on function siapkan_bulan_outbox, nomori_outbox to {worker};
grant select, update (status, alasan) on dead_letter to {app};
grant select, insert, update on dead_letter to {worker};
grant select, insert on berkas to {app};
grant select, update (status, sebab, diperiksa_pada) on berkas to {worker};
grant select, insert on operasi to {app};
grant select, update on operasi to {worker};
grant select, insert, delete on tiket_aliran to {app};
grant select, insert on idempotensi to {app};
grant select, delete on idempotensi to {worker};
revoke all on function klaim_idempotensi from public;
grant execute on function klaim_idempotensi to {app};
grant insert on audit to {app}, {worker};
grant select (id) on audit to {app};
grant select, update (urut, daun) on audit to {worker};
grant select, insert on segel to {worker};
grant select on titik_periksa to {app};
grant select, insert on titik_periksa to {worker};
grant select, insert, update on kuota to {app};
revoke all on function bacaan_oleh from public;
grant execute on function bacaan_oleh to {app}, {worker};
grant select on akses to {app};
grant select, insert, update, delete on akses to {worker};

select siapkan_bulan_outbox((current_date + n * interval '1 month')::date) from generate_series(0, 2) n;
