package io.voicepost.gateway.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Strangers who do their worst from a number of addresses until they are closed: connections that
/// say nothing or drip, live streams, pages, drawn pictures, JSON that stands for much, and from a
/// member's account pictures that take long to decode.
final class Strangers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Pattern CLIENT =
      Pattern.compile("\"client_id\":\"([^\"]+)\".*\"client_secret\":\"([^\"]+)\"");

  private final URI page;
  private final List<InetAddress> addresses;
  private final Queue<Socket> held = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean over;

  private Strangers(URI page, List<InetAddress> addresses) {
    this.page = page;
    this.addresses = addresses;
  }

  /// @param addresses so many, of the loopback network
  /// @param connections that are held at once, idle, dripping and following live
  static Strangers come(URI page, int addresses, int connections) throws IOException {
    var all = new ArrayList<InetAddress>();
    for (int i = 0; i < addresses; i++) {
      all.add(InetAddress.ofLiteral("127.66.%d.%d".formatted(i / 250, i % 250 + 1)));
    }
    var strangers = new Strangers(page, all);
    // Before the others leave nothing over for the same address.
    var member = strangers.member();
    for (int i = 0; i < 8; i++) {
      strangers.start(() -> strangers.hold(connections / 8));
    }
    int each = Math.max(1, 40 / addresses);
    for (var from : all) {
      for (int i = 0; i < each; i++) {
        strangers.start(() -> strangers.askAround(from));
      }
    }
    member.ifPresent(token -> strangers.start(() -> strangers.sendPictures(token)));
    return strangers;
  }

  /// What they asked for.
  int asked() {
    return asked.get();
  }

  /// What of it was given to them.
  int answered() {
    return answered.get();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void start(Work work) {
    threads.add(
        Thread.ofVirtual()
            .start(() -> {
              while (!over) {
                try {
                  work.run();
                } catch (IOException | InterruptedException refused) {
                  // Then the next one.
                }
              }
            }));
  }

  private InetAddress anyAddress() {
    return addresses.get(ThreadLocalRandom.current().nextInt(addresses.size()));
  }

  private Socket connect(InetAddress from) throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(page.getHost(), page.getPort()), 5_000);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /// Opens as many as it is let, and never reads.
  private void hold(int most) throws IOException, InterruptedException {
    var mine = new ArrayList<Socket>();
    for (int i = 0; i < most && !over; i++) {
      var socket = connect(anyAddress());
      mine.add(socket);
      held.add(socket);
      write(
          socket,
          switch (i % 4) {
            case 0 -> "";
            case 1 -> "GET / HTTP/1.1\r\nHost: x\r\n";
            case 2 -> "GET /live?after=1 HTTP/1.1\r\nHost: x\r\n\r\n";
            default -> "GET /api/v1/streaming/public HTTP/1.1\r\nHost: x\r\n\r\n";
          });
      Thread.sleep(PAUSE);
    }
    for (var socket : mine) {
      Thread.sleep(PAUSE);
      socket.close();
      held.remove(socket);
    }
  }

  private void askAround(InetAddress from) throws IOException, InterruptedException {
    var random = ThreadLocalRandom.current();
    switch (random.nextInt(4)) {
      case 0 -> get(from, "/avatar/voice-%08x.png".formatted(random.nextInt()));
      case 1 -> get(from, random.nextBoolean() ? "/" : "/?before=" + random.nextLong(1L << 60));
      case 2 -> get(from, "/search?q=" + Integer.toString(random.nextInt(), 36));
      default -> post(from, "POST", "/api/v1/apps", "application/json", swelling(), "");
    }
    Thread.sleep(PAUSE);
  }

  /// Each of its values has the long name.
  private static byte[] swelling() {
    var body = new StringBuilder("{\"").append("x".repeat(30_000)).append("\":{\"0\":0");
    for (int i = 1; i < 3_000; i++) {
      body.append(",\"").append(i).append("\":0");
    }
    return body.append("}}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void sendPictures(String token) throws IOException {
    var form = new ByteArrayOutputStream();
    form.writeBytes(
        "--cut\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    form.writeBytes(SlowPicture.BYTES);
    form.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.US_ASCII));
    post(
        addresses.getFirst(),
        "PATCH",
        "/api/v1/accounts/update_credentials",
        "multipart/form-data; boundary=cut",
        form.toByteArray(),
        "Authorization: Bearer " + token + "\r\n");
  }

  /// Anybody may have an account.
  private Optional<String> member() throws IOException {
    var from = addresses.getFirst();
    var type = "application/x-www-form-urlencoded";
    var app =
        post(
            from,
            "POST",
            "/api/v1/apps",
            type,
            bytes("client_name=x&scopes=write&redirect_uris=urn:ietf:wg:oauth:2.0:oob"),
            "");
    var client = CLIENT.matcher(app);
    if (!client.find()) {
      return Optional.empty();
    }
    var proof = "client_id=" + client.group(1) + "&client_secret=" + client.group(2);
    var form = bytes("grant_type=client_credentials&scope=write&" + proof);
    var first = TOKEN.matcher(post(from, "POST", "/oauth/token", type, form, ""));
    if (!first.find()) {
      return Optional.empty();
    }
    var wish =
        bytes(
            "agreement=true&password=battery+staple+horse&username=s"
                + Integer.toUnsignedString(page.hashCode() ^ addresses.size(), 36));
    var bearer = "Authorization: Bearer " + first.group(1) + "\r\n";
    var made = TOKEN.matcher(post(from, "POST", "/api/v1/accounts", type, wish, bearer));
    return made.find() ? Optional.of(made.group(1)) : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void get(InetAddress from, String path) throws IOException {
    ask(from, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", new byte[0]);
  }

  private String post(
      InetAddress from, String method, String path, String type, byte[] body, String headers)
      throws IOException {
    return ask(
        from,
        "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(method, path, type, body.length, headers),
        body);
  }

  private String ask(InetAddress from, String head, byte[] body) throws IOException {
    asked.incrementAndGet();
    try (var socket = connect(from)) {
      write(socket, head);
      socket.getOutputStream().write(body);
      var answer = text(socket.getInputStream());
      if (answer.startsWith("HTTP/1.1 2")) {
        answered.incrementAndGet();
      }
      return answer;
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    over = true;
    threads.forEach(Thread::interrupt);
    for (var socket : held) {
      socket.close();
    }
  }
}
