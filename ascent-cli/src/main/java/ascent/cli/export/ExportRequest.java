package ascent.cli.export;

import ascent.agent.Agent;
import ascent.export.PolicyExport;
import java.nio.file.Path;

/// What is to be exported.
///
/// @param masked whether the policy is to take a mask of the actions allowed
/// @param file to write; its name may be part of the content
/// @param packageName of a Java class; empty for the unnamed package
record ExportRequest(Agent agent, boolean masked, Path file, String packageName) {
  PolicyExport policy() {
    PolicyExport export = PolicyExport.of(agent);
    return masked ? export.withMask() : export;
  }

  /// The file's name without its ending.
  String stem() {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}
