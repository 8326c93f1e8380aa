package ascent.env.registry;

import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Nearest;
import ascent.env.Env;
import ascent.env.strict.StrictClassLoader;
import ascent.env.strict.StrictEnv;
import ascent.env.wrap.TimeLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;

/// A named env with the values of its parameters.
///
/// ```java
/// EnvSpec.of("CartPole-v1", "Balance a pole.", new EpisodeConfig(500), CartPole::new)
///     .solvedAt(475)
/// ```
///
/// Its [id][#id] contains both: `CartPole-v1`, `CartPole-v1?maxEpisodeSteps=200`. Parameters with
/// default values are omitted, so that each env has exactly one id.
public final class EnvSpec {
  private final String name;
  private final String description;
  private final double rewardThreshold;
  private final Binding<?> binding;

  private EnvSpec(String name, String description, double rewardThreshold, Binding<?> binding) {
    Check.that(!name.isBlank(), "id", "blank", "a name");
    boolean plain = name.indexOf('?') < 0;
    Check.that(plain, "id", name, "a name without '?', which begins the parameters");
    this.name = name;
    this.description = description;
    this.rewardThreshold = rewardThreshold;
    this.binding = binding;
  }

  /// An env without its own parameters. Its parameter `maxEpisodeSteps` may lower the env's step
  /// limit.
  ///
  /// @param id the name, such as `CartPole-v1`
  /// @param description one sentence
  /// @param maxEpisodeSteps number of steps after which the env truncates an episode; 0 if it never
  ///   does
  /// @param rewardThreshold the mean return at which it counts as solved; NaN if there is no
  ///   convention
  /// @param factory makes a new one
  public EnvSpec(
      String id,
      String description,
      int maxEpisodeSteps,
      double rewardThreshold,
      Supplier<? extends Env> factory) {
    this(id, description, rewardThreshold, cutShort(maxEpisodeSteps, factory));
  }

  private static Binding<EpisodeConfig> cutShort(int limit, Supplier<? extends Env> factory) {
    EpisodeConfig own = new EpisodeConfig(limit);
    return new Binding<>(
        own,
        own,
        config -> {
          int steps = config.maxEpisodeSteps();
          if (steps == limit) {
            return factory;
          }
          boolean shorter = limit == 0 || (steps >= 1 && steps < limit);
          String allowed = "in [1, " + limit + "], as the env itself truncates there";
          Check.that(shorter, "maxEpisodeSteps", steps, allowed);
          return TimeLimit.of(factory, steps);
        });
  }

  /// An env with parameters and without a solved threshold.
  ///
  /// @param name the name, such as `FrozenLake-v1`
  /// @param description one sentence
  /// @param defaults the parameters' default values
  /// @param maker creates an env with the given parameters, which truncates its episodes after
  ///   [EnvConfig#maxEpisodeSteps]
  public static <C extends Record & EnvConfig> EnvSpec of(
      String name, String description, C defaults, Function<? super C, ? extends Env> maker) {
    Binding<C> binding = new Binding<>(defaults, defaults, config -> () -> maker.apply(config));
    return new EnvSpec(name, description, Double.NaN, binding);
  }

  /// The same env with a solved threshold, valid for default parameters.
  public EnvSpec solvedAt(double threshold) {
    return new EnvSpec(name, description, threshold, binding);
  }

  /// The same env with some parameters changed.
  ///
  /// @param values texts by the names of the parameters
  /// @throws IllegalArgumentException if a name is unknown or a value is invalid
  public EnvSpec with(Map<String, String> values) {
    if (values.isEmpty()) {
      return this;
    }
    List<String> known = parameters().stream().map(Configs.Entry::name).toList();
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "%s has no parameter '%s'.%s Known: %s."
                .formatted(name, key, Nearest.hint(key, known), String.join(", ", known)));
      }
    }
    return new EnvSpec(name, description, rewardThreshold, binding.with(values));
  }

  /// The same env of rewritten classes; see [Envs#find(String)].
  EnvSpec strict(StrictClassLoader loader) {
    return new EnvSpec(Envs.STRICT + name, description, rewardThreshold, binding.strict(loader));
  }

  /// The name with the parameters that differ from their defaults, as accepted by [Envs#find].
  public String id() {
    StringJoiner query = new StringJoiner("&", name + "?", "").setEmptyValue(name);
    binding.changed().forEach((key, value) -> query.add(key + "=" + value));
    return query.toString();
  }

  /// The name without parameters.
  public String name() {
    return name;
  }

  /// A description in one sentence.
  public String description() {
    return description;
  }

  /// The number of steps after which an episode is truncated; 0: never.
  public int maxEpisodeSteps() {
    return binding.config.maxEpisodeSteps();
  }

  /// The mean return at which it counts as solved. NaN if there is no convention, or if a parameter
  /// differs from its default, because that is another task.
  public double rewardThreshold() {
    return binding.changed().isEmpty() ? rewardThreshold : Double.NaN;
  }

  /// Makes a new one at each call.
  public Supplier<? extends Env> factory() {
    return binding.factory();
  }

  /// The parameters with their defaults.
  public List<Configs.Entry> parameters() {
    return Configs.describe(binding.defaults);
  }

  @Override
  public String toString() {
    return id();
  }

  /// Parameter values and the factory for them.
  private record Binding<C extends Record & EnvConfig>(
      C defaults, C config, Function<? super C, Supplier<? extends Env>> factories) {

    Binding<C> with(Map<String, String> values) {
      Binding<C> binding = new Binding<>(defaults, Configs.with(config, values), factories);
      binding.factory(); // so that invalid values fail now
      return binding;
    }

    Binding<C> strict(StrictClassLoader loader) {
      return new Binding<>(defaults, config, c -> StrictEnv.of(factories.apply(c), loader));
    }

    Supplier<? extends Env> factory() {
      return factories.apply(config);
    }

    Map<String, String> changed() {
      if (config.equals(defaults)) {
        return Map.of(); // without reflection: the usual case, at every start of the command
      }
      Map<String, String> values = new LinkedHashMap<>(Configs.toMap(config));
      values.entrySet().removeAll(Configs.toMap(defaults).entrySet());
      return values;
    }
  }

  /// Reads the query part of an id: `key=value&key=value`.
  static Map<String, String> parse(String query) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "the parameters of an env are written name=value, with & between them, but one is"
                + (" '" + pair + "'. Maybe the id needs quotes in the shell."));
      }
      String key = pair.substring(0, equals);
      if (values.put(key, pair.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("the parameter " + key + " is given twice.");
      }
    }
    return values;
  }
}
