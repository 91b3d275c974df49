-- What a citizen wrote to an office is for offices: neither parties nor other citizens read it.
drop policy wilayah on tanggapan;
create policy wilayah on tanggapan to voter_registry_app using (
    wilayah >= nullif(current_setting('app.dari', true), '')
    and wilayah < nullif(current_setting('app.sampai', true), '')
    and current_setting('app.peserta', true) = '*'
    and current_setting('app.pemilik', true) = '*');
