package ascent.sb3;

import java.util.List;
import java.util.Set;

/// The classes and functions that a pickle may name.
///
/// All of them stay names ([PyClass]), so none can do anything; the list is here so that a file
/// which holds something else is refused rather than half understood.
final class AllowedNames {
  private static final Set<String> NAMES =
      Set.of(
          "collections.OrderedDict",
          "numpy.dtype",
          "numpy.ndarray",
          "numpy.bool_",
          "numpy.bool",
          "numpy.float16",
          "numpy.float32",
          "numpy.float64",
          "numpy.int8",
          "numpy.int16",
          "numpy.int32",
          "numpy.int64",
          "numpy.uint8",
          "numpy.core.multiarray._reconstruct",
          "numpy.core.multiarray.scalar",
          "numpy.core.numeric._frombuffer",
          "numpy._core.multiarray._reconstruct", // NumPy 2
          "numpy._core.multiarray.scalar",
          "numpy._core.numeric._frombuffer",
          "rl_zoo3.utils.SimpleLinearSchedule",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_parameter",
          "torch.FloatStorage",
          "torch.DoubleStorage",
          "cloudpickle.cloudpickle._make_function",
          "cloudpickle.cloudpickle._builtin_type",
          "cloudpickle.cloudpickle._make_cell",
          "cloudpickle.cloudpickle._make_empty_cell",
          "cloudpickle.cloudpickle._function_setstate",
          "cloudpickle.cloudpickle_fast._function_setstate");

  /// Packages whose classes may be named: those of Stable-Baselines3 itself, of spaces and their
  /// generators, and of layers and optimisers, which settings name.
  private static final List<String> PACKAGES =
      List.of(
          "gymnasium.spaces.",
          "numpy.random.",
          "stable_baselines3.",
          "sb3_contrib.",
          "torch.nn.modules.",
          "torch.optim.");

  private AllowedNames() {}

  static boolean contains(String name) {
    return NAMES.contains(name) || PACKAGES.stream().anyMatch(name::startsWith);
  }
}
