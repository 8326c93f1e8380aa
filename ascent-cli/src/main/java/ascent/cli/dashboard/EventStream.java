package ascent.cli.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.io.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Sends what changes as server-sent events: `runs` and `studies`, the lists, when they changed;
/// `rows`, new rows of the metrics of the runs that are followed.
final class EventStream {
  private static final long PAUSE = 250; // milliseconds between looks at the files
  private static final int LIST_EVERY = 4; // looks
  private static final int SIGN_OF_LIFE = 20; // looks; a client that is gone is noticed by writing

  private final RunList runs;
  private final Map<String, MetricsTail> followed = new LinkedHashMap<>();
  private String sentList = "";
  private String sentStudies = "";
  private boolean silent;

  EventStream(RunList runs, List<RunFolder.Entry> followed) {
    this.runs = runs;
    followed.forEach(run -> this.followed.put(run.id(), new MetricsTail(run.file("metrics.csv"))));
  }

  /// Sends until the server closes.
  ///
  /// @throws IOException when the client is gone
  void send(OutputStream out, BooleanSupplier open) throws IOException {
    for (int look = 0; open.getAsBoolean(); look++) {
      silent = true;
      if (look % LIST_EVERY == 0) {
        sentList = sendList("runs", Json.compact(runs.summaries()), sentList, out);
        sentStudies = sendList("studies", Json.compact(runs.studies()), sentStudies, out);
      }
      boolean more = false;
      for (Map.Entry<String, MetricsTail> tail : followed.entrySet()) {
        more |= sendRows(tail.getKey(), tail.getValue().read(), out);
      }
      if (silent && look % SIGN_OF_LIFE == 0) {
        write(":\n\n", out);
      }
      if (!more) {
        pause();
      }
    }
  }

  /// Sends a list if it is not the one that was sent before, and returns it.
  private String sendList(String event, String list, String sent, OutputStream out)
      throws IOException {
    if (!list.equals(sent)) {
      write("event: " + event + "\ndata: " + list + "\n\n", out);
    }
    return list;
  }

  private boolean sendRows(String run, MetricsTail.News news, OutputStream out) throws IOException {
    if (news.restarted() || !news.rows().isEmpty()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("run", run);
      object.put("columns", news.columns());
      object.put("restarted", news.restarted());
      object.put("rows", new ArrayList<>(news.rows()));
      write("event: rows\ndata: " + Json.compact(object) + "\n\n", out);
    }
    return news.more() && !news.rows().isEmpty();
  }

  private void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
    silent = false;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw new IOException("The server closes.", e);
    }
  }
}
