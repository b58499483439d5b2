package io.voicepost.storage.audio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3 server inside this process, on a folder: S3Proxy, which listens on the loopback interface
/// alone. What it confirmed is on the disk. Close it after everybody who uses it: it waits for
/// nobody.
public final class EmbeddedS3 implements AutoCloseable {
  private static final String BUCKET = "voicepost";
  // Whatever it is, Jetty waits that long: a client that keeps its connection does not end it.
  private static final long STOP_TIMEOUT_MILLISECONDS = 0;
  private static final int MAX_THREADS = 32;
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final S3Proxy server;
  private final S3Config config;

  private EmbeddedS3(S3Proxy server, S3Config config) {
    this.server = server;
    this.config = config;
  }

  /// Starts on a free port, with keys that nobody else knows.
  public static EmbeddedS3 start(Path folder) throws IOException {
    return start(folder, 0, freshCredentials());
  }

  /// Starts one more on the folder of another, which is perhaps in the middle of uploads.
  public static EmbeddedS3 beside(Path folder) throws IOException {
    return listen(folder, 0, freshCredentials());
  }

  /// Starts on `port`, or on a free one if it is 0. The folder is made if missing, and what uploads
  /// left behind that ended with their process is deleted.
  ///
  /// @throws IOException if it cannot; its one line says why and what to do
  public static EmbeddedS3 start(Path folder, int port, S3Config.Credentials credentials)
      throws IOException {
    DurableBlobStore.sweep(folder.toAbsolutePath().resolve(BUCKET));
    return listen(folder, port, credentials);
  }

  private static EmbeddedS3 listen(Path folder, int port, S3Config.Credentials credentials)
      throws IOException {
    Path root = Files.createDirectories(folder.toAbsolutePath(), PRIVATE);
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new DurableBlobStore(new FilesystemNio2BlobStore(root.toString()), root))
            .endpoint(URI.create("http://" + host + ":" + port))
            .awsAuthentication(
                AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
            .jettyMaxThreads(MAX_THREADS)
            .stopTimeout(STOP_TIMEOUT_MILLISECONDS)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException(
          "cannot start the embedded S3 on %s:%d for %s: %s"
              .formatted(host, port, folder, reason(e)),
          e);
    }
    var bucket =
        new S3Config.Bucket(
            Optional.of(URI.create("http://" + host + ":" + server.getPort())),
            "us-east-1",
            BUCKET,
            true);
    return new EmbeddedS3(
        server,
        new S3Config(bucket, credentials, S3Config.Compatibility.PLAIN, S3Config.Timeouts.USUAL));
  }

  /// How to reach it.
  public S3Config config() {
    return config;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded S3 does not stop", e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static S3Config.Credentials freshCredentials() {
    return new S3Config.Credentials(random(10), random(20));
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
