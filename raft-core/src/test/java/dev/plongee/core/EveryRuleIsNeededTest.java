package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.ReflectionSupport;

/// The tests of the paper's rules are themselves tested: under each breach of a rule, one of the
/// tests that name it must fail, and it must fail because of what it asserts, not because a data
/// structure gave way first.
class EveryRuleIsNeededTest {
  /// What happened to one scenario under broken rules.
  private record Outcome(Method scenario, Throwable failure) {}

  static List<Breach> breaches() {
    return Breach.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaches")
  void aBreachIsSeenByATestOfItsRule(Breach breach) {
    List<Method> scenarios = scenariosOf(breach.rule());
    List<Outcome> failures = new ArrayList<>();
    for (Method scenario : scenarios) {
      Throwable failure = run(scenario, breach.rules());
      if (failure != null) {
        failures.add(new Outcome(scenario, failure));
      }
    }
    for (Outcome outcome : failures) {
      if (!(outcome.failure() instanceof AssertionError)) {
        fail(breach + " broke the structure in " + outcome.scenario(), outcome.failure());
      }
    }
    if (breach.mustBeSeen()) {
      assertTrue(!failures.isEmpty(), () -> breach + " was seen by none of " + scenarios);
    } else {
      assertEquals(List.of(), failures, () -> breach + " cannot be seen: " + breach.whyUnseen());
    }
  }

  @Test
  void everyRuleIsBrokenLenientlyAndStrictlyAndHasATest() {
    for (Rule rule : Rule.values()) {
      long breaches = Breach.all().stream().filter(b -> b.rule() == rule && b.mustBeSeen()).count();
      assertTrue(breaches >= 2, () -> rule + " is broken in fewer than two ways");
      assertTrue(!scenariosOf(rule).isEmpty(), () -> rule + " has no test");
    }
  }

  /// Every test of this package that names this rule.
  static List<Method> scenariosOf(Rule rule) {
    List<Method> scenarios = new ArrayList<>();
    List<Class<?>> classes =
        ReflectionSupport.findAllClassesInPackage(
            EveryRuleIsNeededTest.class.getPackageName(), _ -> true, name -> name.endsWith("Test"));
    for (Class<?> type : classes) {
      for (Method method : type.getDeclaredMethods()) {
        PaperRule named = method.getAnnotation(PaperRule.class);
        if (named != null && Arrays.asList(named.value()).contains(rule)) {
          scenarios.add(method);
        }
      }
    }
    return scenarios;
  }

  /// Runs one test method under these rules.
  ///
  /// @return how it failed, null when it passed
  private static Throwable run(Method scenario, Rules rules) {
    try {
      Constructor<?> constructor = scenario.getDeclaringClass().getDeclaredConstructor(Rules.class);
      scenario.invoke(constructor.newInstance(rules));
      return null;
    } catch (InvocationTargetException thrown) {
      return thrown.getCause();
    } catch (ReflectiveOperationException broken) {
      throw new LinkageError("a test of a rule is built with the rules: " + scenario, broken);
    }
  }
}
