package ascent.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.reflect.Field;

/// The command's standard error. The launcher may give it a descriptor of its own, by the system
/// property `ascent.stderr`, and keep the JVM's for what the JVM itself has to say.
///
/// The descriptor is used as it is: opening `/dev/fd/3` anew would write over what others write to
/// the same file, and fails for sockets.
final class StandardError {
  private static final int OF_THE_JVM = 2;

  private final int number;
  private final FileDescriptor descriptor;

  private StandardError(int number, FileDescriptor descriptor) {
    this.number = number;
    this.descriptor = descriptor;
  }

  /// The descriptor that the launcher gave, if there is one and the JVM lets us use it; otherwise
  /// the JVM's.
  static StandardError find() {
    int given = Integer.getInteger("ascent.stderr", OF_THE_JVM);
    if (given == OF_THE_JVM) {
      return ofTheJvm();
    }
    try {
      FileDescriptor descriptor = new FileDescriptor();
      Field number = FileDescriptor.class.getDeclaredField("fd");
      number.setAccessible(true);
      number.setInt(descriptor, given);
      return new StandardError(given, descriptor);
    } catch (ReflectiveOperationException | RuntimeException e) { // without --add-opens
      return ofTheJvm();
    }
  }

  private static StandardError ofTheJvm() {
    return new StandardError(OF_THE_JVM, FileDescriptor.err);
  }

  /// The number of the descriptor.
  int number() {
    return number;
  }

  /// A stream to it, to be opened once.
  FileOutputStream open() {
    return new FileOutputStream(descriptor);
  }
}
