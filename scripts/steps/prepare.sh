# What start, test, check and manage share: where the checkout is, and the steps in their order.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
top=$PWD state=$PWD/.kortet
mkdir -p "$state"
# Nothing may end without a word: what no step explained is told with its place.
trap 'printf "\033[31m✗ Unexpected failure: %s, line %s\033[0m\n" "${BASH_SOURCE[0]}" "$LINENO" >&2' ERR
for piece in say packages python frontend cluster environment; do
  # shellcheck source=/dev/null
  . "scripts/steps/$piece.sh"
done

install_texts_and_files() {
  local mark
  mark=$(find static templates kortet/locale package-lock.json -type f ! -name '*.mo' -printf '%p %s %T@\n' 2>/dev/null | sort | sha256sum | cut -c1-16)
  stamped files "$mark" && return
  say "Compiling texts and collecting static files"
  join_frontend
  quietly texts "$python" manage.py compilemessages -v 0 --ignore=.kortet --ignore=node_modules || fail "The texts could not be compiled." "read $state/logs/texts.log"
  quietly static "$python" manage.py collectstatic --noinput --clear -v 0 || fail "The static files could not be collected." "read $state/logs/static.log"
  stamp files "$mark"
}
