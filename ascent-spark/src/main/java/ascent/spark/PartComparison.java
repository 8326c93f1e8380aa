package ascent.spark;

import ascent.collect.SourceException;
import ascent.io.DamagedFileException;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Compares two computations of a part, which must have the same bytes.
final class PartComparison {
  /// The rows of a part by step and environment, in the order in which a difference spreads.
  private static final List<String> ROWS =
      List.of("obs", "masks", "actions", "logProb", "reward", "terminated", "truncated");

  private PartComparison() {}

  /// @param task that both answer
  /// @throws SourceException if the answers differ
  static void requireEqual(PartTask task, long iteration, PartAnswer one, PartAnswer other) {
    if (Arrays.equals(one.part, other.part) && Arrays.equals(one.carry, other.carry)) {
      return;
    }
    throw new SourceException(
        "Two computations of the part of environments %d to %d in iteration %d differ%s. Maybe the environment draws random numbers of its own, or keeps something from one episode to the next."
            .formatted(
                task.first,
                task.first + task.envs - 1,
                iteration,
                other.lost
                    ? ": a running episode was played again, and led elsewhere"
                    : firstRow(task, one.part, other.part)),
        null);
  }

  private static String firstRow(PartTask task, byte[] one, byte[] other) {
    try {
      Map<String, Tensor> a = Safetensors.parse(one).tensors();
      Map<String, Tensor> b = Safetensors.parse(other).tensors();
      int rows = Math.min(rows(a), rows(b));
      for (int row = 0; row < rows; row++) {
        for (String name : ROWS) {
          if (!Arrays.equals(row(a, name, row), row(b, name, row))) {
            return ", first in %s of environment %d at step %d"
                .formatted(name, task.first + row % task.envs, row / task.envs);
          }
        }
      }
      return "";
    } catch (DamagedFileException e) {
      return ": " + e.getMessage();
    }
  }

  /// 0 where an environment failed.
  private static int rows(Map<String, Tensor> part) {
    Tensor reward = part.get("reward");
    return reward == null ? 0 : reward.size();
  }

  private static float[] row(Map<String, Tensor> part, String name, int row) {
    Tensor tensor = Objects.requireNonNull(part.get(name), name);
    int width = tensor.size() / rows(part);
    return Arrays.copyOfRange(tensor.floats(), row * width, (row + 1) * width);
  }
}
