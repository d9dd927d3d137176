package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds docs/paper-map.md to the code: what it names is there, and every rule is on it.
class PaperMapTest {
  private static final Path MAP =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "paper-map.md");

  /// A class of the core in code quotes, with a member or without.
  private static final Pattern NAME = Pattern.compile("`([A-Z][\\w.]*)(?:#(\\w+))?`");

  private static List<String> lines;

  /// Something the map names.
  private record Name(Class<?> type, String member) {
    boolean exists() {
      return member == null
          || Arrays.stream(type.getDeclaredMethods()).anyMatch(m -> m.getName().equals(member));
    }

    /// The test method of this name, null when it is none.
    Method test() {
      return Arrays.stream(type.getDeclaredMethods())
          .filter(m -> m.getName().equals(member))
          .filter(m -> m.isAnnotationPresent(Test.class) || m.isAnnotationPresent(Property.class))
          .findFirst()
          .orElse(null);
    }

    boolean isOfTests() {
      return type.getSimpleName().endsWith("Test") || type.getSimpleName().endsWith("Properties");
    }
  }

  @BeforeAll
  static void readMap() throws IOException {
    lines = Files.readAllLines(MAP);
  }

  private static List<Name> names(String line) {
    List<Name> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(line);
    while (matcher.find()) {
      String type = "dev.plongee.core." + matcher.group(1).replace('.', '$');
      try {
        names.add(new Name(Class.forName(type), matcher.group(2)));
      } catch (ClassNotFoundException dangling) {
        throw new AssertionError("the map names a class that is not there: " + type, dangling);
      }
    }
    return names;
  }

  private static List<Rule> rules(List<Name> names) {
    return Arrays.stream(Rule.values())
        .filter(rule -> names.contains(new Name(Rules.class, rule.method())))
        .toList();
  }

  private static List<String> rows() {
    return lines.stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| The paper |"))
        .toList();
  }

  @Test
  void whateverTheMapNamesIsThere() {
    int count = 0;
    for (String line : lines) {
      for (Name name : names(line)) {
        assertTrue(name.exists(), () -> "the map names what is not there: " + name);
        count++;
      }
    }
    assertTrue(count > 100, "the map was read");
  }

  @Test
  void whateverItNamesOfATestIsATest() {
    for (String row : rows()) {
      for (Name name : names(row)) {
        if (name.isOfTests()) {
          assertTrue(name.test() != null, () -> name + " is not a test");
        }
      }
    }
  }

  @Test
  void everyRowOfThePaperNamesCodeAndATest() {
    for (String row : rows()) {
      if (row.chars().filter(c -> c == '|').count() == 4) {
        List<Name> names = names(row);
        assertTrue(names.stream().anyMatch(name -> !name.isOfTests()), () -> "no code: " + row);
        assertTrue(names.stream().anyMatch(Name::isOfTests), () -> "no test: " + row);
      }
    }
  }

  @Test
  void everyRuleIsOnTheMapWithATestThatNeedsIt() {
    Set<Rule> missing = EnumSet.allOf(Rule.class);
    for (String row : rows()) {
      List<Name> names = names(row);
      for (Rule rule : rules(names)) {
        missing.remove(rule);
        assertTrue(
            names.stream().anyMatch(name -> needs(name, rule)),
            () -> "no test of this row is marked with " + rule + ": " + row);
      }
    }
    assertEquals(Set.of(), missing, "rules that are not on the map");
  }

  private static boolean needs(Name name, Rule rule) {
    Method test = name.test();
    PaperRule marked = test == null ? null : test.getAnnotation(PaperRule.class);
    return marked != null && Arrays.asList(marked.value()).contains(rule);
  }

  @Test
  void everyBreachThatCannotBeSeenIsOnTheMapWithItsReason() {
    List<Breach> unseen = Breach.all().stream().filter(breach -> !breach.mustBeSeen()).toList();
    assertFalse(unseen.isEmpty());
    for (Breach breach : unseen) {
      String row = "| " + breach + " | " + breach.whyUnseen() + " |";
      assertTrue(lines.contains(row), () -> "the map lacks the row: " + row);
    }
  }
}
