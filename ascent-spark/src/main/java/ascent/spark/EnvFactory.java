package ascent.spark;

import ascent.env.Env;
import java.io.Serializable;
import java.util.function.Supplier;

/// Makes a new environment at each call, in any process. A lambda or method reference of this type
/// can be sent to executors, if what it captures can be.
@FunctionalInterface
public interface EnvFactory extends Supplier<Env>, Serializable {}
