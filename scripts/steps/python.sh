# The virtual environment: hash-pinned requirements, made anew when they change.
python="$state/venv/bin/python"

install_python() {
  local file="requirements/$1.txt" mark
  mark="$(fingerprint "$file")-$(python3 -V)"
  stamped "python-$1" "$mark" && [ -x "$python" ] && return
  say "Installing Python packages ($file)"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed, found $(python3 -V)." "use Debian 12 or newer, or Ubuntu 24.04 or newer"
  [ -x "$python" ] && "$python" -m pip --version >/dev/null 2>&1 ||
    quietly venv python3 -m venv --clear "$state/venv" ||
    fail "The virtual environment could not be made." "read $state/logs/venv.log; is python3-venv installed?"
  quietly pip "$python" -m pip install --disable-pip-version-check --require-hashes -r "$file" ||
    fail "Python packages could not be installed." "check the network and $state/logs/pip.log, then start again"
  stamp "python-$1" "$mark"
}
