import ascent.collect.Episode;
import ascent.envs.CartPole;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import ascent.train.callback.Callbacks;
import ascent.train.callback.PeriodicEvaluation;

// Listeners: what a run tells, and how it is ended.
void main() {
  // @start region="listen"
  TrainingResult result =
      Trainer.of(CartPole::new)
          .listen(Callbacks.everySteps(5_000, run -> IO.println("step " + run.steps())))
          .listen(Callbacks.stopWhen("the mean return reached 50", m -> m.meanReturn() >= 50))
          .listen(
              new PeriodicEvaluation("other", CartPole::new, 10_000, 5)
                  .onResult((run, e) -> IO.println(e)))
          .listen(new Longest())
          .train(100_000);
  IO.println(result.stopReason());
  // @end
}

// @start region="own"
/// Prints each episode that is longer than all before.
static final class Longest implements Listener {
  private final double[] longest = {0};

  @Override
  public double[] state() {
    return longest; // part of a checkpoint
  }

  @Override
  public void episode(Run run, Episode episode) {
    if (episode.length() > longest[0]) {
      longest[0] = episode.length();
      IO.println("longest: " + episode.length());
    }
  }
}
// @end
