package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.collect.Evaluation;
import ascent.env.Env;
import ascent.env.registry.Envs;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.nn.Activation;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// PPO on LunarLander-v3: the example for Stable-Baselines3 of tutorial 003 with its settings,
/// other settings for the same 100,000 steps, and those for 300,000. Trained, evaluated, saved,
/// loaded, and flown once more.
public final class LunarLanderLesson implements Lesson {
  private static final long STEPS = 100_000;
  private static final int WINDOW = 50; // training episodes
  private static final int EPISODES = 10; // of an evaluation, as in the tutorial
  private static final int LONGEST = 1_000; // steps of an episode

  /// The tutorial's settings.
  private static final PPOConfig TUTORIAL = PPOConfig.DEFAULT.withEntCoef(0.01f);

  /// The presets fast and tuned: shorter rollouts, smaller batches, a higher rate that decays.
  private static final PPOConfig FAST =
      PPOConfig.DEFAULT
          .withRolloutSteps(256)
          .withBatchSize(32)
          .withGamma(0.995f)
          .withLearningRate(Schedule.linear(2e-3f, 0))
          .withClipRange(0.3f)
          .withMaxGradNorm(1)
          .withNetwork(
              NetworkConfig.DEFAULT
                  .withPolicyLayers(List.of(128, 128))
                  .withValueLayers(List.of(128, 128))
                  .withActivation(Activation.RELU));

  private static final int FIRST = 0; // settings
  private static final int SHORT = 1;
  private static final int LONG = 2;

  /// From the jar of Box2D, which this module does not need for anything else.
  private static Supplier<Env> lander(String id) {
    return Envs.find(id).factory()::get;
  }

  private static List<Setting> settings() {
    Supplier<Env> lander = lander("LunarLander-v3");
    Setting first = Setting.ofSteps("tutorial", lander, TUTORIAL, STEPS).withEnvs(4);
    Supplier<Env> cut = lander("LunarLander-v3?maxEpisodeSteps=500");
    return List.of(
        first,
        Setting.ofSteps("fast", cut, FAST, STEPS).withEnvs(8),
        Setting.ofSteps("tuned", cut, FAST, 3 * STEPS).withEnvs(8));
  }

  @Override
  public String name() {
    return "lunar-lander";
  }

  @Override
  public String summary() {
    return "PPO on LunarLander: the tutorial's settings, others in as many steps, and more steps.";
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
    Trainings trained = Trainings.of(run, settings());
    Supplier<Env> lander = lander("LunarLander-v3");
    List<String> names = List.of("tutorial, 100,000 steps", "fast, 100,000", "tuned, 300,000");
    List<Row> rows = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>(trained.last(WINDOW));
    for (int i = 0; i < names.size(); i++) {
      double[] best = trained.values(i, t -> evaluated(t, lander, true));
      double[] drawn = trained.values(i, t -> evaluated(t, lander, false));
      String claim = i == FIRST ? "256.34 (Stable-Baselines3: −102, −184, −43)" : "256.34";
      rows.add(
          new Row(names.get(i) + ": most probable actions", claim, Texts.medianAndRange(best)));
      rows.add(
          new Row(
              names.get(i) + ": actions drawn",
              i == FIRST ? "– (Stable-Baselines3: 72, −2, 81)" : "–",
              Texts.medianAndRange(drawn)));
      data.put("evaluated, " + names.get(i), best);
    }
    double[] flights = flights(trained.runs().get(LONG).getFirst().agent(), lander);
    rows.add(
        new Row("one more episode: as it is; saved and loaded", "267.45", Texts.list(flights)));
    return new LessonResult(
        rows,
        checks(trained, lander, flights),
        trained.bySteps("PPO on LunarLander-v3", WINDOW),
        data);
  }

  private static double evaluated(Training training, Supplier<Env> env, boolean deterministic) {
    return training.agent().evaluate(env, EPISODES, 1, deterministic, LONGEST).meanReturn();
  }

  /// The return of an episode, before and after the model is saved and loaded.
  private static double[] flights(Agent agent, Supplier<Env> env) {
    try {
      Path file = Files.createTempFile("lander", ".zip");
      try {
        agent.save(file);
        return new double[] {flight(agent, env), flight(Agent.load(file), env)};
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double flight(Agent agent, Supplier<Env> env) {
    Evaluation flight = agent.evaluate(env, 1, 2);
    return flight.meanReturn();
  }

  private static List<Check> checks(Trainings trained, Supplier<Env> env, double... flights) {
    double first = median(trained, FIRST, env);
    double fast = median(trained, SHORT, env);
    double tuned = median(trained, LONG, env);
    return List.of(
        new Check(
            "the tutorial's settings stay below 100, in the median",
            first < 100,
            Values.text(first)),
        new Check(
            "other settings reach 170 within the same 100,000 steps, in the median",
            fast >= 170,
            Values.text(fast)),
        new Check("300,000 steps reach 230, in the median", tuned >= 230, Values.text(tuned)),
        new Check(
            "a model that was saved and loaded flies the same",
            flights[0] == flights[1],
            Texts.list(flights)));
  }

  private static double median(Trainings trained, int setting, Supplier<Env> env) {
    return Texts.median(trained.values(setting, t -> evaluated(t, env, true)));
  }
}
