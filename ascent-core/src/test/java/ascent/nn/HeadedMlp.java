package ascent.nn;

import java.util.ArrayList;
import java.util.List;

/// An [Mlp] with a [LinearHead] behind it, and their passes, for tests.
final class HeadedMlp {
  final Mlp net;
  final LinearHead head;
  final NetworkPass hidden;
  final LinearHeadPass linear;

  HeadedMlp(int inputs, List<Integer> layers, int outputs, Activation activation, int offset) {
    net = new Mlp(inputs, layers, activation, offset);
    head = new LinearHead(net.features(), outputs, net.span().to());
    hidden = net.pass();
    linear = head.pass();
  }

  int end() {
    return head.span().to();
  }

  List<Parameter> parameters(String prefix) {
    List<Parameter> all = new ArrayList<>(net.parameters(prefix));
    all.addAll(head.parameters(prefix + ".head"));
    return all;
  }

  /// Computes `linear.out`.
  void forward(float[] theta, float[] x, int xo, int rows) {
    hidden.forward(theta, x, xo, rows);
    linear.forward(theta, hidden.features(), hidden.featuresAt(), rows);
  }

  /// Comes in through `linear.dOut`.
  void backward(float[] grad) {
    linear.backward(grad, hidden.dFeatures());
    hidden.backward(grad);
  }

  /// The tangent of the outputs.
  float[] tangent(float[] thetaDot, float[] xDot) {
    hidden.tangent(thetaDot, xDot);
    linear.tangent(thetaDot, hidden.featuresDot());
    return linear.outDot();
  }
}
