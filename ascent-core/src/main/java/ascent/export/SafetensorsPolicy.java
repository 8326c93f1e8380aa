package ascent.export;

import ascent.agent.Agent;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.nn.Parameter;
import ascent.policy.ActorCritic;
import ascent.space.Box;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// All numbers of an agent as named tensors, the value function's too.
final class SafetensorsPolicy {
  private SafetensorsPolicy() {}

  static byte[] bytes(Agent agent, PolicyPlan plan, Origin origin) {
    return new Safetensors(tensors(agent, plan), metadata(agent, plan, origin)).toBytes();
  }

  private static Map<String, Tensor> tensors(Agent agent, PolicyPlan plan) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    float[] theta = agent.parameters();
    for (Parameter parameter : agent.policy().layout()) {
      int from = parameter.offset();
      tensors.put(
          parameter.name(),
          Tensor.of(
              Arrays.copyOfRange(theta, from, from + parameter.size()),
              parameter.shape().stream().mapToInt(Integer::intValue).toArray()));
    }
    plan.scaling()
        .ifPresent(scaling -> {
          int n = scaling.mean().length;
          tensors.put("observation.mean", Tensor.of(scaling.mean(), n));
          tensors.put("observation.deviation", Tensor.of(scaling.deviation(), n));
          tensors.put("observation.clip", Tensor.of(new double[] {scaling.clip()}, 1));
        });
    if (plan.actions() instanceof Box box) {
      tensors.put("action.low", Tensor.of(box.low(), box.size()));
      tensors.put("action.high", Tensor.of(box.high(), box.size()));
    }
    return tensors;
  }

  private static Map<String, String> metadata(Agent agent, PolicyPlan plan, Origin origin) {
    ActorCritic policy = agent.policy();
    Map<String, String> metadata = new LinkedHashMap<>(origin.metadata());
    metadata.put("activation", plan.activation().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    metadata.put("distribution", policy.distributionConfig().name());
    metadata.put("observation_space", plan.observations().toString());
    metadata.put("action_space", plan.actions().toString());
    return metadata;
  }
}
