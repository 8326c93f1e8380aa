package ascent.cli.plan;

import ascent.policy.PolicyConfig;

/// The model that a run starts from.
///
/// @param name its file's
/// @param sha256 of its parameters
/// @param network its shape, which the run keeps
public record Start(String name, String sha256, PolicyConfig network) {}
