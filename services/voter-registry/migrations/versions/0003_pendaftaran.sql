-- Public facts: anybody may read them, so no row-level security.

create table wilayah (
    kode text collate "C" primary key,
    nama text not null,
    jenis text not null,
    induk text collate "C" references wilayah,
    sumber text not null
);

create table ruleset (
    id text primary key check (id ~ '^[a-z0-9-]{3,40}$'),
    nama text not null
);

create table aturan (
    ruleset text not null references ruleset,
    nama text not null,
    nilai jsonb not null,
    regulasi text not null,
    pasal text not null,
    berlaku_dari date not null,
    berlaku_sampai date,
    terverifikasi boolean not null,
    primary key (ruleset, nama, berlaku_dari)
);

create table pemilihan (
    id text collate "C" primary key check (id ~ '^[a-z0-9-]{3,40}$'),
    nama text not null,
    jenis text not null check (jenis in ('pilkada', 'pemilu')),
    wilayah text collate "C" not null references wilayah,
    hari_pemungutan date not null,
    ruleset text not null references ruleset,
    sandbox boolean not null,
    waktu_legal timestamptz,
    versi integer not null,
    constraint waktu_legal_hanya_sandbox check (sandbox or waktu_legal is null)
);

create table tps (
    pemilihan text collate "C" not null references pemilihan,
    kode text collate "C" not null check (kode ~ '^\d{13}$'),
    alamat text not null,
    primary key (pemilihan, kode)
);

-- Rows of a region.

create table daftar_pemilih (
    id uuid primary key default uuidv7(),
    pemilihan text collate "C" not null references pemilihan,
    wilayah text collate "C" not null references wilayah,
    tahap text not null,
    asal text,
    versi integer not null,
    constraint daftar_pemilih_satu_per_wilayah unique (pemilihan, wilayah)
);

-- A voter belongs to the region of `lokasi`: the TPS, or the village while it has none.
create table pemilih (
    id uuid not null,
    pemilihan text collate "C" not null,
    kab text collate "C" not null,
    lokasi text collate "C" not null,
    nik bytea not null,
    nik_indeks bytea not null,
    nkk bytea not null,
    nkk_indeks bytea not null,
    nkk_akhir text not null,
    nama text not null,
    tempat_lahir text not null,
    tanggal_lahir date not null,
    jenis_kelamin text not null check (jenis_kelamin in ('L', 'P')),
    status_kawin text not null check (status_kawin in ('B', 'S', 'P')),
    alamat text not null,
    rt text not null,
    rw text not null,
    disabilitas smallint not null check (disabilitas between 0 and 6),
    ktp_el text not null check (ktp_el in ('S', 'B')),
    status text not null check (status in ('potensial', 'sesuai', 'ubah', 'baru', 'tms')),
    kode_tms text,
    bukti text,
    sumber text not null check (sumber in ('dp4', 'coklit', 'perbaikan')),
    baris integer,
    versi integer not null,
    constraint pemilih_alasan_tms check ((status = 'tms') = (kode_tms is not null)),
    constraint pemilih_lokasi_di_kab check (lokasi >= kab and lokasi < kab || '~'),
    primary key (pemilihan, kab, id)
) partition by range (pemilihan, kab);
create index pemilih_nik_indeks on pemilih (nik_indeks);
create index pemilih_nkk_indeks on pemilih (nkk_indeks);
create index pemilih_lokasi on pemilih (lokasi, id);

create table kegandaan (
    id uuid primary key default uuidv7(),
    pemilihan text collate "C" not null references pemilihan,
    wilayah text collate "C" not null,
    jenis text not null check (jenis in ('identik', 'nik', 'tanpa_nik')),
    status text not null check (status in ('terbuka', 'ganda', 'bukan_ganda')),
    anggota uuid[] not null check (cardinality(anggota) >= 2),
    pertahankan uuid,
    alasan text,
    versi integer not null,
    constraint kegandaan_putusan check (
        (status = 'ganda') = (pertahankan is not null)
        and (status = 'terbuka') = (alasan is null)
    )
);

-- Voters that leave for a case: by two persons, in the columns that its recipient may have.
create table ekspor_kerja (
    id uuid primary key default uuidv7(),
    pemilihan text collate "C" not null references pemilihan,
    wilayah text collate "C" not null,
    perkara text not null,
    tujuan text not null,
    penerima text not null,
    kolom text[] not null,
    status text not null
        check (status in ('diajukan', 'ditolak', 'disetujui', 'tersedia', 'diambil', 'dihapus')),
    diajukan_oleh text not null,
    diajukan_pada timestamptz not null,
    diputuskan_oleh text,
    diputuskan_pada timestamptz,
    alasan text,
    baris integer,
    bagian integer,
    sidik text,
    berlaku_sampai timestamptz,
    diambil_pada timestamptz,
    versi integer not null,
    constraint ekspor_kerja_dua_orang check (diputuskan_oleh <> diajukan_oleh)
);

-- Minutes of a plenary below or above the list's own level: DPHP and DPSHP of PPS and PPK, and the
-- province's recapitulation of DPS and DPT.
create table rekapitulasi (
    pemilihan text collate "C" not null references pemilihan,
    tahap text not null check (tahap in ('DPHP', 'DPSHP', 'DPS', 'DPT')),
    wilayah text collate "C" not null references wilayah,
    l integer not null check (l >= 0),
    p integer not null check (p >= 0),
    tps integer not null check (tps >= 0),
    asal text not null,
    ba_nomor text not null,
    ba_tanggal date not null,
    penanda_tangan jsonb not null,
    pada timestamptz not null,
    primary key (pemilihan, tahap, wilayah)
);

-- Snapshots of a list. They are composed as drafts and fixed by a plenary; rows are never changed,
-- but for the key of their blind index.
create table cuplikan (
    id uuid primary key default uuidv7(),
    daftar uuid not null references daftar_pemilih,
    pemilihan text collate "C" not null references pemilihan,
    wilayah text collate "C" not null references wilayah,
    tahap text not null check (tahap in ('DPS', 'DPSHP', 'DPT')),
    status text not null check (status in ('draf', 'ditetapkan', 'gugur')),
    l integer not null,
    p integer not null,
    tps integer not null,
    asal_jumlah text not null,
    asal_lp text not null,
    sidik text not null,
    disusun_pada timestamptz not null,
    ba_nomor text,
    ba_tanggal date,
    sk_nomor text,
    sk_tanggal date,
    penanda_tangan jsonb,
    ditetapkan_pada timestamptz,
    constraint cuplikan_bersurat check (
        (status = 'ditetapkan') = (ba_nomor is not null and sk_nomor is not null
                                   and ditetapkan_pada is not null)
    )
);
create unique index cuplikan_satu_penetapan on cuplikan (daftar, tahap) where status = 'ditetapkan';

create table rekap_tps (
    cuplikan uuid not null references cuplikan deferrable initially deferred,
    tps text collate "C" not null,
    l integer not null check (l >= 0),
    p integer not null check (p >= 0),
    baru integer not null,
    disabilitas integer not null,
    sidik text not null,
    primary key (cuplikan, tps)
);

create table cuplikan_pemilih (
    cuplikan uuid not null references cuplikan deferrable initially deferred,
    tps text collate "C" not null,
    pemilih uuid not null,
    versi integer not null,
    nik_indeks bytea not null,
    nkk_akhir text not null,
    nama text not null,
    jenis_kelamin text not null,
    umur smallint not null,
    alamat text not null,
    rt text not null,
    rw text not null,
    disabilitas smallint not null,
    primary key (cuplikan, tps, pemilih)
);
create index cuplikan_pemilih_nik on cuplikan_pemilih (nik_indeks);

create function cuplikan_tetap() returns trigger language plpgsql as $$
begin
    if old.status <> 'draf' or new.status not in ('ditetapkan', 'gugur')
       or (new.id, new.daftar, new.tahap, new.l, new.p, new.tps, new.sidik)
          is distinct from (old.id, old.daftar, old.tahap, old.l, old.p, old.tps, old.sidik) then
        raise exception 'a snapshot is fixed once and never changed' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger cuplikan_tetap before update on cuplikan for each row execute function cuplikan_tetap();

-- Responses of the public to a list, by the ticket that each came as: who gave one is not known here.

create table tanggapan (
    tiket uuid primary key,
    pemilihan text collate "C" not null,
    wilayah text collate "C" not null,
    tahap text not null,
    pokok text not null,
    status text not null check (status in ('diterima', 'dijawab')),
    hasil text check (hasil in ('diterima', 'ditolak')),
    alasan text,
    pesan uuid not null,
    kabar text,
    diterima_pada timestamptz not null,
    dijawab_pada timestamptz,
    versi integer not null,
    constraint tanggapan_beralasan check ((status = 'dijawab') = (hasil is not null and alasan is not null))
);
create index tanggapan_wilayah on tanggapan (pemilihan, wilayah);

alter table tanggapan enable row level security, force row level security;
create policy wilayah on tanggapan to voter_registry_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy semua on tanggapan to voter_registry_worker, voter_registry_owner using (true);
grant select, update on tanggapan to voter_registry_app;
grant select, insert, update on tanggapan to voter_registry_worker;

-- Row-level security. The range form keeps the index; nullif fails closed when the scope is unset.
-- A row that lies above the scope (the list of the kabupaten, for a PPS) is seen where noted.

alter table daftar_pemilih enable row level security, force row level security;
alter table pemilih enable row level security, force row level security;
alter table kegandaan enable row level security, force row level security;
alter table ekspor_kerja enable row level security, force row level security;
alter table rekapitulasi enable row level security, force row level security;
alter table cuplikan enable row level security, force row level security;
alter table rekap_tps enable row level security, force row level security;
alter table cuplikan_pemilih enable row level security, force row level security;

create policy wilayah on daftar_pemilih to voter_registry_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    or starts_with(nullif(current_setting('app.dari', true), ''), wilayah));
create policy wilayah on pemilih to voter_registry_app using (
    lokasi >= nullif(current_setting('app.dari', true), '')
    and lokasi < nullif(current_setting('app.sampai', true), ''));
create policy wilayah on kegandaan to voter_registry_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy wilayah on ekspor_kerja to voter_registry_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy wilayah on rekapitulasi to voter_registry_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy wilayah on cuplikan to voter_registry_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    or starts_with(nullif(current_setting('app.dari', true), ''), wilayah));
create policy wilayah on rekap_tps to voter_registry_app using (
    tps >= nullif(current_setting('app.dari', true), '')
    and tps < nullif(current_setting('app.sampai', true), ''));
create policy wilayah on cuplikan_pemilih to voter_registry_app using (
    tps >= nullif(current_setting('app.dari', true), '')
    and tps < nullif(current_setting('app.sampai', true), ''));

create policy semua on daftar_pemilih to voter_registry_worker, voter_registry_owner using (true);
create policy semua on pemilih to voter_registry_worker, voter_registry_owner using (true);
create policy semua on kegandaan to voter_registry_worker, voter_registry_owner using (true);
create policy semua on ekspor_kerja to voter_registry_worker, voter_registry_owner using (true);
create policy semua on rekapitulasi to voter_registry_worker, voter_registry_owner using (true);
create policy semua on cuplikan to voter_registry_worker, voter_registry_owner using (true);
create policy semua on rekap_tps to voter_registry_worker, voter_registry_owner using (true);
create policy semua on cuplikan_pemilih to voter_registry_worker, voter_registry_owner using (true);

grant select on wilayah, ruleset, aturan, pemilihan, tps, daftar_pemilih, pemilih,
    kegandaan, ekspor_kerja, rekapitulasi, cuplikan, rekap_tps, cuplikan_pemilih
    to voter_registry_app, voter_registry_worker;
grant insert on wilayah, ruleset, aturan, pemilihan, tps, daftar_pemilih, pemilih, kegandaan,
    ekspor_kerja, rekapitulasi to voter_registry_app;
grant insert on tps, cuplikan, rekap_tps, cuplikan_pemilih to voter_registry_worker;
grant update (waktu_legal, versi) on pemilihan to voter_registry_app;
grant update (tahap, asal, versi) on daftar_pemilih to voter_registry_app, voter_registry_worker;
grant update (status, diputuskan_oleh, diputuskan_pada, alasan, diambil_pada, versi) on ekspor_kerja
    to voter_registry_app;
grant update (status, baris, bagian, sidik, berlaku_sampai, versi) on ekspor_kerja
    to voter_registry_worker;
grant update (nik, nik_indeks, nkk, nkk_indeks) on pemilih to voter_registry_worker;
grant update (nik_indeks) on cuplikan_pemilih to voter_registry_worker;
grant update (lokasi, nama, tempat_lahir, tanggal_lahir, jenis_kelamin, status_kawin, alamat, rt, rw,
    disabilitas, ktp_el, status, kode_tms, bukti, versi) on pemilih to voter_registry_app;
grant update (status, pertahankan, alasan, versi) on kegandaan to voter_registry_app;
grant update (status, asal_jumlah, ba_nomor, ba_tanggal, sk_nomor, sk_tanggal, penanda_tangan, ditetapkan_pada)
    on cuplikan to voter_registry_app;
grant update (status) on cuplikan to voter_registry_worker;

-- A new partition is filled before it is seen: made, loaded, indexed and attached in one
-- transaction. Grants and policies are those of the parent; the worker may insert only meanwhile.

create function nama_partisi(pemilihan text, kab text) returns text immutable language sql
    return 'pemilih_' || replace(pemilihan, '-', '_') || '_' || kab;

create function siapkan_partisi(pemilihan text, kab text) returns text
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    nama text := nama_partisi(pemilihan, kab);
begin
    if kab !~ '^\d{4}$' or pemilihan !~ '^[a-z0-9-]{3,40}$' then
        raise exception 'not a partition: % %', pemilihan, kab using errcode = 'invalid_parameter_value';
    end if;
    execute format('create table %I (like pemilih including defaults including constraints)', nama);
    execute format('grant insert on %I to voter_registry_worker', nama);
    return nama;
end $$;

create function pasang_partisi(pemilihan text, kab text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    nama text := nama_partisi(pemilihan, kab);
begin
    execute format('revoke insert on %I from voter_registry_worker', nama);
    execute format('alter table %I add primary key (pemilihan, kab, id)', nama);
    execute format('create index on %I (nik_indeks)', nama);
    execute format('create index on %I (nkk_indeks)', nama);
    execute format('create index on %I (lokasi, id)', nama);
    execute format('alter table %I add constraint batas check
        (pemilihan = %L and kab = %L and pemilihan is not null and kab is not null)', nama, pemilihan, kab);
    execute format('alter table pemilih attach partition %I for values from (%L, %L) to (%L, %L)',
        nama, pemilihan, kab, pemilihan, kab || '~');
    execute format('alter table %I drop constraint batas', nama);
    execute format('analyze %I', nama);
end $$;

revoke all on function siapkan_partisi, pasang_partisi from public;
grant execute on function siapkan_partisi, pasang_partisi to voter_registry_worker;

-- What anybody may ask: recaps of lists that a plenary has fixed, and one's own registration.

create function rekap_resmi(p_pemilihan text, p_tahap text, p_wilayah text)
    returns table (wilayah text, l bigint, p bigint, tps bigint, asal_jumlah text[], asal_lp text[],
                   ditetapkan_pada timestamptz)
    stable security definer set search_path = public, pg_temp language sql as $$
    select left(r.tps, length(p_wilayah) + case length(p_wilayah)
               when 2 then 2 when 4 then 2 when 6 then 4 else 3 end),
           sum(r.l), sum(r.p), count(*), array_agg(distinct c.asal_jumlah),
           array_agg(distinct c.asal_lp), max(c.ditetapkan_pada)
    from cuplikan c join rekap_tps r on r.cuplikan = c.id
    where c.pemilihan = p_pemilihan and c.tahap = p_tahap and c.status = 'ditetapkan'
      and r.tps >= p_wilayah and r.tps < p_wilayah || '~'
    group by 1 order by 1
$$;

-- The NIK comes under every key of the blind index that rows may be under, here and below.
create function cek_dpt(p_pemilihan text, p_nik_indeks bytea[], p_nkk_akhir text)
    returns table (tahap text, tps text)
    stable security definer set search_path = public, pg_temp language sql as $$
    -- Only the newest list of each kabupaten/kota speaks: who was struck from it is not registered.
    select c.tahap, r.tps
    from cuplikan_pemilih r join cuplikan c on c.id = r.cuplikan
    where r.nik_indeks = any (p_nik_indeks) and r.nkk_akhir = p_nkk_akhir
      and c.pemilihan = p_pemilihan and c.status = 'ditetapkan'
      and not exists (
          select from cuplikan newer
          where newer.daftar = c.daftar and newer.status = 'ditetapkan'
            and array_position(array['DPS', 'DPSHP', 'DPT'], newer.tahap)
                > array_position(array['DPS', 'DPSHP', 'DPT'], c.tahap))
    limit 1
$$;

-- Whether a NIK is registered anywhere in the election; says no more than that.
create function nik_aktif(p_pemilihan text, p_indeks bytea[]) returns setof bytea
    stable security definer set search_path = public, pg_temp language sql as $$
    select distinct nik_indeks from pemilih
    where pemilihan = p_pemilihan and nik_indeks = any (p_indeks) and status <> 'tms'
$$;

revoke all on function rekap_resmi, cek_dpt, nik_aktif from public;
grant execute on function rekap_resmi, cek_dpt, nik_aktif to voter_registry_app;
