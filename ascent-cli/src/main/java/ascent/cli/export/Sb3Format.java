package ascent.cli.export;

import ascent.sb3.Sb3Export;
import ascent.sb3.Sb3Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A zip for `load` of Stable-Baselines3, with VecNormalize's pickle beside it.
final class Sb3Format implements Format.Writer {
  @Override
  public byte[] bytes(ExportRequest request) {
    return write(request).bytes();
  }

  @Override
  public Exported write(ExportRequest request) {
    Sb3Export export = Sb3Writer.of(request.agent(), request.masked());
    List<String> notes = new ArrayList<>(export.notes());
    notes.add("load it with %s.load of Stable-Baselines3 2.".formatted(export.algorithm()));
    byte[] statistics = export.vecNormalize();
    if (statistics == null) {
      return new Exported(export.zip(), Map.of(), notes);
    }
    Path beside = Sb3Writer.vecNormalizeFor(request.file());
    notes.add(
        "its observations or rewards are normalised: load %s with VecNormalize.load."
            .formatted(beside));
    return new Exported(export.zip(), Map.of(beside, statistics), notes);
  }
}
