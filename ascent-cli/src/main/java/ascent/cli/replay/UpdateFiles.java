package ascent.cli.replay;

import ascent.agent.Provenance;
import ascent.cli.render.EpisodePart;
import ascent.io.AtomicFiles;
import ascent.io.CsvLog;
import ascent.io.Hashes;
import ascent.io.Json;
import ascent.nn.Parameter;
import ascent.rollout.Rollout;
import ascent.train.Replay;
import ascent.train.UpdateRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes everything of an update into a directory.
///
/// | file | a row |
/// |---|---|
/// | `update.json` | (the update as a whole) |
/// | `rollout.csv` | a step of an environment, as it was learned from |
/// | `episodes.csv` | an episode or the part of it that is in the rollout |
/// | `gradients.csv` | a gradient, with its norm in each named parameter |
/// | `samples.csv` | a sample of a gradient: ratio, advantage, weights |
/// | `parameters.csv` | a named parameter before and after |
final class UpdateFiles {
  private final Path directory;
  private final UpdateRecord update;
  private final List<Path> begun = new ArrayList<>();

  /// @param directory an existing one
  UpdateFiles(Path directory, UpdateRecord update) {
    this.directory = directory;
    this.update = update;
  }

  /// Writes all files, or none if one of them cannot be written.
  ///
  /// @param run what was replayed
  void write(Path run, Replay.Result result) throws IOException {
    try {
      writeRollout();
      writeEpisodes();
      writeGradients();
      writeSamples();
      writeParameters();
      String json = Json.pretty(object(run, result));
      AtomicFiles.writeInExistingFolder(
          directory.resolve("update.json"), json.getBytes(StandardCharsets.UTF_8));
    } catch (Throwable e) {
      for (Path file : begun) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  /// The update as a whole.
  Map<String, Object> object(Path run, Replay.Result result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", run.toString());
    object.put("env", update.agent().info().run().env());
    object.put("algorithm", update.agent().info().config().algorithm());
    object.put("from_step", update.from());
    object.put("to_step", update.to());
    object.put("iteration", update.iteration());
    object.put("replayed_from_step", result.startedAt());
    object.put("equal_rows_of_metrics", result.rows());
    object.put("equal_checkpoint", result.checkpoint().isEmpty() ? null : result.checkpoint());
    object.put("samples", update.rollout().samples());
    object.put("gradients", update.gradients().size());
    object.put("episodes_ended", update.episodes().size());
    object.put("parameters_sha256_before", Hashes.sha256(update.thetaBefore()));
    object.put("parameters_sha256", Hashes.sha256(update.thetaAfter()));
    Map<String, Object> metrics = new LinkedHashMap<>(update.metrics());
    metrics.remove("time/time_elapsed");
    metrics.remove("time/fps");
    object.put("metrics", metrics);
    object.put("replayed_by_commit", Provenance.current().commit());
    return object;
  }

  @FunctionalInterface
  private interface Rows {
    void writeTo(CsvLog file) throws IOException;
  }

  private void write(String name, List<String> columns, Rows rows) throws IOException {
    Path path = directory.resolve(name);
    begun.add(path);
    try (CsvLog file = CsvLog.open(path, columns)) {
      rows.writeTo(file);
      file.flush();
    }
  }

  private void writeRollout() throws IOException {
    Rollout r = update.rollout();
    List<String> columns = new ArrayList<>(List.of("row", "step", "env", "episode"));
    numbered(columns, "obs", r.obsSize());
    numbered(columns, "action", r.actionSize());
    columns.addAll(
        List.of("reward", "terminated", "truncated", "log_prob", "value", "advantage", "return"));
    write(
        "rollout.csv",
        columns,
        file -> {
          int[] episodes = update.before().episodes().clone();
          for (int t = 0; t < r.steps(); t++) {
            for (int env = 0; env < r.envs(); env++) {
              if (t < r.length(env)) {
                file.add(step(r, t, env, episodes[env]));
                int row = t * r.envs() + env;
                episodes[env] += r.terminated[row] || r.truncated[row] ? 1 : 0;
              }
            }
          }
        });
  }

  private static void numbered(List<String> columns, String name, int size) {
    for (int i = 0; i < size; i++) {
      columns.add(name + "_" + i);
    }
  }

  private static double[] step(Rollout r, int t, int env, int episode) {
    int row = t * r.envs() + env;
    double[] cells = new double[11 + r.obsSize() + r.actionSize()];
    int c = 0;
    cells[c++] = row;
    cells[c++] = t;
    cells[c++] = env;
    cells[c++] = episode;
    for (int i = 0; i < r.obsSize(); i++) {
      cells[c++] = r.obs[row * r.obsSize() + i];
    }
    for (int i = 0; i < r.actionSize(); i++) {
      cells[c++] = r.actions[row * r.actionSize() + i];
    }
    cells[c++] = r.reward[row];
    cells[c++] = r.terminated[row] ? 1 : 0;
    cells[c++] = r.truncated[row] ? 1 : 0;
    cells[c++] = r.logProb[row];
    cells[c++] = r.value[row];
    cells[c++] = r.advantage[row];
    cells[c] = r.returns[row];
    return cells;
  }

  private void writeEpisodes() throws IOException {
    List<String> columns =
        List.of(
            "env",
            "episode",
            "first_step",
            "last_step",
            "steps_before",
            "terminated",
            "truncated",
            "reward_in_rollout",
            "return");
    write(
        "episodes.csv",
        columns,
        file -> {
          for (EpisodePart e : EpisodePart.of(update)) {
            file.add(
                new double[] {
                  e.env(),
                  e.episode(),
                  e.first(),
                  e.last(),
                  e.stepsBefore(),
                  e.terminated() ? 1 : 0,
                  e.truncated() ? 1 : 0,
                  e.reward(),
                  e.returned()
                });
          }
        });
  }

  private void writeGradients() throws IOException {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "gradient",
                "epoch",
                "samples",
                "approx_kl",
                "zero_weights",
                "ent_coef",
                "learning_rate",
                "scale",
                "norm"));
    update.layout().forEach(part -> columns.add("norm/" + part.name()));
    write(
        "gradients.csv",
        columns,
        file -> {
          int number = 0;
          for (UpdateRecord.Gradient g : update.gradients()) {
            double[] row = new double[columns.size()];
            row[0] = number++;
            row[1] = g.epoch();
            row[2] = g.samples().size();
            row[3] = g.samples().approxKl(update.rollout());
            row[4] = Epoch.zeroWeights(g.samples());
            row[5] = g.entCoef();
            row[6] = g.step().learningRate();
            row[7] = g.step().scale();
            row[8] = g.norm();
            System.arraycopy(g.norms(), 0, row, 9, g.norms().length);
            file.add(row);
          }
        });
  }

  private void writeSamples() throws IOException {
    List<String> columns =
        List.of("gradient", "row", "log_prob", "ratio", "advantage", "entropy", "value", "w", "u");
    write(
        "samples.csv",
        columns,
        file -> {
          for (int k = 0; k < update.gradients().size(); k++) {
            UpdateRecord.Samples s = update.gradients().get(k).samples();
            for (int i = 0; i < s.size(); i++) {
              file.add(
                  new double[] {
                    k,
                    s.rows()[i],
                    s.logProb()[i],
                    s.ratio()[i],
                    s.advantage()[i],
                    s.entropy()[i],
                    s.value()[i],
                    s.w()[i],
                    s.u()[i]
                  });
            }
          }
        });
  }

  /// The names are in the file's place of a first column: a [CsvLog] holds numbers only.
  private void writeParameters() throws IOException {
    StringBuilder text = new StringBuilder("name,size,norm_before,norm_after,change\n");
    for (Parameter part : update.layout()) {
      text.append(part.name())
          .append(',')
          .append(part.size())
          .append(',')
          .append(Norms.of(update.thetaBefore(), part))
          .append(',')
          .append(Norms.of(update.thetaAfter(), part))
          .append(',')
          .append(Norms.ofChange(update, part))
          .append('\n');
    }
    AtomicFiles.writeInExistingFolder(
        directory.resolve("parameters.csv"), text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
