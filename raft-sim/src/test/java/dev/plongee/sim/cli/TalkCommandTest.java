package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The page is opened by what the desktop has for that, or named where there is nothing.
@ResourceLock(Resources.SYSTEM_OUT)
class TalkCommandTest {
  private record Ended(int exitCode, String out) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  @TempDir private Path directory;
  private Path page;

  @BeforeEach
  void thereIsAPage() throws IOException {
    page = Files.writeString(directory.resolve("plongee.html"), "<!doctype html>");
  }

  private Ended talk(Map<String, String> environment, String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      CommandLine line =
          dev.plongee.kv.cli.Main.commandLine()
              .addSubcommand(new TalkCommand(page, new SystemBrowser("Linux", environment)));
      String[] call = Stream.concat(Stream.of("talk"), Stream.of(args)).toArray(String[]::new);
      int exitCode = dev.plongee.kv.cli.Main.run(line, call);
      return new Ended(exitCode, out.toString(StandardCharsets.UTF_8).strip());
    } finally {
      System.setOut(before);
    }
  }

  /// A desktop whose `xdg-open` writes down what it was given, and ends so.
  private Map<String, String> desktop(int exitCode) throws IOException {
    Path opener = directory.resolve("xdg-open");
    Files.writeString(
        opener,
        "#!/bin/sh\nprintf %s \"$1\" >" + directory.resolve("given") + "\nexit " + exitCode + "\n");
    Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwx------"));
    return Map.of("PATH", directory.toString(), "DISPLAY", ":0");
  }

  @Test
  void theDesktopOpensThePage() throws IOException {
    Ended ended = talk(desktop(0), "--json");
    assertEquals(0, ended.exitCode());
    assertTrue(ended.json().path("opened").asBoolean());
    assertEquals(page.toUri().toString(), Files.readString(directory.resolve("given")));
  }

  @Test
  void whereNothingCanOpenItTheFileIsNamed() throws IOException {
    String named = "there is no browser here to open it: " + page;
    assertEquals(new Ended(0, named), talk(desktop(3)));
    assertEquals(new Ended(0, named), talk(Map.of("PATH", "/nowhere:", "DISPLAY", ":0")));
    assertEquals(new Ended(0, named), talk(Map.of()));
    assertFalse(talk(Map.of(), "--json").json().path("opened").asBoolean());
  }

  @Test
  void withoutAScreenNoBrowserForTerminalsIsStarted() throws IOException {
    Map<String, String> headless = Map.of("PATH", desktop(0).getOrDefault("PATH", ""));
    assertTrue(talk(headless).out().startsWith("there is no browser"));
    assertFalse(Files.exists(directory.resolve("given")));
  }

  @Test
  void onlyThePathIsPrintedForScripts() throws IOException {
    assertEquals(new Ended(0, page.toString()), talk(desktop(0), "--file"));
    assertFalse(Files.exists(directory.resolve("given")));
  }

  @Test
  void aPageThatIsNotBuiltIsAnError() throws IOException {
    Files.delete(page);
    Ended ended = talk(desktop(0), "--json");
    assertEquals(2, ended.exitCode());
    assertEquals(
        "the page is not built: there is no " + page, ended.json().path("message").asString());
  }
}
