package ascent.sb3;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An agent in the form of Stable-Baselines3.
///
/// @param algorithm the class that loads it: `PPO`, `A2C`, `TRPO` or `MaskablePPO`
/// @param zip the file for its `load`; not a copy
/// @param vecNormalize the file for `VecNormalize.load`; null if nothing is normalised
/// @param notes what could not be written exactly, a sentence each
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Sb3Export(
    String algorithm, byte[] zip, byte @Nullable [] vecNormalize, List<String> notes) {
  public Sb3Export {
    notes = List.copyOf(notes);
  }
}
