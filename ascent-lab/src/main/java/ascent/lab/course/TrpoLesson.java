package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.algo.TRPOConfig;
import ascent.env.Env;
import ascent.envs.CartPole;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.nn.Span;
import ascent.study.plot.Curve;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The trust region, on CartPole-v1: TRPO's steps, and steps along the plain gradient that are as
/// long in the parameters. How far a step changes the policy is its KL divergence.
public final class TrpoLesson implements Lesson {
  private static final long STEPS = 60_000;
  private static final int WINDOW = 50; // training episodes
  private static final float DELTA = 0.01f; // TRPO's limit
  private static final Supplier<Env> CART_POLE = CartPole::new;

  private static final TRPOConfig TRPO =
      TRPOConfig.DEFAULT.withRolloutSteps(1024).withTargetKl(DELTA);
  private static final PPOConfig PPO = PPOConfig.DEFAULT.withRolloutSteps(1024);

  /// Steps of a fixed length along the gradient: so much is added to the Fisher matrix that nothing
  /// else of it counts. With D the damping, δ = ½ D L² makes the length L.
  private static TRPOConfig plain(double length) {
    float damping = 1e6f;
    return TRPO.withCgDamping(damping)
        .withTargetKl(Schedule.constant((float) (0.5 * damping * length * length)))
        .withLineSearchMaxIter(0);
  }

  /// A training and its steps.
  ///
  /// @param training what was trained
  /// @param kl of each step
  /// @param length mean length of a step of the policy's parameters
  private record Trained(Training training, List<Double> kl, double length) {
    double last() {
      return training.last(WINDOW);
    }

    double largest() {
      return kl.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
  }

  /// @param trpo TRPO
  /// @param plain the plain gradient with TRPO's mean length
  /// @param ppo PPO
  private record Seed(Trained trpo, Trained plain, Trained ppo) {}

  /// Notes the divergence and the length of every step.
  private static final class Steps implements Listener {
    private final String metric;
    private final List<Double> kl = new ArrayList<>();
    private float[] before = {};
    private double sum;

    Steps(String metric) {
      this.metric = metric;
    }

    @Override
    public void started(Run run) {
      before = run.agent().parameters();
    }

    @Override
    public void updated(Run run, Metrics metrics) {
      kl.add(metrics.get(metric));
      Agent agent = run.agent();
      float[] after = agent.parameters();
      Span policy = agent.policy().policySpan();
      double square = 0;
      for (int i = policy.from(); i < policy.to(); i++) {
        square += ((double) after[i] - before[i]) * ((double) after[i] - before[i]);
      }
      sum += Math.sqrt(square);
      before = after;
    }

    Trained of(Training training) {
      return new Trained(training, List.copyOf(kl), sum / kl.size());
    }
  }

  @Override
  public String name() {
    return "trpo";
  }

  @Override
  public String summary() {
    return "The trust region: TRPO's steps, and plain gradient steps of the same length.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    List<Seed> seeds =
        run.forEachSeed(seed -> {
          Trained trpo =
              train(
                  Setting.ofSteps("TRPO", CART_POLE, TRPO, STEPS),
                  "train/kl_divergence_loss",
                  seed);
          Trained plain =
              train(
                  Setting.ofSteps("plain", CART_POLE, plain(trpo.length), STEPS),
                  "train/kl_divergence_loss",
                  seed);
          Trained ppo =
              train(Setting.ofSteps("PPO", CART_POLE, PPO, STEPS), "train/approx_kl", seed);
          run.progress().accept("seed " + seed);
          return new Seed(trpo, plain, ppo);
        });
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("trpo", each(seeds, s -> s.trpo.last()));
    data.put("plain", each(seeds, s -> s.plain.last()));
    data.put("ppo", each(seeds, s -> s.ppo.last()));
    return new LessonResult(rows(seeds), checks(seeds), picture(seeds), data);
  }

  private static Trained train(Setting setting, String metric, long seed) {
    Steps steps = new Steps(metric);
    Training training = setting.train(seed, steps);
    return steps.of(training);
  }

  private static double[] each(List<Seed> seeds, ToDoubleFunction<Seed> number) {
    return seeds.stream().mapToDouble(number).toArray();
  }

  private static Row row(String what, String claim, List<Seed> seeds, ToDoubleFunction<Seed> of) {
    return new Row(what, claim, Texts.medianAndRange(each(seeds, of)));
  }

  private static List<Row> rows(List<Seed> seeds) {
    return List.of(
        row("TRPO, δ = 0.01: last 50", "–", seeds, s -> s.trpo.last()),
        row("TRPO: largest KL of a step", "at most 0.01", seeds, s -> s.trpo.largest()),
        row("TRPO: mean length of a step", "–", seeds, s -> s.trpo.length),
        row("plain gradient: last 50", "never recovers", seeds, s -> s.plain.last()),
        row("plain gradient: largest KL of a step", "–", seeds, s -> s.plain.largest()),
        row("plain gradient: mean length of a step", "the same", seeds, s -> s.plain.length),
        row("PPO: last 50", "–", seeds, s -> s.ppo.last()),
        row("PPO: largest approx_kl of an update", "–", seeds, s -> s.ppo.largest()));
  }

  private static List<Check> checks(List<Seed> seeds) {
    double trpo = Texts.median(each(seeds, s -> s.trpo.last()));
    double plain = Texts.median(each(seeds, s -> s.plain.last()));
    double largest = Arrays.stream(each(seeds, s -> s.trpo.largest())).max().orElseThrow();
    double plainLargest = Texts.median(each(seeds, s -> s.plain.largest()));
    return List.of(
        new Check(
            "no step of TRPO has a divergence above δ", largest <= DELTA, Values.text(largest)),
        new Check(
            "the plain gradient has steps of five times δ, in the median",
            plainLargest >= 5 * DELTA,
            Values.text(plainLargest)),
        new Check(
            "TRPO returns at least 50 more than the plain gradient, in the median",
            trpo - plain >= 50,
            Texts.list(trpo, plain)));
  }

  private static Picture picture(List<Seed> seeds) {
    List<Curve> curves = new ArrayList<>();
    curves.add(curve("TRPO", seeds, s -> s.trpo));
    curves.add(curve("plain gradient", seeds, s -> s.plain));
    curves.add(curve("PPO", seeds, s -> s.ppo));
    return Texts.plot(
        "The trust region on CartPole-v1: steps of the same length in the parameters",
        "mean return of the last %d training episodes: median of %d seeds, and all of them"
            .formatted(WINDOW, seeds.size()),
        "steps",
        "return",
        curves);
  }

  private static Curve curve(String label, List<Seed> seeds, Function<Seed, Trained> of) {
    List<Double> x = new ArrayList<>();
    List<Estimate> y = new ArrayList<>();
    for (long step = 1_000; step <= STEPS; step += 1_000) {
      long until = step;
      x.add((double) step);
      y.add(Texts.range(each(seeds, s -> of.apply(s).training.untilStep(until, WINDOW))));
    }
    return new Curve(label, seeds.size(), x, y);
  }
}
