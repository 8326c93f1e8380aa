package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.distribution.ActionDistribution.Gaussian;
import ascent.distribution.DistributionConfig.StateDependentGaussian;
import ascent.env.Env;
import ascent.env.wrap.RescaleAction;
import ascent.envs.Pendulum;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.nn.Activation;
import ascent.study.plot.Curve;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// PPO with a Gaussian policy on Pendulum-v1 (section 4.7 and exercise 4.3 of tutorial 003): its
/// network with its state-dependent deviation, then rollouts, γ and rates that work. And the
/// distribution of actions over the angle: before, during and after the training.
public final class PendulumLesson implements Lesson {
  private static final long STEPS = 100_000;
  private static final int ENVS = 4;
  private static final int EPISODES = 100; // of an evaluation
  private static final int LONGEST = 200; // steps of an episode
  private static final double TORQUE = 2; // the largest
  private static final int ANGLES = 73; // of the picture

  /// Actions in \[−1, 1\], stretched to the torques in \[−2, 2\].
  private static final Supplier<Env> PENDULUM = RescaleAction.of(Pendulum::new);

  private static final PPOConfig TUTORIAL =
      PPOConfig.DEFAULT
          .withNetwork(Tutorial.shared(256, Activation.RELU))
          .withOptimizer(Tutorial.ADAM)
          .withDistribution(StateDependentGaussian.DEFAULT);
  private static final PPOConfig NEAR = TUTORIAL.withGamma(0.9f).withRolloutSteps(1024);
  private static final PPOConfig APART =
      NEAR.withNetwork(Tutorial.separate(64, Activation.TANH)).withBatchSize(128);
  private static final PPOConfig FAST = APART.withLearningRate(Schedule.linear(2e-3f, 0));

  private static final Setting FIRST =
      Setting.ofSteps("tutorial's network", PENDULUM, TUTORIAL, STEPS).withEnvs(ENVS);

  private static final List<Setting> SETTINGS =
      List.of(
          FIRST,
          FIRST.with("+ γ = 0.9, 1,024 steps a rollout", NEAR),
          FIRST.with("+ separate tanh networks", APART),
          FIRST.with("+ a higher rate that decays", FAST));

  @Override
  public String name() {
    return "pendulum";
  }

  @Override
  public String summary() {
    return "A Gaussian PPO on Pendulum above −200, and its actions over the angle.";
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
    Trainings trained = Trainings.of(run, SETTINGS);
    int end = SETTINGS.size() - 1;
    List<Row> rows = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i <= end; i++) {
      double[] evaluated = trained.values(i, PendulumLesson::evaluated);
      rows.add(
          new Row(
              SETTINGS.get(i).label() + ": %d episodes, most probable actions".formatted(EPISODES),
              i == end ? "above −200" : "–",
              Texts.medianAndRange(evaluated)));
      data.put(SETTINGS.get(i).label(), evaluated);
    }
    double first = Texts.median(trained.values(0, PendulumLesson::evaluated));
    double last = Texts.median(trained.values(end, PendulumLesson::evaluated));
    List<Check> checks =
        List.of(
            new Check("with all changes the median is above −200", last > -200, Values.text(last)),
            new Check(
                "that is at least 100 more than with the tutorial's network alone",
                last - first >= 100,
                Values.text(last - first)));
    return new LessonResult(rows, checks, picture(), data);
  }

  private static double evaluated(Training training) {
    return training.agent().evaluate(PENDULUM, EPISODES, 1, true, LONGEST).meanReturn();
  }

  /// The torque at rest over the angle, its mean ± deviation.
  private static Picture picture() {
    List<Agent> agents = new Moments(STEPS / 5).of(SETTINGS.getLast(), 1);
    List<String> names = List.of("before", "after 20,000 steps", "after 100,000");
    List<Curve> curves = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      List<Double> x = new ArrayList<>();
      List<Estimate> y = new ArrayList<>();
      for (int i = 0; i < ANGLES; i++) {
        double degrees = -180 + 360.0 * i / (ANGLES - 1);
        x.add(degrees);
        y.add(torque(agents.get(k), StrictMath.toRadians(degrees)));
      }
      curves.add(new Curve(names.get(k), 1, x, y));
    }
    return Texts.plot(
        "Pendulum-v1: the policy's torque over the angle, at rest",
        "mean ± standard deviation of the Gaussian; 0° is upright; seed 1",
        "angle in degrees",
        "torque",
        curves);
  }

  private static Estimate torque(Agent agent, double angle) {
    float[] obs = {(float) StrictMath.cos(angle), (float) StrictMath.sin(angle), 0};
    Gaussian action = (Gaussian) agent.distribution(obs);
    double mean = TORQUE * action.mean().getFirst();
    double std = TORQUE * action.std().getFirst();
    return new Estimate(mean, mean - std, mean + std);
  }
}
