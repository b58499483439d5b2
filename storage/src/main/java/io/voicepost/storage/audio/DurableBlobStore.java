package io.voicepost.storage.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// A folder of objects, nobody else's to read, whose uploads are flushed to the disk before they
/// are answered, which S3Proxy leaves to the operating system.
final class DurableBlobStore extends ForwardingBlobStore {
  /// What S3Proxy calls an upload that is under way.
  private static final Pattern UNFINISHED =
      Pattern.compile(".+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final Set<PosixFilePermission> OWN_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWN_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;

  DurableBlobStore(BlobStore files, Path root) {
    super(files);
    this.root = root;
  }

  /// Deletes what uploads left behind that ended with their process.
  static void sweep(Path bucket) throws IOException {
    for (String kind : List.of("audio", "avatar")) {
      Path folder = bucket.resolve(kind);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (var files = Files.newDirectoryStream(folder, DurableBlobStore::isUnfinished)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    return UNFINISHED.matcher(file.getFileName().toString()).matches();
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    PutObjectResponse response = super.putBlob(request, content);
    try {
      Path file = root.resolve(request.bucket()).resolve(request.key());
      Files.setPosixFilePermissions(file, OWN_FILE);
      flush(file);
      for (Path folder = file.getParent();
          folder != null && folder.startsWith(root);
          folder = folder.getParent()) {
        Files.setPosixFilePermissions(folder, OWN_FOLDER);
        flush(folder);
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flush(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
