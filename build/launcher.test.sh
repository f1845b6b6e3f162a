#!/bin/sh
# Tests of ./carnet itself, in a checkout of its own with a Maven and a server of a few lines: seconds, and no network.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
unset CARNET_AOT
export CARNET_AOT_DELAY=0

mkdir -p "$top/build" "$top/.mvn" "$top/server/src"
for module in journal vault record sentinel web; do mkdir -p "$top/$module/src"; done
mkdir -p "$top/web/fonts"
cp "$here/carnet" "$top"
cp "$here/build/run.sh" "$here/build/java.options" "$top/build"
: >"$top/pom.xml"

cat >"$top/mvnw" <<'END'
#!/bin/sh
set -e
echo run >>builds
echo "[INFO] Building Carnet server 0.1.0   [1/1]"
rm -rf server/target && mkdir -p server/target/classes
"$JAVA_HOME/bin/javac" -d server/target/classes server/src/*.java || { echo "[ERROR] server/src: does not compile"; exit 7; }
"$JAVA_HOME/bin/jar" --create --date=2026-01-01T00:00:00Z --file server/target/carnet.jar --main-class Main -C server/target/classes .
END
chmod +x "$top/mvnw"

server() { # that answers $1
  cat >"$top/server/src/Main.java" <<END
import java.nio.file.*;

class Main {
  public static void main(String[] args) throws Exception {
    if (System.getProperty("jarmode") != null) { // as Spring Boot's: extract --destination DIR
      Path to = Files.createDirectories(Path.of(args[2])).resolve("carnet.jar");
      Files.copy(Path.of(System.getProperty("java.class.path")), to);
    } else if (args[0].equals("serve") || args[0].equals("demo")) {
      System.out.println("Carnet listens at http://localhost:1");
      Thread.sleep(args.length > 1 ? 60_000 : 0);
    } else {
      System.out.println(Answer.TEXT);
      System.exit(args[0].equals("fail") ? 5 : 0);
    }
  }
}
END
  printf 'class Answer { static final String TEXT = text(); static String text() { return "%s"; } }\n' "$1" >"$top/server/src/Answer.java"
}

failed=0
expect() { # what, wanted, got
  if [ "$2" = "$3" ]; then echo "ok    $1"; else echo "FAIL  $1: wanted '$2', got '$3'"; failed=1; fi
}
ask() { "$top/carnet" ask 2>/dev/null; }
builds() { grep -c run "$top/builds"; }
code() { "$@" >/dev/null 2>&1 && echo 0 || echo $?; }

server one
expect "what is missing is built" one "$(ask)"
expect "what is there is not built again" "one 1" "$(ask) $(builds)"
expect "the server's exit code is the launcher's" 5 "$(code "$top/carnet" fail)"

"$top/carnet" serve >/dev/null
waited=0
until [ -n "$(find "$top/.carnet" -name carnet.aot -path '*/app-*/carnet.aot' ! -path '*/training*')" ] || [ $waited -ge 60 ]; do
  sleep 1
  waited=$((waited + 1))
done
cached=$(find "$top/.carnet" -name carnet.aot ! -path '*/training*' | head -n 1)
expect "the first run trains a cache" yes "$([ -n "$cached" ] && echo yes || echo no)"
expect "the cache is used" one "$(JDK_JAVA_OPTIONS=-XX:AOTMode=on ask)"

server two
expect "a changed class answers anew, cache or not" two "$(ask)"
if command -v flock >/dev/null; then gone=no; else gone=yes; fi # without flock nobody knows who still uses it
expect "the old cache is gone, where it is known that nobody uses it" "$gone" "$([ -f "$cached" ] && echo yes || echo no)"

printf 'class Extra {}\n' >"$top/server/src/Extra.java"
ask >/dev/null
before=$(builds)
rm "$top/server/src/Extra.java"
ask >/dev/null
expect "a deleted source is a change" $((before + 1)) "$(builds)"

mkdir -p "$top/web/fonts/node_modules"
ask >/dev/null
expect "packages that npm installed are not a change" $((before + 1)) "$(builds)"

touch -d '2020-01-01' "$top/server/src/Answer.java" 2>/dev/null || touch -t 202001010000 "$top/server/src/Answer.java"
ask >/dev/null
expect "a source put back with an old date is a change" $((before + 2)) "$(builds)"

echo 'class {' >"$top/server/src/Broken.java"
expect "a failed build's exit code is kept" 7 "$(code "$top/carnet" ask)"
expect "a failed build runs nothing" '' "$(ask || :)"
rm "$top/server/src/Broken.java"
expect "after the repair it answers again" two "$(ask)"

mkdir -p "$top/old/bin" && printf '#!/bin/sh\nexit 1\n' >"$top/old/bin/javac" && chmod +x "$top/old/bin/javac"
echo 'JAVA_VERSION="17.0.1"' >"$top/old/release"
expect "an older JDK in JAVA_HOME is passed over" two "$(JAVA_HOME=$top/old ask)"
ln -s "$top/carnet" "$top/link"
expect "a link to it works" two "$("$top/link" ask 2>/dev/null)"
exit $failed
