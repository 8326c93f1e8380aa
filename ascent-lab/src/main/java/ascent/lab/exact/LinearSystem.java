package ascent.lab.exact;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// A square system of linear equations in double, by EJML's LU decomposition with partial pivoting.
/// It runs on one thread and adds in a fixed order, so its bits are the same on every machine.
final class LinearSystem {
  private final LinearSolverDense<DMatrixRMaj> solver;
  private final int n;

  /// @param matrix row-major, `[n × n]`; not copied, and overwritten
  LinearSystem(double[] matrix, int n) {
    this.n = n;
    solver = LinearSolverFactory_DDRM.lu(n);
    if (!solver.setA(DMatrixRMaj.wrap(n, n, matrix))) {
      throw new IllegalStateException("The system of " + n + " equations is singular.");
    }
  }

  /// The solution x of A x = b.
  double[] solve(double[] b) {
    DMatrixRMaj x = new DMatrixRMaj(n, 1);
    solver.solve(DMatrixRMaj.wrap(n, 1, b), x);
    return x.data;
  }
}
