package io.voicepost.storage.audio;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// As much of an S3 server as an upload meets, which does with it what no real one can be made to.
final class FakeS3 implements AutoCloseable {
  enum Fault {
    NONE,
    /// As with encryption by a key service: the ETag is not the MD5.
    OTHER_ETAG,
    NO_ETAG,
    LOSES_THE_END,
    /// Answers with the ETag of other bytes of the same length.
    CHANGES_A_BYTE,
    CHANGES_A_BYTE_WITHOUT_ETAG,
    FORGETS_IT;

    boolean isHarmless() {
      return this == NONE || this == OTHER_ETAG || this == NO_ETAG;
    }

    byte[] keep(byte[] sent) {
      byte[] kept = this == LOSES_THE_END ? Arrays.copyOf(sent, sent.length - 1) : sent.clone();
      if (this == CHANGES_A_BYTE || this == CHANGES_A_BYTE_WITHOUT_ETAG) {
        kept[kept.length / 2]++;
      }
      return kept;
    }
  }

  private final HttpServer server;
  private final Fault fault;
  private volatile byte[] object = {};
  private volatile Headers upload = new Headers();

  private FakeS3(HttpServer server, Fault fault) {
    this.server = server;
    this.fault = fault;
    server.createContext("/", this::answer);
  }

  static FakeS3 start(Fault fault) throws IOException {
    var fake =
        new FakeS3(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10),
            fault);
    fake.server.start();
    return fake;
  }

  /// The headers of the last upload.
  Headers upload() {
    return upload;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean isObject = exchange.getRequestURI().getPath().contains("/audio/");
      switch (exchange.getRequestMethod()) {
        case "PUT" -> {
          upload = exchange.getRequestHeaders();
          object = fault.keep(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
        }
        case "HEAD" -> head(exchange, isObject);
        default -> {
          exchange.sendResponseHeaders(200, object.length);
          exchange.getResponseBody().write(object);
        }
      }
    }
  }

  private void head(HttpExchange exchange, boolean isObject) throws IOException {
    if (isObject && fault == Fault.FORGETS_IT) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    if (isObject) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(object.length));
      switch (fault) {
        case NO_ETAG, CHANGES_A_BYTE_WITHOUT_ETAG -> {}
        case OTHER_ETAG -> exchange.getResponseHeaders().set("ETag", "\"" + "0".repeat(32) + "\"");
        default -> exchange.getResponseHeaders().set("ETag", "\"" + md5() + "\"");
      }
    }
    exchange.sendResponseHeaders(200, -1);
  }

  private String md5() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(object));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
