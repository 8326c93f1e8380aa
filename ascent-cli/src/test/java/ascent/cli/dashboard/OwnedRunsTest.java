package ascent.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.cli.web.RawHttp;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs that the dashboard starts, stops, saves and plays.
@Timeout(120) // a run that never ends fails, and does not hang
class OwnedRunsTest {
  /// Rollouts of 64 steps of one environment, so that a run ends soon after it is asked to.
  private static final String FORM =
      """
      {"algorithm": "ppo", "env": "CartPole-v1", "preset": "default", "seed": "3", "envs": "1",
       "steps": "%s", "set": {"rolloutSteps": "64", "epochs": "1"}}
      """;

  private static final String ENDLESS = "1_000_000_000";

  @TempDir private Path folder;
  private Dashboard dashboard;

  @BeforeEach
  void start() throws IOException {
    dashboard = new Dashboard(folder, 0);
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  private RawHttp.Answer post(String path, String json) throws IOException {
    return RawHttp.post(dashboard.url(), path, json);
  }

  private String begin(String steps) throws IOException {
    RawHttp.Answer answer = post("/api/start", FORM.formatted(steps));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Objects.toString(Json.at(body(answer), "run"));
  }

  private static Object body(RawHttp.Answer answer) throws DamagedFileException {
    return Json.parse(answer.body().strip());
  }

  /// Waits until the newest run of the list is as wanted.
  private Map<String, Object> await(Predicate<Map<String, Object>> wanted) throws IOException {
    try (Events events = new Events(dashboard.url() + "api/events")) {
      while (true) {
        Map<String, Object> newest = Json.object(events.next("runs"), 0);
        if (wanted.test(newest)) {
          return newest;
        }
      }
    }
  }

  @Test
  void a_run_started_from_the_page_has_the_parameters_of_the_same_run_without_it()
      throws IOException {
    String run = begin("640");

    assertThat(run).isEqualTo("ppo-CartPole-v1-3");
    await(r -> "finished".equals(r.get("state")));
    Agent agent = Agent.load(folder.resolve(run).resolve("model.zip"));
    assertThat(agent.parametersSha256())
        .isEqualTo(
            Trainer.of("CartPole-v1")
                .with(Trainer.resume(folder.resolve(run)).config())
                .envs(1)
                .seed(3)
                .train(640)
                .agent()
                .parametersSha256());
  }

  @Test
  void a_run_that_was_saved_and_stopped_resumes_to_the_same_parameters() throws IOException {
    String run = begin(ENDLESS);
    String order = Json.compact(Map.of("run", run));
    assertThat(await(r -> r.get("steps") != null)).containsEntry("owned", true);

    assertThat(post("/api/checkpoint", order).status()).isEqualTo(200);
    Path checkpoint = folder.resolve(run).resolve("checkpoint.zip");
    await(_ -> Files.exists(checkpoint)); // the regular ones are 100,000 steps apart
    assertThat(post("/api/stop", order).status()).isEqualTo(200);

    Map<String, Object> stopped = await(r -> Boolean.FALSE.equals(r.get("owned")));
    await(r -> "stopped".equals(r.get("state")));
    long steps = ((Number) stopped.get("steps")).longValue();
    assertThat(steps).isLessThan(1_000_000_000).isPositive();
    Agent paused = Agent.load(checkpoint);
    assertThat(paused.parametersSha256())
        .isEqualTo(
            Trainer.of("CartPole-v1")
                .with(paused.info().run())
                .with(Trainer.resume(folder.resolve(run)).config())
                .listen(pausingAt(paused.info().steps()))
                .train()
                .agent()
                .parametersSha256());
    assertThat(post("/api/stop", order).status()).isEqualTo(409);
  }

  /// The learning rate falls to 0 at the total, so a shorter run would differ.
  private static Listener pausingAt(long steps) {
    return new Listener() {
      @Override
      public void iterated(Run run) {
        if (run.steps() >= steps) {
          run.pause("as far as the other one came");
        }
      }
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"algorithm": "pppo", "env": "CartPole-v1"}               | Did you mean ppo?
          {"algorithm": "ppo", "env": "CartPol-v1"}                 | Did you mean CartPole-v1
          {"algorithm": "ppo", "env": "CartPole-v1", "seed": "x"}   | seed
          {"algorithm": "ppo", "env": "CartPole-v1", "out": "/tmp"} | no field 'out'
          {"algorithm": "ppo", "env": "CartPole-v1", "steps": 5}    | 'steps' is not a text
          {"algorithm": "ppo", "env": "CartPole-v1", "set": {"gamma": "2"}}       | gamma
          {"algorithm": "ppo", "env": "CartPole-v1", "set": {"gama": "0.9"}}      | Did you mean gamma
          {"algorithm": "ppo", "env": "CartPole-v1", "set": {"rolloutSteps": "1e9"}} | rolloutSteps
          """)
  void what_cannot_be_started_is_refused_with_the_reason(String form, String reason)
      throws IOException {
    RawHttp.Answer answer = post("/api/start", form);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(reason);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void the_same_settings_again_get_a_directory_of_their_own() throws IOException {
    assertThat(begin(ENDLESS)).isEqualTo("ppo-CartPole-v1-3");
    assertThat(begin(ENDLESS)).isEqualTo("ppo-CartPole-v1-3-2");
  }

  @Test
  void at_most_four_runs_train_at_once() throws IOException {
    for (int i = 0; i < 4; i++) {
      begin(ENDLESS);
    }
    RawHttp.Answer fifth = post("/api/start", FORM.formatted(ENDLESS));

    assertThat(fifth.status()).isEqualTo(409);
    assertThat(fifth.body()).contains("4 runs train already");
  }

  @Test
  void a_run_of_another_process_takes_no_orders() throws IOException {
    Path run = folder.resolve("theirs");
    Trainer.of("CartPole-v1").envs(1).out(run).train(1);

    RawHttp.Answer answer = post("/api/stop", "{\"run\": \"theirs\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("theirs is not trained by this dashboard");
    assertThat(post("/api/checkpoint", "{\"run\": \"nobody\"}").status()).isEqualTo(404);
    assertThat(post("/api/stop", "{}").status()).isEqualTo(404);
  }

  @Test
  void orders_are_not_taken_by_get() throws IOException {
    for (String path : new String[] {"start", "stop", "checkpoint"}) {
      assertThat(RawHttp.get(dashboard.url(), "/api/" + path).status()).isEqualTo(405);
    }
  }

  @Test
  void closing_ends_the_runs_with_a_checkpoint() throws IOException {
    Path run = folder.resolve(begin(ENDLESS));
    assertThat(dashboard.lastWords()).isIn("", "continue with: ascent resume " + run);

    dashboard.close();

    assertThat(run.resolve("checkpoint.zip")).exists();
    assertThat(Trainer.resume(run).settings().steps()).isEqualTo(1_000_000_000);
  }

  @Test
  void an_episode_has_pictures_returns_actions_and_what_they_are_drawn_from() throws IOException {
    Path run = folder.resolve("a");
    Trainer.of("CartPole-v1").envs(1).out(run).train(1);

    Object episode = body(RawHttp.get(dashboard.url(), "/api/episode?run=a&model=checkpoint"));

    int last = Json.list(episode, "shots").size() - 1;
    assertThat(Json.at(episode, "complete")).isEqualTo(true);
    // CartPole gives 1 a step.
    assertThat(Json.at(episode, "shots", last, "step")).isEqualTo(last);
    assertThat(Json.at(episode, "shots", last, "total")).isEqualTo(last);
    assertThat(Json.at(episode, "shots", 0, "action")).isEqualTo("");
    assertThat(Json.at(episode, "shots", 1, "action")).isIn("0", "1");
    assertThat(Objects.toString(Json.at(episode, "shots", 0, "png")))
        .startsWith("data:image/png;base64,");
    assertThat(
            Json.list(episode, "shots", 0, "distribution", "probabilities").stream()
                .mapToDouble(p -> ((Number) p).doubleValue())
                .sum())
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void a_policy_that_is_not_there_is_named() throws IOException {
    Trainer.of("CartPole-v1").envs(1).out(folder.resolve("a")).train(1);

    RawHttp.Answer best = RawHttp.get(dashboard.url(), "/api/episode?run=a&model=best");
    assertThat(best.status()).isEqualTo(404);
    assertThat(best.body()).contains("a has no best.zip yet.");
    assertThat(RawHttp.get(dashboard.url(), "/api/episode?run=a&model=../a/model").status())
        .isEqualTo(400);
    assertThat(RawHttp.get(dashboard.url(), "/api/episode?run=a").status()).isEqualTo(400);
  }

  @Test
  void the_choices_are_those_of_the_command_line() throws IOException {
    String choices = RawHttp.get(dashboard.url(), "/api/choices").body();

    assertThat(choices)
        .contains("\"name\":\"ppo\"", "\"name\":\"CartPole-v1\"", "\"name\":\"gaeLambda\"")
        .contains("{\"algorithm\":\"ppo\",\"env\":\"CartPole-v1\",\"name\":\"tuned\"");
  }
}
