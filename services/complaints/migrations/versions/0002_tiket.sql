-- The clock: terms of the law as rows, and the days that differ from the joint decree.

create table sla_rule (
    id bigint generated always as identity primary key,
    regulation text not null,
    article text not null,
    ticket_type text not null,
    regime text not null check (regime in ('biasa', 'pemilu')),
    stage text not null,
    amount integer not null check (amount between 1 and 1000),
    kind text not null check (kind in ('working_day', 'calendar_day', 'hours')),
    until_time time not null default '23:59:59',
    service_hours boolean not null default false,
    valid_from date not null,
    valid_to date check (valid_to > valid_from),
    verified boolean not null,
    constraint sla_rule_unik unique (ticket_type, regime, stage, valid_from)
);

create table hari_khusus (
    tanggal date not null,
    wilayah text collate "C" not null,
    libur boolean not null,
    nama text not null,
    primary key (tanggal, wilayah),
    versi bigint not null default 0
);
create index hari_khusus_versi on hari_khusus (versi);

insert into sla_rule (regulation, article, ticket_type, regime, stage, amount, kind, service_hours, valid_from, verified) values
    ('UU 14/2008', 'Pasal 22 ayat (7)', 'permohonan-informasi', 'biasa', 'jawaban', 10, 'working_day', false, '2010-05-01', true),
    ('UU 14/2008', 'Pasal 22 ayat (8)', 'permohonan-informasi', 'biasa', 'perpanjangan', 7, 'working_day', false, '2010-05-01', false),
    ('UU 14/2008', 'Pasal 36 ayat (1)', 'permohonan-informasi', 'biasa', 'pengajuan-keberatan', 30, 'working_day', false, '2010-05-01', true),
    ('UU 14/2008', 'Pasal 36 ayat (2)', 'permohonan-informasi', 'biasa', 'tanggapan-atasan', 30, 'working_day', false, '2010-05-01', false),
    ('UU 14/2008', 'Pasal 37 ayat (2)', 'permohonan-informasi', 'biasa', 'pengajuan-sengketa', 14, 'working_day', false, '2010-05-01', false),
    ('UU 14/2008', 'Pasal 38', 'permohonan-informasi', 'biasa', 'putusan-ki', 100, 'working_day', false, '2010-05-01', false),
    ('Perki 1/2019', 'Pasal 12', 'permohonan-informasi', 'pemilu', 'jawaban', 3, 'working_day', false, '2019-02-28', true),
    ('Perki 1/2019', 'Pasal 12', 'permohonan-informasi', 'pemilu', 'perpanjangan', 2, 'working_day', false, '2019-02-28', true),
    ('Perki 1/2019', 'Pasal 14', 'permohonan-informasi', 'pemilu', 'tanggapan-atasan', 3, 'working_day', false, '2019-02-28', true),
    ('PermenPANRB 62/2018', 'LAPOR!: verifikasi', 'pengaduan-layanan', 'biasa', 'verifikasi', 3, 'working_day', false, '2018-12-01', true),
    ('PermenPANRB 62/2018', 'LAPOR!: tindak lanjut', 'pengaduan-layanan', 'biasa', 'tindak-lanjut', 5, 'working_day', false, '2018-12-01', true),
    ('PermenPANRB 62/2018', 'LAPOR!: tanpa reaksi pelapor', 'pengaduan-layanan', 'biasa', 'reaksi-pelapor', 10, 'working_day', false, '2018-12-01', true),
    ('Perpres 76/2013', '60 hari sejak lengkap', 'pengaduan-layanan', 'biasa', 'penyelesaian', 60, 'calendar_day', false, '2013-11-01', true),
    ('UU 25/2009', 'Pasal 44', 'pengaduan-layanan', 'biasa', 'kelengkapan', 30, 'calendar_day', false, '2009-07-18', false),
    ('tata kerja sendiri', '-', 'dugaan-pelanggaran', 'biasa', 'penerusan', 1, 'working_day', false, '2024-01-01', true),
    ('Perbawaslu 7/2022', 'Pasal 8 ayat (3)', 'dugaan-pelanggaran', 'biasa', 'lapor-bawaslu', 7, 'calendar_day', false, '2022-01-01', false),
    ('tata kerja sendiri', 'S2', 'tiket-teknis', 'biasa', 'respons-s2', 1, 'hours', true, '2024-01-01', true),
    ('tata kerja sendiri', 'S2', 'tiket-teknis', 'biasa', 'pemulihan-s2', 8, 'hours', true, '2024-01-01', true),
    ('tata kerja sendiri', 'S3', 'tiket-teknis', 'biasa', 'respons-s3', 4, 'hours', true, '2024-01-01', true),
    ('tata kerja sendiri', 'S3', 'tiket-teknis', 'biasa', 'pemulihan-s3', 2, 'working_day', false, '2024-01-01', true),
    ('tata kerja sendiri', 'S4', 'tiket-teknis', 'biasa', 'respons-s4', 1, 'working_day', false, '2024-01-01', true),
    ('tata kerja sendiri', 'S4', 'tiket-teknis', 'biasa', 'pemulihan-s4', 5, 'working_day', false, '2024-01-01', true),
    ('tata kerja sendiri', 'S1: siang malam', 'tiket-teknis', 'biasa', 'respons-s1', 1, 'hours', false, '2024-01-01', true);

-- Tickets. `pribadi` is one sealed document: who reports, whom, and the story.

create table nomor_tiket (
    jenis text not null,
    wilayah text collate "C" not null,
    tahun integer not null,
    terakhir integer not null,
    primary key (jenis, wilayah, tahun)
);

create table tiket (
    id uuid primary key default uuidv7(),
    nomor text not null unique,
    lacak text not null unique,
    jenis text not null,
    status text not null,
    rezim text not null,
    alasan_rezim text not null,
    wilayah text collate "C" not null,
    unit text not null check (unit in ('', 'wbs')),
    pemilik text not null,
    kanal text not null,
    perihal text not null,
    pribadi bytea not null,
    anonim boolean not null,
    rahasia boolean not null,
    dikabari boolean not null,
    bahasa text not null,
    pemilihan text collate "C",
    rincian jsonb not null,
    keparahan text,
    terancam timestamptz,
    antrean text not null,
    petugas text,
    eskalasi integer not null default 0,
    pin_sidik bytea,
    pin_salah integer not null default 0,
    pin_terkunci_sampai timestamptz,
    diterima_pada timestamptz not null,
    dibuat_pada timestamptz not null,
    versi integer not null,
    constraint tiket_tersegel check ((jenis = 'wbs') = (unit = 'wbs'))
);
create index tiket_antrean on tiket (wilayah, antrean, id);
create index tiket_terancam on tiket (terancam) where terancam is not null;

-- What happened to a ticket: only ever added.
create table riwayat (
    urut bigint generated always as identity primary key,
    id uuid not null unique,
    tiket uuid not null references tiket,
    pada timestamptz not null,
    oleh text not null,
    tindakan text not null,
    dari text not null,
    ke text not null,
    rincian jsonb not null,
    keterangan bytea
);
create index riwayat_tiket on riwayat (tiket, urut);

create table catatan (
    id uuid primary key,
    tiket uuid not null references tiket,
    pada timestamptz not null,
    oleh text not null,
    isi bytea not null
);
create index catatan_tiket on catatan (tiket, pada);

create table jeda (
    tiket uuid not null references tiket,
    mulai timestamptz not null,
    selesai timestamptz check (selesai >= mulai),
    primary key (tiket, mulai)
);

-- A term that runs: a copy of its rule, and where it stands. Without `jatuh_tempo` it stands still.
create table tenggat (
    tiket uuid not null references tiket,
    tahap text not null,
    aturan bigint not null references sla_rule,
    jumlah integer not null,
    mulai timestamptz not null,
    jatuh_tempo timestamptz,
    selesai_pada timestamptz,
    lewat_pada timestamptz,
    -- by which decree's calendar it was counted: terms that run follow a later one
    kalender bigint not null default 0,
    primary key (tiket, tahap)
);
create index tenggat_berjalan on tenggat (jatuh_tempo) where selesai_pada is null and lewat_pada is null;
create index tenggat_kalender on tenggat (kalender) where selesai_pada is null and lewat_pada is null;

create table lampiran (
    id uuid primary key,
    tiket uuid not null references tiket,
    sidik text not null references berkas,
    oleh text not null,
    diunggah_pada timestamptz not null,
    -- A document that reporter and office both sent is each one's own: one row for both would tell
    -- the reporter whether, and since when, the office has it.
    constraint lampiran_unik unique (tiket, sidik, oleh)
);

create table artikel (
    kode text not null,
    versi integer not null check (versi >= 1),
    pemilik text not null,
    judul text not null,
    isi text not null,
    kata_kunci text[] not null,
    oleh text not null,
    terbit_pada timestamptz not null,
    primary key (kode, versi)
);

-- WhatsApp: what came in, once each, and whom the office talks with. Addresses are sealed.

create table percakapan (
    telepon_indeks bytea primary key,
    telepon bytea not null,
    bebas_sampai timestamptz not null,
    persetujuan_pada timestamptz,
    tertunda bytea
);

create table pesan_masuk (
    urut bigint generated always as identity primary key,
    id text not null unique,
    isi bytea not null,
    dikirim_pada timestamptz not null,
    diterima_pada timestamptz not null,
    diproses_pada timestamptz,
    galat text
);
create index pesan_masuk_baru on pesan_masuk (urut) where diproses_pada is null;

create table pesan (
    id uuid primary key,
    wilayah text collate "C" not null,
    asal text not null,
    tiket uuid references tiket,
    templat text not null,
    bahasa text not null check (bahasa in ('id', 'en')),
    parameter jsonb not null,
    pin bytea,  -- sealed, until the message has gone
    penerima bytea,
    penerima_samar text not null,
    status text not null,
    percobaan integer not null default 0,
    coba_pada timestamptz not null,
    bukti text unique,
    galat integer,
    sebagai_templat boolean not null default false,
    diminta_pada timestamptz not null,
    selesai_pada timestamptz,
    constraint pesan_beralamat check (penerima is not null or tiket is not null)
);
create index pesan_antre on pesan (coba_pada) where status in ('antre', 'mengirim');

create table status_pesan (
    urut bigint generated always as identity primary key,
    bukti text not null,
    pesan uuid,
    status text not null,
    galat integer,
    pada timestamptz not null,
    diproses_pada timestamptz,
    constraint status_pesan_unik unique (bukti, status)
);
create index status_pesan_baru on status_pesan (urut) where diproses_pada is null;

-- Row-level security. A ticket is seen by its region, its owner, and, when sealed, by its unit alone:
-- `*` is everybody's for owners and nobody's for units. nullif fails closed when nothing is set.

alter table tiket enable row level security, force row level security;
alter table riwayat enable row level security, force row level security;
alter table catatan enable row level security, force row level security;
alter table jeda enable row level security, force row level security;
alter table tenggat enable row level security, force row level security;
alter table lampiran enable row level security, force row level security;
alter table pesan enable row level security, force row level security;

create policy milik on tiket to complaints_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and nullif(current_setting('app.pemilik', true), '') in ('*', pemilik)
    and (unit = '' or unit = nullif(current_setting('app.unit', true), '')));
create policy milik on pesan to complaints_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and nullif(current_setting('app.pemilik', true), '') = '*');

-- The worker has no business with sealed tickets either.
create policy terbuka on tiket to complaints_worker using (unit = '');
create policy semua on tiket to complaints_owner using (true);
create policy semua on pesan to complaints_worker, complaints_owner using (true);

-- What hangs on a ticket is seen by whoever sees the ticket.
create policy tiket on riwayat to complaints_app, complaints_worker
    using (exists (select from tiket t where t.id = riwayat.tiket));
create policy tiket on catatan to complaints_app
    using (exists (select from tiket t where t.id = catatan.tiket));
create policy tiket on jeda to complaints_app, complaints_worker
    using (exists (select from tiket t where t.id = jeda.tiket));
create policy tiket on tenggat to complaints_app, complaints_worker
    using (exists (select from tiket t where t.id = tenggat.tiket));
create policy tiket on lampiran to complaints_app
    using (exists (select from tiket t where t.id = lampiran.tiket));
create policy semua on riwayat to complaints_owner using (true);
create policy semua on catatan to complaints_owner using (true);
create policy semua on jeda to complaints_owner using (true);
create policy semua on tenggat to complaints_owner using (true);
create policy semua on lampiran to complaints_owner using (true);

grant select on sla_rule, hari_khusus, artikel to complaints_app, complaints_worker;
grant insert, update (valid_to) on sla_rule to complaints_app;
grant insert on hari_khusus, artikel to complaints_app;
grant select, insert, update on nomor_tiket, tiket, jeda, tenggat to complaints_app, complaints_worker;
grant select, insert on riwayat to complaints_app, complaints_worker;
grant select, insert on catatan, lampiran to complaints_app;
grant select, insert on pesan to complaints_app, complaints_worker;
grant update on pesan to complaints_worker;
-- Webhooks only drop things in: what came from outside is read by the worker alone.
grant insert, select (urut) on pesan_masuk, status_pesan to complaints_app;
grant select, update on pesan_masuk, status_pesan to complaints_worker;
grant select, insert, update on percakapan to complaints_worker;

-- What anybody may ask with a tracking id: no personal data, no sealed ticket.

create function lacak_tiket(p_lacak text)
    returns table (id uuid, jenis text, status text, wilayah text, rahasia boolean, diterima_pada timestamptz,
                   jatuh_tempo timestamptz)
    stable security definer set search_path = public, pg_temp language sql as $$
    select t.id, t.jenis, t.status, t.wilayah, t.rahasia, t.diterima_pada,
           (select min(d.jatuh_tempo) from tenggat d
            where d.tiket = t.id and d.selesai_pada is null and d.lewat_pada is null)
    from tiket t where t.lacak = p_lacak and t.unit = ''
$$;

create function lacak_riwayat(p_lacak text)
    returns table (pada timestamptz, tindakan text, ke text, tujuan text, nomor_surat text, tanggal_surat text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select r.pada, r.tindakan, r.ke, r.rincian->>'tujuan', r.rincian->>'nomor_surat', r.rincian->>'tanggal_surat'
    from riwayat r join tiket t on t.id = r.tiket
    where t.lacak = p_lacak and t.unit = '' and not t.rahasia
    order by r.urut
$$;

-- Judges a PIN and counts the wrong ones; five close the ticket to PINs for a quarter of an hour.
-- The PIN comes under every key that digests may be under, the primary first: the right one is
-- digested anew, since only now it is known. One whose key was retired is said to have lapsed: no PIN
-- can be right, and none is counted as wrong.
create function lacak_pin(p_lacak text, p_sidik bytea[], p_pada timestamptz)
    returns table (hasil text, id uuid, wilayah text, unit text, pemilik text)
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    t tiket%rowtype;
begin
    select * into t from tiket where tiket.lacak = p_lacak for update;
    if not found or t.pin_sidik is null then
        return query select 'salah', null::uuid, null::text, null::text, null::text;
    elsif t.pin_terkunci_sampai > p_pada then
        return query select 'terkunci', null::uuid, null::text, null::text, null::text;
    elsif t.pin_sidik = any (p_sidik) then
        update tiket set pin_salah = 0, pin_terkunci_sampai = null, pin_sidik = p_sidik[1]
        where tiket.id = t.id and (tiket.pin_salah > 0 or tiket.pin_sidik <> p_sidik[1]);
        return query select 'cocok', t.id, t.wilayah, t.unit, t.pemilik;
    elsif not exists (select from unnest(p_sidik) s
                      where substring(s for 1 + get_byte(s, 0))
                            = substring(t.pin_sidik for 1 + get_byte(t.pin_sidik, 0))) then
        return query select 'hangus', null::uuid, null::text, null::text, null::text;
    else
        update tiket set
            pin_salah = case when t.pin_salah >= 4 then 0 else t.pin_salah + 1 end,
            pin_terkunci_sampai = case when t.pin_salah >= 4 then p_pada + interval '15 minutes' end
        where tiket.id = t.id;
        return query select 'salah', null::uuid, null::text, null::text, null::text;
    end if;
end $$;

-- How many PINs are under which key; the worker, who asks, sees no sealed ticket.
create function pin_menurut_kunci() returns table (kid text, jumlah bigint)
    stable security definer set search_path = public, pg_temp language sql as $$
    select convert_from(substring(pin_sidik from 2 for get_byte(pin_sidik, 0)), 'UTF8'), count(*)
    from tiket where pin_sidik is not null group by 1
$$;

revoke all on function lacak_tiket, lacak_riwayat, lacak_pin, pin_menurut_kunci from public;
grant execute on function pin_menurut_kunci to complaints_worker;
grant execute on function lacak_tiket, lacak_riwayat, lacak_pin to complaints_app, complaints_worker;
