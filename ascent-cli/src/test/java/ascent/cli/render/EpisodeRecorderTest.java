package ascent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.PPOConfig;
import ascent.collect.Normalizer;
import ascent.distribution.DistributionConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EpisodeRecorderTest {
  private static final Space OBSERVATIONS = Space.box(-1, 1, 1);
  private static final Space ACTIONS = Space.box(-1, 1, 1);
  private static final int STEPS = 5;

  /// Always in the same state; an episode's reward is told by its actions.
  private static final class Still implements Env, Renderable {
    private int steps;

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
      steps = 0;
      obs[0] = 0.5f;
    }

    @Override
    public Step step(Action action, float[] obs) {
      steps++;
      double reward = action.values()[0] * (1 << steps);
      return steps == STEPS ? Step.terminal(reward) : Step.of(reward);
    }

    @Override
    public Screen screen() {
      return new Screen(1, 1, 1);
    }

    @Override
    public void render(Graphics2D g) {}
  }

  static List<DistributionConfig> distributions() {
    return DistributionConfig.all();
  }

  /// Also with gSDE, whose noise is drawn once an episode: so the next one forgets it.
  @ParameterizedTest
  @MethodSource("distributions")
  void a_stochastic_film_shows_the_episodes_that_eval_plays(DistributionConfig family)
      throws IOException {
    ActorCritic policy = new ActorCritic(OBSERVATIONS, ACTIONS, NetworkConfig.DEFAULT, family);
    float[] theta = policy.initialise(Rng.stream(1, "init"));
    var info = new ModelInfo(PPOConfig.DEFAULT, RunSettings.DEFAULT, 0, Provenance.current());
    Agent agent = new Agent(policy, Normalizer.none(OBSERVATIONS), theta, info);
    Still env = new Still();
    List<Moment> moments = new ArrayList<>();
    var script = new EpisodeRecorder.Script(7, 3, 100, 1_000);

    EpisodeRecorder.Result result =
        new EpisodeRecorder(
                script,
                env,
                Player.stochastic(agent),
                new FrameGrabber(env),
                (_, moment) -> moments.add(moment))
            .shoot();

    assertThat(result.mean()).isEqualTo(agent.evaluate(Still::new, 3, 7, false, 100).meanReturn());
    assertThat(moments).hasSize(3 * (STEPS + 1));
    // A moment has the rewards of its own episode, and the three episodes' sum is the film's.
    double sum = moments.stream().filter(m -> m.step() == STEPS).mapToDouble(Moment::total).sum();
    assertThat(sum / 3).isCloseTo(result.mean(), within(1e-9));
    assertThat(moments)
        .filteredOn(m -> m.action() == null)
        .extracting(Moment::step)
        .containsOnly(0);
  }
}
