-- Copies of voter-registry's facts. Those of different aggregates arrive in any order, so nothing
-- here refers to another copy by a foreign key.

-- The DPT of a kabupaten/kota as its plenary established it.
create table dpt (
    pemilihan text collate "C" not null,
    wilayah text collate "C" not null,
    cuplikan text not null,
    sidik text not null,
    l integer not null,
    p integer not null,
    asal_jumlah text not null,
    asal_lp text not null,
    ba_nomor text not null,
    sk_nomor text not null,
    ditetapkan_pada timestamptz not null,
    primary key (pemilihan, wilayah)
);

create table dpt_tps (
    pemilihan text collate "C" not null,
    tps text collate "C" not null,
    l integer not null,
    p integer not null,
    primary key (pemilihan, tps)
);

-- The DPT as KPU Provinsi recapitulated it.
create table rekap_dpt (
    pemilihan text collate "C" not null,
    wilayah text collate "C" not null,
    l integer not null,
    p integer not null,
    tps integer not null,
    asal text not null,
    ba_nomor text not null,
    primary key (pemilihan, wilayah)
);

-- The schedule: every revision is kept.

create table jadwal (
    pemilihan text collate "C" not null references pemilihan,
    revisi integer not null check (revisi >= 1),
    sumber text not null,
    alasan text,
    diterbitkan_pada timestamptz not null,
    primary key (pemilihan, revisi),
    constraint jadwal_revisi_beralasan check ((revisi = 1) or (alasan is not null))
);

create table tahapan (
    pemilihan text collate "C" not null,
    revisi integer not null,
    kode text not null,
    urut integer not null,
    layanan text not null,
    kegiatan text not null,
    tindakan text[] not null,
    mulai timestamptz,
    selesai timestamptz,
    relative_to text,
    "offset" integer,
    offset_kind text check (offset_kind in ('hours', 'calendar_day', 'working_day')),
    set_by text not null,
    dasar text not null,
    tanda text not null check (tanda in ('S', 'M')),
    catatan text not null,
    primary key (pemilihan, revisi, kode),
    foreign key (pemilihan, revisi) references jadwal,
    constraint tahapan_berwaktu check (
        (mulai is null) = (selesai is null) and mulai <= selesai
        and (mulai is not null or relative_to is not null)
    )
);

-- Results.

create table kolom_suara (
    pemilihan text collate "C" not null references pemilihan,
    nomor integer not null check (nomor >= 1),
    jenis text not null check (jenis in ('PASLON', 'KOLOM_KOSONG')),
    label text not null,
    primary key (pemilihan, nomor)
);

-- The form of one TPS: written once. `suara` holds the votes of column 1, 2, ... in their order.
create table hasil_tps (
    pemilihan text collate "C" not null,
    tps text collate "C" not null check (tps ~ '^\d{13}$'),
    pemilih_terdaftar_l integer not null,
    pemilih_terdaftar_p integer not null,
    pemilih_terdaftar_jumlah integer not null,
    pengguna_terdaftar_l integer not null,
    pengguna_terdaftar_p integer not null,
    pengguna_terdaftar_jumlah integer not null,
    pengguna_pindahan_l integer not null,
    pengguna_pindahan_p integer not null,
    pengguna_pindahan_jumlah integer not null,
    pengguna_tambahan_ktp_l integer not null,
    pengguna_tambahan_ktp_p integer not null,
    pengguna_tambahan_ktp_jumlah integer not null,
    pengguna_jumlah_l integer not null,
    pengguna_jumlah_p integer not null,
    pengguna_jumlah_jumlah integer not null,
    surat_suara_diterima integer not null,
    surat_suara_digunakan integer not null,
    surat_suara_dikembalikan integer not null,
    surat_suara_tidak_digunakan integer not null,
    suara_sah integer not null,
    suara_tidak_sah integer not null,
    total_suara integer not null,
    suara integer[] not null,
    asal text not null,
    peringatan integer[] not null,
    diterima_pada timestamptz not null,
    primary key (pemilihan, tps),
    constraint hasil_tps_total check (total_suara = suara_sah + suara_tidak_sah)
);

-- What the plenary of a kecamatan, kabupaten/kota or province declared.
create table rekapitulasi (
    pemilihan text collate "C" not null references pemilihan,
    wilayah text collate "C" not null,
    status text not null check (status in ('disahkan', 'diumumkan')),
    angka jsonb not null,
    asal text not null,
    ba_nomor text not null,
    ba_tanggal date not null,
    penanda_tangan jsonb not null,
    saksi jsonb not null,
    disahkan_pada timestamptz not null,
    keputusan_nomor text,
    keputusan_tanggal date,
    diumumkan_pada timestamptz,
    versi integer not null,
    primary key (pemilihan, wilayah),
    constraint rekapitulasi_berkeputusan check (
        (status = 'diumumkan') = (keputusan_nomor is not null and keputusan_tanggal is not null
                                  and diumumkan_pada is not null)
    )
);

create table koreksi (
    pemilihan text collate "C" not null,
    wilayah text collate "C" not null,
    kolom text not null,
    dari bigint not null,
    ke bigint not null,
    alasan text not null,
    saksi text not null,
    asal text not null,
    oleh text not null,
    primary key (pemilihan, wilayah, kolom),
    foreign key (pemilihan, wilayah) references rekapitulasi
);

-- Units whose documents the publisher must look at. Marks are only ever added, each in the
-- transaction of the change, and removed by the publisher whose snapshot has seen them: a mark that
-- commits late is never lost, and writers never wait for each other.
create table perlu_terbit (
    id bigint generated always as identity primary key,
    pemilihan text collate "C" not null,
    jenis text not null check (jenis in ('hasil', 'rekap-dpt')),
    kode text collate "C" not null,
    sebab text not null
);

-- Every version that was ever published, with its bytes (gzip), so that the files can be made anew.
create table dokumen (
    pemilihan text collate "C" not null,
    jenis text not null check (jenis in ('hasil', 'rekap-dpt')),
    kode text collate "C" not null,
    versi integer not null check (versi >= 1),
    cuplikan uuid not null,
    sidik text not null,
    sidik_isi text not null,
    sebab text not null,
    status text not null,
    resmi boolean not null,
    waktu_legal timestamptz not null,
    diterbitkan_pada timestamptz not null,
    isi bytea not null,
    terpasang boolean not null,
    primary key (pemilihan, jenis, kode, versi)
);
create index dokumen_belum_terpasang on dokumen (diterbitkan_pada) where not terpasang;
alter table dokumen alter column isi set storage external;

-- Checkpoints of the audits of all services, as first received.
create table titik_periksa_terbit (
    layanan text not null,
    nomor integer not null,
    isi jsonb not null,
    terpasang boolean not null,
    primary key (layanan, nomor)
);

-- Row-level security: results are open to everybody, writing them is for the region they are of.
-- The range form keeps the index; nullif fails closed when the scope is unset.

alter table hasil_tps enable row level security, force row level security;
alter table rekapitulasi enable row level security, force row level security;
alter table koreksi enable row level security, force row level security;

create policy terbuka on hasil_tps for select to publication_app using (true);
create policy terbuka on rekapitulasi for select to publication_app using (true);
create policy terbuka on koreksi for select to publication_app using (true);

create policy wilayah on hasil_tps for insert to publication_app with check (
    tps >= nullif(current_setting('app.dari', true), '')
    and tps < nullif(current_setting('app.sampai', true), ''));
create policy wilayah on rekapitulasi for insert to publication_app with check (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy wilayah_ubah on rekapitulasi for update to publication_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy wilayah on koreksi for insert to publication_app with check (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));

create policy semua on hasil_tps to publication_worker, publication_owner using (true);
create policy semua on rekapitulasi to publication_worker, publication_owner using (true);
create policy semua on koreksi to publication_worker, publication_owner using (true);

grant select on dpt, dpt_tps, rekap_dpt, jadwal, tahapan, kolom_suara, hasil_tps,
    rekapitulasi, koreksi to publication_app, publication_worker;
grant insert on jadwal, tahapan, kolom_suara, hasil_tps, rekapitulasi, koreksi, perlu_terbit
    to publication_app;
grant update (status, keputusan_nomor, keputusan_tanggal, diumumkan_pada, versi) on rekapitulasi
    to publication_app;
grant select (id) on perlu_terbit to publication_app;
grant insert, update, delete on dpt, dpt_tps, rekap_dpt to publication_worker;
grant insert on kolom_suara to publication_worker;
grant insert, select, delete on perlu_terbit to publication_worker;
grant select, insert on dokumen, titik_periksa_terbit to publication_worker;
grant update (terpasang) on titik_periksa_terbit to publication_worker;
grant update (terpasang) on dokumen to publication_worker;
