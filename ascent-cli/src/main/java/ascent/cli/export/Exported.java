package ascent.cli.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a format makes of a policy.
///
/// @param bytes of the file
/// @param beside other files that belong to it
/// @param notes what the user should know, a sentence each
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Exported(byte[] bytes, Map<Path, byte[]> beside, List<String> notes) {
  Exported {
    beside = Map.copyOf(beside);
    notes = List.copyOf(notes);
  }
}
