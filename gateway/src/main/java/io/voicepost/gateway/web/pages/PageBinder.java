package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.web.http.RateLimit;

/// Binds paths to pages and forms. A request to them is at most as long as a form of ours.
public final class PageBinder {
  private static final long LONGEST_FORM = 16 << 10;

  private final ServerBuilder builder;
  private final PageHandlers handlers;
  private final long longest;

  private PageBinder(ServerBuilder builder, PageHandlers handlers, long longest) {
    this.builder = builder;
    this.handlers = handlers;
    this.longest = longest;
  }

  public PageBinder(ServerBuilder builder, PageHandlers handlers) {
    this(builder, handlers, LONGEST_FORM);
  }

  /// The same for requests of at most `longest` bytes.
  PageBinder upTo(long longest) {
    return new PageBinder(builder, handlers, longest);
  }

  /// A page without a form.
  PageBinder page(String path, PageHandlers.PageHandler show) {
    return bind(path, handlers.page(show));
  }

  /// A page with a form that is posted to the page's own path.
  PageBinder page(
      String path,
      PageHandlers.PageHandler show,
      RateLimit limit,
      PageHandlers.FormHandler submit) {
    return bind(path, handlers.page(show, limit, submit));
  }

  /// A form without a page.
  PageBinder form(String path, RateLimit limit, PageHandlers.FormHandler submit) {
    return bind(path, handlers.form(limit, submit));
  }

  /// What a page of ours tells by itself.
  PageBinder report(String path, RateLimit limit, PageHandlers.FormHandler hear) {
    return bind(path, handlers.report(limit, hear));
  }

  /// What is the same for everybody.
  PageBinder service(String path, PageHandlers.PageHandler show) {
    return bind(path, handlers.service(show));
  }

  /// What is no page and may know who is signed in.
  PageBinder personal(String path, PageHandlers.PageHandler show) {
    return bind(path, handlers.personal(show));
  }

  private PageBinder bind(String path, HttpService service) {
    builder.route().path(path).maxRequestLength(longest).build(service);
    return this;
  }
}
