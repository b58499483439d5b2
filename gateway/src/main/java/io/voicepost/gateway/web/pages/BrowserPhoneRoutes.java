package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.identity.CallTickets;
import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.gateway.publish.CallMessages.MessageState;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.gateway.web.http.BrowserPhone;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells a page of ours on this machine how to call, the secret included, and what its call became;
/// for everybody else there is nothing here.
public final class BrowserPhoneRoutes {
  private static final String CALLS = "/phone/calls/";

  private final Site site;
  private final PageRenderer renderer;
  private final CallTickets tickets;
  private final CallMessages calls;

  public BrowserPhoneRoutes(
      Site site, PageRenderer renderer, CallTickets tickets, CallMessages calls) {
    this.site = site;
    this.renderer = renderer;
    this.tickets = tickets;
    this.calls = calls;
  }

  public void bind(ServerBuilder builder, PageHandlers handlers) {
    builder
        .service("/phone", handlers.personal(this::settings))
        .service(
            "regex:^" + CALLS + "(?<call>[A-Za-z0-9]{1,128})$", handlers.service(this::outcome));
  }

  /// Who is signed in calls as themselves, by a ticket for one call.
  private HttpResponse settings(WebRequest request) {
    var phone = phone(request);
    if (phone.isEmpty()) {
      return renderer.notFound(request);
    }
    var settings = new HashMap<String, String>();
    settings.put("websocket", phone.get().websocket().toString());
    settings.put("user", phone.get().user());
    settings.put("secret", phone.get().secret());
    settings.put("line", site.line());
    request
        .session()
        .ifPresent(
            it -> settings.put("ticket", tickets.issue(it.account().id(), it.grant().token())));
    return answer(settings);
  }

  /// To whoever knows the call's name: it is random, and its caller's alone.
  private HttpResponse outcome(WebRequest request) throws IOException {
    if (phone(request).isEmpty()) {
      return renderer.notFound(request);
    }
    return answer(said(calls.of(CallId.of(request.part("call")))));
  }

  /// Of several messages the last one that became something.
  private static Map<String, String> said(List<MessageState> fates) {
    if (CallMessages.isOpen(fates)) {
      return Map.of("state", "waiting");
    }
    return switch (fates.getLast()) {
      case MessageState.Posted(var post) when post.visibility() == Visibility.DRAFT ->
          Map.of("state", "draft", "path", "/drafts");
      case MessageState.Posted(var post) -> Map.of("state", "posted", "path", SitePaths.post(post));
      case MessageState.Held _ -> Map.of("state", "held");
      case MessageState.Gone _ -> Map.of("state", "gone");
      case MessageState.OnItsWay _ -> Map.of("state", "waiting");
    };
  }

  private Optional<BrowserPhone> phone(WebRequest request) {
    return site.phoneFor(request).filter(_ -> fromOurPage(request));
  }

  /// Browsers say where a request comes from (Fetch Metadata); older ones say nothing.
  private static boolean fromOurPage(WebRequest request) {
    return request.headers().get("sec-fetch-site", "same-origin").equals("same-origin");
  }

  private static HttpResponse answer(Map<String, String> fields) {
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.JSON_UTF_8,
            HttpHeaderNames.CACHE_CONTROL,
            "no-store"),
        HttpData.ofUtf8(PageFrame.json(fields)));
  }
}
