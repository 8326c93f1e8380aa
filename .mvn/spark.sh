# What `ascent --cluster` needs beside the command: Apache Spark and the module ascent-spark. For `ascent` to read in, after
# build.sh and build_app: POSIX sh.
#
#   SPARK_HOME   a Spark installation, whose jars are used; otherwise Maven fetches them once, into target/app

# Whether the arguments name a cluster. For other values the program says what is wrong, without Spark.
names_cluster() {
  option=
  for argument in "$@"; do
    case $option$argument in
      --cluster[=\ ]spark://* | --cluster[=\ ]local* | --cluster[=\ ]yarn | --cluster[=\ ]k8s://*) return 0 ;;
      --) return 1 ;;
    esac
    option=
    [ "$argument" != --cluster ] || option='--cluster '
  done
  return 1
}

# Whether a cluster of processes on this machine is asked for.
names_local_cluster() {
  case " $* " in *' --cluster local'* | *' --cluster=local'*) return 0 ;; esac
  return 1
}

# Sets $spark_jars to the folder of Spark's jars, fetched if need be, and $spark_module to our own.
find_spark() {
  spark_module=$app/cluster
  spark_jars=
  if [ -n "${SPARK_HOME:-}" ]; then
    spark_jars=$SPARK_HOME/jars
    if [ ! -d "$spark_jars" ]; then
      say "SPARK_HOME is $SPARK_HOME, which has no folder jars. Maybe it is not the folder of a Spark installation."
      exit 2
    fi
  fi
  fetched=$apps/spark_$(sed -n 's|.*<spark.version>\(.*\)</spark.version>.*|\1|p' "$root/pom.xml")
  [ -n "$spark_jars" ] || spark_jars=$fetched/jars
  if [ ! -d "$spark_module" ] || [ ! -d "$spark_jars" ]; then
    lock
    if [ ! -d "$spark_module" ] || [ ! -d "$spark_jars" ]; then
      if [ -d "$spark_jars" ]; then
        say 'building the module for clusters ...'
      else
        say 'building the module for clusters, and fetching Apache Spark (220 MB, the first time) ...'
      fi
      build_spark
    fi
    unlock
  fi
}

build_spark() {
  if command -v mvn >/dev/null 2>&1; then mvn=mvn; else mvn=$root/mvnw; fi
  rm -rf -- "$apps"/cluster.new "$apps"/jars.new "$root"/ascent-*/target/cluster
  copy=
  [ -d "$spark_jars" ] || copy=-Dspark.jars.to=$apps/jars.new
  if ! (
    cd -- "$root"
    JAVA_HOME=$jdk
    export JAVA_HOME
    exec "$mvn" -B -q -pl ascent-spark -am -Dquick -Dmaven.test.skip=true -Dbuild.dir=target/cluster $copy package
  ) >"$apps/build.log" 2>&1 </dev/null; then
    cat -- "$apps/build.log" >&2
    say 'the build failed (see above).'
    exit 1
  fi
  if [ -n "$copy" ]; then
    mkdir -p -- "$fetched"
    mv -- "$apps/jars.new" "$fetched/jars"
  fi
  if [ ! -d "$spark_module" ]; then
    mkdir -- "$apps/cluster.new"
    cp -- "$root"/ascent-spark/target/cluster/ascent-spark-*.jar "$apps/cluster.new/"
    mv -- "$apps/cluster.new" "$spark_module"
  fi
}

# Sets $cluster_path and $cluster_flags, for run_app, and what Spark's own scripts set.
use_spark() {
  find_spark
  cluster_path=$spark_module/*:$spark_jars/*
  cluster_flags='-XX:+IgnoreUnrecognizedVMOptions
    --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.lang.invoke=ALL-UNNAMED
    --add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED
    --add-opens=java.base/java.net=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED
    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
    --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED --add-opens=java.base/jdk.internal.ref=ALL-UNNAMED
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/sun.nio.cs=ALL-UNNAMED
    --add-opens=java.base/sun.util.calendar=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow'
  SPARK_SCALA_VERSION=${SPARK_SCALA_VERSION:-2.13}
  export SPARK_SCALA_VERSION
  if names_local_cluster "$@"; then
    # Workers start executors with the jars of this folder, and write their logs into it.
    # The run deletes it; what a killed one left behind goes now.
    for old in "$apps"/home.*; do
      [ -d "$old" ] && ! kill -0 "${old##*.}" 2>/dev/null && rm -rf -- "$old"
    done
    SPARK_HOME=$apps/home.$$
    mkdir -- "$SPARK_HOME"
    ln -s -- "$spark_jars" "$SPARK_HOME/jars"
    SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
    export SPARK_LOCAL_IP
    cluster_path=$spark_module/*:$SPARK_HOME/jars/*
    cluster_flags="$cluster_flags -Dascent.cluster.temporary=true"
  else
    SPARK_HOME=${SPARK_HOME:-$fetched}
  fi
  export SPARK_HOME
}
