package dev.plongee.sim.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// A headless Chromium with a profile of its own. It takes seconds to start, so that one that is
/// closed waits for the next test, which finds it as if it had just started; all end with the JVM.
/// Where there is no Chromium the test is skipped and says so; under continuous integration
/// (`CI=true`) that is a failure instead.
///
/// ```java
/// try (Browser browser = Browser.start()) {
///   browser.openWithScript(Path.of("target/page/engine.js"));
///   Object answer = browser.evaluate("return transcript(3, arguments[0], 100)", 7);
/// }
/// ```
final class Browser implements AutoCloseable {
  /// A script that takes longer is broken; a run in the engine takes milliseconds.
  private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(60);

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-dev-shm-usage",
          "--disable-sync",
          "--no-first-run");

  /// Selenium warns at each start that it knows no protocol of its own for this Chromium; the
  /// driver speaks WebDriver only. A logger nobody holds forgets its level.
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE);
  }

  /// Those that no test uses now.
  private static final ConcurrentLinkedDeque<Browser> IDLE = new ConcurrentLinkedDeque<>();

  private final Path directory;
  private final ChromeDriver driver;

  private Browser(Path directory, ChromeDriver driver) {
    this.directory = directory;
    this.driver = driver;
  }

  /// One that another test has left, or a new one.
  static Browser start() {
    Browser idle = IDLE.poll();
    return idle == null ? startNew() : idle;
  }

  /// One that has shown no page before, for measurements.
  static Browser startNew() {
    Optional<File> browser = BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
    Optional<File> chromedriver = onPath("chromedriver");
    if (browser.isEmpty() || chromedriver.isEmpty()) {
      String message =
          "no chromium or no chromedriver on the PATH: browser tests are skipped"
              + " (apt-get install chromium chromium-driver)";
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(message + ", which is not allowed with CI=true");
      }
      System.err.println(message);
      Assumptions.abort(message);
    }
    return start(browser.orElseThrow(), chromedriver.orElseThrow());
  }

  private static Browser start(File browser, File chromedriver) {
    try {
      Path directory = Files.createTempDirectory("plongee-browser");
      ChromeOptions options = new ChromeOptions();
      options.setBinary(browser);
      options.addArguments(FLAGS);
      options.addArguments("--user-data-dir=" + directory.resolve("profile"));
      LoggingPreferences logs = new LoggingPreferences();
      logs.enable(LogType.BROWSER, Level.ALL);
      options.setCapability("goog:loggingPrefs", logs);
      ChromeDriverService service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(chromedriver)
              .usingAnyFreePort()
              .build();
      ChromeDriver driver = new ChromeDriver(service, options);
      driver.manage().timeouts().scriptTimeout(SCRIPT_TIMEOUT);
      Browser started = new Browser(directory, driver);
      Runtime.getRuntime().addShutdownHook(new Thread(started::end));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens a page as a double click on the file would: `file://`, no server.
  void open(Path page) {
    driver.get(page.toAbsolutePath().toUri().toString());
  }

  /// Opens an empty page that loads a script, whose exports are then global functions.
  void openWithScript(Path script) throws IOException {
    if (!Files.exists(script)) {
      throw new IllegalStateException(
          script.toAbsolutePath() + " is missing: builds with -Dquick leave it out");
    }
    Path page = directory.resolve("page.html");
    String source = script.toAbsolutePath().toUri().toString();
    Files.writeString(
        page,
        """
        <!doctype html>
        <meta charset="utf-8">
        <script src="%s"></script>
        """
            .formatted(source));
    open(page);
  }

  /// Runs the body of a function in the page; `arguments[0]` is the first argument. Numbers come
  /// back as Long or Double, text as String, `null` and `undefined` as the empty string.
  Object evaluate(String body, Object... arguments) {
    Object answer = ((JavascriptExecutor) driver).executeScript(body, arguments);
    return answer == null ? "" : answer;
  }

  /// What the page wrote to its console since the last call, errors included.
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  ChromeDriver driver() {
    return driver;
  }

  /// Leaves it to the next test with one empty window.
  @Override
  public void close() {
    List<String> windows = List.copyOf(driver.getWindowHandles());
    for (String window : windows.subList(1, windows.size())) {
      driver.switchTo().window(window).close();
    }
    driver.switchTo().window(windows.getFirst());
    driver.resetInputState();
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    driver.get("about:blank");
    console();
    IDLE.push(this);
  }

  private void end() {
    driver.quit();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<File> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(directory -> new File(directory, name))
        .filter(File::canExecute)
        .findFirst();
  }
}
