package ascent.cli.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings given on the command line.
///
/// @param algorithm by name
/// @param env by name
/// @param preset by name; empty where none was named
/// @param options run settings by name, as text; only those that were given
/// @param set the algorithm's settings, as text; only those that were given
/// @param start the model to start from; null for fresh parameters
public record Request(
    String algorithm,
    String env,
    String preset,
    Map<String, String> options,
    Map<String, String> set,
    @Nullable Start start) {}
