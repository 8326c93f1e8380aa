package ascent.study.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final Space SPACE =
      new Space(
          List.of(
              Range.parse("rate", "log(1e-5, 1e-1)"),
              Range.parse("gamma", "uniform(0, 1)"),
              Range.parse("net", "choice(a, b, c, d)")));

  /// The best is rate 1e-3 (place ½), gamma 0.8, net c; 0 there, and less elsewhere.
  private static double value(Trial trial) {
    double rate = trial.place().get(0) - 0.5;
    double gamma = Double.parseDouble(trial.values().get("gamma")) - 0.8;
    double net = "c".equals(trial.values().get("net")) ? 0 : 0.3;
    return -rate * rate - gamma * gamma - net;
  }

  private static List<Trial> ran(List<Trial> candidates, long steps) {
    return candidates.stream().map(c -> c.ran(steps, List.of(value(c)), value(c))).toList();
  }

  private static Search search(long seed) {
    return new Search(SPACE, _ -> true, seed);
  }

  private static double best(Sampler sampler, long seed) throws IOException {
    return search(seed).sample(sampler, 60, 1, SearchTest::ran).stream()
        .mapToDouble(Trial::score)
        .max()
        .orElseThrow();
  }

  /// By chance alone, either would be ahead in half of the seeds, and 20 or more of 24 has a
  /// probability of 8e-4.
  @Test
  void tpe_comes_closer_to_the_optimum_than_random_search() throws IOException {
    int ahead = 0;
    double tpe = 0;
    double random = 0;
    for (int seed = 1; seed <= 24; seed++) {
      double one = best(TpeSampler.DEFAULT, seed);
      double other = best(Sampler.RANDOM, seed);
      ahead += one > other ? 1 : 0;
      tpe += one;
      random += other;
    }

    assertThat(ahead).isGreaterThanOrEqualTo(20);
    assertThat(tpe / random).as("distances to the optimum").isLessThan(0.65);
  }

  @Test
  void tpe_spends_its_later_trials_in_the_region_of_the_optimum() throws IOException {
    List<Trial> trials = search(3).sample(TpeSampler.DEFAULT, 60, 1, SearchTest::ran);

    assertThat(trials.subList(30, 60).stream().filter(t -> value(t) > -0.05).count())
        .isGreaterThan(15);
    assertThat(trials.subList(0, 8).stream().filter(t -> value(t) > -0.05).count()).isLessThan(4);
  }

  @Test
  void the_first_trials_of_a_longer_search_are_those_of_a_shorter_one() throws IOException {
    List<Trial> shorter = search(1).sample(TpeSampler.DEFAULT, 20, 1, SearchTest::ran);
    List<Trial> longer = search(1).sample(TpeSampler.DEFAULT, 32, 1, SearchTest::ran);

    assertThat(longer.subList(0, 20)).isEqualTo(shorter);
    assertThat(search(2).sample(TpeSampler.DEFAULT, 20, 1, SearchTest::ran)).isNotEqualTo(shorter);
  }

  /// A candidate of round 3 is chosen from rounds 1 and 2, of four trials each.
  @Test
  void a_candidate_is_chosen_from_whole_rounds() throws IOException {
    List<Integer> histories = new ArrayList<>();
    Sampler spy =
        (space, done, rng) -> {
          histories.add(done.size());
          return Sampler.RANDOM.propose(space, done, rng);
        };

    search(1).sample(spy, 10, 1, SearchTest::ran);

    assertThat(histories).containsExactly(0, 0, 0, 0, 4, 4, 4, 4, 8, 8);
  }

  @Test
  void halving_keeps_the_best_of_each_rung() throws IOException {
    List<Trial> trials = search(1).halve(Bracket.of(9, 1, 9), SearchTest::ran);

    assertThat(trials)
        .extracting(Trial::steps)
        .containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 3L, 3L, 3L, 9L);
    List<Integer> best =
        trials.subList(0, 9).stream().sorted(Trial.BEST_FIRST).map(Trial::number).toList();
    assertThat(trials.subList(9, 12)).extracting(Trial::number).isEqualTo(best.subList(0, 3));
    assertThat(trials.getLast().number()).isEqualTo(best.getFirst());
  }

  @Test
  void combinations_that_are_not_valid_are_drawn_again() throws IOException {
    Search picky = new Search(SPACE, values -> "d".equals(values.get("net")), 1);

    assertThat(picky.sample(Sampler.RANDOM, 8, 1, SearchTest::ran))
        .allSatisfy(trial -> assertThat(trial.values()).containsEntry("net", "d"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Search(SPACE, _ -> false, 1).sample(Sampler.RANDOM, 1, 1, SearchTest::ran))
        .withMessageStartingWith("none of 1000 combinations in the space is valid.");
  }

  /// Failed trials, of −∞, count as bad ones.
  @Test
  void tpe_avoids_where_runs_fail() throws IOException {
    Search.Objective fails =
        (candidates, steps) ->
            candidates.stream()
                .map(c ->
                    c.place().get(0) > 0.5
                        ? c.ran(steps, List.of(), Double.NEGATIVE_INFINITY)
                        : c.ran(steps, List.of(1.0), 1 - c.place().get(1)))
                .toList();

    List<Trial> trials = search(5).sample(TpeSampler.DEFAULT, 60, 1, fails);

    assertThat(trials.subList(40, 60).stream().filter(t -> t.scores().isEmpty()).count())
        .isLessThan(5);
  }

  /// 200 random trials of −(gamma − 0.8)² and chance: gamma explains most, the others nothing.
  @Test
  void importance_finds_the_setting_that_matters() {
    List<Trial> trials = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      Rng rng = Rng.stream(7, "importance", i);
      double[] place = Sampler.RANDOM.propose(SPACE, List.of(), rng);
      double gamma = place[1] - 0.8;
      Map<String, String> values = SPACE.at(place);
      List<Double> places = List.of(place[0], place[1], place[2]);
      trials.add(
          Trial.proposed(i, places, values)
              .ran(1, List.of(), -gamma * gamma + 0.02 * rng.nextDouble()));
    }

    List<Importance> found = Importance.of(SPACE, trials);

    assertThat(found.getFirst().name()).isEqualTo("gamma");
    assertThat(found.getFirst().effect()).isGreaterThan(0.7);
    assertThat(found.getFirst().correlation()).isGreaterThan(0.5);
    assertThat(found.subList(1, 3)).allSatisfy(i -> assertThat(i.effect()).isLessThan(0.06));
  }

  /// Scores 1, 2 of value a and 3, 4 of b: of the ranks' variance of 5, 4 are between the groups,
  /// so η² = 0.8 and ε² = 1 − 0.2·3/2 = 0.7.
  @Test
  void an_effect_is_the_share_between_groups_less_that_of_chance() {
    Space space = new Space(List.of(Range.parse("net", "choice(a, b)")));
    List<Trial> trials = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      double place = i <= 2 ? 0.25 : 0.75;
      trials.add(Trial.proposed(i, List.of(place), Map.of()).ran(1, List.of(), 10.0 * i));
    }

    Importance importance = Importance.of(space, trials).getFirst();

    assertThat(importance.effect()).isCloseTo(0.7, within(1e-12));
    assertThat(importance.correlation()).isNaN();
  }

  @Test
  void scores_are_of_all_runs_or_of_the_worst() {
    double[] returns = {1, 2, 3, 10};

    assertThat(Score.MEAN.of(returns)).isEqualTo(4);
    assertThat(Score.IQM.of(returns)).isEqualTo(2.5); // of 2 and 3
    assertThat(Score.WORST_QUARTILE.of(returns)).isEqualTo(1);
  }
}
