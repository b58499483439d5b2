package io.voicepost.gateway.web.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.web.pages.WebRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Answers with text that programs fetch again and again: kept for a few minutes, and not sent
/// again while it is the same (RFC 9110, section 13.1.2).
final class CacheableResponse {
  private CacheableResponse() {}

  static HttpResponse answer(WebRequest request, String mediaType, String content) {
    var tag = '"' + hash(content) + '"';
    boolean same = request.headers().get(HttpHeaderNames.IF_NONE_MATCH, "").contains(tag);
    var headers =
        ResponseHeaders.of(
            same ? HttpStatus.NOT_MODIFIED : HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            mediaType,
            HttpHeaderNames.CACHE_CONTROL,
            "public, max-age=300",
            HttpHeaderNames.ETAG,
            tag);
    return same ? HttpResponse.of(headers) : HttpResponse.of(headers, HttpData.ofUtf8(content));
  }

  private static String hash(String content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
