-- Scans of C.HASIL: every one that was sent stays, the newest speaks.
create table pindaian (
    pemilihan text collate "C" not null,
    tps text collate "C" not null check (tps ~ '^\d{13}$'),
    urut integer not null check (urut > 0),
    sidik text not null references berkas,
    diunggah_pada timestamptz not null,
    primary key (pemilihan, tps, urut),
    constraint pindaian_sekali unique (pemilihan, tps, sidik)
);
alter table pindaian enable row level security, force row level security;
create policy terbuka on pindaian for select to publication_app using (true);
create policy wilayah on pindaian for insert to publication_app with check (
    tps >= nullif(current_setting('app.dari', true), '')
    and tps < nullif(current_setting('app.sampai', true), ''));
create policy semua on pindaian to publication_worker, publication_owner using (true);
grant select, insert on pindaian to publication_app;
