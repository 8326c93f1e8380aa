# How `ascent` runs, from a checkout or installed. For its launchers to read in, after find-jdk.sh: POSIX sh.

say() { printf 'ascent: %s\n' "$*" >&2; }

# Ends where the class path cannot hold the folder $1.
refuse_colon() {
  case $1 in
    *:*)
      say "the folder $1 has a colon in its name, which no Java class path can hold."
      exit 1
      ;;
  esac
}

# Sets $jdk, or says what is missing and ends.
require_jdk() {
  find_jdk
  if [ -z "$jdk" ]; then
    say 'no JDK 25 found. Ascent needs a JDK (not just a JRE) of version 25 or newer.'
    if [ -n "${JAVA_HOME:-}" ]; then
      version_of "$JAVA_HOME"
      if [ "$version" -gt 0 ]; then
        say "JAVA_HOME=$JAVA_HOME holds Java $version, which is too old."
      else
        say "JAVA_HOME=$JAVA_HOME holds no JDK."
      fi
    else
      say 'JAVA_HOME is not set; nothing suitable on the PATH, in /usr/lib/jvm, /opt or ~/.sdkman either.'
    fi
    say 'Get one from https://adoptium.net/temurin/releases/?version=25, or by `sdk install java 25-tem`,'
    say '`apt install openjdk-25-jdk` or `brew install --cask temurin@25`; then set JAVA_HOME to its folder.'
    exit 1
  fi
}

# The JVM announces the module of the vector kernels on stderr, whatever it is told. So its stderr is a pipe, behind
# which everything but that line goes on, and the program writes to the real stderr, which is descriptor 3. Where
# stderr is closed or no pipe can be made, the line stays.

# Passes on what comes in. It outlives signals to the whole group: it ends when the JVM has.
pass_on() {
  trap '' HUP INT QUIT TERM
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      'WARNING: Using incubator modules: jdk.incubator.vector') ;;
      *) printf '%s\n' "$line" >&3 ;;
    esac
  done
}

# Puts the pipe in place; then $stderr is 3. With descriptor 4 for both, opening one end waits for no other, so nothing
# stays behind if this process is killed on the way.
quiet_stderr() {
  stderr=2
  true >&2 || return 0
  pipes=$(mktemp -d 2>/dev/null) || return 0
  if mkfifo -- "$pipes/stderr" 2>/dev/null; then
    exec 3>&2 4<>"$pipes/stderr" 5<"$pipes/stderr" 2>"$pipes/stderr" 4>&-
    ( exec <&5 5<&- >/dev/null 2>&1; pass_on ) & # exec, or the shell would keep copies, and with them the pipe open
    exec 5<&-
    stderr=3
  fi
  rm -rf -- "$pipes"
}

# Becomes the JVM, with our flags before those given.
#
# `quiet` comes first: CompileCommand reports to stdout otherwise, and so does the JVM's own log. The kernels are a
# thousand times slower until C2 has compiled them: have it do so early, and wait for it. `dontinline` is for large methods
# that C2 would compile again within each of their callers: four times the same second of work.
exec_java() {
  case ${ASCENT_JAVA_OPTS:-} in
    *-XX:+Use*GC*) ;;
    *) set -- -XX:+UseSerialGC "$@" ;; # starts fastest, and a step allocates nothing
  esac
  quiet_stderr
  [ "$stderr" = 2 ] || set -- "-Dascent.stderr=$stderr" --add-opens=java.base/java.io=ALL-UNNAMED "$@"
  exec "$jdk/bin/java" \
    -XX:CompileCommand=quiet \
    '-XX:CompileCommand=CompileThresholdScaling,ascent.kernel.Vector*::*,0.005' \
    '-XX:CompileCommand=BackgroundCompilation,ascent.kernel.Vector*::*,false' \
    '-XX:CompileCommand=dontinline,ascent.policy.PolicyPass::backward*' \
    '-XX:CompileCommand=dontinline,ascent.collect.PartCollector::stepRange' \
    '-XX:CompileCommand=dontinline,ascent.config.Numbers::text' \
    -Xlog:disable -Xlog:all=warning:stderr '-Xlog:cds*=off:stderr' '-Xlog:aot*=off:stderr' \
    --add-modules=jdk.incubator.vector \
    --enable-native-access=ALL-UNNAMED \
    "$@"
}

# Sets $class_path to the jars of folder $1.
class_path_of() {
  class_path=
  for jar in "$1"/*.jar; do
    class_path=$class_path${class_path:+:}$jar
  done
}

# Writes the classes of a short training into the folder of jars $1, parsed once and mapped from then on: a third off
# the start-up. Where this fails, programs start without.
archive_classes() {
  warmup=$1/warmup.$$
  (
    classes=$1/classes.jsa
    class_path_of "$1"
    set -- -XX:ArchiveClassesAtExit="$classes.new" -cp "$class_path" ascent.cli.Main \
      train ppo CartPole-v1 --steps 64 --set rolloutSteps=64 --eval-episodes 1 --quiet --json --out "$warmup"
    ( exec_java "$@" ) && mv -- "$classes.new" "$classes"
  ) >/dev/null 2>&1 </dev/null || :
  rm -rf -- "$warmup" "$1/classes.jsa.new"
}

# Becomes the program in the folder of jars $1, with the remaining arguments. Where a cluster is used, its jars come last
# ($cluster_path), and its flags with ours ($cluster_flags); see spark.sh.
run_app() {
  app=$1
  shift
  class_path_of "$app"
  set -- -cp "$class_path${cluster_path:+:$cluster_path}" ascent.cli.Main "$@"
  if [ -n "${cluster_flags:-}" ]; then
    set -f
    set -- $cluster_flags "$@"
    set +f
  fi
  if [ -n "${commit:-}" ]; then
    set -- "-Dascent.commit=$commit" "$@"
  fi
  if [ -n "${ASCENT_JAVA_OPTS:-}" ]; then
    set -f
    set -- $ASCENT_JAVA_OPTS "$@"
    set +f
  fi
  if [ -f "$app/classes.jsa" ]; then
    set -- "-XX:SharedArchiveFile=$app/classes.jsa" -Xshare:auto "$@"
  fi
  exec_java "$@"
}
