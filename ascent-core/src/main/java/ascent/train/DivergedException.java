package ascent.train;

/// Training broke down: a parameter is no longer a finite number.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(long steps) {
    super(
        "The parameters are no longer finite after "
            + steps
            + " steps. Maybe learningRate is too high, or rewards are huge.");
  }
}
