# A private PostgreSQL cluster under .kortet/pg: unix socket only, data checksums, never run as root.
# Where the checkout lies below a folder that only root may enter, the server keeps one capability: to walk through
# (CAP_DAC_READ_SEARCH, where that is not to be had CAP_DAC_OVERRIDE). The socket lies in a short path of its own.
pg_home="$state/pg"

pg_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }
cluster_user() { if [ "$(id -u)" = 0 ]; then echo postgres; else id -un; fi; }

# Sets `as_cluster`: the words before a command that is to run as the cluster's user.
choose_cluster_user() {
  as_cluster=()
  [ "$(id -u)" = 0 ] || return 0
  as_cluster=(setpriv --reuid=postgres --regid=postgres --init-groups)
  "${as_cluster[@]}" stat "$state/." >/dev/null 2>&1 && return
  local capability
  for capability in dac_read_search dac_override; do
    local able=("${as_cluster[@]}" "--inh-caps=+$capability" "--ambient-caps=+$capability")
    if "${able[@]}" stat "$state/." >/dev/null 2>&1; then as_cluster=("${able[@]}"); return; fi
  done
  fail "The user postgres may not enter $state, and this machine does not let it." \
    "move the checkout to a folder that others may enter, e.g. /srv, or set DATABASE_URL"
}

socket_dir() { cat "$state/socket" 2>/dev/null; }
cluster_answers() { [ -n "$(socket_dir)" ] && "$(pg_bin)/pg_isready" -q -h "$(socket_dir)" -p 5432; }
ask() { "$(pg_bin)/psql" -qXAt -v ON_ERROR_STOP=1 -h "$(socket_dir)" -p 5432 -U kortet_admin "$@"; }

make_cluster() {
  [ -f "$pg_home/PG_VERSION" ] && return
  say "Making a private PostgreSQL cluster in .kortet/pg"
  rm -rf "$pg_home.new" && mkdir -p -m 700 "$pg_home.new"
  [ "$(id -u)" = 0 ] && chown postgres: "$pg_home.new"
  quietly initdb "${as_cluster[@]}" "$(pg_bin)/initdb" -D "$pg_home.new" -U kortet_admin \
    --data-checksums --encoding=UTF8 --locale=C.UTF-8 --auth=peer ||
    fail "The cluster could not be made." "read $state/logs/initdb.log"
  write_cluster_settings
  mv "$pg_home.new" "$pg_home"
}

write_cluster_settings() {
  local mb
  mb=$(($(awk '/MemTotal/ {print $2}' /proc/meminfo) / 1024))
  cat >>"$pg_home.new/postgresql.conf" <<CONF
listen_addresses = ''
port = 5432
max_connections = 60
shared_buffers = $((mb / 8 > 2048 ? 2048 : mb / 8))MB
effective_cache_size = $((mb / 2))MB
work_mem = 32MB
maintenance_work_mem = 256MB
wal_compression = on
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
lock_timeout = 10s
log_line_prefix = '%m [%p] %u@%d '
CONF
  local person
  {
    echo 'local all all peer map=kortet'
  } >"$pg_home.new/pg_hba.conf"
  for person in $(id -un) "$(cluster_user)"; do
    printf 'kortet %s kortet_admin\nkortet %s kortet_owner\nkortet %s kortet_web\n' "$person" "$person" "$person"
  done >"$pg_home.new/pg_ident.conf"
}

# Whoever uses the cluster leaves a file with its process number, and the last one out stops it: a test run must not
# take the database from under a server, nor the other way round.
enter_cluster() { mkdir -p "$state/users" && : >"$state/users/$$"; }

others_use_cluster() {
  rm -f "$state/users/$$"
  local user found=1
  for user in "$state"/users/*; do
    if grep -qa scripts/ "/proc/${user##*/}/cmdline" 2>/dev/null; then found=0; else rm -f "$user"; fi
  done
  return "$found"
}

start_cluster() {
  enter_cluster
  cluster_answers && return
  say "Starting the database"
  local dir
  dir=$(mktemp -d "${TMPDIR:-/tmp}/kortet.XXXXXX") && chmod 700 "$dir"
  [ "$(id -u)" = 0 ] && chown postgres: "$dir"
  mkdir -p "$state/logs"
  setsid nohup "${as_cluster[@]}" "$(pg_bin)/postgres" -D "$pg_home" -k "$dir" \
    >>"$state/logs/postgres.log" 2>&1 </dev/null &
  echo "$dir" >"$state/socket"
  local tries
  for tries in $(seq 300); do
    cluster_answers && return
    sleep 0.1
  done
  tail -n 15 "$state/logs/postgres.log" >&2
  fail "The database did not start within 30 seconds." "read $state/logs/postgres.log"
}

stop_cluster() {
  [ -e "$state/users/$$" ] || return 0
  ! others_use_cluster || return 0
  local pid
  pid=$(head -n 1 "$pg_home/postmaster.pid" 2>/dev/null) || return 0
  kill -INT "$pid" 2>/dev/null
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  rm -rf "$(socket_dir)" "$state/socket"
}

# Two roles: the owner migrates, the web role has rows only. PostGIS goes into the template, so test databases have it too.
make_database() {
  [ "$(ask -d postgres -c "select count(*) from pg_database where datname = 'kortet'")" = 1 ] &&
    [ "$(ask -d postgres -c "select count(*) from pg_roles where rolname = 'kortet_web'")" = 1 ] && return
  say "Making the database and its two roles"
  ask -d template1 -c 'create extension if not exists postgis; create extension if not exists pg_trgm; create extension if not exists unaccent'
  ask -d postgres -f scripts/steps/roles.sql
  [ "$(ask -d postgres -c "select count(*) from pg_database where datname = 'kortet'")" = 1 ] ||
    ask -d postgres -c 'create database kortet owner kortet_owner'
}

install_database() {
  if [ -n "${DATABASE_URL:-}" ]; then
    note "DATABASE_URL is set: your own PostGIS is used, no private cluster is made."
    return
  fi
  [ -n "$(pg_bin)" ] || fail "No PostgreSQL server programs were found in /usr/lib/postgresql." "apt-get install postgresql-postgis"
  choose_cluster_user
  make_cluster
  start_cluster
  make_database
}
