package dev.plongee.sim.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ZooTest {
  @Test
  void every_function_of_the_rules_is_broken_in_two_ways() {
    List<String> functions = new ArrayList<>();
    for (Method method : Rules.class.getDeclaredMethods()) {
      if (method.isDefault()) {
        functions.add(method.getName());
      }
    }
    assertEquals(Rule.values().length, functions.size());
    for (String function : functions) {
      long ways = Zoo.all().stream().filter(each -> each.function().equals(function)).count();
      assertTrue(ways >= 2, function + " is broken in " + ways + " ways");
    }
  }

  @Test
  void a_breach_overrides_its_rule_and_no_other() {
    for (Breach breach : Zoo.all()) {
      Set<String> overridden = new TreeSet<>();
      for (Method method : breach.rules().getClass().getDeclaredMethods()) {
        if (!method.isSynthetic()) {
          overridden.add(method.getName());
        }
      }
      assertEquals(Set.of(breach.function()), overridden, breach.id());
      assertTrue(breach.id().startsWith(breach.function() + ":"), breach.id());
    }
  }

  @Test
  void ids_are_unique_and_the_name_of_a_rule_finds_its_first_breach() {
    Set<String> ids = new HashSet<>();
    for (Breach breach : Zoo.all()) {
      assertTrue(ids.add(breach.id()), breach.id() + " is there twice");
      assertEquals(breach, Zoo.find(breach.id()).orElseThrow());
    }
    for (String function : Zoo.functions()) {
      assertEquals(Zoo.of(function).getFirst(), Zoo.find(function).orElseThrow());
    }
    assertFalse(Zoo.find("nothing").isPresent());
  }

  @Test
  void sentences_are_in_both_languages_and_of_their_own() {
    Set<String> sentences = new HashSet<>();
    for (Breach breach : Zoo.all()) {
      for (String sentence : List.of(breach.english(), breach.french())) {
        assertTrue(sentence.length() > 10 && !sentence.endsWith("."), breach + ": " + sentence);
        assertTrue(sentences.add(sentence), sentence + " is there twice");
      }
      assertFalse(breach.french().contains("'"), breach + ": " + breach.french());
    }
  }

  /// A breach that only costs time names the test that fails under it; that it does is shown in the
  /// core, where every rule is broken under its tests.
  @Test
  void unit_tests_that_are_named_exist() throws IOException {
    for (Breach breach : Zoo.all()) {
      if (breach.detector() instanceof Detector.ByUnitTest(String testClass, String method)) {
        Path source = Path.of("../raft-core/src/test/java/dev/plongee/core/" + testClass + ".java");
        if (!Files.exists(source)) {
          fail(breach + " names the test " + testClass + ", which is not there");
        }
        String text = Files.readString(source);
        int at = text.indexOf("void " + method + "(");
        assertTrue(at > 0, breach + ": " + testClass + " has no test " + method);
        String before = text.substring(text.lastIndexOf("@PaperRule", at), at);
        assertTrue(
            before.contains(rule(breach.function()).name()),
            testClass + "." + method + " tests another rule");
      }
    }
  }

  /// What only costs time is a rule of the core.
  private static Rule rule(String function) {
    for (Rule rule : Rule.values()) {
      if (rule.method().equals(function)) {
        return rule;
      }
    }
    return fail("no rule of the core is called " + function);
  }
}
