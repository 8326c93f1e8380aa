package ascent.cli.replay;

import ascent.nn.Parameter;
import ascent.train.UpdateRecord;

/// Euclidean norms of named parameters.
final class Norms {
  private Norms() {}

  /// The norm of a part of θ.
  static double of(float[] theta, Parameter part) {
    double sum = 0;
    for (int i = part.offset(); i < part.offset() + part.size(); i++) {
      sum += (double) theta[i] * theta[i];
    }
    return Math.sqrt(sum);
  }

  /// How far an update moved a part of θ.
  static double ofChange(UpdateRecord update, Parameter part) {
    double sum = 0;
    for (int i = part.offset(); i < part.offset() + part.size(); i++) {
      double change = (double) update.thetaAfter()[i] - update.thetaBefore()[i];
      sum += change * change;
    }
    return Math.sqrt(sum);
  }
}
