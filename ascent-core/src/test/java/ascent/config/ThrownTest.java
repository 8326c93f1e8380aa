package ascent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

class ThrownTest {
  @Test
  void text_that_breaks_lines_or_is_long_is_made_one_short_line() {
    assertThat(Thrown.by("step", new IllegalStateException("a\nb\u001b[2J")))
        .startsWith("step threw java.lang.IllegalStateException: a\\nb\\u001b[2J at ");
    assertThat(Thrown.by("step", new IllegalStateException("x".repeat(1_000_000))))
        .hasSizeLessThan(600)
        .contains("… (1000033 characters) at "); // with the exception's name, of 33
  }

  @Test
  void an_exception_that_cannot_describe_itself_is_named_by_its_class() {
    class Mute extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message");
      }
    }
    assertThat(Thrown.by("reset", new Mute()))
        .startsWith(
            "reset threw "
                + Mute.class.getName()
                + " (whose toString threw java.lang.IllegalStateException) at ");
  }

  @Test
  void an_exception_whose_stack_cannot_be_asked_for_is_named_without_a_place() {
    class Placeless extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public StackTraceElement[] getStackTrace() {
        throw new IllegalStateException("no stack");
      }

      @Override
      public synchronized Throwable getCause() {
        throw new IllegalStateException("no cause");
      }
    }
    assertThat(Thrown.by("reset", new Placeless()))
        .isEqualTo("reset threw " + Placeless.class.getName());
  }

  @SuppressWarnings("ClassCanBeStatic")
  static final class Broken {
    static final int LEVELS = Integer.parseInt("ten");

    private Broken() {}

    static int levels() {
      return LEVELS;
    }
  }

  /// The JVM reports it in two ways: at the first use of the class and at any later one.
  @Test
  void what_a_static_initialiser_threw_is_named_each_time() {
    Throwable first = catchThrowable(Broken::levels);
    Throwable second = catchThrowable(Broken::levels);
    assertThat(first).isInstanceOf(ExceptionInInitializerError.class);
    assertThat(second).isInstanceOf(NoClassDefFoundError.class);
    assertThat(Thrown.by("the factory", first))
        .startsWith("the factory threw java.lang.NumberFormatException: For input string: \"ten\"");
    assertThat(Thrown.by("the factory", second))
        .startsWith("the factory threw java.lang.NumberFormatException: For input string: \"ten\"");
  }
}
