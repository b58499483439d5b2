package io.voicepost.gateway.web.api.stream;

import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.Json;
import io.voicepost.gateway.web.http.Params;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.reactivestreams.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket: which channels it follows, and what its app says. Messages are taken one after the
/// other.
final class StreamSession {
  private static final Logger log = LoggerFactory.getLogger(StreamSession.class);
  private static final int MOST_CHANNELS = 50;

  /// What an app may say: a burst, then a message a second.
  private static final Bandwidth CALM =
      Bandwidth.builder().capacity(100).refillGreedy(1, Duration.ofSeconds(1)).build();

  private final Bucket messages = Bucket.builder().addLimit(CALM).build();
  private final StreamDispatcher dispatcher;
  private final Optional<Grant> grant;
  private final String base;
  private final SubscriberConnection<WebSocketFrame> connection;
  private final Map<StreamChannel, StreamSubscription> followed = new HashMap<>();

  StreamSession(
      StreamDispatcher dispatcher,
      Optional<Grant> grant,
      String base,
      SubscriberConnection<WebSocketFrame> connection) {
    this.dispatcher = dispatcher;
    this.grant = grant;
    this.base = base;
    this.connection = connection;
  }

  /// What the address asks for, if it asks for something.
  void begin(QueryParams query) {
    try {
      var params = Params.of(query);
      if (params.text("stream").filter(it -> !it.isBlank()).isPresent()) {
        heard(params, "subscribe");
      }
    } catch (ApiException e) {
      refuse(e);
    }
  }

  private void heard(String message) {
    if (!messages.tryConsume(1)) {
      end(WebSocketCloseStatus.POLICY_VIOLATION);
      return;
    }
    try {
      var params = Params.ofJson(message);
      heard(params, params.text("type").orElse(""));
    } catch (ApiException e) {
      refuse(e);
    }
  }

  private void heard(Params params, String type) {
    try {
      var channel =
          StreamChannel.of(
              params.text("stream").orElse(""), params.text("tag"), params.text("list"), grant);
      switch (type) {
        case "subscribe" -> follow(channel);
        case "unsubscribe" ->
            Optional.ofNullable(followed.remove(channel)).ifPresent(dispatcher::remove);
        default -> throw ApiException.badRequest("Unknown message type");
      }
    } catch (ApiException e) {
      refuse(e);
    } catch (IOException | RuntimeException e) {
      log.warn("stream command failed next=disconnect", e);
      connection.stream().close();
    }
  }

  private void follow(StreamChannel channel) throws ApiException, IOException {
    if (followed.containsKey(channel)) {
      return;
    }
    if (followed.size() >= MOST_CHANNELS) {
      throw ApiException.badRequest("Too many streams on one connection");
    }
    var viewer = grant.flatMap(Grant::account);
    followed.put(channel, dispatcher.follow(channel, viewer, connection, base));
  }

  private void refuse(ApiException why) {
    var told = Map.of("error", why.error(), "status", why.status().code());
    connection.stream().write(WebSocketFrame.ofText(Json.text(told)));
  }

  private void end(WebSocketCloseStatus why) {
    connection.stream().write(WebSocketFrame.ofClose(why));
    connection.stream().close();
  }

  /// Takes the next message when the last one is done with.
  static final class Reader implements Subscriber<WebSocketFrame> {
    private final StreamSession session;
    private final Executor worker;
    private Optional<org.reactivestreams.Subscription> messages = Optional.empty();

    Reader(StreamSession session, Executor worker) {
      this.session = session;
      this.worker = worker;
    }

    @Override
    public void onSubscribe(org.reactivestreams.Subscription messages) {
      this.messages = Optional.of(messages);
      messages.request(1);
    }

    @Override
    public void onNext(WebSocketFrame frame) {
      if (frame.type() == WebSocketFrameType.CLOSE) {
        session.connection.stream().close();
        return;
      }
      if (!frame.isFinalFragment() || frame.type() == WebSocketFrameType.CONTINUATION) {
        // No app cuts its short messages into pieces, and pieces have no end.
        session.end(WebSocketCloseStatus.MESSAGE_TOO_BIG);
        return;
      }
      if (frame.type() != WebSocketFrameType.TEXT) {
        next();
        return;
      }
      var message = frame.text();
      worker.execute(() -> {
        session.heard(message);
        next();
      });
    }

    private void next() {
      messages.ifPresent(it -> it.request(1));
    }

    @Override
    public void onError(Throwable cause) {
      session.connection.stream().close();
    }

    @Override
    public void onComplete() {
      session.connection.stream().close();
    }
  }
}
