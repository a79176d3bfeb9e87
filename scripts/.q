#!/usr/bin/env bash
cd /work/wt_attacks
set -- "$@"
args=("$@")
. scripts/steps/prepare.sh
trap stop_cluster EXIT
install_database >/dev/null
write_database_environment
export KORTET_DATABASE_ROLE=owner
"$python" -m pytest "${args[@]}"
