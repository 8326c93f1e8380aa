package ascent.train.log;

import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.io.Proto;
import java.util.Map;
import java.util.TreeMap;

/// The messages of an event file, as Protocol Buffers.
///
/// Source: TensorFlow, `core/util/event.proto`, `core/framework/summary.proto`, `tensor.proto` and
/// `tensor_shape.proto`; TensorBoard, `plugins/hparams/plugin_data.proto`. The comments name their
/// fields.
final class Event {
  /// `Event.step`.
  static final int STEP = 2;

  /// The tag of the event that says that the run has ended.
  static final String SESSION_END = "_hparams_/session_end_info";

  private static final String SESSION_START = "_hparams_/session_start_info";
  private static final String VERSION = "brain.Event:2";
  private static final int SESSION_LOG_START = 1;
  private static final int DT_FLOAT = 1;
  private static final int DT_STRING = 7;
  private static final int DATA_CLASS_TENSOR = 2;
  private static final int STATUS_SUCCESS = 1;
  private static final int STATUS_FAILURE = 2;
  private static final double MILLIS = 1e-3; // in seconds

  private Event() {}

  /// An event at the present time.
  private static Proto at(long step) {
    return new Proto().real(1, seconds()).integer(STEP, step); // wall_time, step
  }

  private static double seconds() {
    return System.currentTimeMillis() * MILLIS;
  }

  /// The first event of each file.
  static Proto version() {
    return at(0).text(3, VERSION); // file_version
  }

  /// Tells a reader to forget all events from a step on.
  static Proto restart(long step) {
    return at(step).message(7, new Proto().integer(1, SESSION_LOG_START)); // session_log.status
  }

  /// An event with values.
  ///
  /// @param summary values that were [added][#scalar]
  static Proto of(long step, Proto summary) {
    return at(step).message(5, summary); // summary
  }

  /// Adds a number to a summary.
  static void scalar(Proto summary, String tag, double value) {
    summary.message(1, new Proto().text(1, tag).real32(2, (float) value)); // tag, simple_value
  }

  /// Adds a histogram to a summary.
  static void histogram(Proto summary, String tag, Histogram histogram) {
    Proto message =
        new Proto()
            .real(1, histogram.min())
            .real(2, histogram.max())
            .real(3, histogram.count())
            .real(4, histogram.sum())
            .real(5, histogram.sumOfSquares())
            .reals(6, histogram.limits()) // bucket_limit
            .reals(7, histogram.counts()); // bucket
    summary.message(1, new Proto().text(1, tag).message(5, message)); // tag, histo
  }

  /// A record's settings, as a table in Markdown.
  static Proto text(long step, String tag, Record config) {
    Proto shape = new Proto().message(2, new Proto().integer(1, 1)); // dim.size: one string
    Proto tensor =
        new Proto().integer(1, DT_STRING).message(2, shape).text(8, table(config)); // string_val
    Proto value =
        new Proto().text(1, tag).message(8, tensor).message(9, plugin("text", new Proto()));
    return of(step, new Proto().message(1, value));
  }

  /// The settings as hyperparameters of a session.
  static Proto hyperparameters(long step, Map<String, String> settings) {
    Proto info = new Proto();
    new TreeMap<>(settings)
        .forEach((name, text) ->
            info.message(1, new Proto().text(1, name).message(2, value(text)))); // hparams
    return session(step, SESSION_START, new Proto().message(3, info.real(5, seconds())));
  }

  /// The end of the session.
  static Proto end(long step, boolean success) {
    Proto info = new Proto().integer(1, success ? STATUS_SUCCESS : STATUS_FAILURE);
    return session(step, SESSION_END, new Proto().message(4, info.real(2, seconds())));
  }

  private static Proto session(long step, String tag, Proto content) {
    Proto nothing = new Proto().integer(1, DT_FLOAT).message(2, new Proto()); // dtype, no dimension
    Proto value =
        new Proto().text(1, tag).message(8, nothing).message(9, plugin("hparams", content));
    return of(step, new Proto().message(1, value));
  }

  private static Proto plugin(String name, Proto content) {
    Proto data = new Proto().text(1, name).message(2, content); // plugin_name, content
    return new Proto().message(1, data).integer(4, DATA_CLASS_TENSOR); // plugin_data, data_class
  }

  /// A `google.protobuf.Value`: a boolean, a number, or else a text.
  private static Proto value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return new Proto().integer(4, text.equals("true") ? 1 : 0); // bool_value
    }
    try {
      double number = Numbers.parseDouble(text);
      if (Double.isFinite(number)) {
        return new Proto().real(2, number); // number_value
      }
    } catch (NumberFormatException e) {
      // a text
    }
    return new Proto().text(3, text); // string_value
  }

  private static String table(Record config) {
    StringBuilder table = new StringBuilder("| setting | value |\n| --- | --- |\n");
    Configs.toMap(config)
        .forEach((name, value) ->
            table.append("| ").append(name).append(" | ").append(cell(value)).append(" |\n"));
    return table.toString();
  }

  private static String cell(String value) {
    return value.isEmpty() ? "" : "`" + value.replace("|", "\\|").replace('`', '\'') + "`";
  }
}
