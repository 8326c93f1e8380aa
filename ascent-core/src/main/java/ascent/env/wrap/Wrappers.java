package ascent.env.wrap;

import ascent.config.Nearest;
import ascent.config.Numbers;
import ascent.config.Printable;
import ascent.env.Env;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Wrappers by name, innermost first, as `train --wrap` takes them and a run saves them.
///
/// | text | wrapper |
/// |---|---|
/// | `time-limit:200` | [TimeLimit] |
/// | `sticky-actions:0.25` | [StickyActions] |
/// | `rescale-action` | [RescaleAction] |
/// | `time-aware:200` | [TimeAwareObservation] |
/// | `frame-stack:4` | [FrameStack] |
/// | `reward-shaping:bonus:0.1:100` | [RewardShaping#bonus]: 0.1·\|s′₀ − s₀\|, and 100 for a step that ends the episode with a positive reward |
/// | `reward-shaping:potential:0.99:3@-0.5:2` | [RewardShaping#potential] with γ = 0.99 and Φ(s) = 3 (s₀ + 0.5)² + 2 s₁² |
///
/// Several wrappers are separated by commas; `none` means no wrapper.
public final class Wrappers {
  /// No wrappers.
  public static final Wrappers NONE = new Wrappers(List.of());

  private static final String NO_WRAPPERS = "none";

  /// The textual form of a wrapper.
  private enum Kind {
    TIME_LIMIT("time-limit", ":N"),
    STICKY_ACTIONS("sticky-actions", ":P"),
    RESCALE_ACTION("rescale-action", ""),
    TIME_AWARE("time-aware", ":N"),
    FRAME_STACK("frame-stack", ":K"),
    REWARD_SHAPING("reward-shaping", ":RULE");

    final String text;
    final String argument;

    Kind(String text, String argument) {
      this.text = text;
      this.argument = argument;
    }
  }

  /// A wrapper by name.
  private sealed interface Layer {
    Supplier<? extends Env> around(Supplier<? extends Env> factory);
  }

  /// A wrapper that changes rewards.
  private record Shaped(ShapingRule rule) implements Layer {
    @Override
    public Supplier<? extends Env> around(Supplier<? extends Env> factory) {
      return rule.around(factory);
    }

    @Override
    public String toString() {
      return Kind.REWARD_SHAPING.text + ":" + rule;
    }
  }

  /// A wrapper with its number.
  private record Numbered(Kind kind, double number) implements Layer {
    @Override
    public Supplier<? extends Env> around(Supplier<? extends Env> factory) {
      return switch (kind) {
        case TIME_LIMIT -> TimeLimit.of(factory, (int) number);
        case STICKY_ACTIONS -> StickyActions.of(factory, (float) number);
        case RESCALE_ACTION -> RescaleAction.of(factory);
        case TIME_AWARE -> TimeAwareObservation.of(factory, (int) number);
        case FRAME_STACK -> FrameStack.of(factory, (int) number);
        case REWARD_SHAPING -> throw new AssertionError(this); // has a rule instead
      };
    }

    @Override
    public String toString() {
      return kind.text + (kind.argument.isEmpty() ? "" : ":" + Numbers.text(number));
    }
  }

  private final List<Layer> layers; // the innermost first

  private Wrappers(List<Layer> layers) {
    this.layers = layers;
  }

  /// Reads what [#toString] writes.
  ///
  /// @throws IllegalArgumentException naming the error and the known wrappers
  public static Wrappers parse(String text) {
    if (text.isBlank() || text.strip().equals(NO_WRAPPERS)) {
      return NONE;
    }
    List<Layer> layers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      layers.add(layer(part.strip()));
    }
    return new Wrappers(List.copyOf(layers));
  }

  private static Layer layer(String text) {
    int colon = text.indexOf(':');
    Kind kind = kind(colon < 0 ? text : text.substring(0, colon));
    try {
      return layer(text, colon, kind);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Printable.excerpt(text) + ": " + e.getMessage(), e);
    }
  }

  private static Layer layer(String text, int colon, Kind kind) {
    if (kind == Kind.REWARD_SHAPING) {
      return new Shaped(
          ShapingRule.parse(text.substring(Math.min(text.length(), kind.text.length() + 1))));
    }
    boolean wanted = !kind.argument.isEmpty();
    if (wanted != colon >= 0) {
      throw new IllegalArgumentException(
          "it must be like %s.".formatted(kind.text + kind.argument));
    }
    Layer layer = new Numbered(kind, wanted ? number(kind, text.substring(colon + 1)) : 0);
    layer.around(() -> {
      throw new IllegalStateException("only the number is checked here");
    });
    return layer;
  }

  private static double number(Kind kind, String text) {
    return kind == Kind.STICKY_ACTIONS ? Numbers.parseDouble(text) : Numbers.parseInt(text);
  }

  private static Kind kind(String name) {
    List<String> names = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.text.equals(name)) {
        return kind;
      }
      names.add(kind.text);
    }
    throw new IllegalArgumentException(
        "no wrapper is named '%s'.%s Known: %s."
            .formatted(
                Printable.excerpt(name), Nearest.hint(name, names), String.join(", ", names)));
  }

  /// Wraps the envs of a factory.
  public Supplier<? extends Env> around(Supplier<? extends Env> factory) {
    Supplier<? extends Env> wrapped = factory;
    for (Layer layer : layers) {
      wrapped = layer.around(wrapped);
    }
    return wrapped;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wrappers wrappers && layers.equals(wrappers.layers);
  }

  @Override
  public int hashCode() {
    return layers.hashCode();
  }

  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    layers.forEach(layer -> texts.add(layer.toString()));
    return texts.isEmpty() ? NO_WRAPPERS : String.join(",", texts);
  }
}
