package dev.plongee.sim.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/// The page of the talk in a browser, opened as a double click opens it, and what a speaker does to
/// it.
final class TalkPage implements AutoCloseable {
  /// What the build makes; builds with -Dquick leave it out.
  static final Path FILE = Path.of("target/plongee.html");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LAYOUT = script("layout.js");

  private final Browser browser;

  private TalkPage(Browser browser) {
    this.browser = browser;
  }

  /// @param fragment what follows the `#` of a link, or empty
  static TalkPage open(String fragment) {
    if (!Files.exists(FILE)) {
      throw new IllegalStateException(
          FILE.toAbsolutePath() + " is missing: builds with -Dquick leave it out");
    }
    TalkPage page = new TalkPage(Browser.start());
    page.room();
    page.browser.driver().get(address(fragment));
    page.await(page::isDrawn);
    return page;
  }

  static String address(String fragment) {
    return FILE.toAbsolutePath().toUri() + (fragment.isEmpty() ? "" : "#" + fragment);
  }

  private boolean isDrawn() {
    return evaluate("return document.querySelector('svg.stage') !== null").equals(true);
  }

  // --- what it looks like

  /// As large as a projector in a lecture hall.
  void room() {
    size(1920, 1080, 1);
  }

  void phone() {
    size(390, 844, 2);
  }

  private void size(int width, int height, int scale) {
    browser
        .driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", false));
  }

  /// What cannot be read on it.
  ///
  /// @param floor the smallest type that is allowed, in px
  List<String> complaints(int floor) {
    return strings(browser.evaluate(LAYOUT, floor));
  }

  /// A PNG of the window.
  byte[] screenshot() {
    Map<String, Object> taken =
        browser
            .driver()
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", true));
    return Base64.getDecoder().decode((String) Objects.requireNonNull(taken.get("data")));
  }

  /// Lets it look as it does on paper, while `printed` looks.
  void print(Runnable printed) {
    media("print");
    evaluate("window.dispatchEvent(new Event('beforeprint'))");
    printed.run();
    evaluate("window.dispatchEvent(new Event('afterprint'))");
    media("");
  }

  private void media(String media) {
    browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", media));
  }

  /// Where it stands: `partition 0/57` is stop 57 of the script.
  String place() {
    return (String)
        evaluate(
            "const {scene, branch, stop} = document.querySelector('svg.stage').dataset;"
                + "return `${scene} ${branch}/${stop}`");
  }

  String scene() {
    return (String) evaluate("return document.querySelector('svg.stage').dataset.scene");
  }

  /// Whether a claim of the scene fails here.
  boolean fails() {
    return "failed".equals(evaluate("return document.querySelector('svg.stage').dataset.kind"));
  }

  String text(String selector) {
    return (String)
        evaluate(
            "return [...document.querySelectorAll('%s')].map(e => e.textContent.trim()).join(' ')"
                .formatted(selector));
  }

  boolean shows(String selector) {
    return evaluate("return document.querySelector('%s') !== null".formatted(selector))
        .equals(true);
  }

  /// The names of the lamps that went out.
  List<String> lampsOut() {
    return strings(
        evaluate(
            "return [...document.querySelectorAll('[data-holds=\"false\"]')].map(e =>"
                + " e.dataset.lamp)"));
  }

  /// The colour of a pixel, as `#rrggbb`.
  ///
  /// @param at its place in the window in px, `x y`
  String colour(String at) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(screenshot()));
      List<Integer> place =
          Stream.of(at.split(" ")).map(Double::parseDouble).map(Double::intValue).toList();
      return "#%06x".formatted(image.getRGB(place.get(0), place.get(1)) & 0xffffff);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String style(String selector, String property) {
    return (String)
        evaluate(
            "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
            selector,
            property);
  }

  // --- what is done to it

  /// Presses a key, as a keyboard or a remote does.
  void press(CharSequence key) {
    new Actions(browser.driver()).sendKeys(key).perform();
  }

  void press(Keys key, int times) {
    for (int i = 0; i < times; i++) {
      press(key);
    }
  }

  /// Opens a scene by the digits of its number.
  void openNumber(int number) {
    press("o");
    evaluate(
        "[...document.querySelectorAll('.scenes .choice')].find(e =>"
            + " e.querySelector('kbd').textContent === String(arguments[0])).click()",
        number);
  }

  /// Does a command through the palette.
  void command(String line) {
    press(":");
    press(line);
    press(Keys.ENTER);
  }

  void french() {
    if (!"fr".equals(evaluate("return document.documentElement.lang"))) {
      press("l");
    }
  }

  void english() {
    if (!"en".equals(evaluate("return document.documentElement.lang"))) {
      press("l");
    }
  }

  /// Draws a straight line with the mouse, in px.
  void draw(int fromX, int fromY, int toX, int toY) {
    new Actions(browser.driver())
        .moveToLocation(fromX, fromY)
        .clickAndHold()
        .moveToLocation((fromX + toX) / 2, (fromY + toY) / 2)
        .moveToLocation(toX, toY)
        .release()
        .perform();
  }

  void click(String selector) {
    evaluate(
        "document.querySelector('%s').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
            .formatted(selector));
  }

  Object evaluate(String body, Object... arguments) {
    return browser.evaluate(body, arguments);
  }

  /// Waits for something that takes its time, as another window does.
  void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s");
      }
      Thread.onSpinWait();
    }
  }

  Browser browser() {
    return browser;
  }

  private static List<String> strings(Object answer) {
    return ((List<?>) answer).stream().map(String.class::cast).toList();
  }

  private static String script(String name) {
    try (InputStream in = TalkPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  @Override
  public void close() {
    browser.close();
  }
}
