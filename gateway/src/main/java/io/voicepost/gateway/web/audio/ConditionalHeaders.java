package io.voicepost.gateway.web.audio;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.Arrays;

/// The conditions in a request (RFC 9110, section 13) on a file that has a strong entity tag and no
/// date.
record ConditionalHeaders(String ifMatch, String ifNoneMatch, String ifRange) {
  static ConditionalHeaders of(RequestHeaders headers) {
    return new ConditionalHeaders(
        headers.get(HttpHeaderNames.IF_MATCH, ""),
        headers.get(HttpHeaderNames.IF_NONE_MATCH, ""),
        headers.get(HttpHeaderNames.IF_RANGE, ""));
  }

  /// The visitor wanted another version than this one: 412.
  boolean fails(String etag) {
    return !ifMatch.isEmpty() && !listed(ifMatch, etag);
  }

  /// The visitor has this version already: 304.
  boolean unchanged(String etag) {
    return !ifNoneMatch.isEmpty() && listed(ifNoneMatch.replace("W/", ""), etag);
  }

  /// A `Range` counts: the part that the visitor has is of this version.
  boolean rangeCounts(String etag) {
    return ifRange.isEmpty() || ifRange.strip().equals(etag);
  }

  private static boolean listed(String tags, String etag) {
    return tags.strip().equals("*")
        || Arrays.stream(tags.split(",", -1)).map(String::strip).anyMatch(etag::equals);
  }
}
