package ascent.config;

/// A value of a setting that is one of several records, such as a distribution.
///
/// A component whose type is an interface that extends this one is a setting whose value is the
/// name of a choice. The components of the chosen record become settings too; those of other
/// choices cannot be set. The interface lists the choices with their defaults in a static method
/// `all()`. Choices are records.
public interface Choice {
  /// The name in settings, such as `squashed-gaussian`: lower case, words joined by hyphens.
  String name();
}
