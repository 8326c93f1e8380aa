package com.acme.grid;

import com.powsybl.ieeecdf.converter.IeeeCdfNetworkFactory;
import com.powsybl.iidm.network.Branch;
import com.powsybl.iidm.network.Generator;
import com.powsybl.iidm.network.Load;
import com.powsybl.iidm.network.Network;
import com.powsybl.loadflow.LoadFlow;
import com.powsybl.loadflow.LoadFlowParameters;
import com.powsybl.loadflow.LoadFlowRunParameters;
import com.powsybl.math.matrix.DenseMatrixFactory;
import com.powsybl.openloadflow.OpenLoadFlowProvider;
import java.util.List;

/// PowSyBl's model of the IEEE test grid with 14 buses: loads and generation go in, the loading of
/// the lines comes out.
///
/// The test case has no limits. Here each line may carry a quarter more than in the published
/// state, and at least 20 MW.
final class Grid {
  /// MW without a line's limit being below it.
  private static final double LEAST_LIMIT = 20;

  private static final double HEADROOM = 1.25;

  private final Network network = IeeeCdfNetworkFactory.create14();
  private final List<Branch<?>> branches =
      network.getBranchStream().<Branch<?>>map(b -> b).toList();
  private final List<Generator> generators = network.getGeneratorStream().toList();
  private final List<Load> loads = network.getLoadStream().toList();
  private final double[] published = loads.stream().mapToDouble(Load::getP0).toArray();
  private final double[] limits = new double[branches.size()];
  // Dense matrices are pure Java; the sparse ones of PowSyBl are native code, faster for large
  // grids.
  private final LoadFlow.Runner loadFlow =
      new LoadFlow.Runner(new OpenLoadFlowProvider(new DenseMatrixFactory()));
  private final LoadFlowRunParameters parameters =
      new LoadFlowRunParameters()
          .setComputationManager(new CallerThread())
          .setParameters(new LoadFlowParameters().setDc(true).setDistributedSlack(false));

  Grid() {
    double[] flows = flows();
    for (int i = 0; i < limits.length; i++) {
      limits[i] = Math.max(LEAST_LIMIT, HEADROOM * Math.abs(flows[i]));
    }
  }

  /// The published loads in MW.
  double[] publishedLoads() {
    return published.clone();
  }

  /// What a line may carry, in MW.
  double limit(int line) {
    return limits[line];
  }

  List<String> lines() {
    return branches.stream().map(Branch::getId).toList();
  }

  /// The flow on each line as a share of its limit, negative against the line's direction.
  ///
  /// @param demand of each load in MW
  /// @param generation of the generators after the first in MW; the first covers the rest
  /// @param lost the line out of service; -1 if there is none
  double[] loading(double[] demand, double[] generation, int lost) {
    for (int i = 0; i < demand.length; i++) {
      loads.get(i).setP0(demand[i]);
    }
    for (int i = 0; i < generation.length; i++) {
      generators.get(i + 1).setTargetP(generation[i]);
    }
    if (lost >= 0) {
      branches.get(lost).getTerminal1().disconnect();
      branches.get(lost).getTerminal2().disconnect();
    }
    double[] loading = flows();
    if (lost >= 0) {
      branches.get(lost).getTerminal1().connect();
      branches.get(lost).getTerminal2().connect();
    }
    for (int i = 0; i < loading.length; i++) {
      loading[i] /= limits[i];
    }
    return loading;
  }

  /// The flow on each line in MW.
  private double[] flows() {
    if (!loadFlow.run(network, parameters).isFullyConverged()) {
      throw new IllegalStateException("the load flow has no solution");
    }
    double[] flows = new double[branches.size()];
    for (int i = 0; i < flows.length; i++) {
      double p = branches.get(i).getTerminal1().getP();
      flows[i] = Double.isNaN(p) ? 0 : p; // NaN: out of service
    }
    return flows;
  }
}
