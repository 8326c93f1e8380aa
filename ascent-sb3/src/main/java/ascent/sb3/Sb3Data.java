package ascent.sb3;

import ascent.algo.Schedule;
import ascent.config.Printable;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The entry `data` of a model: a JSON object of the fields of the Python object. A value that JSON
/// has no form for is an object with `:type:` and `:serialized:`, a pickle in base64.
final class Sb3Data {
  private static final String PICKLE = ":serialized:";

  private final Map<String, @Nullable Object> fields;
  private final List<String> unread = new ArrayList<>();

  private Sb3Data(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  static Sb3Data parse(byte[] json) throws Sb3FormatException {
    try {
      Sb3Data data = new Sb3Data(Json.object(Json.parse(json)));
      if (!data.has("policy_class")) {
        throw new Sb3FormatException("its entry data is not one of Stable-Baselines3.");
      }
      return data;
    } catch (DamagedFileException e) {
      throw new Sb3FormatException("its entry data is damaged: " + e.getMessage(), e);
    }
  }

  /// Whether there is a field of that name that is not null.
  boolean has(String name) {
    return fields.get(name) != null;
  }

  /// A field, unpickled where it is a pickle; null if there is none.
  @Nullable Object get(String name) throws Sb3FormatException {
    Object value = fields.get(name);
    if (!(Json.at(value, PICKLE) instanceof String base64)) {
      return value;
    }
    try {
      return Pickles.read(Base64.getDecoder().decode(base64), "its " + name);
    } catch (IllegalArgumentException e) {
      throw new Sb3FormatException("its %s is a damaged pickle.".formatted(name), e);
    }
  }

  /// A number, also one of NumPy; empty if there is none or it is null.
  ///
  /// @throws Sb3FormatException if it is something else
  Optional<Number> number(String name) throws Sb3FormatException {
    Object value = get(name);
    if (value instanceof PyObject object && object.type().endsWith(".scalar")) {
      return Optional.of(NumPy.numbers(object, "its " + name)[0]);
    }
    if (value != null && !(value instanceof Number)) {
      throw wrong(name, "a number");
    }
    return Optional.ofNullable((Number) value);
  }

  /// A whole number.
  ///
  /// @param orElse the number if there is none
  /// @throws Sb3FormatException if it is none, or not in [least, most]
  long whole(String name, long orElse, long least, long most) throws Sb3FormatException {
    Number number = number(name).orElse(orElse);
    boolean exact = !(number instanceof BigInteger) && number.doubleValue() == number.longValue();
    if (!exact || number.longValue() < least || number.longValue() > most) {
      throw wrong(name, "a whole number in [%d, %d]".formatted(least, most));
    }
    return number.longValue();
  }

  /// A boolean; false if there is none.
  ///
  /// @throws Sb3FormatException if it is something else
  boolean flag(String name) throws Sb3FormatException {
    Object value = get(name);
    if (value != null && !(value instanceof Boolean)) {
      throw wrong(name, "true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  private Sb3FormatException wrong(String name, String allowed) {
    String value = Printable.excerpt(Json.compact(fields.get(name)), 60);
    return new Sb3FormatException("its %s is %s; it must be %s.".formatted(name, value, allowed));
  }

  /// A schedule. One that is code of a user's own is noted, and not there.
  Optional<Schedule> schedule(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    Optional<Schedule> schedule;
    try {
      schedule = PySchedules.read(get(name));
    } catch (Sb3FormatException e) { // names what is not needed for anything else
      schedule = Optional.empty();
    }
    if (schedule.isEmpty()) {
      unread.add(name);
    }
    return schedule;
  }

  /// Schedules that could not be read so far.
  List<String> unread() {
    return List.copyOf(unread);
  }
}
