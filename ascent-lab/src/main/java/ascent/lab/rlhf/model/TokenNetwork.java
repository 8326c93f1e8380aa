package ascent.lab.rlhf.model;

import static ascent.nn.NetworkPass.ROWS;

import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Vocabulary;
import ascent.nn.Activation;
import ascent.nn.Init;
import ascent.nn.LinearHead;
import ascent.nn.Mlp;
import ascent.nn.Parameter;
import ascent.nn.Span;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.List;

/// A network that sees the prompt, the last six words and the time, as in Bengio et al. (2003):
/// embeddings of each, one hidden layer, and a linear head. One flat vector of parameters:
///
///     θ = [word embeddings | time embeddings | hidden layer | head]
///
/// With an output per word it is a [language model][LanguageModel] or a reward model, with a single
/// one a value function ([ScalarLearner]). All but the head is the trunk, which one hands to
/// the other.
///
/// An immutable description; [TokenPass] computes with it.
public final class TokenNetwork {
  static final int CONTEXT = Question.LENGTH + Responses.WINDOW; // words that it sees
  private static final int TIMES = Responses.LONGEST + 1; // 0 … LONGEST
  private static final float HEAD_GAIN = 0.01f; // outputs start near 0

  private final Size size;
  private final int outputs;
  private final Mlp hidden;
  private final LinearHead head;

  /// The size of a network.
  ///
  /// @param embedding numbers per word and per time
  /// @param hidden units of the hidden layer
  public record Size(int embedding, int hidden) {
    public static final Size DEFAULT = new Size(8, 64);
  }

  /// @param outputs of the head
  public TokenNetwork(Size size, int outputs) {
    this.size = size;
    this.outputs = outputs;
    int inputs = (CONTEXT + 1) * size.embedding;
    hidden =
        new Mlp(inputs, List.of(size.hidden), Activation.SILU, timesAt() + TIMES * size.embedding);
    head = new LinearHead(size.hidden, outputs, hidden.span().to());
  }

  public Size size() {
    return size;
  }

  int outputs() {
    return outputs;
  }

  /// |θ|.
  public int parameters() {
    return head.span().to();
  }

  /// The parameters of all but the head.
  public Span trunk() {
    return new Span(0, head.span().from());
  }

  /// Multiply–adds of a forward pass per token.
  public long weights() {
    return hidden.weights() + head.weightSpan().size();
  }

  int timesAt() {
    return Vocabulary.SIZE * size.embedding;
  }

  Mlp hidden() {
    return hidden;
  }

  LinearHead head() {
    return head;
  }

  /// New parameters.
  public float[] initialise(Rng rng) {
    float[] theta = new float[parameters()];
    for (int i = 0; i < hidden.span().from(); i++) {
      theta[i] = rng.normal();
    }
    hidden.initialise(theta, Init.HE_NORMAL, 1, rng);
    head.initialise(theta, Init.ORTHOGONAL, HEAD_GAIN, rng);
    return theta;
  }

  /// The named parameters of θ, in order and without gaps.
  public List<Parameter> layout() {
    int d = size.embedding;
    List<Parameter> layout = new ArrayList<>();
    layout.add(new Parameter("words", 0, List.of(Vocabulary.SIZE, d)));
    layout.add(new Parameter("times", timesAt(), List.of(TIMES, d)));
    layout.addAll(hidden.parameters("hidden"));
    layout.addAll(head.parameters("head"));
    return layout;
  }

  /// Memory for one thread.
  TokenPass pass() {
    return new TokenPass(this, ROWS);
  }
}
