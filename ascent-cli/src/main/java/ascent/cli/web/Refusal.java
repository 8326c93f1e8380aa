package ascent.cli.web;

import java.io.Serial;

/// Thrown for a request that is not answered; the message says why.
public final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public static final int BAD_REQUEST = 400;
  public static final int FORBIDDEN = 403;
  public static final int NOT_FOUND = 404;
  public static final int METHOD_NOT_ALLOWED = 405;
  public static final int CONFLICT = 409;
  public static final int CONTENT_TOO_LARGE = 413;
  public static final int URI_TOO_LONG = 414;
  public static final int UNSUPPORTED_MEDIA_TYPE = 415;
  public static final int HEADERS_TOO_LARGE = 431;
  public static final int UNAVAILABLE = 503;

  private final int status;

  /// @param status of HTTP, RFC 9110
  public Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
