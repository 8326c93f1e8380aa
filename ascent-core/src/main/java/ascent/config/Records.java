package ascent.config;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and creates records by reflection, including private ones. Exceptions from their code are
/// rethrown unwrapped.
///
/// Internal: public for Ascent's own modules alone.
public final class Records {

  private Records() {}

  /// The value of one component.
  ///
  /// @throws IllegalStateException if the record's module does not allow it
  public static @Nullable Object get(Record record, RecordComponent component) {
    try {
      open(component.getAccessor(), record.getClass());
      return component.getAccessor().invoke(record);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A new record with the given values, in the order of its components.
  ///
  /// @throws IllegalArgumentException if the record rejects them
  /// @throws IllegalStateException if the record's module does not allow it
  public static <R extends Record> R create(
      Class<R> type, List<? extends @Nullable Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      Constructor<R> canonical = type.getDeclaredConstructor(types);
      open(canonical, type);
      return canonical.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static void open(AccessibleObject member, Class<?> owner) {
    if (!member.trySetAccessible()) {
      throw new IllegalStateException(
          "%s cannot be read. Maybe module %s should open package %s to %s."
              .formatted(
                  owner.getName(),
                  owner.getModule().getName(),
                  owner.getPackageName(),
                  Records.class.getModule().getName()));
    }
  }

  static RuntimeException unwrapped(InvocationTargetException e) {
    return switch (e.getCause()) {
      case RuntimeException cause -> cause;
      case Error cause -> throw cause;
      case null, default -> new IllegalStateException(e);
    };
  }
}
