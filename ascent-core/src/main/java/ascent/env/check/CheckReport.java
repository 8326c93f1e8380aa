package ascent.env.check;

import java.util.List;

/// What [EnvChecker#inspect] has to say of an env.
///
/// @param problems violations of the contract of [ascent.env.Env]
/// @param hints what is allowed, but often a mistake
public record CheckReport(List<String> problems, List<String> hints) {
  public CheckReport {
    problems = List.copyOf(problems);
    hints = List.copyOf(hints);
  }
}
