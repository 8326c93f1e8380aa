package ascent.distribution;

import ascent.rng.Rng;
import java.util.List;

/// A family of distributions over actions. Its parameters are the policy network's outputs η, which
/// depend on the state, and free parameters, which do not.
public sealed interface Distribution
    permits Categorical,
        Bernoulli,
        DiagonalGaussian,
        StateDependentGaussian,
        SquashedGaussian,
        Beta,
        StateDependentExploration {
  /// Outputs of the policy network per sample.
  int outputs();

  /// Parameters that do not depend on the state.
  int freeParameters();

  /// How the free parameters are arranged.
  default List<Integer> freeShape() {
    return List.of(freeParameters());
  }

  /// Numbers of the chunk's scratch memory that it asks for.
  default int scratch() {
    return 0;
  }

  /// Numbers that sampling remembers of each environment from step to step.
  default int noise() {
    return 0;
  }

  /// The start of the free parameters, at `theta[at …)`. Right before them lie the biases of the
  /// network's outputs, as the network has started them.
  void initialise(float[] theta, int at);

  /// log π(a|s) and H(π(·|s)) of the chunk's samples. Leaves there what [#gradient] needs.
  void evaluate(Chunk c);

  /// The gradient of `scale · Σᵢ (wᵢ log π(aᵢ|sᵢ) − entCoef · H(π(·|sᵢ)))` over the samples last
  /// evaluated: written to dEta, added to the free parameters' part of grad.
  void gradient(Chunk c, float entCoef, float scale);

  /// The Fisher information of the distributions last evaluated, times a tangent: `scale · F(η, ψ)
  /// (η̇, ψ̇)`, where ψ are the free parameters. Reads `tangent` and `thetaTangent`; what belongs
  /// to η is written to dEta, what belongs to ψ is added to the free parameters' part of grad.
  void fisher(Chunk c, float scale);

  /// Σᵢ KL(p(·|sᵢ) ‖ q(·|sᵢ)) over the samples last evaluated in both chunks.
  double kl(Chunk p, Chunk q);

  /// Samples an action and its log π(a|s) for each sample, the r-th from the stream `rngs[first +
  /// r]`.
  ///
  /// @param t the step of the rollout; its steps come in order, from 0
  void sample(Chunk c, Rng[] rngs, int first, int t);

  /// The most probable action of each sample.
  void mode(Chunk c);

  /// What the first sample's outputs say, for people.
  ActionDistribution describe(Chunk c);

  /// What an environment gets for actions as this distribution writes them: the same, unless that
  /// squashes them. Reads `count` numbers, whole actions, from `from` on; in place is fine.
  default void toEnv(float[] actions, int from, float[] env, int at, int count) {
    System.arraycopy(actions, from, env, at, count);
  }

  /// The way back from [#toEnv], for actions that come from elsewhere.
  default void fromEnv(float[] env, int from, float[] actions, int at, int count) {
    System.arraycopy(env, from, actions, at, count);
  }

  /// The mean of the free standard deviations, for the logs; NaN where there are none.
  double meanStd(float[] theta, int free);
}
