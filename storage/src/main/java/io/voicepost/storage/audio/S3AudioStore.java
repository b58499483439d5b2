package io.voicepost.storage.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Renditions in a bucket of any S3 server.
///
/// An upload is believed when the server says that it has the right length and an ETag that is the
/// MD5 of what was sent, which it can only know from the bytes. Some servers and encryptions make
/// other ETags; then the object is read back and compared, byte by byte.
public final class S3AudioStore implements AudioStore {
  /// A rendition never changes under its key.
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final S3Client s3;
  private final S3Config.Bucket bucket;

  private S3AudioStore(S3Client s3, S3Config.Bucket bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /// Connects, and makes the bucket where it is missing and may be made.
  ///
  /// @throws IOException if the server refuses; its one line says why and what to do
  public static S3AudioStore open(S3Config config) throws IOException {
    var store = new S3AudioStore(client(config), config.bucket());
    try {
      store.createBucketIfMissing();
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public void put(ObjectKey key, ByteBuffer content, String mediaType) throws IOException {
    var upload = new S3Upload(content);
    ask(() ->
        s3.putObject(
            put ->
                put.bucket(bucket.name())
                    .key(key.value())
                    .contentType(mediaType)
                    .contentLength(upload.length())
                    .contentMD5(upload.md5Base64())
                    .cacheControl(FOR_EVER),
            RequestBody.fromContentProvider(upload::stream, upload.length(), mediaType)));
    believe(key, upload);
  }

  private void believe(ObjectKey key, S3Upload upload) throws IOException {
    HeadObjectResponse stored =
        head(key).orElseThrow(() -> new IOException("S3 bucket %s lost %s".formatted(bucket, key)));
    if (stored.contentLength() != upload.length()) {
      throw new IOException(
          "S3 bucket %s keeps %d bytes of %s, not the %d it was given; checksums and chunked"
                  .formatted(bucket, stored.contentLength(), key, upload.length())
              + " encoding in the S3 settings may be too new for this server");
    }
    if (!upload.hasETag(stored.eTag()) && !get(key).filter(upload::hasBytes).isPresent()) {
      throw new IOException(
          "S3 bucket %s keeps other bytes of %s than it was given".formatted(bucket, key));
    }
  }

  private Optional<HeadObjectResponse> head(ObjectKey key) throws IOException {
    return ask(() -> {
      try {
        return Optional.of(s3.headObject(head -> head.bucket(bucket.name()).key(key.value())));
      } catch (NoSuchKeyException e) {
        return Optional.empty();
      }
    });
  }

  @Override
  public Optional<ByteBuffer> get(ObjectKey key) throws IOException {
    return ask(() -> {
      try {
        var object = s3.getObjectAsBytes(get -> get.bucket(bucket.name()).key(key.value()));
        return Optional.of(object.asByteBuffer());
      } catch (NoSuchKeyException e) {
        return Optional.empty();
      }
    });
  }

  @Override
  public void delete(ObjectKey key) throws IOException {
    ask(() -> s3.deleteObject(delete -> delete.bucket(bucket.name()).key(key.value())));
  }

  @Override
  public void check() throws IOException {
    ask(() -> s3.headBucket(head -> head.bucket(bucket.name())));
  }

  @Override
  public void close() {
    s3.close();
  }

  private void createBucketIfMissing() throws IOException {
    boolean missing =
        ask(() -> {
          try {
            s3.headBucket(head -> head.bucket(bucket.name()));
            return false;
          } catch (NoSuchBucketException e) {
            if (!bucket.createIfMissing()) {
              throw e;
            }
            return true;
          }
        });
    if (missing) {
      createBucket();
    }
  }

  private void createBucket() throws IOException {
    ask(() -> {
      try {
        s3.createBucket(create -> create.bucket(bucket.name()));
      } catch (BucketAlreadyOwnedByYouException e) {
        // Another node was faster.
      }
      return true;
    });
  }

  private <T> T ask(Supplier<T> question) throws IOException {
    try {
      return question.get();
    } catch (SdkException e) {
      throw S3Failure.of(bucket, e);
    }
  }

  private static S3Client client(S3Config config) {
    S3Config.Compatibility dialect = config.dialect();
    S3Config.Timeouts timeouts = config.timeouts();
    var modern = dialect.checksums() == S3Config.ChecksumMode.WHEN_SUPPORTED;
    var client =
        S3Client.builder()
            .region(Region.of(config.bucket().region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        config.credentials().accessKey(), config.credentials().secretKey())))
            .defaultsMode(DefaultsMode.STANDARD)
            .forcePathStyle(dialect.pathStyle())
            .requestChecksumCalculation(
                modern
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                modern
                    ? ResponseChecksumValidation.WHEN_SUPPORTED
                    : ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(s3 ->
                s3.chunkedEncodingEnabled(dialect.chunkedEncoding())
                    // A rendition is small: asking first costs more than it saves.
                    .expectContinueEnabled(false))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(timeouts.connect())
                    .socketTimeout(timeouts.operation()))
            .overrideConfiguration(all ->
                all.apiCallTimeout(timeouts.operation())
                    // What lies in the home folder must not change where audio goes.
                    .defaultProfileFile(ProfileFile.aggregator().build()));
    config.bucket().endpoint().ifPresent(client::endpointOverride);
    return client.build();
  }
}
