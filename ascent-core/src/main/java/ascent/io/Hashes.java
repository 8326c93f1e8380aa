package ascent.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, as 64 lower-case hexadecimal digits.
public final class Hashes {

  private static final int CHUNK = 4096; // floats

  private Hashes() {}

  /// The hash of some bytes.
  public static String sha256(byte[] bytes) {
    return hex(digest(), ByteBuffer.wrap(bytes));
  }

  /// The hash of a parameter vector: of its floats' little-endian bytes, in order.
  public static String sha256(float[] parameters) {
    MessageDigest digest = digest();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < parameters.length; from += CHUNK) {
      int count = Math.min(CHUNK, parameters.length - from);
      bytes.clear().asFloatBuffer().put(parameters, from, count);
      digest.update(bytes.limit(count * Float.BYTES));
    }
    return hex(digest, ByteBuffer.allocate(0));
  }

  private static String hex(MessageDigest digest, ByteBuffer last) {
    digest.update(last);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
