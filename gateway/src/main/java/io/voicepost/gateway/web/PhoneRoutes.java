package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.identity.CallTickets;
import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.gateway.publish.CallMessages.Fate;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells a page of ours on this machine how to call, the secret included, and what its call became;
/// for everybody else there is nothing here.
final class PhoneRoutes {
  private static final String CALLS = "/phone/calls/";

  private final Site site;
  private final Pages pages;
  private final CallTickets tickets;
  private final CallMessages calls;

  PhoneRoutes(Site site, Pages pages, CallTickets tickets, CallMessages calls) {
    this.site = site;
    this.pages = pages;
    this.tickets = tickets;
    this.calls = calls;
  }

  void bind(ServerBuilder builder, Requests requests) {
    builder
        .service("/phone", requests.personal(this::settings))
        .service(
            "regex:^" + CALLS + "(?<call>[A-Za-z0-9]{1,128})$", requests.service(this::outcome));
  }

  /// Who is signed in calls as themselves, by a ticket for one call.
  private HttpResponse settings(Visit visit) {
    var phone = phone(visit);
    if (phone.isEmpty()) {
      return pages.notFound(visit);
    }
    var settings = new HashMap<String, String>();
    settings.put("websocket", phone.get().websocket().toString());
    settings.put("user", phone.get().user());
    settings.put("secret", phone.get().secret());
    settings.put("line", site.line());
    visit
        .session()
        .ifPresent(
            it -> settings.put("ticket", tickets.issue(it.account().id(), it.grant().token())));
    return answer(settings);
  }

  /// To whoever knows the call's name: it is random, and its caller's alone.
  private HttpResponse outcome(Visit visit) throws IOException {
    if (phone(visit).isEmpty()) {
      return pages.notFound(visit);
    }
    return answer(said(calls.of(CallId.of(visit.part("call")))));
  }

  /// Of several messages the last one that became something.
  private static Map<String, String> said(List<Fate> fates) {
    if (CallMessages.isOpen(fates)) {
      return Map.of("state", "waiting");
    }
    return switch (fates.getLast()) {
      case Fate.Posted(var post) when post.visibility() == Visibility.DRAFT ->
          Map.of("state", "draft", "path", "/drafts");
      case Fate.Posted(var post) -> Map.of("state", "posted", "path", Paths.post(post));
      case Fate.Held _ -> Map.of("state", "held");
      case Fate.Gone _ -> Map.of("state", "gone");
      case Fate.OnItsWay _ -> Map.of("state", "waiting");
    };
  }

  private Optional<BrowserPhone> phone(Visit visit) {
    return site.phoneFor(visit).filter(_ -> fromOurPage(visit));
  }

  /// Browsers say where a request comes from (Fetch Metadata); older ones say nothing.
  private static boolean fromOurPage(Visit visit) {
    return visit.headers().get("sec-fetch-site", "same-origin").equals("same-origin");
  }

  private static HttpResponse answer(Map<String, String> fields) {
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.JSON_UTF_8,
            HttpHeaderNames.CACHE_CONTROL,
            "no-store"),
        HttpData.ofUtf8(Frame.json(fields)));
  }
}
