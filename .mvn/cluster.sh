# What `ascent --cluster` adds to the command, from a checkout or installed: Apache Spark and the module ascent-spark. For
# its launchers to read in, after jvm.sh: POSIX sh. They define
#
#   find_spark   sets $spark_jars to the folder of Spark's jars, and $spark_module to that of our own
#   make_home    sets SPARK_HOME to a new folder

# Whether the arguments name a cluster. For other values the program says what is wrong, without Spark.
names_cluster() {
  option=
  for argument in "$@"; do
    case $option$argument in
      --cluster[=\ ]spark://* | --cluster[=\ ]local-cluster\[*,*,*] | --cluster[=\ ]local\[*] | --cluster[=\ ]yarn | --cluster[=\ ]k8s://*) return 0 ;;
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

# Sets $spark_jars to the jars of SPARK_HOME, if that is set.
find_spark_home() {
  spark_jars=
  if [ -n "${SPARK_HOME:-}" ]; then
    spark_jars=$SPARK_HOME/jars
    if [ ! -d "$spark_jars" ]; then
      say "SPARK_HOME is $SPARK_HOME, which has no folder jars. Maybe it is not the folder of a Spark installation."
      exit 2
    fi
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
    # Workers start executors with the jars of this folder, and write their logs into it. The run deletes it.
    make_home
    ln -s -- "$spark_jars" "$SPARK_HOME/jars"
    SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
    export SPARK_LOCAL_IP
    cluster_path=$spark_module/*:$SPARK_HOME/jars/*
    cluster_flags="$cluster_flags -Dascent.cluster.temporary=true"
  else
    SPARK_HOME=${spark_jars%/jars}
  fi
  export SPARK_HOME
}
