package ascent.study.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunGroupTest {
  @TempDir Path folder;

  private List<RunRecord> runs(String... changed) throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    for (String settings : changed) {
      runs.add(Runs.write(folder.resolve("run-" + runs.size()), settings, "1,2"));
    }
    return runs;
  }

  @Test
  void runs_that_differ_in_their_seeds_alone_are_one_group_without_a_label() throws IOException {
    List<RunGroup> groups = RunGroup.byDifferences(runs("seed=1", "seed=2 logEvery=1"));

    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().label()).isEmpty();
    assertThat(groups.getFirst().runs()).hasSize(2);
  }

  @Test
  void groups_are_labelled_by_whatever_differs() throws IOException {
    List<RunGroup> groups =
        RunGroup.byDifferences(
            runs(
                "clipRange=0.1 gamma=0.9",
                "clipRange=0.2 gamma=0.9",
                "clipRange=0.1 gamma=0.9 seed=2"));

    assertThat(groups)
        .extracting(RunGroup::label)
        .containsExactly("clipRange 0.1", "clipRange 0.2");
    assertThat(groups.getFirst().runs()).hasSize(2);
  }

  @Test
  void settings_of_different_algorithms_are_not_compared() throws IOException {
    List<RunGroup> groups =
        RunGroup.byDifferences(
            runs("algorithm=ppo", "algorithm=a2c rmsDecay=0.9", "algorithm=a2c rmsDecay=0.99"));

    assertThat(groups)
        .extracting(RunGroup::label)
        .containsExactly("ppo", "a2c, rmsDecay 0.9", "a2c, rmsDecay 0.99");
  }

  @Test
  void a_key_averages_over_everything_else() throws IOException {
    List<RunRecord> runs =
        runs("clipRange=0.1 gamma=0.9", "clipRange=0.1 gamma=0.99", "clipRange=0.3 gamma=0.9");

    assertThat(RunGroup.by("clipRange", runs))
        .extracting(group -> group.label() + ": " + group.runs().size())
        .containsExactly("clipRange 0.1: 2", "clipRange 0.3: 1");
    assertThatThrownBy(() -> RunGroup.by("clipRang", runs))
        .hasMessage("The runs have no setting clipRang. Did you mean clipRange?");
  }
}
