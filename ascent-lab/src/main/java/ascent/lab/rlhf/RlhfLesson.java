package ascent.lab.rlhf;

import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.lab.rlhf.RlhfRuns.Policy;
import ascent.lab.rlhf.RlhfRuns.Setting;
import ascent.study.plot.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reinforcement learning from human feedback in small: the true reward beside the learned one, for
/// several weights of the KL divergence, amounts of preferences, sizes of the reward model and
/// algorithms.
public final class RlhfLesson implements Lesson {
  @Override
  public String name() {
    return "rlhf";
  }

  @Override
  public String summary() {
    return "RLHF in small: a learned reward is optimised, and the true one falls without a KL leash.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("000", "002");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    RlhfRuns runs = RlhfRuns.of(run, RlhfSettings.all());
    List<Row> rows = new ArrayList<>(RlhfTable.of(runs));
    OneTokenBias bias = OneTokenBias.measure();
    rows.addAll(bias.rows());
    List<Check> checks = new ArrayList<>(RlhfChecks.of(runs));
    checks.add(bias.check());
    Map<String, Picture> more = Map.of("algorithms", RlhfPicture.ofAlgorithms(runs, run.seeds()));
    return new LessonResult(
        rows, checks, RlhfPicture.ofRewardModels(runs, run.seeds()), more, data(runs));
  }

  private static Map<String, Object> data(RlhfRuns runs) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Setting setting : RlhfSettings.all()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("setting", setting);
      entry.put("evaluations", runs.policies(setting).stream().map(Policy::evaluation).toList());
      entry.put("gold", runs.policies(setting).stream().map(Policy::gold).toList());
      entry.put("proxy", runs.policies(setting).stream().map(Policy::proxy).toList());
      entry.put("kl", runs.policies(setting).stream().map(Policy::kl).toList());
      entry.put("sample", runs.policies(setting).getFirst().sample());
      all.add(entry);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("prompt", runs.prompted().getFirst());
    data.put("reference", runs.prompted().getLast());
    data.put("policies", all);
    return data;
  }
}
