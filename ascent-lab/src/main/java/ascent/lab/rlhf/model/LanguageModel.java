package ascent.lab.rlhf.model;

import ascent.distribution.Distribution;
import ascent.distribution.DistributionConfig;
import ascent.lab.rlhf.language.Vocabulary;
import ascent.space.Discrete;

/// A distribution over responses: π(y|x) = Πₜ π(yₜ | x, y₍ₜ₋₆₎ … y₍ₜ₋₁₎, t), a softmax over the
/// outputs of a [TokenNetwork].
///
/// An immutable description; [LanguagePass] computes with it.
///
/// @param network with an output per word
public record LanguageModel(TokenNetwork network) {
  /// The default size.
  public static final LanguageModel DEFAULT = new LanguageModel(TokenNetwork.Size.DEFAULT);

  /// A model of that size.
  public LanguageModel(TokenNetwork.Size size) {
    this(new TokenNetwork(size, Vocabulary.SIZE));
  }

  /// Memory for one thread.
  public LanguagePass pass() {
    return new LanguagePass(this, 1);
  }

  Distribution distribution(float temperature) {
    return DistributionConfig.Standard.DEFAULT
        .withTemperature(temperature)
        .create(new Discrete(Vocabulary.SIZE), network.size().hidden());
  }
}
