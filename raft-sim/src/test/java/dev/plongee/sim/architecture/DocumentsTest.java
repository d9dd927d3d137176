package dev.plongee.sim.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a reader meets first: the top level, and documents whose links lead somewhere.
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /// Whatever else is there begins with a dot, or is made by the build.
  private static final Set<String> TOP_LEVEL =
      Set.of(
          "pom.xml",
          "raft-core",
          "raft-kv",
          "raft-sim",
          "docs",
          "README.md",
          "LICENSE",
          "CONTRIBUTING.md",
          "CHANGELOG.md",
          "mvnw",
          "raft",
          "target");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#[^)\\s]*)?\\)");

  @Test
  void theTopLevelIsAsPromised() throws IOException {
    try (Stream<Path> entries = Files.list(ROOT)) {
      List<String> others =
          entries
              .map(it -> it.getFileName().toString())
              .filter(name -> !name.startsWith(".") && !TOP_LEVEL.contains(name))
              .toList();
      assertEquals(List.of(), others);
    }
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        String target = link.group(1);
        if (!target.isEmpty() && !target.contains("://")) {
          links++;
          if (!Files.exists(document.resolveSibling(target))) {
            broken.add(ROOT.relativize(document) + ": " + target);
          }
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(links > 10, "links found: " + links);
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.getFileName().toString().endsWith(".md"))
          .toList();
    }
  }
}
