-- Which villages a stage has minutes of. A token of one TPS does not see the row of its own village,
-- and what is locked is locked for everybody: this tells the codes and nothing of the minutes.
create function desa_direkap(p_pemilihan text, p_tahap text, p_kab text) returns setof text
    stable security definer set search_path = public, pg_temp language sql as $$
    select wilayah from rekapitulasi
    where pemilihan = p_pemilihan and tahap = p_tahap
      and wilayah >= p_kab and wilayah < p_kab || '~' and length(wilayah) = 10
$$;
revoke all on function desa_direkap from public;
grant execute on function desa_direkap to voter_registry_app;
