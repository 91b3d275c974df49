#!/bin/sh
# Databases and roles of all services, when the cluster is new. Their passwords are verifiers in a
# secret file: `alter role voter_registry_owner password 'SCRAM-SHA-256$...';` and so on.
set -eu

for service in voter_registry publication candidacy complaints gateway; do
    for role in owner app worker; do
        psql -v ON_ERROR_STOP=1 -c "create role ${service}_${role} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication"
    done
    psql -v ON_ERROR_STOP=1 <<SQL
create database ${service} owner ${service}_owner;
revoke all on database ${service} from public;
grant connect on database ${service} to ${service}_owner, ${service}_app, ${service}_worker;
SQL
done
psql -v ON_ERROR_STOP=1 -f /run/secrets/kpu/roles.sql
