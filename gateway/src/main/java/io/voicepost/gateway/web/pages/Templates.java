package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpData;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/// The pages' templates, compiled with the build. All text that goes through them is escaped for
/// where it stands. Safe for many threads.
public final class Templates {
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, Templates.class.getPackageName());

  public Templates() {
    engine.setTrimControlStructures(true);
    engine.setBinaryStaticContent(true);
  }

  /// Fills a template from the one record that it takes.
  public HttpData render(String name, Object view) {
    var output = new Utf8ByteOutput();
    engine.render(name + ".jte", view, output);
    return HttpData.wrap(output.toByteArray());
  }
}
