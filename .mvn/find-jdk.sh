# Finds a JDK 25 or newer. For `ascent`, `.ci/run` and the Makefile to read in: POSIX sh, and no process
# started unless a candidate lacks its `release` file.

# Sets $version to the feature version of the JDK in folder $1; 0 when there is none.
version_of() {
  version=0
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in
        JAVA_VERSION=*) version=${line#*=}; version=${version#\"}; break ;;
      esac
    done <"$1/release"
  else
    version=$("$1/bin/javac" -version 2>&1) || version=0
    version=${version#javac }
  fi
  version=${version%%[!0-9]*}
  version=${version:-0}
}

# Sets $jdk to the first folder of a JDK 25 or newer, and to nothing when there is none.
find_jdk() {
  on_path=$(command -v java 2>/dev/null) || on_path=
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f -- "$on_path" 2>/dev/null) || on_path=
    on_path=${on_path%/bin/java}
  fi
  for jdk in "${JAVA_HOME:-}" "$on_path" \
      /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/* /opt/jdk/* \
      "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "${HOME:-/}"/.local/share/mise/installs/java/* \
      "${HOME:-/}"/.asdf/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$jdk" ] || continue
    version_of "$jdk"
    [ "$version" -lt 25 ] || return 0
  done
  jdk=
  if [ -x /usr/libexec/java_home ]; then
    jdk=$(/usr/libexec/java_home -v 25+ 2>/dev/null) || jdk=
    [ -n "$jdk" ] && version_of "$jdk"
    [ -n "$jdk" ] && [ "$version" -ge 25 ] || jdk=
  fi
}
