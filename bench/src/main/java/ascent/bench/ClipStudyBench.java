package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.text.Table;
import ascent.lab.course.PpoClipStudy;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonRun;
import ascent.study.plot.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The lesson `ppo-clip-study` with five times its steps and five seeds: all 27 combinations of
/// clip range, epochs and λ, with intervals.
public final class ClipStudyBench {
  private static final long STEPS = 500_000;
  private static final int SEEDS = 5;
  private static final String NAME = "ppo-clip-study";

  private ClipStudyBench() {}

  public static void main(String... args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    int threads = Runtime.getRuntime().availableProcessors();
    long start = System.nanoTime();
    LessonRun run = new LessonRun(1, SEEDS, threads, IO::println);
    LessonResult result = new PpoClipStudy(STEPS).run(run);
    double minutes = (System.nanoTime() - start) * 1e-9 / 60;
    Path picture = Page.root().resolve("docs", "images", "lessons", NAME + "-500k.svg");
    Files.writeString(picture, result.picture().svg(Theme.AUTO));
    Table table = new Table("what", "measured");
    result.rows().forEach(row -> table.row(row.what(), row.measured()));
    new Page("Clip range, epochs and λ over 500,000 steps", List.of("clip-study"))
        .add(
            "PPO on LunarLander-v3, 27 combinations, seeds 1 to %d: the settings of the [lesson](../../docs/lessons/%s.md), but for the number of steps. It took %s minutes."
                .formatted(SEEDS, NAME, text(minutes, 1)))
        .add(
            "The return is the mean of the last 50 training episodes. Nine lines average over everything else, with the 95 % interval of the mean; best and worst are the median of the seeds, and [least, most].")
        .add(table.markdown())
        .add(
            "![Heat map of the 27 combinations](../../docs/images/lessons/%s-500k.svg)"
                .formatted(NAME))
        .publish(NAME);
  }
}
