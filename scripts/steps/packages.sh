# What the operating system must have. Nothing is installed that is there already; no service is started.
base_packages=(python3 python3-venv postgresql-postgis gdal-bin gettext)
test_packages=(chromium-headless-shell fonts-noto-core libimage-exiftool-perl libatomic1 poppler-utils) # libatomic1: for the Node inside Playwright

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || fail "Packages are missing and this is neither root nor has sudo." \
    "ask an administrator to run: apt-get install ${wanted[*]}"
  sudo "$@"
}

# Debian makes and starts a cluster of its own when the server is installed; ours is private, so that is held back.
without_a_system_cluster() {
  local held=/etc/postgresql-common/createcluster.d/kortet.conf
  if [ ! -d /etc/postgresql-common ]; then
    install_quietly postgresql-common
  fi
  as_root mkdir -p "$(dirname "$held")"
  echo 'create_main_cluster = false' | as_root tee "$held" >/dev/null
  local code=0
  "$@" || code=$?
  as_root rm -f "$held"
  return $code
}

install_quietly() {
  quietly apt as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

install_packages() {
  command -v dpkg-query >/dev/null || fail "This is not Debian or Ubuntu." "see docs/operate.md for other systems"
  mapfile -t wanted < <(missing_packages "$@")
  [ ${#wanted[@]} = 0 ] && return
  say "Installing ${#wanted[@]} packages: ${wanted[*]}"
  quietly dpkg as_root dpkg --configure -a || fail "dpkg is in an unfinished state." "run: sudo dpkg --configure -a"
  quietly apt-update as_root apt-get update -qq || fail "The package lists could not be fetched." "check the network, then start again"
  without_a_system_cluster install_quietly "${wanted[@]}" ||
    fail "Installing failed: ${wanted[*]}" "read $state/logs/apt.log, then start again"
}
