# Read by ./carnet: unpacks what was built, runs it, and trains the AOT cache that makes the next start fast.
#
# The server runs from .carnet/app-HASH, unpacked once and never changed; the hash is of all jars, the options and the
# JDK. So a build beside a running server replaces nothing under it, and the cache in that directory cannot know other
# classes than those beside it (a JVM does not always notice). A running server holds a shared lock on its directory;
# directories that nobody holds and that are not the newest build go.
# shellcheck shell=sh disable=SC2154 # root, work, jar, options: ./carnet's

sum() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c1-24; }

app_directory() { # cksum reads the 55 MB at each start in a third of sha256sum's time; it names a build, it proves nothing
  printf '%s/app-%s' "$work" "$({ cat "$options" "$JAVA_HOME/release"; echo "$JAVA_HOME"; cksum <"$jar"; } | sum)"
}

# Bouncy Castle's jar is signed, for those who load it as a JCE provider. A JVM verifies its signature at each start, half
# a second, and keeps its classes out of the cache. We use none of that: Maven checked the jar by its hash.
unsign() { # bcprov's jar in an unpacked directory
  for signed in "$1"/lib/bcprov-*.jar; do
    [ -f "$signed" ] || continue
    mkdir "$1/unsigned"
    (cd "$1/unsigned" && "$JAVA_HOME/bin/jar" xf "$signed" && rm -f META-INF/*.SF META-INF/*.RSA META-INF/*.DSA)
    sed '/^[[:cntrl:]]*$/q' "$1/unsigned/META-INF/MANIFEST.MF" >"$1/manifest" # what follows are the signature's hashes
    rm "$1/unsigned/META-INF/MANIFEST.MF"
    "$JAVA_HOME/bin/jar" c0fm "$signed" "$1/manifest" -C "$1/unsigned" .
    rm -rf "$1/unsigned" "$1/manifest"
  done
}

# SQLite's driver would unpack its library at every start, and compare it byte by byte. Where this is not the machine's
# (another C library), it does so still.
native() { # of sqlite-jdbc's jar in an unpacked directory
  case $(uname -s)/$(uname -m) in
    Linux/x86_64 | Linux/aarch64) library=$(uname -s)/$(uname -m) ;;
    Darwin/x86_64) library=Mac/x86_64 ;;
    Darwin/arm64) library=Mac/aarch64 ;;
    *) return 0 ;;
  esac
  for packed in "$1"/lib/sqlite-jdbc-*.jar; do
    [ -f "$packed" ] || continue
    (cd "$1" && "$JAVA_HOME/bin/jar" xf "$packed" "org/sqlite/native/$library" && mv "org/sqlite/native/$library" native)
    rm -rf "$1/org"
  done
}

unpack() {
  lock
  for old in "$work"/app-*; do
    [ -d "$old" ] && [ "$old" != "$app" ] && command -v flock >/dev/null || continue
    flock -n -x "$old/lock" rm -rf "$old" || :
  done
  if [ ! -f "$app/carnet.jar" ]; then
    rm -rf "$app" "$work/unpacking"
    "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$work/unpacking" >/dev/null
    unsign "$work/unpacking"
    native "$work/unpacking"
    : >"$work/unpacking/lock"
    mv "$work/unpacking" "$app"
  fi
  unlock
}

# On an invented practice, so that what opens one is in the cache. The line that says where the server listens ends the
# training's wait, a few requests warm it, SIGTERM writes the cache.
train() {
  place=$(mktemp -d "$app/training.XXXXXX")
  "$JAVA_HOME/bin/java" "@$options" "-XX:AOTCacheOutput=$place/carnet.aot" -jar "$app/carnet.jar" \
    demo --patients 1 --port 0 --data "$place/data" --keys "$place/keys" >"$place/out" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null; rm -rf "$place"' EXIT
  trap 'exit 143' TERM
  url='' waited=0
  while [ -z "$url" ] && [ "$waited" -lt 120 ] && kill -0 "$server" 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
    url=$(grep -oE 'http://localhost:[0-9]+' "$place/out" | head -n 1)
  done
  if [ -n "$url" ] && command -v curl >/dev/null; then
    for path in / /api/status / /fhir/metadata; do curl -s -m 10 -o /dev/null "$url$path" || :; done
  fi
  kill "$server" 2>/dev/null || :
  wait "$server" || :
  if [ -n "$url" ] && [ -s "$place/carnet.aot" ]; then mv "$place/carnet.aot" "$app/carnet.aot"; fi
  cp "$place/out" "$work/aot.log"
}

train_later() { # behind the first run of a build, once that has had the machine to itself
  [ "${CARNET_AOT:-on}" = on ] && [ ! -f "$app/carnet.aot" ] && [ ! -f "$app/untrainable" ] && [ -w "$app" ] || return 0
  (
    (
      set +e
      sleep "${CARNET_AOT_DELAY:-15}"
      if command -v flock >/dev/null; then exec 7>"$app/training.lock" && flock -n 7 || exit 0; fi
      [ ! -f "$app/carnet.aot" ] || exit 0
      renice 19 -p "$(exec sh -c 'echo $PPID')"
      train
      [ -f "$app/carnet.aot" ] || : >"$app/untrainable"
    ) </dev/null >/dev/null 2>&1 &
  )
}

run() {
  [ -f "$jar" ] || missing "the server has not been built."
  app=$(app_directory)
  [ -f "$app/carnet.jar" ] || [ ! -w "$work" ] || unpack
  [ -f "$app/carnet.jar" ] || exec "$JAVA_HOME/bin/java" "@$options" -jar "$jar" "$@"
  if command -v flock >/dev/null && [ -w "$app/lock" ]; then
    exec 9>>"$app/lock" # held as long as the server lives
    flock -s 9
  fi
  case $1 in serve | demo) train_later ;; esac
  cache=''
  [ ! -f "$app/carnet.aot" ] || cache=-XX:AOTCache=$app/carnet.aot
  # Not the machine's temporary directory, which others read.
  temporary=''
  [ ! -w "$app" ] || { mkdir -p -m 700 "$app/tmp" && temporary=-Djava.io.tmpdir=$app/tmp; }
  native=''
  [ ! -d "$app/native" ] || native=-Dorg.sqlite.lib.path=$app/native
  exec "$JAVA_HOME/bin/java" "@$options" ${cache:+"$cache"} ${temporary:+"$temporary"} ${native:+"$native"} -jar "$app/carnet.jar" "$@"
}
