#!/bin/sh
# Starts Redis with the settings beside this file and the password from its secret. Through standard input: arguments
# are there for everybody to read in the list of processes.
set -eu
settings=$(cat "$(dirname "$0")/redis.conf")
password=$(cat "$SECRETS_DIR/redis_password")
exec redis-server - "$@" <<CONFIG
$settings
requirepass $password
CONFIG
