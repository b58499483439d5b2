package io.voicepost.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder;
  private Path data;

  /// As an older version left it under the usual umask of 022.
  @BeforeEach
  void makeOldData() throws Exception {
    data = folder.resolve("data");
    for (var name :
        new String[] {"voicepost.db", "log/gateway.log", "spool/captured/1/audio.wav"}) {
      var file = data.resolve(name);
      Files.createDirectories(file.getParent());
      mode(Files.writeString(file, "private"), 0644);
    }
    for (var open : new String[] {"", "log", "spool", "spool/captured", "spool/captured/1"}) {
      mode(data.resolve(open), 0755);
    }
  }

  @Test
  void whatAnOlderVersionLeftOpenIsClosed() throws Exception {
    DataFolder.close(data, data.resolve("audio"));

    try (var all = Files.walk(data)) {
      assertThat(all)
          .hasSize(8)
          .allSatisfy(
              path -> assertThat(mode(path)).isEqualTo(Files.isDirectory(path) ? 0700 : 0600));
    }
  }

  @Test
  void folderThatIsMissingIsMadeForItsOwnerAlone() throws Exception {
    var missing = folder.resolve("a/b");

    DataFolder.close(missing, missing.resolve("audio"));

    assertThat(mode(missing)).isEqualTo(0700);
    assertThat(mode(folder.resolve("a"))).isEqualTo(0700);
  }

  @Test
  void whatAsterisksGroupSharesIsReachedThroughAFolderThatShowsNothing() throws Exception {
    mode(data.resolve("spool"), 02770);
    mode(data.resolve("spool/captured"), 02770);

    DataFolder.close(data, data.resolve("audio"));

    assertThat(mode(data)).isEqualTo(0710);
    assertThat(mode(data.resolve("spool"))).isEqualTo(02770);
    assertThat(mode(data.resolve("voicepost.db"))).isEqualTo(0600);
    assertThat(mode(data.resolve("log"))).isEqualTo(0700);
  }

  @Test
  void audioIsLookedThroughWhereItsFolderWasOpen() throws Exception {
    var object = data.resolve("audio/voicepost/audio/1.mp3");
    Files.createDirectories(object.getParent());
    mode(Files.writeString(object, "voice"), 0644);
    mode(data.resolve("audio"), 0755);

    DataFolder.close(data, data.resolve("audio"));

    assertThat(mode(object)).isEqualTo(0600);
    assertThat(mode(data.resolve("audio"))).isEqualTo(0700);
  }

  private static void mode(Path path, int mode) throws Exception {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static int mode(Path path) throws Exception {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }
}
