package ascent.lab.rlhf.language;

import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Draws prompts. A fifth of them is held out: no model is trained on them, though on the same sums
/// with other words behind.
public final class Questions {
  /// Prompts without beliefs.
  public static final Questions PLAIN = new Questions(false);

  /// Prompts that state a belief: the right answer half of the time.
  public static final Questions BELIEFS = new Questions(true);

  private static final int SHARE = 5; // one of five is held out

  private final boolean beliefs;
  private final List<Question> all;
  private final Set<Question> heldOut = new HashSet<>();
  private final Map<Question, List<Question>> wrong = new HashMap<>(); // by question, with beliefs

  private Questions(boolean beliefs) {
    this.beliefs = beliefs;
    all = Question.all(beliefs);
    int[] order = new int[all.size()];
    Arrays.setAll(order, i -> i);
    Rng.stream(0, "rlhf/held-out").shuffle(order, order.length);
    Arrays.stream(order).limit(order.length / SHARE).mapToObj(all::get).forEach(heldOut::add);
    for (Question prompt : all) {
      if (prompt.belief() != prompt.answer()) {
        wrong.computeIfAbsent(prompt.bare(), bare -> new ArrayList<>()).add(prompt);
      }
    }
  }

  /// Draws prompts for training, each `copies` times in a row.
  public List<Question> draw(int prompts, int copies, Rng rng) {
    return draw(prompts, copies, false, rng);
  }

  /// Draws held-out prompts, each `copies` times in a row.
  public List<Question> drawHeldOut(int prompts, int copies, Rng rng) {
    return draw(prompts, copies, true, rng);
  }

  private List<Question> draw(int prompts, int copies, boolean held, Rng rng) {
    List<Question> drawn = new ArrayList<>();
    while (drawn.size() < prompts * copies) {
      Question prompt = draw(rng);
      for (int copy = 0; copy < copies && heldOut.contains(prompt) == held; copy++) {
        drawn.add(prompt);
      }
    }
    return drawn;
  }

  private Question draw(Rng rng) {
    Question prompt = all.get(rng.nextInt(all.size()));
    if (!beliefs) {
      return prompt;
    }
    if (rng.nextBoolean()) {
      return prompt.believing(prompt.answer());
    }
    List<Question> others = wrong.getOrDefault(prompt.bare(), List.of());
    return others.get(rng.nextInt(others.size()));
  }
}
