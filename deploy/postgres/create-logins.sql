-- Run once by the Postgres image, as its superuser, when the volume is new: the schema's owner, the services' login,
-- and the database. `opora migrate` does the rest. Passwords come from files, so that no log or variable holds them.
\set owner_password `cat "$SECRETS_DIR/opora_owner_password"`
\set services_password `cat "$SECRETS_DIR/opora_services_password"`
CREATE ROLE opora_owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE ROLE opora_services LOGIN PASSWORD :'services_password';
-- The built-in locale: the same order and the same lower('ШКОЛА') on every machine and after every upgrade.
CREATE DATABASE opora OWNER opora_owner
    TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
-- Nobody else is let in.
REVOKE CONNECT ON DATABASE opora FROM PUBLIC;
GRANT CONNECT ON DATABASE opora TO opora_services;
