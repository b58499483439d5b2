package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpStatus;
import java.util.Optional;
import java.util.function.Supplier;

/// A request that cannot be answered as it stands; sending it again does not help. Becomes the
/// documented error: a status and `{"error": ..., "error_description": ...}`.
public final class ApiException extends Exception {
  private final HttpStatus status;
  private final Optional<String> description;

  public ApiException(HttpStatus status, String error) {
    this(status, error, Optional.empty());
  }

  /// @param error what clients may show, or the code that OAuth has for it
  /// @param description more about it
  public ApiException(HttpStatus status, String error, Optional<String> description) {
    super(error, null, false, false);
    this.status = status;
    this.description = description;
  }

  /// What is not there, or is not for whoever asks to know of.
  public static ApiException notFound() {
    return new ApiException(HttpStatus.NOT_FOUND, "Record not found");
  }

  /// What was sent cannot be used; says why.
  public static ApiException unprocessable(String why) {
    return new ApiException(HttpStatus.UNPROCESSABLE_ENTITY, why);
  }

  /// What `made` makes of what was sent.
  ///
  /// @throws ApiException 422 if that breaks a rule of what it makes
  public static <T> T valid(Supplier<T> made) throws ApiException {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw unprocessable("Validation failed: " + e.getMessage());
    }
  }

  public static ApiException badRequest(String why) {
    return new ApiException(HttpStatus.BAD_REQUEST, why);
  }

  /// Known, and still not allowed to.
  public static ApiException forbidden() {
    return new ApiException(HttpStatus.FORBIDDEN, "This action is not allowed");
  }

  public static ApiException unauthorized(String why) {
    return new ApiException(HttpStatus.UNAUTHORIZED, why);
  }

  public HttpStatus status() {
    return status;
  }

  public String error() {
    return String.valueOf(getMessage());
  }

  Optional<String> description() {
    return description;
  }
}
