# Settings of this checkout's private installation, kept in .kortet/environment; variables that are set already win.
secret() { head -c 32 /dev/urandom | base64 | tr -dc 'a-zA-Z0-9' | cut -c1-"$1"; }

write_environment() {
  local file="$state/environment"
  if [ ! -s "$file" ]; then
    (umask 077 && printf 'KORTET_MODE=demo\nSECRET_KEY=%s\nDEMO_PASSWORD=%s\n' "$(secret 40)$(secret 20)" "fjord-$(secret 6)" >"$file.new")
    mv "$file.new" "$file"
  fi
}

database_url() { printf 'postgresql://%s@/%s?host=%s&port=5432' "$1" "${2:-kortet}" "$(socket_dir | sed 's|/|%2F|g')"; }

# The addresses of the private cluster are new at each start of it (its socket's folder is), so they have a file of their own.
write_database_environment() {
  [ -z "${DATABASE_URL:-}" ] || return 0
  printf 'DATABASE_URL=%s\nDATABASE_OWNER_URL=%s\n' "$(database_url kortet_web)" "$(database_url kortet_owner)" >"$state/database"
}
