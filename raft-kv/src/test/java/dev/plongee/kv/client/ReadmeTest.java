package dev.plongee.kv.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// The example in the README compiles and does what it seems to do.
@ResourceLock(Resources.SYSTEM_OUT)
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String BEGIN = "```java\n";
  private static final String END = "```\n";

  @TempDir Path directory;

  private final FakeServers servers = new FakeServers();
  private final FakeStore store = new FakeStore();

  @AfterEach
  void stop() throws Exception {
    servers.close();
  }

  @Test
  void theExampleCompilesAndRuns() throws Exception {
    servers.serve(1, store::serve);
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    String example =
        readme
            .substring(begin, readme.indexOf(END, begin))
            .replace("127.0.0.1:7001", servers.members().get(1).toString());
    Path source = Files.writeString(directory.resolve("Greeting.java"), example);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int failed =
        compiler.run(
            null,
            complaints,
            complaints,
            "-cp",
            System.getProperty("java.class.path"),
            "-proc:none",
            "-d",
            directory.toString(),
            source.toString());
    assertEquals(0, failed, () -> complaints.toString(StandardCharsets.UTF_8));
    assertEquals("true: bonjour\n", output());
  }

  private String output() throws Exception {
    PrintStream stdout = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      Method main = loader.loadClass("Greeting").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(stdout);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
