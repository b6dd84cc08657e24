#!/bin/sh
# Makes the passwords and addresses that docker-compose.yml hands to the containers as files; once.
# Usage: sh deploy/make-secrets.sh [FOLDER]     (default: secrets beside docker-compose.yml)
set -eu
folder=${1:-$(dirname "$0")/../secrets}

if [ -e "$folder" ]; then
    echo "$folder exists already: new passwords would not be those that the database knows. Remove it first, and the" \
        "volumes with it (docker compose down --volumes), if everything may be lost." >&2
    exit 1
fi

password() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
owner=$(password)
services=$(password)
redis=$(password)

# Compose mounts each file alone, with its rights as they are here, into containers whose users have other numbers:
# so the files can be read by all, and the folder on this machine by its owner alone.
umask 022
mkdir -m 700 "$folder"
write() { printf '%s\n' "$2" >"$folder/$1"; }
write postgres_password "$(password)"
write opora_owner_password "$owner"
write opora_services_password "$services"
write redis_password "$redis"
write opora_owner_database_url "postgresql://opora_owner:$owner@postgres:5432/opora"
write opora_database_url "postgresql://opora_services:$services@postgres:5432/opora"
write opora_redis_url "redis://:$redis@redis:6379/0"
echo "Passwords and addresses are in $folder. Next: docker compose up --build --wait" >&2
