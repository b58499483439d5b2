package io.voicepost.gateway.web.feed;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.pages.Site;
import io.voicepost.gateway.web.pages.SitePaths;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What search engines may find (sitemaps.org 0.9): the newest posts and the accounts; older posts
/// are linked from there.
final class Sitemap {
  private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
  private static final int MOST_ACCOUNTS = 1_000;
  private static final int MOST_POSTS = 1_000;

  private final Microblog microblog;
  private final Site site;

  Sitemap(Microblog microblog, Site site) {
    this.microblog = microblog;
    this.site = site;
  }

  HttpResponse index(WebRequest request) throws IOException {
    var base = site.base(request);
    return xml(
        request,
        "sitemapindex",
        "sitemap",
        List.of(base + "/sitemap/posts", base + "/sitemap/accounts"));
  }

  /// Posts older than `?before=`.
  HttpResponse posts(WebRequest request) throws IOException {
    var base = site.base(request);
    var before =
        request.query("before").filter(it -> it.matches("[1-9][0-9]{0,17}")).map(Long::parseLong);
    var page = Page.before(before.map(PostId::new), MOST_POSTS);
    var addresses =
        microblog.postQueries().everybody(Optional.empty(), page, false).entries().stream()
            .map(post -> base + SitePaths.post(post))
            .toList();
    return xml(request, "urlset", "url", addresses);
  }

  /// Accounts by handle, after `?after=`.
  HttpResponse accounts(WebRequest request) throws IOException {
    var base = site.base(request);
    var after = request.query("after").filter(it -> it.matches("[a-z0-9_]{1,30}")).map(Handle::new);
    var addresses =
        microblog.accounts().list(after, MOST_ACCOUNTS).stream()
            .map(Account::handle)
            .map(handle -> base + SitePaths.account(handle))
            .toList();
    return xml(request, "urlset", "url", addresses);
  }

  private static HttpResponse xml(
      WebRequest request, String root, String each, List<String> addresses) {
    var content =
        Xml.document(xml -> {
          xml.open(root, "xmlns", NAMESPACE);
          for (var address : addresses) {
            xml.open(each);
            xml.text("loc", address);
            xml.close();
          }
          xml.close();
        });
    return CacheableResponse.answer(request, "application/xml; charset=utf-8", content);
  }
}
