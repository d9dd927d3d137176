package dev.plongee.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// How fast the page is here: the figures of `docs/benchmarks.md`. They are printed and never
/// judged, for a machine may have other things to do.
///
/// ```
/// ./mvnw -q verify -Pcampaign -pl raft-sim -am -Dtest=PageFiguresTest \
///   -Dsurefire.failIfNoSpecifiedTests=false
/// ```
@Tag("campaign")
class PageFiguresTest {
  private static final Path PAGE = Path.of("target", "plongee.html");

  /// More than 10,000 events in one cue.
  private static final String LONG =
      """
      scene long
      number 1
      title fr "Une longue course"
      title en "A long run"
      track 10 25
      cluster 5
      seed 3

      cue all
        say fr "Cinq serveurs, une minute."
        say en "Five servers, one minute."
        until leader
        put x 1
        run 70s
      """;

  private static final String RUN =
      """
      const [text] = arguments;
      const engine = globalThis.plongee;
      const show = JSON.parse(engine.open(text, "", "")).show;
      engine.go(show, 0, JSON.parse(engine.tape(show)).branches[0].last);
      const events = JSON.parse(engine.picture(show, "en")).event;
      engine.close(show);
      return events;
      """;

  private static final int PRESSES = 500;

  /// Runs until V8 has compiled what matters.
  private static final int WARM = 4;

  /// From each key to the frame that shows what it did.
  private static final String PRESS =
      """
      const [key, times] = arguments;
      const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
      const waits = [];
      for (let i = 0; i < times; i++) {
        const began = performance.now();
        window.dispatchEvent(new KeyboardEvent("keydown", {key, code: key, bubbles: true}));
        await frame();
        waits.push(performance.now() - began);
      }
      waits.sort((a, b) => a - b);
      return [waits[Math.floor(times / 2)], waits[times - 1]].map(Math.round).join(" / ");
      """;

  @TempDir private Path directory;

  @Test
  void figures() throws IOException {
    say("size", Files.size(PAGE) / 1_000 + " kB");
    Path longPage = withOneScene();
    try (Browser browser = Browser.startNew()) {
      browser.driver().executeCdpCommand("Performance.enable", Map.of("timeDomain", "threadTicks"));
      browser.open(PAGE);
      say("first picture", browser.evaluate(firstPaint()) + " ms after opening");
      say("until then", Math.round(busySeconds(browser) * 1_000) + " ms of processor time");
      say("engine, with every check", speed(browser) + " events a second of processor time");
      browser.open(longPage);
      say("first picture of a run of 10,000 events", browser.evaluate(firstPaint()) + " ms");
      press(browser, "PageDown", 2);
      for (String key : List.of("ArrowUp", "ArrowDown")) {
        double before = busySeconds(browser);
        say(
            key + ", median / worst of 500",
            press(browser, key, PRESSES) + " ms to the next frame");
        double busy = (busySeconds(browser) - before) / PRESSES;
        say(key, Math.round(busy * 1_000) + " ms of processor time");
      }
      double before = busySeconds(browser);
      browser.evaluate("return new Promise(done => setTimeout(done, 5000))");
      long idle = Math.round((busySeconds(browser) - before) * 1_000);
      say("idle for 5 s", idle + " ms of processor time");
      assertEquals(List.of(), browser.console());
    }
  }

  private static long speed(Browser browser) {
    for (int i = 0; i < WARM; i++) {
      browser.evaluate(RUN, LONG);
    }
    double before = busySeconds(browser);
    long events = (Long) browser.evaluate(RUN, LONG) + (Long) browser.evaluate(RUN, LONG);
    return Math.round(events / (busySeconds(browser) - before));
  }

  private static Object press(Browser browser, String key, int times) {
    return browser.evaluate(
        "return (async function () {" + PRESS + "}).apply(null, arguments)", key, times);
  }

  /// When the browser painted something for the first time, as soon as it knows.
  private static String firstPaint() {
    return """
    const painted = () => performance.getEntriesByName("first-contentful-paint")[0];
    return new Promise(done => {
      const look = () => painted()
          ? done(Math.round(painted().startTime))
          : setTimeout(look, 20);
      look();
    });
    """;
  }

  /// How long the main thread of the page has had a processor, whatever else the machine does.
  private static double busySeconds(Browser browser) {
    Map<String, Object> answer =
        browser.driver().executeCdpCommand("Performance.getMetrics", Map.of());
    for (Object metric : (List<?>) answer.getOrDefault("metrics", List.of())) {
      if (metric instanceof Map<?, ?> named && "TaskDuration".equals(named.get("name"))) {
        return ((Number) named.get("value")).doubleValue();
      }
    }
    throw new AssertionError("Chromium does not say how long its tasks took: " + answer);
  }

  /// The page with the long run instead of its scenes.
  private Path withOneScene() throws IOException {
    String html = Files.readString(PAGE);
    String mark = "<script type=\"application/json\" id=\"scenes\">\n";
    int from = html.indexOf(mark) + mark.length();
    int to = html.indexOf("</script>", from);
    assertTrue(from > mark.length() && to > from, "the page has scenes");
    String scenes =
        JsonMapper.shared()
            .writeValueAsString(List.of(Map.of("file", "01-long.scene", "text", LONG)));
    return Files.writeString(
        directory.resolve("long.html"), html.substring(0, from) + scenes + html.substring(to));
  }

  private static void say(String what, String figure) {
    System.out.println(what + ": " + figure);
  }
}
