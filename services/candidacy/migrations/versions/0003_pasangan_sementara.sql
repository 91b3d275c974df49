-- Pairs that research found qualified, for whoever would respond to them: the parties and the names
-- of the announcement (class P0), and the id that a response names. Nobody is in it before that.

create function pasangan_sementara(p_pemilihan text)
    returns table (nominasi uuid, partai text[], calon text, wakil text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select n.id, n.partai, c.nama, w.nama
    from nominasi n
    join calon c on (c.nominasi, c.posisi) = (n.id, 'calon')
    join calon w on (w.nominasi, w.posisi) = (n.id, 'wakil')
    where n.pemilihan = p_pemilihan and n.status = 'ms-sementara'
    order by n.id
$$;

revoke all on function pasangan_sementara from public;
grant execute on function pasangan_sementara to candidacy_app;
