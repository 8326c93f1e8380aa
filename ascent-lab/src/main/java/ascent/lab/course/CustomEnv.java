package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.check.EnvChecker;
import ascent.env.wrap.Wrapper;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.rng.Rng;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// An env of one's own (exercise 4.5 of tutorial 003): written, checked, trained and evaluated. And
/// a mistake in it that the checker finds.
public final class CustomEnv implements Lesson {
  private static final long STEPS = 100_000;
  private static final int WINDOW = 100; // training episodes
  private static final int EPISODES = 200; // of an evaluation
  private static final Supplier<Env> GOAL = ReachGoal::new;

  private static final PPOConfig PPO =
      PPOConfig.DEFAULT
          .withRolloutSteps(256)
          .withBatchSize(256)
          .withLearningRate(Schedule.linear(2e-3f, 0));

  private static final List<Setting> SETTINGS =
      List.of(Setting.ofSteps("PPO", GOAL, PPO, STEPS).withEnvs(8));

  /// The same board with a typical mistake: coordinates that are not scaled.
  private record Unscaled(Env inner) implements Wrapper {
    @Override
    public void reset(Rng rng, float[] obs) {
      inner.reset(rng, obs);
      scale(obs);
    }

    @Override
    public Step step(Action action, float[] obs) {
      Step step = inner.step(action, obs);
      scale(obs);
      return step;
    }

    private static void scale(float[] obs) {
      for (int i = 0; i < obs.length; i++) {
        obs[i] *= 7;
      }
    }
  }

  /// How a policy walks.
  ///
  /// @param arrived share of episodes that reach the goal
  /// @param detour steps that were walked, divided by those of the shortest ways
  private record Walks(double arrived, double detour) {}

  @Override
  public String name() {
    return "custom-env";
  }

  @Override
  public String summary() {
    return "An env of one's own: written, checked, trained and evaluated.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("003");
  }

  @Override
  public int seeds() {
    return 3;
  }

  @Override
  public LessonResult run(LessonRun run) {
    List<String> problems = EnvChecker.report(GOAL);
    List<String> mistakes = EnvChecker.report(() -> new Unscaled(new ReachGoal()));
    Trainings trained = Trainings.of(run, SETTINGS);
    List<Walks> walks =
        trained.runs().getFirst().stream().map(t -> walks(acting(t.agent()))).toList();
    double[] arrived = walks.stream().mapToDouble(Walks::arrived).toArray();
    double[] detours = walks.stream().mapToDouble(Walks::detour).toArray();
    Walks random = walks(acting(Rng.stream(1, "random-walks", 0)));
    String found = mistakes.isEmpty() ? "nothing" : mistakes.getFirst();
    List<Row> rows =
        List.of(
            new Row("problems that the checker finds", "0", Integer.toString(problems.size())),
            new Row("… if the coordinates are not scaled", "–", found),
            new Row("random actions: share of goals", "–", Values.text(random.arrived)),
            new Row("PPO: share of goals", "–", Texts.medianAndRange(arrived)),
            new Row("PPO: steps / those of the shortest way", "–", Texts.medianAndRange(detours)));
    double worst = Arrays.stream(arrived).min().orElseThrow();
    double longest = Arrays.stream(detours).max().orElseThrow();
    List<Check> checks =
        List.of(
            new Check(
                "the env passes the check, and the mistake does not",
                problems.isEmpty() && !mistakes.isEmpty(),
                found),
            new Check(
                "every seed reaches at least 98 % of the goals", worst >= 0.98, Values.text(worst)),
            new Check(
                "by ways at most 5 % longer than the shortest",
                longest <= 1.05, Values.text(longest)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("problems", new ArrayList<>(mistakes));
    data.put("walks", walks);
    return new LessonResult(
        rows, checks, trained.bySteps("PPO on an env of one's own", WINDOW), data);
  }

  /// Chooses an action for an observation.
  private interface Walker extends BiConsumer<float[], Action> {}

  private static Walker acting(Agent agent) {
    return agent::act;
  }

  private static Walker acting(Rng rng) {
    return (obs, action) -> action.set(new float[] {rng.nextInt(4)}, 0);
  }

  private static Walks walks(Walker walker) {
    ReachGoal env = new ReachGoal();
    float[] obs = new float[env.observationSpace().size()];
    Action action = new Action(env.actionSpace());
    int arrived = 0;
    long walked = 0;
    long shortest = 0;
    for (int episode = 0; episode < EPISODES; episode++) {
      env.reset(Rng.stream(1, "walks", episode), obs);
      int distance = env.distance();
      int steps = 0;
      Step step = Step.of(0);
      while (!step.terminated() && !step.truncated()) {
        walker.accept(obs, action);
        step = env.step(action, obs);
        steps++;
      }
      if (step.terminated()) {
        arrived++;
        walked += steps;
        shortest += distance;
      }
    }
    return new Walks((double) arrived / EPISODES, (double) walked / Math.max(1, shortest));
  }
}
