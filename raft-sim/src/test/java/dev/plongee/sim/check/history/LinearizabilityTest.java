package dev.plongee.sim.check.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plongee.sim.check.history.Action.Append;
import dev.plongee.sim.check.history.Action.Cas;
import dev.plongee.sim.check.history.Action.CasOutcome;
import dev.plongee.sim.check.history.Action.Delete;
import dev.plongee.sim.check.history.Action.Get;
import dev.plongee.sim.check.history.Action.Put;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
  private static final Value ONE = Value.of("1");
  private static final Value TWO = Value.of("2");

  private final List<Operation> history = new ArrayList<>();

  @Test
  void oneAfterTheOtherEveryReadSeesTheLastWrite() {
    call(0, 1, new Get(Value.ABSENT));
    call(2, 3, new Put("1"));
    call(4, 5, new Get(ONE));
    call(6, 7, new Delete());
    call(8, 9, new Get(Value.ABSENT));
    assertLinearizable();
  }

  @Test
  void aReadThatBeginsAfterAWriteWasAnsweredMustNotMissIt() {
    call(0, 1, new Put("1"));
    call(2, 3, new Put("2"));
    call(4, 5, new Get(ONE));
    Verdict.NotLinearizable verdict =
        assertInstanceOf(Verdict.NotLinearizable.class, Linearizability.check(history));
    assertEquals("x", verdict.key());
    assertEquals(history.get(2), verdict.first());
    assertEquals(2, verdict.explained());
  }

  @Test
  void concurrentWritesMayTakeEffectInEitherOrder() {
    call(0, 10, new Put("1"));
    call(1, 9, new Put("2"));
    call(11, 12, new Get(ONE));
    assertLinearizable();
    history.set(2, new Operation(2, "x", new Get(TWO), 11, 12));
    assertLinearizable();
  }

  @Test
  void twoReadsNeverSeeAWriteComeAndGo() {
    call(0, 20, new Put("1"));
    call(1, 2, new Get(ONE));
    call(3, 4, new Get(Value.ABSENT));
    assertContradiction();
  }

  @Test
  void anOpenWriteMayHappenLateOrNever() {
    call(0, Operation.OPEN, new Put("1"));
    call(1, 2, new Get(Value.ABSENT));
    call(3, 4, new Get(ONE));
    assertLinearizable();
    call(5, 6, new Get(Value.ABSENT));
    assertContradiction();
  }

  @Test
  void anOpenWriteHappensAtMostOnce() {
    call(0, Operation.OPEN, new Put("1"));
    call(1, 2, new Get(ONE));
    call(3, 4, new Put("2"));
    call(5, 6, new Get(ONE));
    assertContradiction();
  }

  @Test
  void anAnsweredCompareAndSetSaysWhatTheKeyHeld() {
    call(0, 1, new Put("1"));
    call(2, 3, new Cas(TWO, "3", CasOutcome.COMPARED_UNEQUAL));
    call(4, 5, new Cas(ONE, "2", CasOutcome.SWAPPED));
    call(6, 7, new Get(TWO));
    assertLinearizable();
    call(8, 9, new Cas(TWO, "4", CasOutcome.COMPARED_UNEQUAL));
    assertContradiction();
  }

  @Test
  void ofTwoCompareAndSetsFromTheSameValueOneSwaps() {
    call(0, 1, new Put("1"));
    call(2, 10, new Cas(ONE, "2", CasOutcome.SWAPPED));
    call(3, 9, new Cas(ONE, "3", CasOutcome.SWAPPED));
    assertContradiction();
  }

  @Test
  void anOpenCompareAndSetMayHaveFoundAnotherValue() {
    call(0, 1, new Put("1"));
    call(2, Operation.OPEN, new Cas(ONE, "2", CasOutcome.UNKNOWN));
    call(3, 4, new Get(TWO));
    assertLinearizable();
    history.set(2, new Operation(9, "x", new Get(ONE), 3, 4));
    assertLinearizable();
  }

  @Test
  void anAppendIsSeenExactlyOnce() {
    call(0, 1, new Append("a"));
    call(2, Operation.OPEN, new Append("b"));
    call(3, 4, new Append("c"));
    call(5, 6, new Get(Value.of("abc")));
    assertLinearizable();
    history.set(3, new Operation(9, "x", new Get(Value.of("abcb")), 5, 6));
    assertContradiction();
  }

  @Test
  void keysAreIndependent() {
    history.add(new Operation(1, "x", new Put("1"), 0, 1));
    history.add(new Operation(2, "y", new Get(Value.ABSENT), 2, 3));
    assertLinearizable();
    history.add(new Operation(3, "y", new Get(ONE), 4, 5));
    assertEquals(
        "y", assertInstanceOf(Verdict.NotLinearizable.class, Linearizability.check(history)).key());
  }

  @Test
  void anEmptyHistoryIsLinearizable() {
    assertLinearizable();
  }

  @Test
  void aSearchWithoutBudgetSaysThatItDoesNotKnow() {
    call(0, 1, new Put("1"));
    call(2, 3, new Put("2"));
    Verdict.Undecided verdict =
        assertInstanceOf(Verdict.Undecided.class, Linearizability.check(history, 1));
    assertEquals("x", verdict.key());
  }

  @Test
  void aContradictionOutweighsAKeyThatWasNotDecided() {
    for (int i = 0; i < 8; i++) {
      history.add(new Operation(i, "a", new Put("" + i), i, 100 + i));
    }
    history.add(new Operation(20, "b", new Get(ONE), 200, 201));
    assertInstanceOf(Verdict.NotLinearizable.class, Linearizability.check(history, 3));
  }

  @Test
  void whatSaysNothingIsNotAnOperation() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Operation(1, "x", new Get(ONE), 0, Operation.OPEN));
    assertThrows(IllegalArgumentException.class, () -> new Operation(1, "x", new Put("1"), 5, 5));
  }

  private void call(long invoked, long completed, Action action) {
    history.add(new Operation(history.size(), "x", action, invoked, completed));
  }

  private void assertLinearizable() {
    assertEquals(new Verdict.Linearizable(history.size()), Linearizability.check(history));
  }

  private void assertContradiction() {
    assertInstanceOf(Verdict.NotLinearizable.class, Linearizability.check(history));
  }
}
