package com.acme.paintshop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.collect.Evaluation;
import ascent.env.Action;
import ascent.env.Step;
import ascent.env.check.CheckReport;
import ascent.env.check.EnvChecker;
import ascent.env.registry.Envs;
import ascent.rng.Rng;
import ascent.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaintShopTest {

  private static List<String> printed(Program program) throws Exception {
    var bytes = new ByteArrayOutputStream();
    PrintStream stdout = System.out;
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(stdout);
    }
    return bytes.toString(UTF_8).lines().toList();
  }

  @FunctionalInterface
  private interface Program {
    void run() throws Exception;
  }

  @Test
  void the_checker_finds_nothing() {
    assertThat(EnvChecker.inspect(PaintShop::new)).isEqualTo(new CheckReport(List.of(), List.of()));
  }

  @Test
  void rewards_add_up_to_the_score_of_the_plan() {
    PaintShop env = new PaintShop();
    float[] obs = new float[env.observationSpace().size()];
    env.reset(Rng.stream(3, "test"), obs);
    double sum = 0;
    int steps = 0;
    Step step;
    do { // action 0 is the order due first
      step = env.step(Action.of(0), obs);
      sum += step.reward();
      steps++;
    } while (!step.last());

    int cost = Rules.EARLIEST_DUE.cost(Orders.day(Rng.stream(3, "test")), new Planner());
    assertThat(sum).isEqualTo(-cost / 100.0, within(1e-9));
    assertThat(steps).isEqualTo(Orders.COUNT);
    assertThat(step.terminated()).isTrue();
  }

  @Test
  void threads_do_not_change_the_result() {
    Agent one = TrainDispatcher.trainer(3).threads(1).train(4_096).agent();
    Agent two = TrainDispatcher.trainer(3).threads(2).train(4_096).agent();

    assertThat(one.parametersSha256()).isEqualTo(two.parametersSha256());
  }

  @Test
  void the_env_has_a_name_and_a_run_by_name_can_be_resumed(@TempDir Path dir) throws Exception {
    Path run = dir.resolve("run");
    Trainer.of(Envs.find("PaintShop-v1"))
        .with(TrainDispatcher.SETTINGS)
        .envs(4)
        .out(run)
        .train(512);

    assertThat(Trainer.resume(run).train(1_024).steps()).isEqualTo(1_024);
  }

  @Test
  void the_comparison_plays_the_episodes_of_an_evaluation() {
    Agent agent = TrainDispatcher.trainer(4).train(2_048).agent();

    int[] costs = Comparison.costs(new PolicyDispatcher(agent), 8, 40);
    Evaluation evaluation = agent.evaluate(PaintShop::new, 40, 8);

    double cost = Comparison.of(costs, costs).meanCost();
    assertThat(evaluation.meanReturn()).isEqualTo(-cost / 100, within(1e-4)); // rewards are floats
  }

  @Test
  @Tag("learning")
  void a_minute_of_training_beats_the_rules_on_days_never_seen(@TempDir Path dir) throws Exception {
    Path policy = dir.resolve("policy.zip");

    List<String> lines =
        printed(() -> TrainDispatcher.main(new String[] {policy.toString(), "102400", "11"}));
    List<String> today = printed(() -> DispatchToday.main(new String[] {policy.toString()}));

    // 50 rollouts of 2,048 steps and the comparison
    assertThat(lines).hasSize(51);
    assertThat(lines.getLast()).matches("[\\d.]+ instead of [\\d.]+: saves [\\d.]+ ± [\\d.]+");
    // 20 orders and the cost
    assertThat(today).hasSize(21).last().asString().matches("cost \\d+");
    Dispatcher ours = new PolicyDispatcher(Agent.load(policy));
    int[] costs = Comparison.costs(ours, 2_000, 300);
    assertThat(Comparison.of(costs, Comparison.costs(Rules.EARLIEST_DUE, 2_000, 300)).better())
        .isTrue();
    Dispatcher best = Rules.apparentTardinessCost(0.75, 0.5);
    assertThat(Comparison.of(costs, Comparison.costs(best, 2_000, 300)).better()).isTrue();
  }
}
