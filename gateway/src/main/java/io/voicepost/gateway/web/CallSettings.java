package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.Map;

/// Tells a page of ours on this machine how to call, the secret included; for everybody else there
/// is nothing here.
final class CallSettings {
  private final Site site;
  private final Pages pages;

  CallSettings(Site site, Pages pages) {
    this.site = site;
    this.pages = pages;
  }

  HttpResponse answer(Visit visit) {
    var phone = site.phoneFor(visit);
    if (phone.isEmpty() || !fromOurPage(visit)) {
      return pages.notFound(visit);
    }
    var settings =
        Map.of(
            "websocket", phone.get().websocket().toString(),
            "user", phone.get().user(),
            "secret", phone.get().secret(),
            "line", site.line());
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.JSON_UTF_8,
            HttpHeaderNames.CACHE_CONTROL,
            "no-store"),
        HttpData.ofUtf8(Frame.json(settings)));
  }

  /// Browsers say where a request comes from (Fetch Metadata); older ones say nothing.
  private static boolean fromOurPage(Visit visit) {
    return visit.headers().get("sec-fetch-site", "same-origin").equals("same-origin");
  }
}
