package ascent.nn;

import ascent.io.Json;
import ascent.nn.OptimizerConfig.Kind;
import ascent.parity.Fixtures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerParityTest {
  private static final OptimizerConfig DEFAULT = OptimizerConfig.DEFAULT;

  @Test
  void ten_steps_of_each_optimiser_are_those_of_pytorch() {
    Map<String, Object> file = Fixtures.read("optimisers");
    Map<String, Object> runs = Json.object(file, "parameters_after_each_step");
    for (String name : runs.keySet()) {
      float[] theta = Fixtures.floats(file.get("initial"));
      Optimizer optimizer = config(name).create(theta.length);
      List<Object> gradients = Json.list(file, "gradients");

      for (int step = 0; step < gradients.size(); step++) {
        optimizer.step(theta, Fixtures.floats(gradients.get(step)), 1, value(name, "lr"));

        String what = name + " after step " + step;
        Fixtures.assertClose(what, theta, Json.at(runs, name, step), Fixtures.FORMULA);
      }
    }
    Fixtures.ran("optimisers", runs.size());
  }

  /// Reads a name such as `rmsprop_lr7e-4_alpha.99_eps1e-5`.
  private static OptimizerConfig config(String name) {
    if (name.startsWith("adam")) {
      return DEFAULT.withOptimizerEpsilon(value(name, "eps"));
    }
    if (name.startsWith("rmsprop")) {
      return DEFAULT
          .withOptimizer(name.startsWith("rmsprop_tf_like") ? Kind.RMSPROP_TF : Kind.RMSPROP)
          .withAlpha(value(name, "alpha"))
          .withOptimizerEpsilon(value(name, "eps"));
    }
    if (name.startsWith("sgd")) {
      return DEFAULT.withOptimizer(Kind.SGD);
    }
    throw new AssertionError("There is an optimiser that no test knows: " + name);
  }

  private static float value(String name, String key) {
    return Arrays.stream(name.split("_"))
        .filter(part -> part.startsWith(key))
        .map(part -> Float.parseFloat(part.substring(key.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " says nothing of " + key));
  }
}
