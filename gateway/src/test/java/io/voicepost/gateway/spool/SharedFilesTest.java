package io.voicepost.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFilesTest {
  @TempDir private Path folder;

  @Test
  void folderAndFileAreTheirOwnersAlone() throws Exception {
    var made = SharedFiles.folder(folder.resolve("spool/recording"));
    var file = SharedFiles.file(Files.writeString(made.resolve("facts.json"), "{}"));

    assertThat(mode(made)).isEqualTo(0700);
    assertThat(mode(folder.resolve("spool"))).isEqualTo(0700);
    assertThat(mode(file)).isEqualTo(0600);
  }

  @Test
  void openFolderOfAnOlderVersionIsClosed() throws Exception {
    var spool = Files.createDirectory(folder.resolve("spool"));
    Files.setAttribute(spool, "unix:mode", 0775);

    SharedFiles.folder(spool);

    assertThat(mode(spool)).isEqualTo(0700);
  }

  @Test
  void whatIsInAFolderOfAGroupIsThatGroupsToo() throws Exception {
    var spool = Files.createDirectory(folder.resolve("spool"));
    Files.setAttribute(spool, "unix:mode", 02770);

    var made = SharedFiles.folder(SharedFiles.folder(spool).resolve("recording"));
    var file = SharedFiles.file(Files.writeString(made.resolve("facts.json"), "{}"));

    assertThat(mode(spool)).isEqualTo(02770);
    assertThat(mode(made)).isEqualTo(02770);
    assertThat(mode(file)).isEqualTo(0660);
  }

  private static int mode(Path path) throws Exception {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }
}
