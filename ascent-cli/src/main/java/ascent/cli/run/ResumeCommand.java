package ascent.cli.run;

import ascent.agent.RunSettings;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.collect.RolloutCluster;
import ascent.env.registry.Envs;
import ascent.train.Listener;
import ascent.train.ResumedTrainer;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `ascent resume RUN`.
public final class ResumeCommand implements Command {
  @Override
  public Syntax syntax() {
    Syntax syntax =
        Syntax.of(
                "resume",
                "Resume a run at its last checkpoint. The result equals that of an uninterrupted run, bit for bit.")
            .argument("RUN", "Directory of the run.")
            .option(
                "--steps",
                "N",
                "New total of environment steps (default: the run's). Another total begins a new phase whose schedules span it. A run that has taken as many steps already ends there. Given at all, it continues a run that a listener stopped.")
            .option("--stop-after", "TIME", Runs.STOP_AFTER_HELP)
            .option("--threads", "N", Runs.THREADS_HELP);
    return Display.addTo(Clusters.addTo(Recorders.addTo(syntax).classPath()));
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    var _ = Display.of(arguments); // wrong use is said before anything is done
    Recorders.check(arguments);
    Clusters.check(arguments);
    int threads = arguments.threads();
    Path directory = Runs.resumable(Arguments.path(arguments.argument(0)));
    ResumedTrainer trainer =
        trainer(directory, arguments.duration("--stop-after")).threads(threads);
    for (Listener recorder : Recorders.of(arguments, directory, output)) {
      trainer = trainer.listen(recorder);
    }
    try (RolloutCluster cluster = Clusters.open(arguments)) {
      if (cluster != null) {
        trainer = trainer.source(cluster);
        if (!Display.of(arguments).quiet()) {
          trainer = trainer.listen(new ClusterNotes(cluster, output));
        }
      }
      train(trainer, threads, directory, arguments, output);
    }
  }

  private static void train(
      ResumedTrainer trainer, int threads, Path directory, Arguments arguments, Output output) {
    RunSettings settings = trainer.settings();
    boolean asked = arguments.option("--steps") != null;
    long total = arguments.longInteger("--steps", settings.steps());
    if (total < 1) {
      throw new UsageException("--steps is " + total + "; it must be at least 1.");
    }
    Display display = Display.of(arguments);
    boolean quiet = display.quiet();
    if (!quiet && total != settings.steps()) {
      output.note(newTotal(total, settings.steps(), trainer.steps()));
    }
    TrainingResult result =
        Runs.train(
            progress -> {
              ResumedTrainer listened = trainer.listen(progress);
              return asked ? listened.train(total) : listened.train();
            },
            () -> display.progress(output, total),
            directory,
            output);
    if (result.sessionSteps() > 0) {
      Runs.noteStop(result, directory, output);
    } else if (!quiet && (total == settings.steps() || trainer.steps() < total)) {
      output.note(
          result.stopReason().isEmpty()
              ? "nothing was left to do"
              : "the run was stopped: %s. --steps %d continues it"
                  .formatted(result.stopReason(), total));
    }
    new Report(result, Envs.find(settings.env()), threads, directory).show(display.json(), output);
  }

  private static String newTotal(long total, long before, long steps) {
    return steps >= total
        ? String.format(
            Locale.ROOT,
            "the run ends after the %,d steps that it has taken, of %,d",
            steps,
            before)
        : String.format(
            Locale.ROOT,
            "a new phase begins: schedules span %,d steps from here on, no longer %,d",
            total,
            before);
  }

  private static ResumedTrainer trainer(Path directory, @Nullable Duration stopAfter)
      throws IOException {
    try {
      ResumedTrainer trainer = Trainer.resume(directory);
      return stopAfter == null ? trainer : trainer.stopAfter(stopAfter);
    } catch (IllegalArgumentException e) { // such as an environment that no longer exists
      throw new UsageException(directory + " cannot be resumed: " + e.getMessage());
    }
  }
}
