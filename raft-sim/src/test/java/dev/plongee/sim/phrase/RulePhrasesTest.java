package dev.plongee.sim.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Configuration;
import dev.plongee.core.Heard;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RoleName;
import dev.plongee.core.Round;
import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import dev.plongee.core.TermAt;
import dev.plongee.core.TraceEvent.Decided;
import dev.plongee.core.Wait;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RulePhrasesTest {
  private static final int SELF = 3;
  private static final int PEER = 4;

  private static Method method(Rule rule) {
    return Arrays.stream(Rules.class.getMethods())
        .filter(method -> method.getName().equals(rule.method()))
        .findFirst()
        .orElseThrow();
  }

  /// Values of a type that must all read differently; the first ones are ordinary.
  private static List<Object> samples(Rule rule, Class<?> type) {
    if (type == long.class) {
      return List.of(7_000_000L, 9_000_000L);
    }
    if (type == int.class) {
      return rule == Rule.MAY_VOTE_FOR ? List.of(1, 2) : List.of(11, 12);
    }
    if (type == boolean.class) {
      return List.of(true, false);
    }
    if (type == LogPosition.class) {
      return List.of(new LogPosition(5, 21), new LogPosition(6, 21), new LogPosition(5, 22));
    }
    if (type == TermAt.class) {
      return List.of(new TermAt.Known(5), new TermAt.Known(6), TermAt.COMPACTED, TermAt.BEYOND);
    }
    if (type == Configuration.class) {
      return List.of(Configuration.of(1, 2, 3, 4, 5), Configuration.of(1, 2, 3));
    }
    if (type == NodeSet.class) {
      return List.of(NodeSet.of(1, 2), NodeSet.of(1, 3), NodeSet.of(1, 2, 3));
    }
    if (type == Heard.class) {
      return List.of((Object[]) Heard.values());
    }
    if (type == Round.class) {
      return List.of(new Round(5, 31), new Round(6, 31), new Round(5, 32));
    }
    if (type == Message.class) {
      return List.of(new Message.RequestVoteReply(5, true), new Message.AppendAccepted(5, 2, 0));
    }
    throw new IllegalArgumentException("no samples of " + type);
  }

  private static List<Object> outcomes(Rule rule) {
    Class<?> type = method(rule).getReturnType();
    if (type == boolean.class) {
      return List.of(true, false);
    }
    return type == Wait.class ? List.of((Object[]) Wait.values()) : List.of(41L, 42L);
  }

  /// Every combination of samples.
  private static List<List<Object>> combinations(Rule rule) {
    List<List<Object>> all = List.of(List.of());
    for (Class<?> type : method(rule).getParameterTypes()) {
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> values : all) {
        for (Object sample : samples(rule, type)) {
          List<Object> more = new ArrayList<>(values);
          more.add(sample);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }

  private static String sentence(
      Language language, Topic topic, Rule rule, List<Object> values, Object outcome) {
    return RulePhrases.sentence(
        language,
        new Situation(SELF, PEER, topic, RoleName.FOLLOWER, 0),
        new Decided(rule, values, outcome));
  }

  @ParameterizedTest
  @EnumSource
  void every_answer_of_a_rule_is_a_sentence_in_both_languages(Rule rule) {
    for (Object outcome : outcomes(rule)) {
      for (List<Object> values : combinations(rule)) {
        for (Topic topic : Topic.values()) {
          String fr = sentence(Language.FR, topic, rule, values, outcome);
          String en = sentence(Language.EN, topic, rule, values, outcome);
          Prose.check(Language.FR, fr);
          Prose.check(Language.EN, en);
          assertNotEquals(fr, en);
          assertTrue(fr.endsWith(".") && en.endsWith("."), fr + en);
        }
      }
    }
  }

  /// A value that is not told is a why without its because: changing it must change the sentence.
  @ParameterizedTest
  @EnumSource
  void every_answer_tells_every_compared_value(Rule rule) {
    for (Object outcome : outcomes(rule)) {
      for (Language language : Language.values()) {
        for (Topic topic : Topic.values()) {
          for (int i = 0; i < rule.parameters().size(); i++) {
            assertTold(language, topic, rule, outcome, i);
          }
        }
      }
    }
  }

  private static void assertTold(
      Language language, Topic topic, Rule rule, Object outcome, int parameter) {
    List<Object> samples = samples(rule, method(rule).getParameterTypes()[parameter]);
    for (List<Object> values : combinations(rule)) {
      List<String> told = new ArrayList<>();
      for (Object sample : samples) {
        List<Object> changed = new ArrayList<>(values);
        changed.set(parameter, sample);
        told.add(sentence(language, topic, rule, changed, outcome));
      }
      assertEquals(
          samples.size(),
          told.stream().distinct().count(),
          rule + " must tell '" + rule.parameters().get(parameter) + "': " + told);
    }
  }

  @ParameterizedTest
  @EnumSource
  void different_answers_are_different_sentences(Rule rule) {
    for (List<Object> values : combinations(rule)) {
      for (Language language : Language.values()) {
        List<String> told = new ArrayList<>();
        for (Object outcome : outcomes(rule)) {
          told.add(sentence(language, Topic.VOTES, rule, values, outcome));
        }
        assertEquals(told.size(), told.stream().distinct().count(), told.toString());
      }
    }
  }

  @Test
  void the_vote_refused_to_an_older_log_reads_as_it_is_said() {
    List<Object> logs = List.of(new LogPosition(1, 2), new LogPosition(2, 3));
    Decided refused = new Decided(Rule.UP_TO_DATE, logs, false);
    Situation at = new Situation(3, 1, Topic.VOTES, RoleName.FOLLOWER, 0);
    assertEquals(
        "S3 refuse sa voix à S1\u00a0: le journal de S1 (entrée 2, mandat 1) est moins à jour que"
            + " le sien (entrée 3, mandat 2).",
        RulePhrases.sentence(Language.FR, at, refused));
    assertEquals(
        "S3 refuses its vote to S1: the log of S1 (entry 2, term 1) is less up to date than its own"
            + " (entry 3, term 2).",
        RulePhrases.sentence(Language.EN, at, refused));
  }

  @Test
  void who_leads_is_not_said_to_hear_a_leader() {
    Decided shuns = new Decided(Rule.SHUNS, List.of(0L, 150_000L, false), true);
    Situation leads = new Situation(3, 1, Topic.VOTES, RoleName.LEADER, 900_000);
    assertEquals(
        "S3 ignores S1: it leads, a majority answers (silence 0\u00a0ms, limit 150\u00a0ms).",
        RulePhrases.sentence(Language.EN, leads, shuns));
    Situation follows = new Situation(3, 1, Topic.VOTES, RoleName.FOLLOWER, 900_000);
    assertEquals(
        "S3 ignore S1\u00a0: il a entendu un leader il y a 0\u00a0ms, moins de 150\u00a0ms.",
        RulePhrases.sentence(Language.FR, follows, shuns));
  }

  @Test
  void the_special_values_have_words_of_their_own() {
    Situation at = new Situation(3, 1, Topic.VOTES, RoleName.FOLLOWER, 0);
    Decided free = new Decided(Rule.MAY_VOTE_FOR, List.of(0, 1), true);
    assertEquals(
        "Dans ce mandat S3 n’a encore voté pour personne\u00a0: sa voix est libre pour S1.",
        RulePhrases.sentence(Language.FR, at, free));
    Decided start = new Decided(Rule.LOG_MATCHES, List.of(TermAt.START, 0L, 2), true);
    assertEquals(
        "No entry precedes: the logs agree (2 entries received).",
        RulePhrases.sentence(Language.EN, at, start));
    Decided shorter = new Decided(Rule.LOG_MATCHES, List.of(TermAt.BEYOND, 2L, 1), false);
    assertEquals(
        "S3 refuse 1 entrée\u00a0: juste avant, S1 a une entrée du mandat 2 et S3 n’a rien.",
        RulePhrases.sentence(Language.FR, at, shorter));
    Decided empty = new Decided(Rule.UP_TO_DATE, List.of(LogPosition.ZERO, LogPosition.ZERO), true);
    assertEquals(
        "The log of S1 (empty) is at least as up to date as that of S3 (empty).",
        RulePhrases.sentence(Language.EN, at, empty));
  }
}
