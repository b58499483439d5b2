package io.voicepost.gateway.bench;

import static io.voicepost.gateway.bench.Times.milliseconds;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

/// Many who follow the public timeline live: how long until the last of them has a new post.
final class ListenersBench {
  private static final Duration AIM = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String STREAM = "/api/v1/streaming/public";

  private ListenersBench() {}

  static Table run(Path folder, int listeners, int posts) throws IOException, InterruptedException {
    var size = new Crowd.Size(100, 100, 0, 2);
    try (var stage = Stage.set(folder.resolve("listeners"), Stage.Kind.SQLITE, size)) {
      stage.signIn(10, _ -> {});
      var page = stage.open();
      try (var crowd = new Ears(page, listeners);
          var visitors = new Visitors()) {
        var times = new ArrayList<Duration>();
        var progress = Progress.of("posts told to %d listeners".formatted(listeners), posts);
        for (int i = 1; i <= posts; i++) {
          var mark = "heard-by-all-%d-".formatted(i);
          long start = System.nanoTime();
          visitors.body(post(page, mark));
          times.add(crowd.awaitAll(mark, start));
          progress.accept(i);
        }
        var all = new Times(times);
        var table =
            new Table(
                "listeners: from posting to the last listener",
                "listeners",
                "posts",
                "p50",
                "max",
                "aim");
        table.row(
            listeners + "",
            posts + "",
            milliseconds(all.median()),
            milliseconds(all.longest()),
            "< " + milliseconds(AIM));
        return table;
      }
    }
  }

  private static HttpRequest post(URI page, String caption) {
    return HttpRequest.newBuilder(page.resolve("/api/v1/statuses"))
        .timeout(PATIENCE)
        .header("authorization", "Bearer " + Stage.token(2))
        .header("content-type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("status=" + caption))
        .build();
  }

  /// So many connections, all read by one thread.
  private static final class Ears implements AutoCloseable {
    private final Selector selector;
    private final ArrayList<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    Ears(URI page, int listeners) throws IOException {
      selector = Selector.open();
      var request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n\r\n"
              .formatted(STREAM, page.getAuthority(), Stage.token(3))
              .getBytes(StandardCharsets.US_ASCII);
      var progress = Progress.of("listeners", listeners);
      var address = new InetSocketAddress(page.getHost(), page.getPort());
      for (int i = 1; i <= listeners; i++) {
        var channel = SocketChannel.open(address);
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Ear());
        channels.add(channel);
        progress.accept(i);
      }
      awaitAll("200 OK", System.nanoTime());
    }

    /// Reads until every listener got `mark`.
    Duration awaitAll(String mark, long start) throws IOException {
      int waiting = channels.size();
      selector.keys().forEach(key -> ((Ear) key.attachment()).listenFor(mark));
      while (waiting > 0) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IOException(waiting + " listeners did not hear of a post");
        }
        selector.select(100);
        for (var key : selector.selectedKeys()) {
          waiting -= read(key) ? 1 : 0;
        }
        selector.selectedKeys().clear();
      }
      return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean read(SelectionKey key) throws IOException {
      buffer.clear();
      if (((SocketChannel) key.channel()).read(buffer) < 0) {
        throw new IOException("a listener was sent away");
      }
      buffer.flip();
      return ((Ear) key.attachment()).hears(StandardCharsets.ISO_8859_1.decode(buffer).toString());
    }

    @Override
    public void close() throws IOException {
      for (var channel : channels) {
        channel.close();
      }
      selector.close();
    }
  }

  /// Listens for a mark, which may come in pieces.
  private static final class Ear {
    private String mark = "";
    private String tail = "";
    private boolean heard = true;

    void listenFor(String next) {
      mark = next;
      tail = "";
      heard = false;
    }

    /// `true` when the mark is heard for the first time.
    boolean hears(String text) {
      if (heard) {
        return false;
      }
      var joined = tail + text;
      heard = joined.contains(mark);
      tail = joined.substring(Math.max(0, joined.length() - mark.length()));
      return heard;
    }
  }
}
