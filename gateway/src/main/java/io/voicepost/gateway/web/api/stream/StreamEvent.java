package io.voicepost.gateway.web.api.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import io.voicepost.gateway.web.http.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something that listeners are told, in the forms that they hear it in, each of them made once.
/// For one thread.
final class StreamEvent {
  private final String name;
  private final String payload;
  private final HttpData text;
  private final Map<List<String>, WebSocketFrame> frames = new HashMap<>();

  /// @param payload JSON, or an id
  StreamEvent(String name, String payload) {
    this.name = name;
    this.payload = payload;
    this.text = HttpData.ofUtf8("event: " + name + "\ndata: " + payload + "\n\n");
  }

  /// As a server-sent event.
  HttpData text() {
    return text;
  }

  /// As a message on a socket that follows `channel`.
  WebSocketFrame frame(StreamChannel channel) {
    return frames.computeIfAbsent(
        channel.stream(),
        stream -> {
          var message = new LinkedHashMap<String, Object>();
          message.put("stream", stream);
          message.put("event", name);
          message.put("payload", payload);
          return WebSocketFrame.ofText(Json.text(message));
        });
  }
}
