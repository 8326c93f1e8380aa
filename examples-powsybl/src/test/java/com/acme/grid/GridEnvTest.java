package com.acme.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.env.check.CheckReport;
import ascent.env.check.EnvChecker;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.train.Trainer;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridEnvTest {
  private static final int FEW = 2_048; // decisions

  private static Agent once;

  @BeforeAll
  static void train() {
    once = Redispatch.trainer(3).threads(1).train(FEW).agent();
  }

  /// Of a day.
  private static double mean(double[][] costs) {
    return Arrays.stream(costs)
        .mapToDouble(day -> Arrays.stream(day).sum())
        .average()
        .orElseThrow();
  }

  @Test
  void the_checker_finds_nothing() {
    assertThat(EnvChecker.inspect(GridEnv::new)).isEqualTo(new CheckReport(List.of(), List.of()));
  }

  @Test
  void the_same_seed_gives_the_same_parameters_twice_and_with_any_number_of_threads() {
    Agent again = Redispatch.trainer(3).threads(1).train(FEW).agent();
    Agent parallel = Redispatch.trainer(3).threads(2).train(FEW).agent();

    assertThat(again.parametersSha256()).isEqualTo(once.parametersSha256());
    assertThat(parallel.parametersSha256()).isEqualTo(once.parametersSha256());
  }

  /// The load flow draws nothing and needs no function whose last bits depend on the machine.
  @Test
  void strict_changes_nothing() throws Exception {
    try (URLClassLoader jars = new URLClassLoader(simulator(), new OnlyAscent())) {
      EnvSpec strict = Envs.find("strict:com.acme.grid.GridEnv", jars);
      Agent rewritten =
          Trainer.of(strict).with(Redispatch.SETTINGS).envs(16).seed(3).train(FEW).agent();

      assertThat(rewritten.parametersSha256()).isEqualTo(once.parametersSha256());
    }
  }

  /// What the command line has without `--class-path`.
  private static final class OnlyAscent extends ClassLoader {
    OnlyAscent() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("ascent.")) {
        return GridEnvTest.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  /// The jars that `--class-path` would name: everything but Ascent.
  private static URL[] simulator() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      URI uri = Path.of(entry).toUri();
      if (!uri.getPath().contains("/ascent-")) {
        urls.add(uri.toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  @Test
  void the_env_has_a_name_and_a_run_by_name_can_be_resumed(@TempDir Path dir) throws Exception {
    Path run = dir.resolve("run");
    Trainer.of(Envs.find("Redispatch-v1")).with(Redispatch.SETTINGS).envs(4).out(run).train(512);

    assertThat(Trainer.resume(run).train(1_024).steps()).isEqualTo(1_024);
  }

  @Test
  void the_costs_are_those_of_an_evaluation() {
    double cost = mean(Redispatch.policy(once, 8, 20));

    assertThat(once.evaluate(GridEnv::new, 20, 8).meanReturn())
        .isCloseTo(-cost / 10_000, within(1e-4)); // rewards are floats
  }

  @Test
  @Tag("learning")
  void a_short_training_saves_most_of_what_overloads_cost() {
    Agent agent = Redispatch.trainer(11).train(30_720).agent();

    assertThat(mean(Redispatch.policy(agent, 2_000, 100)))
        .isLessThan(mean(Redispatch.nothing(2_000, 100)) / 2);
  }
}
