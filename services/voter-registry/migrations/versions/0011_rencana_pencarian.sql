-- A plan for any name at all takes its rows to be many, and reads the places of a whole kabupaten/kota
-- beside the index of names: for a part of a name among a million 33 ms in place of 2.
alter function cari_pemilih set plan_cache_mode = force_custom_plan;
