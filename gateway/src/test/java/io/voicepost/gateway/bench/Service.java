package io.voicepost.gateway.bench;

import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.RealAsterisk;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// The service as `./voicepost run` starts it, on free ports and in a folder of its own: a real
/// Asterisk, the gateway as its own process, the embedded database and S3, and the demo account.
final class Service implements AutoCloseable {
  /// A second line of the same Asterisk, without a gateway: it answers and records.
  static final String RIVAL_LINE = "8643";

  private static final String CALLER = "+12025550142";
  private static final String SECRET = "abcdefghijklmnop";
  private static final int LONGEST_SECONDS = 240;
  private static final Pattern POSTED =
      Pattern.compile("(?im)^voicepost_messages_total\\{outcome=\"posted\"} ([0-9.E]+)$");

  private final RealAsterisk asterisk;
  private final GatewayProcess gateway;
  private final Path rivalFolder;
  private final HttpClient http = HttpClient.newHttpClient();

  private Service(RealAsterisk asterisk, GatewayProcess gateway, Path rivalFolder) {
    this.asterisk = asterisk;
    this.gateway = gateway;
    this.rivalFolder = rivalFolder;
  }

  /// Starts all of it in an empty folder.
  static Service start(Path folder) throws IOException, InterruptedException {
    Progress.tell("starting Asterisk and the gateway");
    int agiPort = RealAsterisk.freePort();
    var settings = settings(folder, agiPort);
    var asterisk =
        RealAsterisk.start(
            folder,
            agiPort,
            Map.of(
                "VP_AGI_SECRET",
                SECRET,
                "VP_LONGEST_SECONDS",
                "" + LONGEST_SECONDS,
                "VP_RTP_START",
                "20000",
                "VP_RTP_END",
                "21999"));
    try {
      var rivalFolder = Files.createDirectories(folder.resolve("rival"));
      addRival(asterisk, rivalFolder);
      var gateway = GatewayProcess.start(settings, GatewayProcess.launcherFlags());
      return new Service(asterisk, gateway, rivalFolder);
    } catch (IOException | InterruptedException | RuntimeException e) {
      asterisk.close();
      throw e;
    }
  }

  /// Writes the settings of a gateway that keeps everything in the folder.
  static Path settings(Path folder, int agiPort) throws IOException {
    return Files.writeString(
        folder.resolve("voicepost.properties"),
        """
        data.folder=%s
        spool.folder=%s
        web.port=0
        web.operator-port=0
        line.calls-an-hour=0
        line.calls-at-once=0
        line.minutes-a-day=0
        agi.port=%d
        agi.secret=%s
        fallback.key=%s
        phone.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
        password.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
        line.longest-seconds=%d
        browser-phone.websocket=ws://127.0.0.1:8088/ws
        browser-phone.secret=%s
        browser-phone.number=%s
        """
            .formatted(
                folder.resolve("data"),
                folder.resolve("spool"),
                agiPort,
                SECRET,
                RealAsterisk.FALLBACK_KEY,
                LONGEST_SECONDS,
                SECRET,
                CALLER));
  }

  /// A call of the demo account's owner.
  Call call(Path speech) {
    return Call.of(speech, CALLER, RealAsterisk.LINE, asterisk.sip());
  }

  /// The same call to the rival.
  Call rivalCall(Path speech) {
    return Call.of(speech, CALLER, RIVAL_LINE, asterisk.sip());
  }

  /// The folder where the rival records.
  Path rivalFolder() {
    return rivalFolder;
  }

  GatewayProcess gateway() {
    return gateway;
  }

  long asteriskPid() throws IOException {
    return pid(asterisk);
  }

  static long pid(RealAsterisk asterisk) throws IOException {
    return Long.parseLong(Files.readString(asterisk.run().resolve("asterisk.pid")).strip());
  }

  /// How many messages have become posts since the start.
  int posted() throws IOException, InterruptedException {
    var metrics = HttpRequest.newBuilder(gateway.metrics()).build();
    var posted = POSTED.matcher(http.send(metrics, BodyHandlers.ofString()).body());
    return posted.find() ? (int) Double.parseDouble(posted.group(1)) : 0;
  }

  /// Waits until so many messages have become posts, or until no more came for some seconds.
  ///
  /// @return how many have
  int awaitPosted(int wanted) throws IOException, InterruptedException {
    int posted = posted();
    long lastAt = System.nanoTime();
    while (posted < wanted && System.nanoTime() - lastAt < Duration.ofSeconds(20).toNanos()) {
      Thread.sleep(200);
      int now = posted();
      if (now > posted) {
        posted = now;
        lastAt = System.nanoTime();
      }
    }
    return posted;
  }

  @Override
  public void close() throws IOException {
    try (gateway;
        http) {
      asterisk.close();
    }
  }

  /// The least that records a message. It stands only in the copy of the dialplan that this
  /// Asterisk has, which ships with nobody.
  private static void addRival(RealAsterisk asterisk, Path folder)
      throws IOException, InterruptedException {
    var dialplan = asterisk.run().resolve("etc/extensions.conf");
    var rival =
        """

        [trunk](+)
        exten = %s,1,Answer()
         same = n,Playback(voicepost/beep)
         same = n,Record(%s/${UNIQUEID}.wav,5,%d,kq)
         same = n,Hangup()
        """
            .formatted(RIVAL_LINE, folder, LONGEST_SECONDS);
    Files.writeString(dialplan, Files.readString(dialplan) + rival);
    asterisk.ask("dialplan reload");
  }
}
