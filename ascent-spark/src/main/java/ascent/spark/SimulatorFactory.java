package ascent.spark;

import ascent.env.VectorEnvFactory;
import java.io.Serializable;

/// Makes simulators that step many environments at once, in any process; see [EnvFactory].
@FunctionalInterface
public interface SimulatorFactory extends VectorEnvFactory, Serializable {}
