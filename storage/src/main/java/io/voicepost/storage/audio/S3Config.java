package io.voicepost.storage.audio;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which S3 bucket, who we are there, and how to speak to it.
public record S3Config(
    Bucket bucket, Credentials credentials, Compatibility dialect, Timeouts timeouts) {

  /// Where the audio lies. `endpoint` is empty for Amazon's own, which `region` finds; otherwise
  /// the server's `http(s)://HOST[:PORT]`. A missing bucket is made if `createIfMissing`. It must
  /// not keep old versions of objects, or what was deleted would stay.
  public record Bucket(
      Optional<URI> endpoint, String region, String name, boolean createIfMissing) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    public Bucket {
      endpoint.ifPresent(uri -> {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
          throw new IllegalArgumentException(
              "an S3 endpoint is http://HOST:PORT or https://HOST, without user and password");
        }
      });
      if (region.isBlank()) {
        throw new IllegalArgumentException("an S3 bucket has a region; us-east-1 is the usual one");
      }
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a bucket's name is 3 to 63 of a-z, 0-9, '-' and '.', not \"" + name + "\"");
      }
    }

    @Override
    public String toString() {
      return name + " at " + endpoint.map(URI::toString).orElse("Amazon " + region);
    }
  }

  /// Who we are to the server.
  public record Credentials(String accessKey, String secretKey) {
    public Credentials {
      if (accessKey.isBlank() || secretKey.isBlank()) {
        throw new IllegalArgumentException("S3 needs an access key and a secret key");
      }
    }

    /// Says neither key.
    @Override
    public String toString() {
      return "Credentials[...]";
    }
  }

  /// What S3 servers differ in. [#MODERN] suits Amazon and most others; [#PLAIN] those that know
  /// neither checksum trailers nor `aws-chunked` bodies, and may store them as audio: then
  /// [AudioStore#put] fails.
  ///
  /// `pathStyle` writes the bucket into the path, not into the host name; servers without a
  /// wildcard in the DNS need it.
  public record Compatibility(boolean pathStyle, ChecksumMode checksums, boolean chunkedEncoding) {
    public static final Compatibility MODERN =
        new Compatibility(false, ChecksumMode.WHEN_SUPPORTED, true);
    public static final Compatibility PLAIN =
        new Compatibility(true, ChecksumMode.WHEN_REQUIRED, false);
  }

  /// Whether requests carry the checksums that S3 has known since 2024 wherever it takes them, or
  /// only where it insists. Every upload carries a Content-MD5 besides.
  public enum ChecksumMode {
    WHEN_REQUIRED,
    WHEN_SUPPORTED
  }

  /// The longest wait for a connection, and for an operation with all its retries.
  public record Timeouts(Duration connect, Duration operation) {
    public static final Timeouts USUAL =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    public Timeouts {
      if (connect.toMillis() < 1 || operation.compareTo(connect) < 0) {
        throw new IllegalArgumentException(
            "an S3 operation takes at least as long as its connection: %s, %s"
                .formatted(operation, connect));
      }
    }
  }
}
