package ascent.cli.run;

import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Plan;
import ascent.cli.study.StudyRun;
import ascent.cli.text.Output;
import ascent.study.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `ascent train --seeds N`: a study that varies nothing but the seed.
final class TrainSeeds {
  private TrainSeeds() {}

  static void run(Arguments arguments, Plan plan, Output output) throws IOException {
    for (String option :
        List.of(
            "--from", "--stop-after", "--cluster", "--ui", "--tensorboard", "--mlflow", "--log")) {
      if (arguments.flag(option)) {
        throw new UsageException(
            option
                + " is for one run; it cannot be given with --seeds. Maybe train the seeds one by"
                + " one.");
      }
    }
    Study study = StudyRun.ofSeeds(plan, arguments.integer("--seeds", 1));
    Path folder = StudyRun.folder("study", arguments.option("--out"), study);
    boolean json = arguments.flag("--json");
    if (arguments.flag("--dry-run")) {
      DryRun.show(plan, folder, arguments.threads(), json, output);
      return;
    }
    new StudyRun(study, folder, arguments.threads(), arguments.line())
        .run(json, arguments.flag("--quiet"), output);
  }
}
