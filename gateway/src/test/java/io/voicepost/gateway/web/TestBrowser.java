package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The system's Chromium, driven by Playwright through the driver that npm installed for the build.
/// For one thread.
public final class TestBrowser implements AutoCloseable {
  private static final Path PACKAGES = Path.of("src/main/web/node_modules").toAbsolutePath();
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser chromium;
  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

  /// How a visitor looks at a page.
  public record Look(int width, boolean dark, String language, boolean scripts) {
    public static final Look DESKTOP = new Look(1280, false, "en-GB", true);
    public static final Look PHONE = new Look(390, false, "en-GB", true);

    /// Each language on a phone and on a desktop, once light and once dark.
    public static Stream<Look> all() {
      return Stream.of(
          PHONE,
          new Look(1280, true, "en-GB", true),
          new Look(390, true, "zh-CN", true),
          new Look(1280, false, "zh-CN", true),
          new Look(390, true, "es-MX", true),
          new Look(1280, false, "es-MX", true),
          new Look(390, false, "ar-EG", true),
          new Look(1280, true, "ar-EG", true));
    }

    /// What axe-core finds does not change with each combination: it looks at each language once,
    /// and at each width both light and dark.
    private boolean isForAxe() {
      return switch (language.substring(0, 2)) {
        case "zh" -> width < 1000;
        case "es", "ar" -> width > 1000;
        default -> !dark;
      };
    }
  }

  /// What a page shows at once takes a busy machine longer.
  private static final double PATIENCE_MS = 30_000;

  private TestBrowser(Playwright playwright, Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  public static TestBrowser open(String... flags) throws IOException {
    System.setProperty("playwright.cli.dir", driver().toString());
    var environment =
        Map.of("PLAYWRIGHT_NODEJS_PATH", onPath("node"), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    var arguments = new ArrayList<>(FLAGS);
    arguments.addAll(List.of(flags));
    var chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(onPath("chromium")))
                    .setArgs(arguments));
    return new TestBrowser(playwright, chromium);
  }

  /// Playwright for Java wants the npm package in a folder named `package`.
  private static Path driver() throws IOException {
    var folder = Files.createDirectories(Path.of("target/playwright").toAbsolutePath());
    var link = folder.resolve("package");
    try {
      Files.createSymbolicLink(link, PACKAGES.resolve("playwright-core"));
    } catch (FileAlreadyExistsException _) {
      // Made by another test class, perhaps just now.
    }
    return folder;
  }

  private static String onPath(String command) throws IOException {
    for (var folder : System.getenv("PATH").split(":", -1)) {
      var file = Path.of(folder, command);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    throw new IOException("no " + command + " on the PATH; ./voicepost test installs it");
  }

  /// A page in a context of its own. What goes wrong in it is remembered.
  public Page page(Look look) {
    var context =
        chromium.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width(), 844)
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setLocale(look.language())
                .setJavaScriptEnabled(look.scripts()));
    context.setDefaultTimeout(15_000);
    var page = context.newPage();
    page.onPageError(troubles::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        troubles.add(message.text());
      }
    });
    return page;
  }

  /// Errors of scripts and refusals by the content policy, on all pages so far.
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  /// Forgets troubles that were to be expected.
  public void forgive(String part) {
    troubles.removeIf(it -> it.contains(part));
  }

  /// Nothing sticks out at the sides, and axe-core finds nothing.
  public static void expectGood(Page page, Look look, String where) throws IOException {
    assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
        .as(where + " " + look)
        .isLessThanOrEqualTo(look.width());
    if (look.isForAxe()) {
      expectAccessible(page, where + " " + look);
    }
  }

  /// Lets axe-core look at the page and expects that it finds nothing. What comes or goes meanwhile
  /// is half transparent, and is looked at again when it is there or gone.
  public static void expectAccessible(Page page, String where) throws IOException {
    page.evaluate(Files.readString(PACKAGES.resolve("axe-core/axe.min.js")));
    var found =
        page.evaluate(
            """
            async () => {
              const moving = () => document.getAnimations().filter(
                (it) => it.playState === 'running'
                  && it.effect.getComputedTiming().endTime !== Infinity);
              let found;
              for (let look = 0; look < 3; look++) {
                await Promise.allSettled(moving().map((it) => it.finished));
                found = (await axe.run({resultTypes: ['violations']})).violations.map(
                  (it) => it.id + ': ' + it.nodes.map((node) => node.html).join(' | '));
                if (found.length === 0 || moving().length === 0) break;
              }
              return found;
            }
            """);
    assertThat((List<?>) found).as("axe on " + where).isEmpty();
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
