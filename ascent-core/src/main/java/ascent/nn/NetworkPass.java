package ascent.nn;

/// Forward pass, backward pass and tangent of a [Network], with one thread's memory for them.
///
/// Inputs and features are batch-major, `[rows × width]`. Backward pass and tangent are about the
/// rows of the last forward pass and read its arrays again, which must not have changed.
///
/// At most [#ROWS] rows go through at a time, so that their activations stay in the cache. The
/// gradient accumulates over passes in one fma chain per weight, so how the rows are cut into
/// passes does not show in its bits.
public interface NetworkPass {
  /// The largest number of rows of a pass.
  int ROWS = 64;

  /// The tangent of an input that does not move.
  float[] FIXED = {};

  /// Computes the features.
  ///
  /// @param x inputs, `[rows × inputs]` from index `xo`
  void forward(float[] theta, float[] x, int xo, int rows);

  /// The array of the features; a network without layers passes its input on.
  float[] features();

  /// Where the first row starts in [#features].
  int featuresAt();

  /// Prepares backward passes with these parameters: once per minibatch.
  ///
  /// @param inputGradient whether [#dInput] is wanted
  void prepareBackward(float[] theta, boolean inputGradient);

  /// The gradient with respect to the features, `[rows × features]`, to be written before
  /// [#backward]; empty where nothing depends on it.
  float[] dFeatures();

  /// Adds the gradient of the rows of the last forward pass to `grad`, laid out like θ.
  void backward(float[] grad);

  /// The gradient with respect to the input, `[rows × inputs]`, after [#backward], if it is wanted.
  float[] dInput();

  /// Computes how the features move when the parameters move with velocity θ̇ and the input with
  /// velocity ẋ. This is the product of the Jacobian with a vector, as the backward pass is that of
  /// its transpose; the two together make a Fisher–vector product without a Jacobian.
  ///
  /// @param thetaDot θ̇, laid out like θ
  /// @param xDot ẋ, `[rows × inputs]`, or [#FIXED]
  void tangent(float[] thetaDot, float[] xDot);

  /// The tangent of the features, `[rows × features]`, or [#FIXED], after [#tangent].
  float[] featuresDot();
}
