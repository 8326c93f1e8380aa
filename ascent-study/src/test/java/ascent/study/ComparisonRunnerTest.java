package ascent.study;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.study.stats.StoppingRule;
import ascent.study.stats.StoppingRule.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonRunnerTest {
  @TempDir Path folder;

  /// A learns to reach the end of the corridor; B, with a learning rate of 10⁻⁹, learns nothing.
  private Comparison compare(int most, int atOnce, String name) throws IOException {
    Study study = Studies.of(1, 128, "0.01", "1e-9");
    return new ComparisonRunner(
            study.variants().getFirst(),
            study.variants().getLast(),
            1,
            new StoppingRule(0.05, 0.2, most),
            folder.resolve(name),
            atOnce)
        .run(StudyListener.NONE, _ -> {});
  }

  @Test
  void the_verdict_does_not_depend_on_how_many_run_at_once_nor_on_interruptions()
      throws IOException {
    Comparison one = compare(30, 1, "one");
    compare(3, 2, "many");

    Comparison many = compare(30, 3, "many");

    assertThat(many.decision()).isEqualTo(one.decision());
    assertThat(many.kept()).isEqualTo(6);
    assertThat(one.kept()).isZero();
    assertThat(Studies.rows(folder.resolve("many")))
        .isEqualTo(Studies.rows(folder.resolve("one")))
        .hasSize(1 + 2 * one.decision().wins().pairs());
    assertThat(one.decision().verdict()).isEqualTo(Verdict.A);
  }
}
