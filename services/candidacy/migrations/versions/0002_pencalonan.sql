-- The DPT of a province as its plenary recapitulated it.
create table rekap_dpt (
    pemilihan text collate "C" not null,
    wilayah text collate "C" not null,
    jumlah integer not null,
    asal text not null,
    ba_nomor text not null,
    primary key (pemilihan, wilayah)
);

grant select on rekap_dpt to candidacy_app, candidacy_worker;
grant insert, update, delete on rekap_dpt to candidacy_worker;

-- The rules, each with regulation, article, validity, and whether anybody has checked it.

create table aturan (
    nama text not null,
    berlaku_dari date not null,
    berlaku_sampai date,
    nilai jsonb not null,
    regulasi text not null,
    pasal text not null,
    terverifikasi boolean not null,
    primary key (nama, berlaku_dari),
    constraint aturan_masa check (berlaku_sampai is null or berlaku_dari <= berlaku_sampai)
);

insert into aturan (nama, berlaku_dari, berlaku_sampai, nilai, regulasi, pasal, terverifikasi) values
('ambang_kursi', '2016-07-01', '2024-08-24', '{"kursi_persen": 20, "suara_persen": 25}',
 'UU 10/2016', 'Pasal 40', true),
('ambang_suara', '2024-08-25', null, '{
   "provinsi": [{"sampai": 2000000, "persen": "10"}, {"sampai": 6000000, "persen": "8.5"},
                {"sampai": 12000000, "persen": "7.5"}, {"sampai": null, "persen": "6.5"}],
   "kabupaten_kota": [{"sampai": 250000, "persen": "10"}, {"sampai": 500000, "persen": "8.5"},
                      {"sampai": 1000000, "persen": "7.5"}, {"sampai": null, "persen": "6.5"}]}',
 'PKPU 10/2024 (MK 60/PUU-XXII/2024)', 'Pasal 11', true),
('ambang_perseorangan', '2016-07-01', null, '{
   "provinsi": [{"sampai": 2000000, "persen": "10"}, {"sampai": 6000000, "persen": "8.5"},
                {"sampai": 12000000, "persen": "7.5"}, {"sampai": null, "persen": "6.5"}],
   "kabupaten_kota": [{"sampai": 250000, "persen": "10"}, {"sampai": 500000, "persen": "8.5"},
                      {"sampai": 1000000, "persen": "7.5"}, {"sampai": null, "persen": "6.5"}]}',
 'UU 10/2016', 'Pasal 41', false),
('usia_calon', '2024-08-25', null,
 '{"provinsi": 30, "kabupaten_kota": 25, "acuan": "penetapan-paslon"}',
 'UU 10/2016; PKPU 10/2024 (MK 70/PUU-XXII/2024)', 'Pasal 7 ayat (2); Pasal 15', true),
('pleno', '2017-08-16', null, '{"anggota": 5, "hadir": 4, "setuju": 3}',
 'UU 7/2017', 'pasal belum diperiksa', false);

-- Kinds of documents that are due at registration. `pemicu`: what about a candidate asks for it, null
-- when it is mandatory. The exact list of the annex could not be read: such rows are not checked.

create table jenis_dokumen (
    kode text primary key,
    urut integer not null unique,
    nama text not null,
    lingkup text not null check (lingkup in ('pasangan', 'calon')),
    pemicu text,
    kelas text not null check (kelas in ('P0', 'P1', 'P2', 'P3')),
    penerbit text not null,
    regulasi text not null,
    pasal text not null,
    terverifikasi boolean not null,
    menentukan boolean not null default true
);

insert into jenis_dokumen values
('pencalonan', 1, 'Model B.PENCALONAN.PARPOL.KWK', 'pasangan', null, 'P0', 'partai tingkat provinsi', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('persetujuan', 2, 'Model B.PERSETUJUAN.PARPOL.KWK', 'pasangan', null, 'P0', 'DPP setiap partai', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('kepengurusan', 3, 'SK kepengurusan partai pusat dan provinsi', 'pasangan', null, 'P0', 'DPP; kementerian hukum', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('visi-misi', 4, 'Visi, misi, dan program', 'pasangan', null, 'P0', 'pasangan calon', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('pernyataan', 11, 'Surat pernyataan calon (BB.PERNYATAAN.CALON.KWK)', 'calon', null, 'P2', 'calon, bermeterai', 'UU 10/2016', 'Pasal 45 ayat (2)', false),
('riwayat-hidup', 12, 'Daftar riwayat hidup (BB.RIWAYAT.HIDUP.KWK)', 'calon', null, 'P1', 'calon', 'UU 10/2016', 'Pasal 45 ayat (2)', false),
('ktp-el', 13, 'KTP elektronik', 'calon', null, 'P3', 'Dukcapil', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('ijazah-slta', 14, 'Ijazah SLTA yang dilegalisasi', 'calon', null, 'P1', 'sekolah atau dinas', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('bukan-terpidana', 15, 'Keterangan tidak pernah sebagai terpidana', 'calon', null, 'P2', 'pengadilan negeri domisili', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('hak-pilih', 16, 'Keterangan hak pilih tidak dicabut', 'calon', null, 'P2', 'pengadilan negeri', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('tanpa-utang', 17, 'Keterangan tidak memiliki tanggungan utang', 'calon', null, 'P2', 'pengadilan negeri', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('tidak-pailit', 18, 'Keterangan tidak sedang dinyatakan pailit', 'calon', null, 'P2', 'pengadilan niaga', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('skck', 19, 'Surat keterangan catatan kepolisian', 'calon', null, 'P2', 'Polda', 'UU 10/2016', 'Pasal 45 ayat (2)', false),
('lhkpn', 20, 'Tanda terima LHKPN', 'calon', null, 'P2', 'KPK', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('npwp', 21, 'NPWP', 'calon', null, 'P2', 'KPP', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('spt', 22, 'Tanda terima SPT 5 tahun', 'calon', null, 'P2', 'KPP', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('tanpa-tunggakan', 23, 'Keterangan tidak mempunyai tunggakan pajak', 'calon', null, 'P2', 'KPP', 'UU 10/2016', 'Pasal 45 ayat (2)', true),
('kesehatan', 24, 'Hasil pemeriksaan jasmani, rohani, dan bebas narkotika', 'calon', null, 'P3', 'tim rumah sakit', 'KPT 1090/2024', 'pasal belum diperiksa', false),
('pas-foto', 25, 'Pas foto', 'calon', null, 'P0', 'calon', 'UU 10/2016', 'Pasal 45 ayat (2)', false),
('akun-dan-tim', 26, 'Formulir akun media sosial dan tim kampanye', 'calon', null, 'P1', 'pasangan calon', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('ijazah-d3', 41, 'Ijazah D3 yang dilegalisasi', 'calon', 'ijazah-d3', 'P1', 'perguruan tinggi', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('ijazah-s1', 42, 'Ijazah S1 yang dilegalisasi', 'calon', 'ijazah-s1', 'P1', 'perguruan tinggi', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('ijazah-s2', 43, 'Ijazah S2 yang dilegalisasi', 'calon', 'ijazah-s2', 'P1', 'perguruan tinggi', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('ijazah-s3', 44, 'Ijazah S3 yang dilegalisasi', 'calon', 'ijazah-s3', 'P1', 'perguruan tinggi', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('penyetaraan', 45, 'Keputusan penyetaraan ijazah', 'calon', 'sekolah-asing', 'P1', 'kementerian pendidikan atau agama', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('kehilangan-ijazah', 46, 'Laporan kehilangan dan surat sekolah', 'calon', 'ijazah-hilang', 'P2', 'kepolisian; sekolah', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('ganti-nama', 47, 'Penetapan pengadilan tentang ganti nama', 'calon', 'ganti-nama', 'P2', 'pengadilan negeri', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('putusan', 48, 'Putusan pengadilan', 'calon', 'terpidana', 'P2', 'pengadilan', 'UU 10/2016', 'Pasal 45 ayat (2) huruf b2', true),
('selesai-pidana', 49, 'Keterangan selesai menjalani pidana', 'calon', 'terpidana', 'P2', 'lembaga pemasyarakatan', 'UU 10/2016', 'Pasal 45 ayat (2) huruf b2', true),
('pengumuman-terpidana', 50, 'Pengumuman terbuka sebagai mantan terpidana', 'calon', 'terpidana', 'P0', 'media; pemimpin redaksi', 'UU 10/2016', 'Pasal 45 ayat (2) huruf b2', true),
('putusan-kealpaan', 51, 'Putusan kealpaan atau alasan politik, dan keterangan kejaksaan', 'calon', 'terpidana-kealpaan', 'P2', 'pengadilan; kejaksaan', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('pengunduran-diri', 52, 'Surat pengunduran diri yang tidak dapat ditarik kembali', 'calon', 'wajib-mundur', 'P2', 'calon', 'UU 10/2016', 'Pasal 7 ayat (2) huruf s, t', false),
('tanda-terima-mundur', 53, 'Tanda terima pengunduran diri sedang diproses', 'calon', 'wajib-mundur', 'P2', 'instansi asal', 'PKPU 8/2024', 'pasal belum diperiksa', false),
('mundur-bumn', 55, 'Surat pengunduran diri dari BUMN atau BUMD', 'calon', 'bumn', 'P2', 'calon', 'UU 10/2016', 'Pasal 7 ayat (2) huruf u', false),
('mundur-kepala-daerah', 56, 'Surat pengunduran diri kepala daerah lain', 'calon', 'kepala-daerah-lain', 'P2', 'calon', 'UU 10/2016', 'Pasal 7 ayat (2) huruf p', false),
('mundur-penyelenggara', 58, 'Surat pengunduran diri penyelenggara pemilu', 'calon', 'penyelenggara', 'P2', 'calon', 'PKPU 8/2024', 'pasal belum diperiksa', false);

-- A higher diploma proves a title and nothing else: without it the name is printed without the title.
update jenis_dokumen set menentukan = false where kode in ('ijazah-d3', 'ijazah-s1', 'ijazah-s2', 'ijazah-s3');

-- Parties with what they won, and the thresholds that follow. A figure that was not found is null.

create table partai (
    pemilihan text collate "C" not null references pemilihan,
    kode text collate "C" not null,
    nomor integer not null check (nomor >= 1),
    nama text not null,
    suara integer check (suara >= 0),
    asal_suara text not null,
    kursi integer check (kursi >= 0),
    asal_kursi text not null,
    sumber text not null,
    primary key (pemilihan, kode),
    constraint partai_nomor unique (pemilihan, nomor)
);

create table ambang_batas (
    pemilihan text collate "C" not null references pemilihan,
    revisi integer not null check (revisi >= 1),
    sk_nomor text not null,
    sk_tanggal date not null,
    alasan text,
    dasar jsonb not null,
    hasil jsonb not null,
    dicatat_pada timestamptz not null,
    primary key (pemilihan, revisi),
    constraint ambang_batas_beralasan check ((revisi = 1) or (alasan is not null))
);

-- Dossiers. Each row carries its region and its `peserta`: what row-level security goes by.

create table nominasi (
    id uuid primary key,
    pemilihan text collate "C" not null references pemilihan,
    wilayah text collate "C" not null,
    peserta text collate "C" not null,
    partai text[] not null,
    status text not null,
    putaran integer not null check (putaran in (1, 2)),
    ambang_revisi integer,
    diajukan_pada timestamptz,
    versi integer not null,
    constraint nominasi_peserta unique (pemilihan, peserta)
);
create index nominasi_wilayah on nominasi (wilayah);

create table calon (
    nominasi uuid not null references nominasi,
    posisi text not null check (posisi in ('calon', 'wakil')),
    wilayah text collate "C" not null,
    peserta text collate "C" not null,
    nama text not null,
    jenis_kelamin text not null check (jenis_kelamin in ('L', 'P')),
    tempat_lahir text not null,
    tanggal_lahir bytea not null,
    nik bytea not null,
    nik_indeks bytea not null,
    gelar jsonb not null,
    pemicu text[] not null,
    primary key (nominasi, posisi)
);
create index calon_nik on calon (nik_indeks);

create table syarat (
    nominasi uuid not null references nominasi,
    posisi text not null check (posisi in ('pasangan', 'calon', 'wakil')),
    jenis text not null references jenis_dokumen,
    wilayah text collate "C" not null,
    peserta text collate "C" not null,
    status text not null,
    dokumen_versi integer not null,
    usulan text,
    alasan text,
    catatan text,
    pengusul text,
    penyetuju text,
    primary key (nominasi, posisi, jenis),
    constraint syarat_empat_mata check (penyetuju is distinct from pengusul or pengusul is null)
);

-- Every version of every document, for ever.
create table dokumen_syarat (
    id uuid primary key,
    nominasi uuid not null references nominasi,
    posisi text not null,
    jenis text not null references jenis_dokumen,
    versi integer not null check (versi >= 1),
    wilayah text collate "C" not null,
    peserta text collate "C" not null,
    sidik text not null references berkas,
    diterima_pada timestamptz not null,
    oleh text not null,
    constraint dokumen_syarat_versi unique (nominasi, posisi, jenis, versi)
);

create table riwayat (
    id bigint generated always as identity primary key,
    nominasi uuid not null references nominasi,
    wilayah text collate "C" not null,
    peserta text collate "C" not null,
    tindakan text not null,
    dari text not null,
    ke text not null,
    dasar text not null,
    jendela text,
    kertas jsonb not null,
    oleh text not null,
    pada timestamptz not null,
    waktu_legal timestamptz not null
);
create index riwayat_nominasi on riwayat (nominasi, id);

create table tanggapan (
    tiket text primary key,
    nominasi uuid not null references nominasi,
    wilayah text collate "C" not null,
    status text not null,
    diterima_pada timestamptz not null,
    dijawab_pada timestamptz,
    alasan text,
    versi integer not null
);
create index tanggapan_terbuka on tanggapan (nominasi) where status = 'terbuka';

-- What is public: determined pairs, the plenary, the draw.

create table pasangan_calon (
    id uuid primary key,
    pemilihan text collate "C" not null references pemilihan,
    nomor_urut integer,
    status text not null check (status in ('ditetapkan', 'dibatalkan')),
    calon text not null,
    wakil text not null,
    partai text[] not null,
    tanggal_daftar date,
    sk_penetapan text,
    sk_nomor_urut text,
    asal jsonb not null,
    catatan text not null,
    syarat jsonb not null,
    constraint pasangan_calon_nomor unique (pemilihan, nomor_urut)
);

create table penetapan (
    pemilihan text collate "C" primary key references pemilihan,
    ba_nomor text not null,
    ba_tanggal date not null,
    sk_nomor text not null,
    sk_tanggal date not null,
    suara jsonb not null,
    ditetapkan_pada timestamptz not null
);

create table pengundian (
    id bigint generated always as identity primary key,
    pemilihan text collate "C" not null references pemilihan,
    cara text not null check (cara in ('benih', 'fisik')),
    benih text,
    sumber text not null,
    nomor jsonb not null,
    ba_nomor text not null,
    sk_nomor text not null,
    dicatat_oleh text not null,
    dikonfirmasi_oleh text,
    dicatat_pada timestamptz not null,
    versi integer not null,
    alasan_pembatalan text,
    dibatalkan_oleh text,
    dibatalkan_pada timestamptz,
    constraint pengundian_pembatalan_beralasan check (
        num_nulls(alasan_pembatalan, dibatalkan_oleh, dibatalkan_pada) in (0, 3)),
    constraint pengundian_tetap check (dibatalkan_pada is null or dikonfirmasi_oleh is null),
    constraint pengundian_berbenih check ((cara = 'benih') = (benih is not null)),
    constraint pengundian_dua_orang check (dikonfirmasi_oleh is distinct from dicatat_oleh)
);
-- One that nobody has confirmed may be discarded; it is kept, and another is entered.
create unique index pengundian_berlaku on pengundian (pemilihan) where dibatalkan_pada is null;

-- Row-level security. A dossier is seen within its region by the offices, and by its own `peserta`;
-- by no citizen (`pemilik` is one), and by nobody when a setting is unset.

alter table nominasi enable row level security, force row level security;
alter table calon enable row level security, force row level security;
alter table syarat enable row level security, force row level security;
alter table dokumen_syarat enable row level security, force row level security;
alter table riwayat enable row level security, force row level security;
alter table tanggapan enable row level security, force row level security;

create policy berkas on nominasi to candidacy_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and current_setting('app.pemilik', true) = '*'
    and (current_setting('app.peserta', true) = '*'
         or peserta = nullif(current_setting('app.peserta', true), '')));
create policy berkas on calon to candidacy_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and current_setting('app.pemilik', true) = '*'
    and (current_setting('app.peserta', true) = '*'
         or peserta = nullif(current_setting('app.peserta', true), '')));
create policy berkas on syarat to candidacy_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and current_setting('app.pemilik', true) = '*'
    and (current_setting('app.peserta', true) = '*'
         or peserta = nullif(current_setting('app.peserta', true), '')));
create policy berkas on dokumen_syarat to candidacy_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and current_setting('app.pemilik', true) = '*'
    and (current_setting('app.peserta', true) = '*'
         or peserta = nullif(current_setting('app.peserta', true), '')));
create policy berkas on riwayat to candidacy_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and current_setting('app.pemilik', true) = '*'
    and (current_setting('app.peserta', true) = '*'
         or peserta = nullif(current_setting('app.peserta', true), '')));
-- The pair learns of public input only by what is decided: never who, nor that there is any.
create policy kantor on tanggapan to candidacy_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and current_setting('app.pemilik', true) = '*'
    and current_setting('app.peserta', true) = '*');

create policy semua on nominasi to candidacy_worker, candidacy_owner using (true);
create policy semua on calon to candidacy_worker, candidacy_owner using (true);
create policy semua on syarat to candidacy_owner using (true);
create policy semua on dokumen_syarat to candidacy_owner using (true);
create policy semua on riwayat to candidacy_owner using (true);
create policy semua on tanggapan to candidacy_worker, candidacy_owner using (true);

grant select on aturan, jenis_dokumen, partai, ambang_batas, nominasi, calon, syarat, dokumen_syarat,
    riwayat, tanggapan, pasangan_calon, penetapan, pengundian to candidacy_app;
grant insert on aturan, partai, ambang_batas, nominasi, calon, syarat, dokumen_syarat, riwayat,
    pasangan_calon, penetapan, pengundian to candidacy_app;
grant update on partai to candidacy_app;
grant update (partai, status, putaran, ambang_revisi, diajukan_pada, versi) on nominasi
    to candidacy_app;
grant update (nama, jenis_kelamin, tempat_lahir, tanggal_lahir, nik, nik_indeks, gelar, pemicu)
    on calon to candidacy_app;
grant update (status, dokumen_versi, usulan, alasan, catatan, pengusul, penyetuju) on syarat
    to candidacy_app;
grant update (status, dijawab_pada, alasan, versi) on tanggapan to candidacy_app;
grant update (nomor_urut, status, sk_nomor_urut, catatan) on pasangan_calon to candidacy_app;
grant update (dikonfirmasi_oleh, versi, alasan_pembatalan, dibatalkan_oleh, dibatalkan_pada) on pengundian to candidacy_app;
grant select, update (versi) on nominasi to candidacy_worker;
-- For `segel-ulang`, which reads nothing else of a candidate.
grant select (nominasi, posisi, nik, nik_indeks, tanggal_lahir), update (nik, nik_indeks, tanggal_lahir)
    on calon to candidacy_worker;
grant select, insert on tanggapan to candidacy_worker;
