-- Searching voters by name. Under row-level security neither LIKE nor trigrams use an index, so the
-- search runs as the owner, in one function whose scope is an argument that it checks itself. It
-- says only who answers; what the caller may see of them is read under row-level security.

create extension pg_trgm;

-- The indexes of a partition that is already in use. An import does not wait for them: until its job
-- has built them, a search of that kabupaten/kota reads the partition.
create function indeks_nama(p_pemilihan text, p_kab text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    nama text := nama_partisi(p_pemilihan, p_kab);
begin
    execute format('create index if not exists %I on %I using gin (upper(nama) gin_trgm_ops)',
                   nama || '_nama_trgm', nama);
    execute format('create index if not exists %I on %I ((upper(nama) collate "C"), id)',
                   nama || '_nama', nama);
    execute format('analyze %I', nama);
end $$;
revoke all on function indeks_nama from public;
grant execute on function indeks_nama to voter_registry_worker;

create function cari_pemilih(p_pemilihan text, p_dari text, p_sampai text, p_nama text, p_cara text,
                             p_batas integer)
    returns table (id uuid, kemiripan real)
    stable security definer set search_path = public, pg_temp
    set pg_trgm.similarity_threshold = 0.4
    language plpgsql as $$
#variable_conflict use_column
begin
    -- The scope asked for lies within the one that row-level security would read, or nothing is said.
    if (p_dari collate "C" >= nullif(current_setting('app.dari', true), '')
        and p_sampai collate "C" <= nullif(current_setting('app.sampai', true), '')) is not true then
        raise exception 'the search asks for more than the scope'
            using errcode = 'insufficient_privilege';
    end if;
    if p_cara = 'awalan' then
        return query
            select id, null::real
            from pemilih
            where pemilihan = p_pemilihan and kab >= left(p_dari, 4) and kab < p_sampai
              and lokasi >= p_dari and lokasi < p_sampai
              and upper(nama) collate "C" >= p_nama
              and upper(nama) collate "C" < p_nama || chr(1114111)
            order by upper(nama) collate "C", id limit p_batas;
    elsif p_cara = 'mengandung' then
        -- Found first, sorted after: else the planner walks all names in their order to the limit.
        return query
            with found as materialized (
                select id, nama
                from pemilih
                where pemilihan = p_pemilihan and kab >= left(p_dari, 4) and kab < p_sampai
                  and lokasi >= p_dari and lokasi < p_sampai
                  and upper(nama) like '%' || regexp_replace(p_nama, '([\\%_])', '\\\1', 'g') || '%')
            select id, null::real from found order by upper(nama) collate "C", id limit p_batas;
    elsif p_cara = 'mirip' then
        return query
            select id, similarity(upper(nama), p_nama)
            from pemilih
            where pemilihan = p_pemilihan and kab >= left(p_dari, 4) and kab < p_sampai
              and lokasi >= p_dari and lokasi < p_sampai
              and upper(nama) % p_nama
            order by similarity(upper(nama), p_nama) desc, id limit p_batas;
    else
        raise exception 'no such way to search: %', p_cara using errcode = 'invalid_parameter_value';
    end if;
end $$;
revoke all on function cari_pemilih from public;
grant execute on function cari_pemilih to voter_registry_app;
