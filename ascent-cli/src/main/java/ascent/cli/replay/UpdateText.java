package ascent.cli.replay;

import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.collect.Episode;
import ascent.nn.Parameter;
import ascent.rollout.Rollout;
import ascent.train.Replay;
import ascent.train.UpdateRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// An update for people to read.
final class UpdateText {
  private static final int MOST_EPOCHS = 20; // shown: the first and the last ones

  private final UpdateRecord update;

  UpdateText(UpdateRecord update) {
    this.update = update;
  }

  /// Prints it.
  ///
  /// @param directory of the files
  void show(Path run, Replay.Result result, Path directory, Output output) {
    output.result(
        String.format(
            Locale.ROOT,
            "update %,d of %s: steps %,d to %,d, computed again from step %,d",
            update.iteration() + 1,
            run,
            update.from() + 1,
            update.to(),
            result.startedAt()));
    output.result(verified(result));
    output.result(rollout());
    output.result(figures());
    output.result("");
    output.table(epochs());
    output.result("");
    output.table(parameters());
    output.result("");
    output.result(
        "in %s: update.json, rollout.csv, episodes.csv, gradients.csv, samples.csv, parameters.csv"
            .formatted(directory));
  }

  static String verified(Replay.Result result) {
    String rows =
        switch (result.rows()) {
          case 0 -> "no row of metrics.csv was on the way";
          case 1 -> "as recorded in 1 row of metrics.csv";
          default ->
              String.format(Locale.ROOT, "as recorded in %,d rows of metrics.csv", result.rows());
        };
    return result.checkpoint().isEmpty()
        ? rows
        : rows + "; the parameters are those of " + result.checkpoint();
  }

  private String rollout() {
    Rollout r = update.rollout();
    List<Episode> ended = update.episodes();
    String head =
        String.format(
            Locale.ROOT,
            "rollout: %,d samples of %d %s; %,d episodes ended",
            r.samples(),
            r.envs(),
            r.envs() == 1 ? "environment" : "environments",
            ended.size());
    if (ended.isEmpty()) {
      return head;
    }
    var returns = ended.stream().mapToDouble(Episode::episodeReturn).summaryStatistics();
    return head
        + String.format(
            Locale.ROOT,
            ", return %s (%s to %s)",
            figure(returns.getAverage()),
            figure(returns.getMin()),
            figure(returns.getMax()));
  }

  private String figures() {
    Rollout r = update.rollout();
    int used = 0;
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int env = 0; env < r.envs(); env++) {
      for (int t = 0; t < r.length(env); t++) {
        double advantage = r.advantage[t * r.envs() + env];
        used++;
        sum += advantage;
        least = Math.min(least, advantage);
        most = Math.max(most, advantage);
      }
    }
    String advantages =
        String.format(
            Locale.ROOT,
            "advantages: mean %s, from %s to %s",
            figure(sum / used),
            figure(least),
            figure(most));
    Double explained = update.metrics().get("train/explained_variance");
    return explained == null
        ? advantages
        : advantages + "; explained variance " + figure(explained);
  }

  private Table epochs() {
    Table table =
        new Table(
            "epoch", "steps", "approx_kl", "ratio", "w = 0", "gradient norm", "most", "entropy");
    List<Epoch> epochs = Epoch.of(update);
    for (int k = 0; k < epochs.size(); k++) {
      boolean hidden = k >= MOST_EPOCHS / 2 && k < epochs.size() - MOST_EPOCHS / 2;
      if (!hidden) {
        row(table, epochs.get(k));
      } else if (k == MOST_EPOCHS / 2) {
        table.row("...", "", "", "", "", "", "", "");
      }
    }
    return table;
  }

  private static void row(Table table, Epoch e) {
    boolean policy = !Double.isNaN(e.approxKl());
    String steps = e.steps() == e.gradients() ? "" + e.steps() : e.steps() + " of " + e.gradients();
    table.row(
        "" + e.number(),
        steps,
        policy ? figure(e.approxKl()) : "-",
        policy ? figure(e.leastRatio()) + " to " + figure(e.mostRatio()) : "-",
        policy ? String.format(Locale.ROOT, "%.1f %%", 100 * e.zeroWeights()) : "-",
        figure(e.meanNorm()),
        figure(e.mostNorm()),
        policy ? figure(e.entropy()) : "-");
  }

  private Table parameters() {
    Table table =
        new Table("parameters", "norm before", "change", "relative", "gradient norm", "most");
    for (int k = 0; k < update.layout().size(); k++) {
      Parameter part = update.layout().get(k);
      double before = Norms.of(update.thetaBefore(), part);
      double change = Norms.ofChange(update, part);
      double sum = 0;
      double most = 0;
      for (UpdateRecord.Gradient gradient : update.gradients()) {
        sum += gradient.norms()[k];
        most = Math.max(most, gradient.norms()[k]);
      }
      table.row(
          part.name(),
          figure(before),
          figure(change),
          before == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * change / before),
          figure(sum / update.gradients().size()),
          figure(most));
    }
    return table;
  }

  /// A number with four significant digits.
  private static String figure(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    return size >= 1e5 || size < 1e-4
        ? String.format(Locale.ROOT, "%.2e", value)
        : size >= 1000
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.4g", value);
  }
}
