# Read by ./carnet: programs beside the server (trials/README.md).
# shellcheck shell=sh disable=SC2154 # root: ./carnet's

trials() {
  what=${1:-help}
  [ $# -eq 0 ] || shift
  case $what in
    reader | client | start | test)
      command -v node >/dev/null || missing "needs Node 20.19 or later." ;;
  esac
  case $what in
    reader | client | test)
      installed=$root/trials/node_modules/.package-lock.json
      # Not every shell calls a file newer than one that is not there.
      if [ ! -f "$installed" ] || [ "$root/trials/package-lock.json" -nt "$installed" ]; then
        (cd "$root/trials" && npm ci --ignore-scripts --no-audit --no-fund >&2)
      fi ;;
  esac
  case $what in
    reader) exec node "$root/trials/reader/reader.mjs" "$@" ;;
    start) exec node "$root/trials/start/start.mjs" "$@" ;;
    client) exec node "$root/trials/client/morning.mjs" "$@" ;;
    test) cd "$root/trials" && exec npm test ;;
    bench) find_jdk; (cd "$root" && ./mvnw -q -ntp -f trials/pom.xml -DskipTests process-classes) ;;
    *) say "usage: ./carnet trials reader|client|bench|start|test [OPTION]..."; exit 2 ;;
  esac
}
