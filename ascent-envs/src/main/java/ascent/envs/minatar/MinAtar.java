package ascent.envs.minatar;

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
import java.util.List;

/// The games of MinAtar: Atari games reduced to a board of 10 × 10 cells, so that learning is about
/// control rather than vision (Young and Tian, *MinAtar: An Atari-Inspired Testbed for Thorough and
/// Reproducible Reinforcement Learning Experiments*, 2019, arXiv:1903.03176).
///
/// | game | moves, in the order of the actions | channels | reward | the episode ends when |
/// |---|---|---|---|---|
/// | Breakout | none, left, right | 4 | 1 per brick | the ball is lost |
/// | Asterix | none, left, up, right, down | 4 | 1 per piece of gold | an enemy touches the player |
/// | Freeway | none, up, down | 7 | 1 per crossing | (after 2,500 frames) |
/// | Space Invaders | none, left, right, fire | 6 | 1 per alien | an alien or a bullet hits the cannon |
/// | Seaquest | none, left, up, right, down, fire | 10 | 1 per enemy; for six divers the oxygen, 0 to 10 | the submarine is hit, out of oxygen or up without a diver |
///
/// **Observation**: 10 × 10 × channels numbers, 0 or 1, flat as `[row][column][channel]`.
///
/// **Sticky actions**: with probability `stickyActionProb` the last move is repeated instead of the
/// chosen one. **Ramping**: Asterix, Space Invaders and Seaquest get faster with time, or wave by
/// wave.
///
/// Differs from the authors' program: actions are the moves that matter in a game, as in its `v1`
/// environments; Freeway is truncated by its limit, not terminated, since the number of frames left
/// is not observable; after surfacing with six divers there are none on board, as the rules say,
/// not minus one. Otherwise each game follows the program's rules, with different random draws.
public final class MinAtar implements Renderable {
  /// The frames after which Freeway ends.
  public static final int FREEWAY_FRAMES = 2_500;

  private final Game game;
  private final double stickyActionProb;
  private final int maxEpisodeSteps;
  private final Board board;
  private final Space observationSpace;
  private final Space actionSpace;
  private Rng rng = Rng.stream(0, "minatar");
  private int lastMove;
  private int stepsLeft;

  /// The parameters of the games that get faster.
  public record Settings(
      @Help("Probability that the last move is repeated instead of the chosen one.")
          double stickyActionProb,
      @Help("Whether the game gets faster with time.") boolean difficultyRamping,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    /// The authors' settings.
    public static final Settings DEFAULT = new Settings(0.1, true, 0);

    public Settings {
      checkStickyActionProb(stickyActionProb);
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  /// The parameters of the games with constant speed.
  public record PlainSettings(
      @Help("Probability that the last move is repeated instead of the chosen one.")
          double stickyActionProb,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    /// The authors' settings.
    public static final PlainSettings DEFAULT = new PlainSettings(0.1, 0);

    /// The same with the limit of Freeway.
    public static final PlainSettings FREEWAY = new PlainSettings(0.1, FREEWAY_FRAMES);

    public PlainSettings {
      checkStickyActionProb(stickyActionProb);
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  private static void checkStickyActionProb(double probability) {
    Check.that(probability >= 0 && probability < 1, "stickyActionProb", probability, "in [0, 1)");
  }

  private MinAtar(Game game, double stickyActionProb, int maxEpisodeSteps) {
    this.game = game;
    this.stickyActionProb = stickyActionProb;
    this.maxEpisodeSteps = maxEpisodeSteps;
    board = new Board(game.channels().size());
    observationSpace = Space.box(0, 1, Board.SIZE * Board.SIZE * game.channels().size());
    actionSpace = Space.discrete(game.moves().length);
  }

  private static MinAtar of(Game game, Settings settings) {
    return new MinAtar(game, settings.stickyActionProb, settings.maxEpisodeSteps);
  }

  private static MinAtar of(Game game, PlainSettings settings) {
    return new MinAtar(game, settings.stickyActionProb, settings.maxEpisodeSteps);
  }

  /// Break bricks with a ball and a paddle.
  public static MinAtar breakout(PlainSettings settings) {
    return of(new Breakout(), settings);
  }

  /// Collect gold and keep clear of enemies.
  public static MinAtar asterix(Settings settings) {
    return of(new Asterix(settings.difficultyRamping), settings);
  }

  /// Bring a chicken across a motorway.
  public static MinAtar freeway(PlainSettings settings) {
    return of(new Freeway(), settings);
  }

  /// Shoot aliens before they land.
  public static MinAtar spaceInvaders(Settings settings) {
    return of(new SpaceInvaders(settings.difficultyRamping), settings);
  }

  /// Save divers from a sea full of enemies.
  public static MinAtar seaquest(Settings settings) {
    return of(new Seaquest(settings.difficultyRamping), settings);
  }

  /// The channels of the board.
  public int channels() {
    return game.channels().size();
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    this.rng = rng;
    lastMove = Game.NONE;
    stepsLeft = maxEpisodeSteps == 0 ? Integer.MAX_VALUE : maxEpisodeSteps;
    game.reset(rng);
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    if (stepsLeft == 0) {
      throw new IllegalStateException(
          "step was called without an episode running; it must follow a reset. Maybe the last"
              + " step was terminated or truncated.");
    }
    int move = game.moves()[action.index(game.moves().length)];
    if (rng.nextDouble() < stickyActionProb) {
      move = lastMove;
    }
    lastMove = move;
    int reward = game.play(move);
    observe(obs);
    stepsLeft = game.over() ? 0 : stepsLeft - 1;
    return Step.whole(reward, game.over(), stepsLeft == 0 && !game.over());
  }

  @Override
  public Screen screen() {
    return new Screen(Board.SIZE * Palette.CELL, Board.SIZE * Palette.CELL, 10);
  }

  @Override
  public List<Key> legend() {
    return Palette.legend(game.channels());
  }

  @Override
  public void render(Graphics2D g) {
    float[] cells = new float[observationSpace.size()];
    observe(cells);
    Palette.draw(g, cells, game.channels().size());
  }

  private void observe(float[] obs) {
    board.clear(obs);
    game.draw(board);
  }
}
