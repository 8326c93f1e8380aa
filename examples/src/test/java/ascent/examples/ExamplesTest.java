package ascent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.algo.DivergedException;
import ascent.algo.PPOConfig;
import ascent.envs.CartPole;
import ascent.nn.Optimizer;
import ascent.nn.OptimizerConfig;
import ascent.train.Trainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples do what they say.
class ExamplesTest {

  @Test
  void train_cart_pole_reaches_the_best_score() throws Exception {
    List<String> lines = Examples.run("TrainCartPole");

    // 49 rollouts of 2,048 steps, a line each, and the evaluation
    assertThat(lines).hasSize(50);
    assertThat(lines.getFirst()).contains("2,048 steps");
    assertThat(lines.getLast()).isEqualTo("500.0 ± 0.0 over 100 episodes");
  }

  @Test
  void custom_env_reaches_the_optimum() throws Exception {
    // nine steps at −0.01 and the last one at +1: 0.91
    assertThat(Examples.run("CustomEnv")).containsExactly("0.9 ± 0.0 over 10 episodes");
  }

  @Test
  void save_load_evaluate_goes_on_where_the_run_was(@TempDir Path dir) throws Exception {
    Path run = dir.resolve("run");

    List<String> lines = Examples.run("SaveLoadEvaluate", run.toString());

    assertThat(lines).hasSize(4);
    // 10,000 steps end on a rollout of 2,048: at 10,240
    assertThat(lines.get(0)).isEqualTo("resumed at step 10240");
    assertThat(lines.get(1)).isEqualTo("true");
    assertThat(lines.get(2)).contains(" ± ");
    assertThat(lines.get(3)).matches("Action\\[[01]]");
    assertThat(run.resolve("policy.zip")).isNotEmptyFile();
  }

  @Test
  void fine_tune_clones_an_expert_and_asks_what_came_of_it() throws Exception {
    List<String> lines = Examples.run("FineTune");

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("true");
    double right = Math.exp(Double.parseDouble(lines.get(2)));
    String[] probabilities = lines.get(3).replaceAll("[\\[\\] ]", "").split(",");
    assertThat(probabilities).hasSize(2);
    assertThat(Double.parseDouble(probabilities[1])).isEqualTo(right, within(1e-5));
  }

  @Test
  void from_java_trains_stops_resumes_and_acts(@TempDir Path dir) throws Exception {
    List<String> lines = Examples.run("FromJava", dir.resolve("run").toString());
    // stopped, not resumed without steps, resumed to the end; right and again right; 16 envs
    assertThat(lines)
        .containsExactly("fifty successes in a row", "0 true", "Action[1]", "Action[1]", "16");
  }

  /// Rollouts of 2,048 steps pass 5,000 at 6,144 and 10,000 at 10,240.
  @Test
  void listeners_are_told_and_end_the_run() throws Exception {
    List<String> lines = Examples.run("Watch");

    assertThat(lines).contains("step 6144", "step 10240").doesNotContain("step 98304");
    assertThat(lines).anyMatch(line -> line.startsWith("longest: "));
    assertThat(lines).anyMatch(line -> line.endsWith(" over 5 episodes"));
    assertThat(lines.getLast()).isEqualTo("the mean return reached 50");
  }

  @Test
  void the_page_on_listeners_shows_the_example() throws Exception {
    String page = Files.readString(Examples.root().resolve("docs/listeners.md"));
    assertThat(page)
        .contains(Examples.regions().get("Watch.java#listen"))
        .contains(Examples.regions().get("Watch.java#own"));
  }

  /// 24 rollouts of 8 × 256 steps.
  @Test
  void ppo_in_one_file_gives_the_bits_of_the_trainer() throws Exception {
    Agent agent =
        Trainer.of(CartPole::new)
            .with(PPOConfig.DEFAULT.withRolloutSteps(256))
            .envs(8)
            .seed(1)
            .train(24 * 8 * 256)
            .agent();

    assertThat(Examples.run("PpoInOneFile")).containsExactly(agent.parametersSha256());
    assertThat(agent.evaluate(CartPole::new, 20).meanReturn()).as("it learned").isGreaterThan(300);
  }

  @Test
  void ppo_in_one_file_stops_at_a_gradient_of_no_finite_norm_as_the_library_does()
      throws Exception {
    Method step =
        Class.forName("PpoInOneFile")
            .getDeclaredMethod("step", Optimizer.class, float[].class, float[].class);
    step.setAccessible(true);
    float[] theta = {1};
    Optimizer adam = OptimizerConfig.DEFAULT.create(1);
    assertThatExceptionOfType(InvocationTargetException.class)
        .isThrownBy(() -> step.invoke(null, adam, theta, new float[] {1e30f}))
        .havingCause()
        .isInstanceOf(DivergedException.class)
        .withMessageStartingWith("The norm of the gradient is no longer finite.");
    assertThat(theta).containsExactly(1);
  }
}
