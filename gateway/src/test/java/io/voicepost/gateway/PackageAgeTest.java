package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of the age of the packages that `run` unpacks from Debian.
class PackageAgeTest {
  private static final DateTimeFormatter DEBIAN =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Instant now = Instant.now();

  @TempDir private Path folder;

  private record Said(int code, String text) {}

  private Said says(String... fields) throws Exception {
    var list = Files.writeString(folder.resolve("Release"), String.join("\n", fields) + "\n");
    var script = Path.of("../asterisk-conf/package-age").toRealPath();
    var process =
        new ProcessBuilder(script.toString(), list.toString()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text.strip());
  }

  private String dated(String field, int daysFromNow) {
    return field + ": " + DEBIAN.format(now.plus(Duration.ofDays(daysFromNow)));
  }

  @Test
  void listThatIsPastItsDateIsAWarning() throws Exception {
    var said =
        says("Suite: testing", "Date: Sat, 01 Aug 2020 10:00:00 UTC", dated("Valid-Until", -1));

    assertThat(said.code()).isZero();
    assertThat(said.text())
        .startsWith("warning: Debian testing: the package list of 2020-08-01 was valid until ")
        .contains("security fixes since then are missing")
        .hasLineCount(1);
  }

  @Test
  void listThatIsStillValidIsDatedAndNoWarning() throws Exception {
    var said = says("Suite: testing", dated("Date", -1), dated("Valid-Until", 6));

    assertThat(said.code()).isZero();
    assertThat(said.text())
        .isEqualTo(
            "Debian testing: the package list is of "
                + now.minus(Duration.ofDays(1)).toString().substring(0, 10));
  }

  @Test
  void listWithoutADateIsRefused() throws Exception {
    var said = says("Suite: testing", dated("Valid-Until", 6));

    assertThat(said.code()).isNotZero();
    assertThat(said.text()).endsWith("has no date");
  }
}
