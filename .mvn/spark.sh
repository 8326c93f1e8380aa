# Where a checkout has Apache Spark and the module ascent-spark. For `ascent` and .mvn/install to read in, after build.sh,
# build_app and cluster.sh: POSIX sh.
#
#   SPARK_HOME   a Spark installation, whose jars are used; otherwise Maven fetches them once, into target/app

# Sets $spark_jars to the folder of Spark's jars, fetched if need be, and $spark_module to our own.
find_spark() {
  spark_module=$app/cluster
  find_spark_home
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

# What a killed run left behind goes now.
make_home() {
  for old in "$apps"/home.*; do
    [ -d "$old" ] && ! kill -0 "${old##*.}" 2>/dev/null && rm -rf -- "$old"
  done
  SPARK_HOME=$apps/home.$$
  mkdir -- "$SPARK_HOME"
}
