package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.collect.Episode;
import ascent.env.Env;
import ascent.probe.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rows of `episodes.csv`.
class EpisodesFileTest {
  @TempDir Path folder;

  /// Reports the episode's last place, and success where it is positive.
  private static Supplier<Env> reporting(List<String> names) {
    return () ->
        new Walk() {
          @Override
          public List<String> metricNames() {
            return names;
          }

          @Override
          public void metrics(double[] metrics) {
            for (int i = 0; i < metrics.length; i++) {
              boolean success = names.get(i).equals(Episode.IS_SUCCESS);
              metrics[i] = !success ? place : place > 0 ? 1 : 0;
            }
          }
        };
  }

  private List<Episode> train(Supplier<Env> env) {
    List<Episode> heard = new ArrayList<>();
    Trainer.of(env)
        .with(Walk.CONFIG)
        .envs(3)
        .threads(1)
        .out(folder.resolve("run"))
        .listen(
            new Listener() {
              @Override
              public void episode(Run run, Episode episode) {
                heard.add(episode);
              }
            })
        .train(192);
    return heard;
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("run").resolve("episodes.csv"));
  }

  /// Episodes of 7 steps in 64 of each of 3 environments: 27.
  @Test
  void there_is_a_row_for_every_episode_that_a_listener_hears_of() throws IOException {
    List<Episode> heard = train(Walk::new);

    List<String> lines = lines();
    assertThat(lines).hasSize(28).first().isEqualTo("step,env,return,length,seconds,success");
    for (int i = 0; i < heard.size(); i++) {
      Episode e = heard.get(i);
      String[] cells = lines.get(i + 1).split(",", -1);
      assertThat(cells).hasSize(6);
      assertThat(cells[0]).isEqualTo("" + e.step());
      assertThat(cells[1]).isEqualTo("" + e.env());
      assertThat(Double.parseDouble(cells[2])).isEqualTo(e.episodeReturn());
      assertThat(cells[3]).isEqualTo("7");
      assertThat(cells[4]).matches("[0-9]+(\\.[0-9]{1,3})?");
      assertThat(cells[5]).isEmpty(); // a walk has no success
    }
  }

  @Test
  void an_environments_metrics_have_columns_of_their_own_and_success_has_one_in_common()
      throws IOException {
    List<Episode> heard = train(reporting(List.of("length", Episode.IS_SUCCESS, "last, of all")));

    List<String> lines = lines();
    assertThat(lines)
        .first()
        .isEqualTo("step,env,return,length,seconds,success,info/length,\"info/last, of all\"");
    assertThat(heard).anyMatch(Episode::success).anyMatch(e -> !e.success());
    for (int i = 0; i < heard.size(); i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      assertThat(cells[5]).isEqualTo(heard.get(i).success() ? "1" : "0");
      assertThat(Double.parseDouble(cells[6])).isEqualTo(heard.get(i).metrics().get("length"));
      assertThat(cells[7]).isEqualTo(cells[6]);
    }
  }

  @Test
  void a_metric_whose_name_breaks_the_line_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(reporting(List.of("a\nb"))))
        .withMessage(
            "\"info/a\\nb\" cannot be a column; it must have a character, and no line break.");
  }

  /// After 16, 32, 48, 64 and 80 steps of each of three environments, 2, 4, 6, 9 and 11 episodes of
  /// 7 steps each have ended.
  @Test
  void rows_of_metrics_may_be_written_every_so_many_episodes() {
    List<Double> rows = new ArrayList<>();
    Trainer trainer = Trainer.of(Walk::new).with(Walk.CONFIG).envs(3).threads(1);
    trainer.logEveryEpisodes(10).onUpdate(m -> rows.add(m.get("time/episodes"))).train(5 * 48);
    // Episodes after each rollout: 6, 12, 18, 27, 33; a row where a ten is passed, and the last.
    assertThat(rows).containsExactly(12.0, 27.0, 33.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.logEveryEpisodes(-1))
        .withMessage("logEveryEpisodes is -1; it must be at least 0 (0 is off).");
  }
}
