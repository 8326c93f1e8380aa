package ascent.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON text into a tree of plain values; see [Json]. A separate class, so that programs that
/// only write JSON do not load Jackson.
final class JsonReader {

  private static final int DEEPEST = 64; // as for YAML

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// What Jackson says to those who call it: settings and its own notion of the place.
  private static final Pattern ADVICE =
      Pattern.compile(
          "[:;,]? *enable `.*| *\\(start marker at .*|[,;]? from `Stream.*", Pattern.DOTALL);

  private JsonReader() {}

  static @Nullable Object read(byte[] utf8) throws DamagedFileException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), utf8)) {
      if (parser.nextToken() == null) {
        throw new DamagedFileException("This is not JSON: it is empty.");
      }
      Object value = value(parser, 1);
      if (parser.nextToken() != null) {
        throw new DamagedFileException("This is not JSON: something follows after its end.");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new DamagedFileException(
          "This JSON has a name, number or string that is too long%s."
              .formatted(place(e.getLocation())),
          e);
    } catch (JacksonException e) {
      throw new DamagedFileException(
          "This is not JSON: %s%s."
              .formatted(
                  ADVICE.matcher(e.getOriginalMessage()).replaceFirst(""), place(e.getLocation())),
          e);
    }
  }

  private static String place(@Nullable TokenStreamLocation at) {
    return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  /// @param depth how many arrays and objects there would be around the elements of this value
  private static @Nullable Object value(JsonParser parser, int depth) throws DamagedFileException {
    if (depth > DEEPEST && parser.currentToken().isStructStart()) {
      throw new DamagedFileException(
          "This JSON has more than %d arrays and objects within each other%s."
              .formatted(DEEPEST, place(parser.currentTokenLocation())));
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getNumberValue(); // Integer, Long or BigInteger
      case VALUE_NUMBER_FLOAT -> finite(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("no JSON value begins with a token like that");
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, int depth)
      throws DamagedFileException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser, depth + 1));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser, int depth)
      throws DamagedFileException {
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, depth + 1));
    }
    return array;
  }

  private static double finite(JsonParser parser) throws DamagedFileException {
    double value = parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw new DamagedFileException(
          "The number %s is beyond the range of a double.".formatted(parser.getString()));
    }
    return value;
  }
}
