# How `ascent` is built in a checkout. For `ascent` and .mvn/install to read in, after jvm.sh: POSIX sh.
#
# One folder of jars per state of the sources, named by a checksum over their names and contents. A folder is never
# written to once it stands, so that programs started from it keep running while the next one is built.

sources_key() {
  (
    cd -- "$root"
    find pom.xml ascent-*/pom.xml ascent-*/src/main -type f -exec cksum {} + | LC_ALL=C sort | cksum
  ) | {
    read -r sum size
    echo "$sum-$size"
  }
}

# One build at a time. flock where there is one: the kernel frees it whatever happens to us.
lock() {
  if ! { mkdir -p -- "$apps" && : >>"$apps/lock"; } 2>/dev/null; then
    say "this checkout has to be built, but $apps cannot be written."
    say 'Build it as a user who may write there, or install Ascent: make install PREFIX=DIR.'
    exit 1
  fi
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$apps/lock"
    flock 9
    return
  fi
  until mkdir -- "$apps/lock.d" 2>/dev/null; do
    owner=$(cat -- "$apps/lock.d/pid" 2>/dev/null) || owner=
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf -- "$apps/lock.d" # left behind by a process that died
    else
      sleep 1
    fi
  done
  echo $$ >"$apps/lock.d/pid"
  trap 'rm -rf -- "$apps/lock.d"' EXIT
  trap 'exit 130' HUP INT TERM
}

unlock() {
  exec 9>&-
  trap - EXIT HUP INT TERM
  rm -rf -- "$apps/lock.d"
}

build() {
  if command -v mvn >/dev/null 2>&1; then mvn=mvn; else mvn=$root/mvnw; fi
  rm -rf -- "$root"/ascent-*/target/launch
  if ! (
    cd -- "$root"
    JAVA_HOME=$jdk
    MAVEN_OPTS="${MAVEN_OPTS:-} -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
    export JAVA_HOME MAVEN_OPTS
    exec "$mvn" -B -q -pl ascent-cli -am -Dquick -Dmaven.test.skip=true -Dbuild.dir=target/launch package
  ) >"$apps/build.log" 2>&1 </dev/null; then
    cat -- "$apps/build.log" >&2
    say 'the build failed (see above).'
    exit 1
  fi
}

install_app() {
  rm -rf -- "$apps"/new.*
  mkdir -- "$apps/new.$$"
  cp -- "$root"/ascent-cli/target/launch/ascent-cli-*.jar "$root"/ascent-cli/target/launch/app/*.jar "$apps/new.$$/"
  mv -- "$apps/new.$$" "$apps/$key"
  archive_classes "$apps/$key"
  # Keep this one and the two before it.
  ls -1td -- "$apps"/*-*/ | tail -n +4 | while IFS= read -r old; do rm -rf -- "$old"; done
}

# Builds what the sources say, unless it stands. Sets $app to the folder of its jars.
build_app() {
  key=$(sources_key)
  if [ ! -d "$apps/$key" ]; then
    lock
    while key=$(sources_key) && [ ! -d "$apps/$key" ]; do
      say 'building (the first time, and whenever a source has changed) ...'
      build
      # Whoever edits while we build gets another round.
      [ "$key" != "$(sources_key)" ] || install_app
    done
    unlock
  fi
  app=$apps/$key
}
