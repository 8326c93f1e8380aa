package ascent.bench;

import java.io.IOException;
import java.util.List;

/// Policies on simulators of others: five seeds each, against rules on the same episodes. Writes a
/// page for each simulator.
///
/// Arguments: names of simulators; all of them if there are none.
public final class SimulatorsBench {
  private SimulatorsBench() {}

  public static void main(String... args) throws IOException {
    List<String> names = args.length == 0 ? List.of("powsybl", "orekit") : List.of(args);
    for (String name : names) {
      switch (name) {
        case "powsybl" -> PowsyblPage.publish();
        case "orekit" -> OrekitPage.publish();
        default -> {
          System.err.println("no simulator is named '" + name + "'. Known: powsybl, orekit.");
          System.exit(2);
        }
      }
    }
  }
}
