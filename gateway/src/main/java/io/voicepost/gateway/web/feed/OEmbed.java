package io.voicepost.gateway.web.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.http.SiteAddress;
import io.voicepost.gateway.web.pages.Site;
import io.voicepost.gateway.web.pages.SitePaths;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Tells other sites how to put a post into theirs (oEmbed 1.0, type `rich`, in JSON).
final class OEmbed {
  static final int WIDTH = 480;
  static final int HEIGHT = 180;
  private static final int SMALLEST = 240;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Microblog microblog;
  private final Site site;

  OEmbed(Microblog microblog, Site site) {
    this.microblog = microblog;
    this.site = site;
  }

  HttpResponse serve(WebRequest request) throws IOException {
    if (!request.query("format").orElse("json").equals("json")) {
      return problem(HttpStatus.NOT_IMPLEMENTED, "only format=json is offered");
    }
    var base = site.base(request);
    var post = find(request.query("url").orElse(""), base);
    if (post.isEmpty()) {
      return problem(HttpStatus.NOT_FOUND, "no public post is at this address");
    }
    int width = fitted(request.query("maxwidth"), WIDTH, SMALLEST);
    int height = fitted(request.query("maxheight"), HEIGHT, HEIGHT);
    return CacheableResponse.answer(
        request,
        "application/json; charset=utf-8",
        answer(request, post.get(), base, width, height));
  }

  private Optional<Post> find(String url, String base) throws IOException {
    var address = SiteAddress.of(url, base);
    var id = address.flatMap(SiteAddress::post);
    if (address.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    return microblog
        .postQueries()
        .post(Optional.empty(), id.get())
        .filter(post -> post.visibility() == Visibility.PUBLIC)
        .filter(post -> post.author().handle().equals(address.get().handle()));
  }

  private static int fitted(Optional<String> most, int usual, int smallest) {
    return most.filter(it -> it.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .map(it -> Math.clamp(it, smallest, usual))
        .orElse(usual);
  }

  private static String answer(WebRequest request, Post post, String base, int width, int height) {
    var name = post.author().displayName();
    var title = request.words().say("post.voice-of", name);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("version", "1.0");
    answer.put("type", "rich");
    answer.put("title", title);
    answer.put("author_name", name);
    answer.put("author_url", base + SitePaths.account(post.author().handle()));
    answer.put("provider_name", "Voicepost");
    answer.put("provider_url", base + "/");
    answer.put("cache_age", 300);
    answer.put("html", frame(base + SitePaths.embed(post), width, height));
    answer.put("width", width);
    answer.put("height", height);
    if (post.voice().isPresent()) {
      answer.put("thumbnail_url", base + SitePaths.picture(post));
      answer.put("thumbnail_width", 1200);
      answer.put("thumbnail_height", 630);
    }
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON could not be written to memory", e);
    }
  }

  /// Nothing in it comes from outside: the address is made of our base, a handle and a number.
  private static String frame(String address, int width, int height) {
    return "<iframe src=\"%s\" width=\"%d\" height=\"%d\" style=\"border:0\" allow=\"autoplay\" title=\"Voicepost\"></iframe>"
        .formatted(address, width, height);
  }

  private static HttpResponse problem(HttpStatus status, String message) {
    return HttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, message + "\n");
  }
}
