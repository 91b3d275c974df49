-- A row of the audit is given its place and leaf by the sealer alone: one that came with a place would
-- stand where the next is to be sealed, and nothing would be sealed after it.
revoke insert on audit from {app}, {worker};
grant insert (pada, sub, peran, wilayah, tindakan, objek, rincian, trace_id, subjek, kolom) on audit
    to {app}, {worker};
