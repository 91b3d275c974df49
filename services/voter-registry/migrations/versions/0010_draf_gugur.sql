-- The worker may delete no row of a snapshot. Through this it drops the draft of a stage, whose row
-- stays with its figures and digest, while the copy of every voter goes.
create function gugurkan_draf(p_daftar uuid, p_tahap text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update cuplikan set status = 'gugur'
    where daftar = p_daftar and tahap = p_tahap and status = 'draf';
    delete from cuplikan_pemilih r using cuplikan c
    where c.daftar = p_daftar and c.tahap = p_tahap and c.status = 'gugur' and r.cuplikan = c.id;
    delete from rekap_tps r using cuplikan c
    where c.daftar = p_daftar and c.tahap = p_tahap and c.status = 'gugur' and r.cuplikan = c.id;
$$;
revoke all on function gugurkan_draf from public;
grant execute on function gugurkan_draf to voter_registry_worker;

-- What composing has left until now.
delete from cuplikan_pemilih r using cuplikan c where c.status = 'gugur' and r.cuplikan = c.id;
delete from rekap_tps r using cuplikan c where c.status = 'gugur' and r.cuplikan = c.id;
