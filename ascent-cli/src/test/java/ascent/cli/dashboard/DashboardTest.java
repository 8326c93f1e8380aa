package ascent.cli.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.cli.web.RawHttp;
import ascent.io.FolderLock;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60) // a stream that stays silent fails, and does not hang
class DashboardTest {
  private static final String HEAD = "time/total_timesteps,rollout/ep_rew_mean,time/fps\n";

  @TempDir private Path folder;
  private Path runs;
  private Dashboard dashboard;

  @BeforeEach
  void start() throws IOException {
    runs = Files.createDirectory(folder.resolve("runs"));
    dashboard = new Dashboard(runs, 0);
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  private Path run(String id, String gamma) throws IOException {
    Path run = Files.createDirectories(runs.resolve(id));
    Files.writeString(
        run.resolve("config.json"),
        """
        {"algorithm": "ppo", "run": {"env": "CartPole-v1", "seed": "7", "steps": "1000"},
         "config": {"gamma": "%s"}}
        """
            .formatted(gamma));
    Files.writeString(run.resolve("metrics.csv"), HEAD + "100,20.5,5000\n");
    return run;
  }

  private RawHttp.Answer get(String path) throws IOException {
    return RawHttp.get(dashboard.url(), path);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> list() throws IOException {
    try (Events events = new Events(dashboard.url() + "api/events")) {
      return (List<Map<String, Object>>) events.next("runs");
    }
  }

  @Test
  void the_page_and_all_it_names_are_there() throws IOException {
    String page = get("/").body();

    assertThat(page).contains("<html lang=\"en\">").doesNotContain("http://", "https://");
    for (String file : List.of("/style.css", "/main.js", "/uplot.js", "/uplot.css")) {
      assertThat(get(file).status()).as(file).isEqualTo(200);
    }
    assertThat(get("/main.js").head()).containsIgnoringCase("Content-Type: text/javascript");
    for (String name : List.of("main", "runs", "curves", "settings", "studies", "api")) {
      String script = get("/" + name + ".js").body();
      assertThat(script).as(name).doesNotContain("innerHTML", "eval(", "http:", "https:");
      java.util.regex.Pattern.compile("from \"(?:\\.)?(/[a-z]+\\.js)\"")
          .matcher(script)
          .results()
          .forEach(match -> assertThat(status(match.group(1))).as(match.group(1)).isEqualTo(200));
    }
  }

  private int status(String path) {
    try {
      return get(path).status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void runs_are_listed_newest_first_with_their_numbers() throws IOException {
    Path old = run("old", "0.9");
    run("study/cell-1/seed-1", "0.99");
    Files.setLastModifiedTime(
        old.resolve("metrics.csv"), java.nio.file.attribute.FileTime.fromMillis(1_000));
    Files.createDirectories(runs.resolve("no-run"));

    List<Map<String, Object>> list = list();

    assertThat(list).extracting(run -> run.get("id")).containsExactly("study/cell-1/seed-1", "old");
    assertThat(list.getLast())
        .containsEntry("name", "old")
        .containsEntry("algorithm", "ppo")
        .containsEntry("env", "CartPole-v1")
        .containsEntry("seed", "7")
        .containsEntry("total", 1000)
        .containsEntry("steps", 100)
        .containsEntry("meanReturn", 20.5)
        .containsEntry("stepsPerSecond", 5000)
        .containsEntry("state", "unfinished")
        .containsEntry("modified", 1_000);
  }

  @Test
  void the_state_of_a_run_is_what_its_directory_says() throws IOException {
    Path run = run("a", "0.9");
    Files.writeString(run.resolve("failure.json"), "{}");
    assertThat(list().getFirst()).containsEntry("state", "failed");

    Files.writeString(run.resolve("model.zip"), "");
    assertThat(list().getFirst()).containsEntry("state", "finished");

    try (FolderLock _ = FolderLock.acquire(run)) {
      assertThat(list().getFirst()).containsEntry("state", "running");
      assertThat(FolderLock.user(run)).hasValue(ProcessHandle.current().pid());
    }
    assertThat(list().getFirst()).containsEntry("state", "finished");
  }

  @Test
  void a_directory_that_is_a_run_is_its_own_list() throws IOException {
    Path run = run("a", "0.9");
    try (Dashboard one = new Dashboard(run, 0);
        Events events = new Events(one.url() + "api/events?run=.")) {
      assertThat(Json.at(events.next("runs"), 0, "name")).isEqualTo("a");
      assertThat(Json.at(events.next("rows"), "run")).isEqualTo(".");
    }
  }

  private void studyOf(String id, String... runs) throws IOException {
    String planned =
        Arrays.stream(runs)
            .map(run ->
                """
                {"setting": "gamma %s", "seed": %s, "steps": 1000, "directory": "%s"}\
                """
                    .formatted(run.charAt(2) == '9' ? "0.9" : "0.5", run.split("-", -1)[1], run))
            .collect(Collectors.joining(",\n"));
    Files.writeString(
        Files.createDirectories(this.runs.resolve(id)).resolve("study.json"),
        "{\"algorithm\": \"ppo\", \"env\": \"CartPole-v1\", \"runs\": [" + planned + "]}");
  }

  private void done(Path run, double score, String failure) throws IOException {
    Files.writeString(
        run.resolve("result.json"),
        """
        {"seed": 1, "steps": 1000, "episodes": 9, "meanReturn": %s, "stdReturn": 0.5,
         "evalEpisodes": 10, "solvedAtStep": -1, "seconds": 2.5, "parametersSha256": "",
         "failure": "%s"}
        """
            .formatted(failure.isEmpty() ? score : "null", failure));
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> studies() throws IOException {
    try (Events events = new Events(dashboard.url() + "api/events")) {
      return (List<Map<String, Object>>) events.next("studies");
    }
  }

  @Test
  void a_study_has_the_state_and_score_of_each_run() throws IOException {
    studyOf("s", "0.9/seed-1", "0.5/seed-1", "0.9/seed-2", "0.5/seed-2");
    done(run("s/0.9/seed-1", "0.9"), 40, "");
    done(run("s/0.9/seed-2", "0.9"), 0, "the environment failed");
    Path running = run("s/0.5/seed-1", "0.5");

    Map<String, Object> study;
    try (FolderLock _ = FolderLock.acquire(runs.resolve("s"));
        FolderLock _ = FolderLock.acquire(running)) {
      study = studies().getFirst();
    }

    assertThat(study)
        .containsEntry("id", "s")
        .containsEntry("algorithm", "ppo")
        .containsEntry("env", "CartPole-v1")
        .containsEntry("state", "running");
    assertThat(Json.at(study, "settings", 0, "name")).isEqualTo("gamma 0.9");
    assertThat(Json.at(study, "settings", 0, "iqm")).isEqualTo(40);
    assertThat(Json.at(study, "settings", 0, "runs", 0, "id")).isEqualTo("s/0.9/seed-1");
    assertThat(Json.at(study, "settings", 0, "runs", 0, "state")).isEqualTo("done");
    assertThat(Json.at(study, "settings", 0, "runs", 0, "score")).isEqualTo(40);
    assertThat(Json.at(study, "settings", 0, "runs", 1, "state")).isEqualTo("failed");
    assertThat(Json.at(study, "settings", 0, "runs", 1, "score")).isNull();
    assertThat(Json.at(study, "settings", 0, "runs", 1, "failure"))
        .isEqualTo("the environment failed");
    assertThat(Json.at(study, "settings", 1, "iqm")).isNull();
    assertThat(Json.at(study, "settings", 1, "runs", 0, "state")).isEqualTo("running");
    assertThat(Json.at(study, "settings", 1, "runs", 0, "steps")).isEqualTo(100);
    assertThat(Json.at(study, "settings", 1, "runs", 0, "total")).isEqualTo(1000);
    assertThat(Json.at(study, "settings", 1, "runs", 1, "state")).isEqualTo("waiting");
    assertThat(Json.at(study, "settings", 1, "runs", 1, "steps")).isNull();
    assertThat(studies().getFirst()).containsEntry("state", "unfinished");
    assertThat(Json.at(studies(), 0, "settings", 1, "runs", 0, "state")).isEqualTo("waiting");
  }

  @Test
  void a_finished_study_says_so_and_damaged_plans_and_paths_out_of_it_are_left_out()
      throws IOException {
    studyOf("s", "0.9/seed-1");
    done(run("s/0.9/seed-1", "0.9"), 40, "");
    studyOf("out", "../s/0.9/seed-1");
    Files.writeString(Files.createDirectories(runs.resolve("bad")).resolve("study.json"), "{");

    List<Map<String, Object>> studies = studies();

    assertThat(studies).extracting(s -> s.get("id")).containsExactlyInAnyOrder("s", "out");
    assertThat(studies)
        .filteredOn(s -> s.get("id").equals("s"))
        .singleElement()
        .satisfies(s -> assertThat(s).containsEntry("state", "finished"));
    assertThat(studies)
        .filteredOn(s -> s.get("id").equals("out"))
        .singleElement()
        .satisfies(s -> assertThat(Json.list(s, "settings")).isEmpty());
  }

  @Test
  void damaged_files_leave_the_other_runs_listed() throws IOException {
    run("good", "0.9");
    Files.writeString(run("bad", "0.9").resolve("config.json"), "{");
    Files.writeString(run("empty", "0.9").resolve("metrics.csv"), "");

    assertThat(list()).hasSize(3).anySatisfy(r -> assertThat(r).containsEntry("algorithm", ""));
  }

  @Test
  void rows_follow_the_file() throws IOException {
    Path run = run("a", "0.9");
    try (Events events = new Events(dashboard.url() + "api/events?run=a")) {
      Object first = events.next("rows");
      assertThat(Json.at(first, "rows", 0)).isEqualTo(List.of(100, 20.5, 5000));
      assertThat(Json.at(first, "columns", 1)).isEqualTo("rollout/ep_rew_mean");

      Files.writeString(run.resolve("metrics.csv"), "200,21.5,\n", APPEND);

      List<Object> row = Json.list(events.next("rows"), "rows", 0);
      assertThat(row).containsExactly(200, 21.5, null);
    }
  }

  @Test
  void a_new_run_appears_in_the_list() throws IOException {
    try (Events events = new Events(dashboard.url() + "api/events")) {
      assertThat(events.next("runs")).isEqualTo(List.of());

      run("a", "0.9");

      assertThat(Json.at(events.next("runs"), 0, "id")).isEqualTo("a");
    }
  }

  @Test
  void closing_ends_the_streams() throws IOException {
    try (Events events = new Events(dashboard.url() + "api/events")) {
      events.next("runs");
      dashboard.close();

      assertThatThrownBy(() -> events.next("runs")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void settings_are_flat() throws IOException {
    run("a", "0.9");
    run("b", "0.99");

    assertThat(get("/api/settings?run=a&run=b").body())
        .contains("\"a\":{\"algorithm\":\"ppo\",\"env\":\"CartPole-v1\",\"seed\":\"7\"")
        .contains("\"gamma\":\"0.9\"}")
        .contains("\"gamma\":\"0.99\"}");
  }

  @Test
  void an_id_leads_nowhere_but_to_a_run_of_the_list() throws IOException {
    run("a", "0.9");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("config.json"), "{\"config\":{\"key\":\"secret\"}}");
    Files.writeString(outside.resolve("metrics.csv"), HEAD);
    Files.createSymbolicLink(runs.resolve("link"), outside);
    List<String> ids =
        List.of(
            "../outside",
            "a/../../outside",
            "%2e%2e/outside",
            "..%5Coutside",
            "link",
            "./a",
            "a/",
            outside.toString(),
            "");

    for (String id : ids) {
      RawHttp.Answer answer = get("/api/settings?run=" + id);
      assertThat(answer.status()).as(id).isEqualTo(404);
      assertThat(answer.body()).contains("There is no run").doesNotContain("secret");
    }
    assertThat(list()).hasSize(1);
  }

  @Test
  void at_most_sixteen_runs_are_followed() throws IOException {
    run("a", "0.9");

    assertThat(get("/api/settings?" + "run=a&".repeat(16)).status()).isEqualTo(200);
    assertThat(get("/api/settings?" + "run=a&".repeat(17)).status()).isEqualTo(400);
  }

  @Test
  void names_from_disk_are_data_to_the_page() throws IOException {
    run("<img src=x onerror=alert(1)>", "\\\"<script>");

    assertThat(list().getFirst()).containsEntry("id", "<img src=x onerror=alert(1)>");
    assertThat(new String(get("/").body().getBytes(UTF_8), UTF_8)).doesNotContain("onerror");
  }
}
