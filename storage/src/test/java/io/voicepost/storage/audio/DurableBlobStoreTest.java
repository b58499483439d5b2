package io.voicepost.storage.audio;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

final class DurableBlobStoreTest {
  @TempDir private Path folder;

  @Test
  void uploadThatCannotBeFlushedIsNotAnswered() {
    // The real store always has the file by then.
    BlobStore forgetful = mock();
    when(forgetful.putBlob(any(), any())).thenReturn(PutObjectResponse.builder().build());
    var store = new DurableBlobStore(forgetful, folder);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() ->
            store.putBlob(
                PutObjectRequest.builder().bucket("voicepost").key("audio/x.mp3").build(),
                InputStream.nullInputStream()));
  }
}
