/// An algorithm, an optimiser, a distribution and a source of rollouts of a third party, which sees
/// only what Ascent exports.
module com.acme.rl {
  requires transitive ascent.core;
  requires static org.jspecify;

  exports com.acme.rl;

  provides ascent.algo.AlgorithmProvider with
      com.acme.rl.AcmeAlgorithms;
  provides ascent.distribution.DistributionProvider with
      com.acme.rl.AcmeDistributions;
}
