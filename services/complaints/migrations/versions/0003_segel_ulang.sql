-- Whoever retires a key must seal anew what is under it, sealed tickets among it, and the worker sees
-- neither those nor any note. These views run with the rights of their owner and show what a walk
-- needs, and nothing by which a ticket could be told: no number, region, time, state or tracking id,
-- and of words not whose they are. Of what is only ever added, the sealed bytes alone can be replaced.

create view tiket_tersegel as select id, unit, pribadi from tiket;
create view riwayat_tersegel as
    select id, (select t.unit from tiket t where t.id = riwayat.tiket) as unit, keterangan from riwayat;
create view catatan_tersegel as
    select id, (select t.unit from tiket t where t.id = catatan.tiket) as unit, isi from catatan;

grant select, update (pribadi) on tiket_tersegel to complaints_worker;
grant select, update (keterangan) on riwayat_tersegel to complaints_worker;
grant select, update (isi) on catatan_tersegel to complaints_worker;
