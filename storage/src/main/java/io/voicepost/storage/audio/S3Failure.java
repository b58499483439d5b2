package io.voicepost.storage.audio;

import java.io.IOException;
import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// Puts a failure of S3 into one line that says what to do. It is made of status and error code
/// alone: what a server writes into its messages is not known, and may name a key.
final class S3Failure {
  private S3Failure() {}

  static IOException of(S3Config.Bucket bucket, SdkException failure) {
    return new IOException("S3 bucket " + bucket + ": " + reason(failure), failure);
  }

  private static String reason(SdkException failure) {
    return switch (failure) {
      case AwsServiceException answer -> answered(answer.statusCode(), code(answer));
      case ApiCallTimeoutException _ -> "did not answer in time";
      case AbortedException _ -> {
        Thread.currentThread().interrupt();
        yield "interrupted";
      }
      default -> "cannot be reached: " + root(failure) + "; is the endpoint right?";
    };
  }

  private static String answered(int status, String code) {
    String advice =
        switch (code) {
          case "NoSuchBucket" -> "; create the bucket, or let it be created";
          case "SignatureDoesNotMatch", "InvalidAccessKeyId" -> "; are the keys right?";
          case "AccessDenied" -> "; are the keys right, and may they use this bucket?";
          default -> status == 403 ? "; are the keys right, and may they use this bucket?" : "";
        };
    return "answered " + status + (code.isEmpty() ? "" : " " + code) + advice;
  }

  private static String code(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    return code == null ? "" : code.replaceAll("[^A-Za-z0-9]", "");
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof UnknownHostException) {
      return "unknown host " + root.getMessage();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
