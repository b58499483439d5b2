package io.voicepost.gateway.web.api.stream;

import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import io.voicepost.gateway.web.stream.StreamConnection;
import java.util.function.BiFunction;

/// A connection, and the form in which its app takes events.
record SubscriberConnection<T>(
    StreamConnection<T> stream, BiFunction<StreamEvent, StreamChannel, T> form) {
  /// Takes server-sent events.
  static SubscriberConnection<HttpObject> events(StreamConnection<HttpObject> stream) {
    return new SubscriberConnection<>(stream, (event, _) -> event.text());
  }

  /// Takes messages on a socket.
  static SubscriberConnection<WebSocketFrame> socket(StreamConnection<WebSocketFrame> stream) {
    return new SubscriberConnection<>(stream, StreamEvent::frame);
  }

  /// Sends without waiting.
  void send(StreamEvent event, StreamChannel channel) {
    var _ = stream.write(form.apply(event, channel));
  }
}
