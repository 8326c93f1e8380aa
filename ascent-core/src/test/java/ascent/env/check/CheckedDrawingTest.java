package ascent.env.check;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Renderable;
import ascent.env.wrap.TimeLimit;
import ascent.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What EnvChecker says of drawings, each broken in one place.
class CheckedDrawingTest {

  /// Draws itself well.
  private static class Drawn extends Probe implements Renderable {
    @Override
    public Screen screen() {
      return new Screen(40, 20, 10);
    }

    @Override
    public void render(Graphics2D g) {
      g.setColor(Color.RED);
      g.fillRect(steps, 0, 5, 5);
    }
  }

  @Test
  void a_good_drawing_passes_also_a_large_one_and_one_in_a_wrapper() {
    class Large extends Drawn {
      @Override
      public Screen screen() {
        return new Screen(8192, 8192, 10);
      }
    }
    assertThat(EnvChecker.report(Drawn::new)).isEmpty();
    assertThat(EnvChecker.report(Large::new)).isEmpty();
    assertThat(EnvChecker.report(TimeLimit.of(Drawn::new, 3))).isEmpty();
  }

  @Test
  void a_drawing_that_throws_is_named_with_its_line_and_the_step() {
    class Broken extends Drawn {
      @Override
      public void render(Graphics2D g) {
        if (steps == 2) {
          throw new UnsupportedOperationException("no paint");
        }
      }
    }
    for (Supplier<? extends Env> factory :
        List.<Supplier<? extends Env>>of(Broken::new, TimeLimit.of(Broken::new, 3))) {
      assertThat(report(factory))
          .startsWith("render threw java.lang.UnsupportedOperationException: no paint at ascent.")
          .contains("Broken.render(CheckedDrawingTest.java:")
          .endsWith(" (episode 0, step 2).");
    }
  }

  @Test
  void a_screen_must_be_there_and_have_a_size() {
    class Missing extends Drawn {
      @Override
      public Screen screen() {
        return null;
      }
    }
    class Flat extends Drawn {
      @Override
      public Screen screen() {
        return new Screen(0, 20, 10);
      }
    }
    assertThat(report(Missing::new)).isEqualTo("screen() gave null; it must give a Screen.");
    assertThat(report(Flat::new))
        .startsWith("screen() threw java.lang.IllegalArgumentException: width is 0; it must be in")
        .contains("Flat.screen(CheckedDrawingTest.java:");
  }

  @Test
  void a_screen_must_stay_the_same() {
    class Growing extends Drawn {
      @Override
      public Screen screen() {
        return new Screen(40 + steps, 20, 10);
      }
    }
    assertThat(report(Growing::new))
        .startsWith("screen() is Screen[width=40, ")
        .contains(", then Screen[width=41, ")
        .endsWith(" (episode 0, step 1); it must not change.");
  }

  @Test
  void drawing_must_not_change_the_env() {
    class Moving extends Drawn {
      @Override
      public void render(Graphics2D g) {
        place += 1;
      }
    }
    class Drawing extends Drawn {
      @Override
      public void render(Graphics2D g) {
        g.fillRect(rng.nextInt(5), 0, 5, 5);
      }
    }
    for (Supplier<Env> factory : List.<Supplier<Env>>of(Moving::new, Drawing::new)) {
      assertThat(report(factory))
          .startsWith("an env that is drawn differs from one that is not drawn: in episode 0 ")
          .contains("step 1")
          .endsWith("it must not.");
    }
  }

  /// What is wrong with an env otherwise is said first: a drawing of it would be no news.
  @Test
  void an_env_that_is_broken_otherwise_is_not_drawn() {
    class Broken extends Drawn {
      @Override
      public Space observationSpace() {
        return Space.box(0, 0, 2);
      }

      @Override
      public void render(Graphics2D g) {
        throw new IllegalStateException("nobody should see this");
      }
    }
    assertThat(report(Broken::new)).startsWith("the observation of reset is not in");
  }

  private static String report(Supplier<? extends Env> factory) {
    List<String> problems = EnvChecker.report(factory);
    assertThat(problems).isNotEmpty().noneMatch(p -> p.contains("nobody should see this"));
    return problems.getFirst();
  }
}
