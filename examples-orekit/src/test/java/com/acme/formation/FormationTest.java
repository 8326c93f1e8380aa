package com.acme.formation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FormationTest {
  private static final double THIN_AIR = 1e-20;
  private static final Offset<Double> FEW_METRES =
      within(4.0); // the flattening is not in the formulas

  private final Formation formation = new Formation();

  @Test
  void begins_where_it_is_told_to() {
    double[] relative = {12, -1_000, 0.01, -0.02};
    formation.begin(relative, THIN_AIR, 1);

    assertThat(formation.relative()).containsExactly(relative, within(1e-6));
  }

  /// Clohessy and Wiltshire 1960: h metres higher, it falls back by 3πh in a revolution.
  @Test
  void a_higher_follower_falls_back() {
    double height = 10;
    formation.begin(
        new double[] {height, -1_000, 0, -1.5 * Formation.MEAN_MOTION * height}, THIN_AIR, 1);

    formation.coast(Formation.PERIOD);

    assertThat(formation.relative()[1]).isCloseTo(-1_000 - 3 * Math.PI * height, FEW_METRES);
  }

  /// A push forward by v raises the orbit by 2v/n: it falls back by 6πv/n in a revolution.
  @Test
  void a_push_forward_makes_it_fall_back() {
    formation.begin(new double[] {0, -1_000, 0, 0}, THIN_AIR, 1);
    formation.push(0, 0.005);
    assertThat(formation.relative()[3]).isCloseTo(0.005, within(1e-9));

    formation.coast(Formation.PERIOD);

    double back = 6 * Math.PI * 0.005 / Formation.MEAN_MOTION;
    assertThat(formation.relative()[1]).isCloseTo(-1_000 - back, FEW_METRES);
  }

  /// The one with more drag sinks, is faster then, and comes closer from behind.
  @Test
  void drag_brings_the_follower_forward() {
    formation.begin(new double[] {0, -1_000, 0, 0}, 1e-12, 1.5);

    formation.coast(5 * Formation.PERIOD);

    assertThat(formation.relative()[1]).isGreaterThan(-900);
  }

  @Test
  void it_begins_in_the_light_and_is_in_the_dark_on_the_other_side() {
    formation.begin(new double[] {0, -1_000, 0, 0}, THIN_AIR, 1);
    assertThat(formation.inSunlight()).isTrue();

    formation.coast(Formation.PERIOD / 2);
    assertThat(formation.inSunlight()).isFalse();

    formation.coast(Formation.PERIOD / 4);
    assertThat(formation.inSunlight()).isTrue();
  }
}
