-- What one asks of the DPT: where he stands, and of which kabupaten/kota this house could not say. A
-- list that came as figures alone, or is not established, has nobody in it who could be found. No
-- row for an election that is not here.
create function periksa_dpt(p_pemilihan text, p_nik_indeks bytea[], p_nkk_akhir text)
    returns table (tahap text, tps text, tanpa_data text[])
    stable security definer set search_path = public, pg_temp language sql as $$
    select found.tahap, found.tps, lists.tanpa_data
    from (
        select coalesce(array_agg(d.wilayah order by d.wilayah) filter (where not exists (
                   select from cuplikan c
                   where c.daftar = d.id and c.status = 'ditetapkan'
                     and exists (select from cuplikan_pemilih r where r.cuplikan = c.id)
               )), '{}') as tanpa_data
        from daftar_pemilih d
        where d.pemilihan = p_pemilihan
        having count(*) > 0
    ) lists
    left join cek_dpt(p_pemilihan, p_nik_indeks, p_nkk_akhir) found on true
$$;
revoke all on function periksa_dpt from public;
grant execute on function periksa_dpt to voter_registry_app;
