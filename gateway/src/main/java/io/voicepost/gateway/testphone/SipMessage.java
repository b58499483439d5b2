package io.voicepost.gateway.testphone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A SIP request or response (RFC 3261, 7): the first line, headers in their order, a body.
record SipMessage(String firstLine, List<Header> headers, String body) {
  record Header(String name, String value) {}

  SipMessage {
    headers = List.copyOf(headers);
  }

  /// Empty for what is not SIP, such as the keep-alive line breaks of some servers.
  static Optional<SipMessage> parse(byte[] bytes, int length) {
    var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || !text.contains("SIP/2.0")) {
      return Optional.empty();
    }
    var lines = text.substring(0, end).split("\r\n", -1);
    var headers = new ArrayList<Header>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.add(
            new Header(
                lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip()));
      }
    }
    return Optional.of(new SipMessage(lines[0], headers, text.substring(end + 4)));
  }

  byte[] bytes() {
    var text = new StringBuilder(firstLine).append("\r\n");
    for (var header : headers) {
      text.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    text.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
    return text.append("\r\n\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The status of a response; 0 for a request.
  int status() {
    return firstLine.startsWith("SIP/2.0 ") ? Integer.parseInt(firstLine.substring(8, 11)) : 0;
  }

  String reason() {
    return firstLine.length() > 12 ? firstLine.substring(12) : "";
  }

  /// The method of a request, or of the request that a response answers.
  String method() {
    if (status() == 0) {
      return firstLine.substring(0, Math.max(0, firstLine.indexOf(' ')));
    }
    var sequence = header("CSeq").orElse("");
    return sequence.substring(sequence.indexOf(' ') + 1);
  }

  Optional<String> header(String name) {
    return headers.stream()
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(Header::value)
        .findFirst();
  }

  /// A response to this request (RFC 3261, 8.2.6.2): the headers that place it, and no more.
  SipMessage response(String statusAndReason) {
    var kept =
        headers.stream()
            .filter(it -> it.name().matches("(?i)via|from|to|call-id|cseq|record-route"))
            .toList();
    return new SipMessage("SIP/2.0 " + statusAndReason, kept, "");
  }
}
