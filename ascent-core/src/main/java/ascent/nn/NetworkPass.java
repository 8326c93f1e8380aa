package ascent.nn;

/// Forward pass, backward pass and tangent of a [Network], with one thread's scratch memory.
///
/// Inputs and features are batch-major, `[rows × width]`. Backward pass and tangent use the rows of
/// the last forward pass and read its arrays again, so these must not change in between.
///
/// A pass has at most [#ROWS] rows, so that activations stay in the cache. The gradient accumulates
/// over passes in one fma chain per weight, so its bits do not depend on how rows are divided into
/// passes.
public interface NetworkPass {
  /// The largest number of rows of a pass.
  int ROWS = 64;

  /// The tangent of a constant input.
  float[] ZERO_TANGENT = {};

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
  /// @param inputGradient whether [#dInput] is needed
  void prepareBackward(float[] theta, boolean inputGradient);

  /// The gradient with respect to the features, `[rows × features]`, to be written before
  /// [#backward]; empty if nothing depends on it.
  float[] dFeatures();

  /// Adds the gradient of the rows of the last forward pass to `grad`, laid out like θ.
  void backward(float[] grad);

  /// The gradient with respect to the input, `[rows × inputs]`, after [#backward], if requested.
  float[] dInput();

  /// Computes the tangent of the features for tangents θ̇ of the parameters and ẋ of the input.
  /// This is a Jacobian–vector product; the backward pass is the product with the transpose.
  /// Together they give a Fisher–vector product without forming a Jacobian.
  ///
  /// @param thetaDot θ̇, laid out like θ
  /// @param xDot ẋ, `[rows × inputs]`, or [#ZERO_TANGENT]
  void tangent(float[] thetaDot, float[] xDot);

  /// The tangent of the features, `[rows × features]`, or [#ZERO_TANGENT], after [#tangent].
  float[] featuresDot();
}
