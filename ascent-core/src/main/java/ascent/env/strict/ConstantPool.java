package ascent.env.strict;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Gives a class another name everywhere in a class file: in its types, its signatures and its
/// frames. All of them are texts of the constant pool (JVM specification, §4.4), which nothing else
/// of the file depends on.
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int HEADER = 8; // bytes before the number of constants

  private ConstantPool() {}

  /// Renames a class in a class file.
  ///
  /// @param from internal name of the class, as `java/util/concurrent/ThreadLocalRandom`
  /// @param to the other internal name
  /// @return the same array if the class is not named
  static byte[] rename(byte[] file, String from, String to) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length);
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(in.readNBytes(HEADER));
      int count = in.readUnsignedShort();
      out.writeShort(count);
      boolean changed = false;
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        if (tag == UTF8) {
          String text = in.readUTF();
          String other = text.equals(from) ? to : text.replace("L" + from + ";", "L" + to + ";");
          changed |= !other.equals(text);
          out.writeUTF(other);
        } else {
          int size = size(tag);
          out.write(in.readNBytes(size));
          i += size == Long.BYTES ? 1 : 0; // long and double take two places
        }
      }
      out.write(in.readAllBytes());
      return changed ? bytes.toByteArray() : file;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cut off, which the JVM will say
    }
  }

  /// The bytes of a constant after its tag.
  private static int size(int tag) {
    return switch (tag) {
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case 5, 6 -> 8;
      case 15 -> 3;
      case 7, 8, 16, 19, 20 -> 2;
      default -> throw new IllegalArgumentException("There is no constant of kind " + tag + ".");
    };
  }
}
