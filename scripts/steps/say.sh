# How the scripts talk: one line a step, the reason and the cure when something is missing.
say() { printf '\033[1m▸ %s\033[0m\n' "$*"; }
note() { printf '  %s\n' "$*"; }
fail() {
  printf '\033[31m✗ %s\033[0m\n' "$1" >&2
  [ $# -gt 1 ] && printf '  What to do: %s\n' "$2" >&2
  exit 1
}

# Runs a step whose output is of interest only when it fails.
quietly() {
  local log="$state/logs/$1.log"
  shift
  mkdir -p "$state/logs"
  "$@" >"$log" 2>&1 && return 0
  tail -n 25 "$log" >&2
  return 1
}

fingerprint() { cat "$@" | sha256sum | cut -c1-16; }
stamped() { [ "$(cat "$state/stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { mkdir -p "$state/stamps" && printf '%s' "$2" >"$state/stamps/$1"; }
