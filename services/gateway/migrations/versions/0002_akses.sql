-- Offices that come as programs, by `private_key_jwt`. No account of a person has an id like theirs.
create table klien (
    id text collate "C" primary key,
    nama text not null,
    wilayah text collate "C" not null,
    status text not null,
    surat_nomor text not null,
    surat_tanggal date not null,
    didaftarkan_pada timestamptz not null,
    ditutup_pada timestamptz,
    alasan text,
    versi integer not null,
    constraint klien_awalan check (id like 'klien-%')
);

-- Public keys of clients; the id is the key's own (RFC 7638). They are for everybody to read.
create table kunci_klien (
    klien text collate "C" not null references klien,
    kid text not null,
    jwk jsonb not null,
    pendaftar text not null,
    dari timestamptz not null,
    sampai timestamptz,
    primary key (klien, kid)
);

-- Grants, given and revoked; nothing is ever deleted.
create table pemberian (
    id uuid primary key default uuidv7(),
    subjek text not null,
    klien text collate "C" references klien,
    peran text not null,
    wilayah text collate "C" not null,
    peserta text not null,
    unit text not null,
    sifat text not null,
    untuk uuid references pemberian,
    surat_nomor text not null,
    surat_tanggal date not null,
    dari timestamptz not null,
    sampai timestamptz,
    status text not null,
    pemberi text not null,
    diberikan_pada timestamptz not null,
    pencabut text,
    dicabut_pada timestamptz,
    surat_cabut text,
    alasan_cabut text,
    versi integer not null,
    constraint pemberian_waktu check (sampai > dari),
    constraint pemberian_mandat check ((sifat = 'definitif') = (untuk is null)),
    constraint pemberian_bukan_diri check (subjek <> pemberi),
    constraint pemberian_klien check ((klien is not null) = (subjek like 'klien-%'))
);
create index pemberian_subjek on pemberian (subjek);
create index pemberian_wilayah on pemberian (wilayah, id);
create index pemberian_untuk on pemberian (untuk) where untuk is not null;
create index pemberian_klien on pemberian (klien) where klien is not null;

grant select, insert, update on klien, kunci_klien, pemberian to gateway_app;
grant insert, delete on akses to gateway_app;  -- who gives grants knows them at once

-- Whose program a subject is, every region may know; to change one it must be of the region.
alter table klien enable row level security, force row level security;
alter table pemberian enable row level security, force row level security;

create policy baca on klien for select to gateway_app using (true);
create policy catat on klien for insert to gateway_app with check (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy ubah on klien for update to gateway_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
create policy wilayah on pemberian to gateway_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), ''));
