package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The witness of every decision, and the table that names them.
class TracedRulesTest {
  private static Method method(Rule rule) {
    return Arrays.stream(Rules.class.getMethods())
        .filter(m -> m.getName().equals(rule.method()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Rules has no function " + rule.method()));
  }

  @Test
  void everyFunctionOfRulesHasItsNameInTheTable() {
    TreeSet<String> functions = new TreeSet<>();
    Arrays.stream(Rules.class.getMethods()).forEach(m -> functions.add(m.getName()));
    TreeSet<String> names = new TreeSet<>();
    Arrays.stream(Rule.values()).forEach(rule -> names.add(rule.method()));
    assertEquals(functions, names);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void aDecisionIsToldWithItsValuesAndItsOutcome(Rule rule) throws ReflectiveOperationException {
    Method method = method(rule);
    assertEquals(method.getParameterCount(), rule.parameters().size());
    assertTrue(method.getParameterCount() > 0, "a switch is no rule");
    Object[] values =
        Arrays.stream(method.getParameterTypes()).map(TracedRulesTest::sample).toArray();
    Tracer tracer = new Tracer(true);
    Object outcome = method.invoke(new TracedRules(Rules.PAPER, tracer), values);
    assertEquals(method.invoke(Rules.PAPER, values), outcome);
    assertEquals(List.of(new TraceEvent.Decided(rule, List.of(values), outcome)), tracer.take());
  }

  private static Object sample(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "long" -> 7L;
      case "int" -> 3;
      case "boolean" -> true;
      case "LogPosition" -> Given.at(2, 1);
      case "TermAt" -> TermAt.START;
      case "Heard" -> Heard.PRE_VOTE;
      case "Message" -> new Message.Stale(4);
      case "Configuration" -> Configuration.of(1, 2, 3);
      case "NodeSet" -> NodeSet.of(1, 2);
      case "Round" -> new Round(4, 2);
      default -> throw new AssertionError("no sample of " + type);
    };
  }

  @Test
  void refusalsAreToldToo() {
    Cluster cluster = Cluster.of(Rules.PAPER, Given.config(3), Given.disk(5, 1, 2));
    cluster.receive(1, 2, Given.append(3, Given.at(1, 1), 0));
    assertEquals(
        List.of(
            new TraceEvent.Decided(Rule.ADOPTS_TERM, List.of(5L, 3L), false),
            new TraceEvent.Decided(Rule.ACCEPTS_REQUEST, List.of(5L, 3L), false)),
        cluster.takeTrace(1).subList(0, 2));
  }

  @Test
  void nothingIsToldWhenTracingIsOff() {
    Cluster cluster = Cluster.of(Rules.PAPER, Given.config(3).withTracing(false));
    cluster.elect(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(List.of(), cluster.takeTrace(1));
  }

  @Test
  void whatAServerDoesDoesNotDependOnWhetherItTells() {
    Cluster told = Cluster.of(Rules.PAPER, Given.config(3));
    Cluster silent = Cluster.of(Rules.PAPER, Given.config(3).withTracing(false));
    for (Cluster cluster : List.of(told, silent)) {
      cluster.elect(1);
      cluster.propose(1, "a", "b");
      cluster.read(1, 7L);
      cluster.deliverAll();
    }
    for (int id = 1; id <= 3; id++) {
      assertEquals(told.onDisk(id), silent.onDisk(id));
      assertEquals(told.replies(id), silent.replies(id));
    }
  }
}
