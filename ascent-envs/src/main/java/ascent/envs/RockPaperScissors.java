package ascent.envs;

import ascent.config.Check;
import ascent.config.Help;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;
import java.util.Arrays;

/// RockPaperScissors: a hundred rounds against an opponent that answers your most frequent recent
/// move.
///
/// | action | | beats |
/// |---|---|---|
/// | 0 | rock | scissors |
/// | 1 | paper | rock |
/// | 2 | scissors | paper |
///
/// **Observation**: always 1. It carries no information, so the policy is one mixed strategy.
///
/// **Reward**: 1 for a round won, −1 for one lost, 0 for a draw.
///
/// **The opponent** counts your last `memory` moves and answers the most frequent one, breaking
/// ties at random. It exploits any preferred move; only (⅓, ⅓, ⅓) does not lose, and no
/// deterministic policy scores above −98.
///
/// **End**: terminated after 100 rounds, when the game ends.
public final class RockPaperScissors implements Renderable {
  static final int ROUNDS = 100;
  private static final int MOVES = 3;
  private static final Space OBSERVATIONS = Space.box(0, 1, 1);
  private static final Space ACTIONS = Space.discrete(MOVES);

  private final int maxRounds;
  private final int[] recent; // the last moves, a ring
  private final int[] counts = new int[MOVES];
  private Rng rng = Rng.stream(0, "rock-paper-scissors");
  private HandsScene.Moves latest = HandsScene.Moves.NONE; // to be drawn
  private int round = Integer.MAX_VALUE; // before the first reset

  /// The parameters.
  public record Settings(
      @Help("The number of your moves that the opponent remembers.") int memory,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    public static final Settings DEFAULT = new Settings(20, 0);

    public Settings {
      Check.that(memory >= 1 && memory <= ROUNDS, "memory", memory, "in [1, " + ROUNDS + "]");
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  public RockPaperScissors() {
    this(Settings.DEFAULT);
  }

  public RockPaperScissors(Settings settings) {
    recent = new int[settings.memory];
    maxRounds = Math.min(ROUNDS, Episodes.steps(settings.maxEpisodeSteps));
  }

  @Override
  public Space observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return ACTIONS;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    this.rng = rng;
    Arrays.fill(counts, 0);
    latest = HandsScene.Moves.NONE;
    round = 0;
    obs[0] = 1;
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(Math.max(0, maxRounds - round));
    int answer = (favourite() + 1) % MOVES;
    int move = action.index(MOVES);
    int slot = round % recent.length;
    if (round >= recent.length) {
      counts[recent[slot]]--;
    }
    recent[slot] = move;
    counts[move]++;
    latest = HandsScene.Moves.of(move, answer);
    round++;
    obs[0] = 1;
    int reward = Math.floorMod(move - answer + 1, MOVES) - 1; // ahead by one wins
    return Step.whole(reward, round == ROUNDS, round == maxRounds && round < ROUNDS);
  }

  /// The most frequent of the remembered moves; ties are broken at random.
  private int favourite() {
    int best = 0;
    int equals = 0;
    for (int move = 0; move < MOVES; move++) {
      if (counts[move] > counts[best] || equals == 0) {
        best = move;
        equals = 1;
      } else if (counts[move] == counts[best] && rng.nextInt(++equals) == 0) {
        best = move;
      }
    }
    return best;
  }

  @Override
  public Screen screen() {
    return HandsScene.SCREEN;
  }

  @Override
  public void render(Graphics2D g) {
    double over = round > ROUNDS ? 0 : (double) round / ROUNDS;
    HandsScene.draw(g, latest, counts, recent.length, over);
  }
}
