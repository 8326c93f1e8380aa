package ascent.cli;

import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;

/// Four steps of an env with a picture of odd size, at 30 frames a second, in which every second
/// action is forbidden: one that was chosen breaks it, as does the step that [OddEnvs#BREAK_AT]
/// names.
final class DrawnEnv implements Renderable {
  private final int breakAt = Integer.getInteger(OddEnvs.BREAK_AT, Integer.MAX_VALUE);
  private int step;

  @Override
  public Space observationSpace() {
    return Space.box(0, 4, 1);
  }

  @Override
  public Space actionSpace() {
    return Space.multiDiscrete(4, 6);
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    step = 0;
    obs[0] = 0;
  }

  @Override
  public Step step(Action action, float[] obs) {
    step++;
    for (int choice : action.indices()) {
      if (choice % 2 == 1) {
        throw new IllegalStateException("option " + choice + " is forbidden.");
      }
    }
    if (step == breakAt) {
      throw new IllegalArgumentException("the wheel came off.");
    }
    obs[0] = step;
    return step == 4 ? Step.terminal(1) : Step.of(0.5);
  }

  @Override
  public boolean actionMask(boolean[] mask) {
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % 2 == 0;
    }
    return true;
  }

  @Override
  public Screen screen() {
    return new Screen(101, 63, 30);
  }

  @Override
  public void render(Graphics2D g) {
    g.setColor(Color.BLUE);
    g.fillOval(20 * step, 20, 20, 20);
  }
}
