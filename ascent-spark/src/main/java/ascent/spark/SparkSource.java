package ascent.spark;

import ascent.agent.Provenance;
import ascent.algo.AlgorithmConfig;
import ascent.collect.Carry;
import ascent.collect.Collected;
import ascent.collect.Part;
import ascent.collect.PartBytes;
import ascent.collect.RolloutSource;
import ascent.collect.RolloutSourceFactory;
import ascent.collect.Snapshot;
import ascent.collect.SourceException;
import ascent.env.EnvFailure;
import ascent.io.DamagedFileException;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/// The rollouts of one run on a cluster. Holds the carries; executors are told in each task where
/// its environments stand.
final class SparkSource implements RolloutSource {
  private static final String SCALAR = "scalar"; // the name of these kernels
  private static final System.Logger LOG = System.getLogger("ascent.spark");

  private final JavaSparkContext context;
  private final SparkOptions options;
  private final RemoteRun run;
  private final AlgorithmConfig config;
  private final int maskSize; // 0: nothing is forbidden
  private final List<String> metricNames;
  private final Jobs jobs;
  private final Attempts attempts;
  private final List<Range> ranges = new ArrayList<>();
  private long lastEnd; // of a rollout; 0 before the first

  /// The environments of a part.
  private static final class Range {
    final int first;
    final int envs;
    byte[] carry;
    String place; // the executor that has them

    Range(int first, int envs, byte[] carry, String place) {
      this.first = first;
      this.envs = envs;
      this.carry = carry;
      this.place = place;
    }

    PartTask task(boolean anew) {
      return new PartTask(first, envs, carry, anew);
    }
  }

  private SparkSource(
      JavaSparkContext context,
      SparkOptions options,
      RemoteRun run,
      RolloutSourceFactory.Request request) {
    this.context = context;
    this.options = options;
    this.run = run;
    config = request.config();
    jobs = new Jobs(context, run.id(), options.patience());
    attempts = new Attempts(run.id());
    context.sc().addSparkListener(attempts);
    try {
      List<OpenedEnvs> reports = openEnvs(request.numEnvs());
      metricNames = List.copyOf(reports.getFirst().metricNames);
      maskSize = reports.getFirst().masked ? request.policy().actionSpace().features() : 0;
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  static SparkSource open(
      JavaSparkContext context,
      SparkOptions options,
      RemoteRun run,
      RolloutSourceFactory.Request request) {
    return new SparkSource(context, options, run, request);
  }

  /// Makes the environments on the executors.
  private List<OpenedEnvs> openEnvs(int n) {
    jobs.awaitExecutors();
    Cut cut = cut(n);
    List<PartTask> tasks = new ArrayList<>();
    for (int p = 0; p < cut.parts(); p++) {
      tasks.add(new PartTask(cut.first(p), cut.size(p), new byte[0], true));
    }
    List<String> anywhere = tasks.stream().map(_ -> "").toList();
    List<OpenedEnvs> reports = jobs.run(tasks, anywhere, new OpenPart(run));
    for (int p = 0; p < cut.parts(); p++) {
      OpenedEnvs report = reports.get(p);
      requireNoFault(report.place, report.fault);
      requireAlike(report);
      ranges.add(new Range(report.first, tasks.get(p).envs, report.carry, report.place));
    }
    return reports;
  }

  /// Other versions may compute other bits.
  private void requireAlike(OpenedEnvs report) {
    String spark = context.version();
    String ascent = Provenance.current().version();
    if (!report.spark.equals(spark) || !report.ascent.equals(ascent)) {
      throw new SourceException(
          "%s has Spark %s and Ascent %s; it must have the driver's, Spark %s and Ascent %s."
              .formatted(readable(report.place), report.spark, report.ascent, spark, ascent),
          null);
    }
    if (report.kernels.equals(SCALAR) && !Provenance.current().kernels().equals(SCALAR)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} has scalar kernels, about ten times slower than the driver''s. Maybe spark.executor.extraJavaOptions lacks --add-modules=jdk.incubator.vector.",
          readable(report.place));
    }
  }

  /// The parts of n environments: as many as were asked for, or as fit the cluster now.
  private Cut cut(int n) {
    boolean wholeEpisodes = config.rolloutEpisodes() < Integer.MAX_VALUE;
    return options.parts() > 0
        ? Cut.of(n, options.parts())
        : Cut.fitting(n, jobs.cores(), wholeEpisodes);
  }

  private int envs() {
    return ranges.getLast().first + ranges.getLast().envs;
  }

  /// Cuts the environments into more parts if the cluster has more cores than before. It may lose
  /// some for a while, so there are never fewer parts.
  private void grow() {
    Cut cut = cut(envs());
    if (cut.parts() <= ranges.size()) {
      return;
    }
    Carry all = carry();
    ranges.clear();
    for (int p = 0; p < cut.parts(); p++) {
      byte[] carry = all.slice(cut.first(p), cut.first(p + 1)).toBytes();
      ranges.add(new Range(cut.first(p), cut.size(p), carry, ""));
    }
  }

  private void requireNoFault(String place, String fault) {
    if (!fault.isEmpty()) {
      throw new EnvFailure("on " + readable(place) + ", " + run.envs() + ": " + fault, null);
    }
  }

  /// An executor in words.
  private static String readable(String place) {
    String[] parts = place.split("_", 3);
    return "executor " + parts[2] + " at " + parts[1];
  }

  @Override
  public Collected fill(Snapshot snapshot, Rollout rollout) {
    long begin = System.nanoTime();
    if (maskSize > 0) {
      rollout.needMasks(maskSize);
    }
    grow();
    List<PartAnswer> answers = answers(snapshot);
    List<Part> parts = new ArrayList<>();
    long stepping = 0;
    long slowest = 0;
    for (int p = 0; p < ranges.size(); p++) {
      PartAnswer answer = answers.get(p);
      requireNoFault(answer.place, answer.fault);
      if (options.verifies()) {
        PartAnswer again = answers.get(ranges.size() + p);
        requireNoFault(again.place, again.fault);
        PartComparison.requireEqual(ranges.get(p).task(true), snapshot.iteration(), answer, again);
      }
      warnIfLost(ranges.get(p), answer);
      parts.add(parse(answer.part, rollout));
      ranges.get(p).carry = answer.carry;
      ranges.get(p).place = answer.place;
      stepping += answer.steppingNanos;
      slowest = Math.max(slowest, answer.steppingNanos);
    }
    Collected collected = new Collected(parts).merge(rollout);
    report(snapshot.iteration(), System.nanoTime() - begin, stepping, slowest);
    return collected;
  }

  private List<PartAnswer> answers(Snapshot snapshot) {
    List<PartTask> tasks = new ArrayList<>(ranges.stream().map(r -> r.task(false)).toList());
    List<String> places = new ArrayList<>(ranges.stream().map(r -> r.place).toList());
    if (options.verifies()) {
      tasks.addAll(ranges.stream().map(r -> r.task(true)).toList());
      places.addAll(List.copyOf(places).reversed());
    }
    Broadcast<byte[]> sent = jobs.broadcast(snapshot.toBytes());
    try {
      var collect = new CollectPart(run, sent, snapshot.iteration());
      return jobs.run(tasks, places, collect);
    } finally {
      sent.destroy();
    }
  }

  private Part parse(byte[] part, Rollout rollout) {
    try {
      return PartBytes.read(part, rollout, config, metricNames);
    } catch (DamagedFileException e) {
      throw new SourceException("An executor sent a damaged part: " + e.getMessage(), e);
    }
  }

  private static void warnIfLost(Range range, PartAnswer answer) {
    if (answer.lost) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Environments {0} to {1} were rebuilt on {2}, and not all of them repeated their running episode. Those episodes are restarted. Maybe the environment uses a random generator of its own.",
          range.first,
          range.first + range.envs - 1,
          readable(answer.place));
    }
  }

  private void report(long iteration, long nanos, long stepping, long slowest) {
    long now = System.nanoTime();
    long iterationNanos = lastEnd == 0 ? nanos : now - lastEnd;
    lastEnd = now;
    int executors = jobs.executors();
    int cores = Math.max(1, Math.min(ranges.size(), jobs.cores()));
    options
        .status()
        .accept(
            new ClusterStatus(
                iteration,
                executors,
                ranges.size(),
                attempts.lost(),
                attempts.speculated(),
                nanos * 1e-9,
                iterationNanos * 1e-9,
                stepping * 1e-9,
                slowest * 1e-9,
                cores));
  }

  @Override
  public Carry carry() {
    List<Carry> carries = new ArrayList<>();
    for (Range range : ranges) {
      try {
        carries.add(Carry.of(range.carry));
      } catch (DamagedFileException e) {
        throw new SourceException("An executor sent a damaged carry: " + e.getMessage(), e);
      }
    }
    return Carry.concat(carries);
  }

  @Override
  public void restore(Carry carry) {
    int n = envs();
    if (carry.envs() != n) {
      throw new IllegalStateException(
          "The checkpoint is of %d environments; there are %d.".formatted(carry.envs(), n));
    }
    for (Range range : ranges) {
      range.carry = carry.slice(range.first, range.first + range.envs).toBytes();
    }
  }

  /// Leaves the context open: it is the caller's.
  @Override
  public void close() {
    context.sc().removeSparkListener(attempts);
  }
}
