package dev.plongee.kv.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static List<Session> all(Sessions sessions) {
    List<Session> all = new ArrayList<>();
    sessions.visit(all::add);
    return all;
  }

  private static List<Long> ids(Sessions sessions) {
    return all(sessions).stream().map(Session::id).sorted().toList();
  }

  @Test
  void theOneThatWasUsedTheLongestAgoMakesRoom() {
    Sessions sessions = Sessions.none(3);
    for (long id : List.of(10L, 20L, 30L)) {
      sessions = sessions.register(Session.registered(id, 0));
    }
    sessions = sessions.update(sessions.find(10).orElseThrow().used(40, 0));
    sessions = sessions.register(Session.registered(50, 0));
    assertEquals(List.of(10L, 30L, 50L), ids(sessions));
    sessions = sessions.register(Session.registered(60, 0));
    assertEquals(List.of(10L, 50L, 60L), ids(sessions));
  }

  @Test
  void aSessionThatIsClosedLeavesRoom() {
    Sessions sessions = Sessions.none(2).register(Session.registered(1, 0));
    sessions =
        sessions.register(Session.registered(2, 0)).close(2).register(Session.registered(3, 0));
    assertEquals(List.of(1L, 3L), ids(sessions));
    assertEquals(Optional.empty(), sessions.find(2));
  }

  @Test
  void thereIsRoomForOneAtLeast() {
    assertThrows(IllegalStateException.class, () -> Sessions.none(0));
    Sessions one = Sessions.none(1).register(Session.registered(1, 0));
    assertEquals(List.of(9L), ids(one.register(Session.registered(9, 0))));
  }

  @Test
  void thoseThatWereNotUsedForTooLongExpire() {
    Sessions sessions = Sessions.none(9);
    for (long id = 1; id <= 5; id++) {
      sessions = sessions.register(Session.registered(id, 100 * id));
    }
    assertEquals(List.of(3L, 4L, 5L), ids(sessions.expire(299)));
    assertEquals(List.of(4L, 5L), ids(sessions.expire(300)));
    sessions = sessions.update(sessions.find(1).orElseThrow().used(6, 600));
    assertEquals(List.of(1L), ids(sessions.expire(500)));
    assertEquals(0, sessions.expire(600).size());
    assertEquals(0, sessions.expire(600).expire(700).size());
  }

  /// Ids that differ in their highest bits only make the deepest trie.
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void behavesLikeAMapThatForgetsTheLeastRecentlyUsed(
      @ForAll long seed, @ForAll @IntRange(max = 200) int steps, @ForAll boolean sparse) {
    Random random = new Random(seed);
    int most = 1 + random.nextInt(20);
    Sessions sessions = Sessions.none(most);
    TreeMap<Long, Session> model = new TreeMap<>();
    for (int i = 1; i <= steps; i++) {
      long id = sparse ? (long) i << 50 : i;
      long known =
          model.isEmpty() ? id : List.copyOf(model.keySet()).get(random.nextInt(model.size()));
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          if (model.size() == most) {
            model.remove(
                model.values().stream()
                    .min(java.util.Comparator.comparing(Session::lastUsed))
                    .orElseThrow()
                    .id());
          }
          model.put(id, Session.registered(id, 0));
          sessions = sessions.register(Session.registered(id, 0));
        }
        case 2 -> {
          Session used = model.getOrDefault(known, Session.registered(known, 0)).used(id, 0);
          if (model.containsKey(known)) {
            model.put(known, used);
            sessions = sessions.update(used);
          }
        }
        default -> {
          model.remove(known);
          sessions = sessions.close(known);
        }
      }
      assertEquals(model.size(), sessions.size());
      assertEquals(Optional.ofNullable(model.get(known)), sessions.find(known));
    }
    Sessions anew = Sessions.none(most);
    for (Session session : model.values()) {
      anew = anew.register(session);
      assertEquals(Optional.of(session), sessions.find(session.id()));
    }
    assertEquals(all(anew), all(sessions), "what came before leaves no trace in the order");
  }
}
