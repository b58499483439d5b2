package io.voicepost.gateway.bench;

import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.S3AudioStore;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The audio of a hot post beside nginx serving the same file, each asked by `wrk`, in turns.
final class AudioBench {
  private static final double AIM = 0.8;
  private static final int BYTES = 480_000;
  private static final int CONNECTIONS = 32;
  private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final Pattern FAILED = Pattern.compile("Non-2xx|Socket errors");

  private AudioBench() {}

  static Table run(Path folder, int rounds, Duration each)
      throws IOException, InterruptedException {
    var content = new byte[BYTES];
    new Random(1).nextBytes(content);
    var path = store(folder, content);
    var table =
        new Table(
            "audio: files of %d kB a second to %d listeners, one post of a minute"
                .formatted(BYTES / 1000, CONNECTIONS),
            "round",
            "voicepost",
            "nginx",
            "ratio",
            "aim");
    try (var gateway =
            GatewayProcess.start(Service.settings(folder, 0), GatewayProcess.launcherFlags());
        var nginx = Nginx.start(folder, content)) {
      var ours = gateway.page().resolve(path);
      // The JVM compiles what it does often: as it runs all day, it is warm.
      wrk(ours, each.multipliedBy(2));
      wrk(nginx.address(), each);
      var ratios = new ArrayList<Double>();
      for (int round = 1; round <= rounds; round++) {
        Progress.tell("audio: round %d of %d".formatted(round, rounds));
        double mine = wrk(ours, each);
        double theirs = wrk(nginx.address(), each);
        ratios.add(mine / theirs);
        table.row(round + "", rate(mine), rate(theirs), ratio(mine / theirs), "");
      }
      ratios.sort(null);
      table.row("median", "", "", ratio(ratios.get(ratios.size() / 2)), ratio(AIM));
    }
    return table;
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%.0f/s", rate);
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  /// Puts a post into the stores of a gateway that is not started yet, and says where its file is.
  private static String store(Path folder, byte[] content) throws IOException {
    var recording = RecordingId.at(Instant.now());
    var key = AudioKey.of(recording, "mp3");
    var data = folder.resolve("data");
    try (var database = Database.open(DatabaseConfig.sqlite(data.resolve("voicepost.db")));
        var s3 = EmbeddedS3.start(data.resolve("audio"));
        var audio = S3AudioStore.open(s3.config())) {
      audio.put(key, ByteBuffer.wrap(content), "audio/mpeg");
      var rendition = new StoredRendition(key, "audio/mpeg", content.length, "0".repeat(64));
      var voice = new Voice(recording, Duration.ofMinutes(1), List.of(50), List.of(rendition));
      var author = database.accounts().create(new Handle("hot"), "Hot");
      database
          .posts()
          .publish(NewPost.spoken(author.id(), voice, Visibility.PUBLIC, Instant.now()));
    } catch (HandleTakenException e) {
      throw new IOException(e);
    }
    return "/" + key;
  }

  private static double wrk(URI address, Duration during) throws IOException, InterruptedException {
    var said =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + Math.max(1, during.toSeconds()) + "s",
                address.toString())
            .redirectErrorStream(true)
            .start();
    var text = new String(said.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var rate = RATE.matcher(text);
    if (said.waitFor() != 0 || !rate.find() || FAILED.matcher(text).find()) {
      throw new IOException("wrk could not measure " + address + ": " + text);
    }
    return Double.parseDouble(rate.group(1));
  }

  /// nginx with as many workers as there are processors, the file in the system's cache.
  private record Nginx(Process process, URI address) implements AutoCloseable {
    static Nginx start(Path folder, byte[] content) throws IOException, InterruptedException {
      var place = Files.createDirectories(folder.resolve("nginx"));
      Files.write(place.resolve("hot.mp3"), content);
      int port = RealAsterisk.freePort();
      var config =
          Files.writeString(
              place.resolve("nginx.conf"),
              """
              daemon off;
              worker_processes auto;
              pid %1$s/nginx.pid;
              error_log stderr crit;
              events { worker_connections 1024; }
              http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                types { audio/mpeg mp3; }
                server { listen 127.0.0.1:%2$d; root %1$s; }
              }
              """
                  .formatted(place, port));
      var user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
      var process =
          new ProcessBuilder(
                  System.getenv().getOrDefault("VP_NGINX", "nginx"),
                  "-p",
                  place.toString(),
                  "-c",
                  config.toString(),
                  "-g",
                  user)
              .inheritIO()
              .start();
      var address = URI.create("http://127.0.0.1:" + port + "/hot.mp3");
      try (var visitors = new Visitors()) {
        for (int i = 0; process.isAlive() && i < 100; i++) {
          try {
            visitors.body(Visitors.get(address, "/hot.mp3", 0));
            return new Nginx(process, address);
          } catch (IOException notYet) {
            Thread.sleep(50);
          }
        }
      }
      process.destroy();
      throw new IOException("nginx did not start");
    }

    @Override
    public void close() throws IOException {
      process.destroy();
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
