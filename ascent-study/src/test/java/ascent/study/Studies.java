package ascent.study;

import ascent.agent.RunSettings;
import ascent.algo.PPOConfig;
import ascent.config.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Small studies of PPO on the [Corridor].
public final class Studies {
  private Studies() {}

  private static final PPOConfig CONFIG =
      PPOConfig.DEFAULT
          .withRolloutSteps(32)
          .withBatchSize(32)
          .withEpochs(2)
          .withNetwork(
              PPOConfig.DEFAULT.network().withPolicyLayers(List.of(8)).withValueLayers(List.of(8)));

  /// A study of learning rates.
  public static Study of(int seeds, long steps, String... rates) {
    RunSettings run =
        RunSettings.DEFAULT
            .withEnv(Corridor.class.getName())
            .withSteps(steps)
            .withEvalEpisodes(5)
            .withLogEvery(1)
            .withCheckpointEvery(64);
    List<Variant> variants = new ArrayList<>();
    for (String rate : rates) {
      Map<String, String> factors = Map.of("learningRate", rate);
      variants.add(new Variant(factors, Configs.with(CONFIG, factors), run));
    }
    return new Study(variants, LongStream.rangeClosed(1, seeds).boxed().toList());
  }

  /// The rows of a study's results without their seconds, which differ from one time to the next.
  public static List<String> rows(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("results.csv"));
    int seconds = Arrays.asList(lines.getFirst().split(",", -1)).indexOf("seconds");
    return lines.stream()
        .map(line -> {
          List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
          cells.remove(seconds);
          return String.join(",", cells);
        })
        .toList();
  }
}
