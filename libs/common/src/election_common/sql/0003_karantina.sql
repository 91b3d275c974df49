-- How often a file's examination was begun, and until when it waits for the next: one that cannot be
-- examined goes behind the others.
alter table berkas add column percobaan integer not null default 0, add column ditunda_sampai timestamptz;
grant update (percobaan, ditunda_sampai) on berkas to {worker};
