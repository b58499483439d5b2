package io.voicepost.gateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A visitor with the page open: hears of each new post by the page's server-sent events, fetches
/// its MP3 at once, and notes when the whole of it is there.
final class Live implements AutoCloseable {
  private static final Pattern AUDIO = Pattern.compile("data-audio=\"(/audio/[0-9a-f-]+\\.mp3)\"");

  private final URI page;
  private final HttpClient http = HttpClient.newHttpClient();

  /// By path, and so in the order of the calls: a recording's id begins with the time.
  private final Map<String, Long> playableAt = new ConcurrentSkipListMap<>();

  Live(URI page) throws IOException, InterruptedException {
    this.page = page;
    var events = http.send(request("/live"), BodyHandlers.ofLines());
    if (events.statusCode() != 200) {
      throw new IOException("/live answers " + events.statusCode());
    }
    Thread.ofVirtual().name("live").start(() -> follow(events.body()));
  }

  /// When each post could be played, as `System.nanoTime` counts, in the order in which their
  /// callers were answered.
  ///
  /// @throws IOException if there are fewer within a minute
  List<Long> await(int posts) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (playableAt.size() < posts) {
      if (System.nanoTime() - start > Duration.ofMinutes(1).toNanos()) {
        throw new IOException("%d of %d messages became posts".formatted(playableAt.size(), posts));
      }
      Thread.sleep(20);
    }
    return List.copyOf(playableAt.values());
  }

  void forget() {
    playableAt.clear();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private void follow(Stream<String> lines) {
    try (lines) {
      lines.forEach(line -> {
        var audio = AUDIO.matcher(line);
        if (audio.find()) {
          Thread.ofVirtual().start(() -> fetch(audio.group(1)));
        }
      });
      Progress.tell("the stream of new posts was ended by the service");
    } catch (UncheckedIOException broken) {
      // Nobody waits for more when the benchmark is over; await says how many posts are missing.
      Progress.tell("the stream of new posts broke: " + broken.getCause());
    }
  }

  private void fetch(String path) {
    try {
      var response = http.send(request(path), BodyHandlers.ofByteArray());
      if (response.statusCode() == 200 && response.body().length > 1000) {
        playableAt.putIfAbsent(path, System.nanoTime());
      } else {
        Progress.tell(path + " answers " + response.statusCode());
      }
    } catch (IOException e) {
      Progress.tell(path + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(page.resolve(path)).build();
  }
}
