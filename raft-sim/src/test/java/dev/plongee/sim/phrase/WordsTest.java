package dev.plongee.sim.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Rules;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.MemberChange;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void members_are_shown_in_digits() {
    NodeSet two = NodeSet.of(4, 5);
    NodeSet three = NodeSet.of(1, 2, 3);
    assertEquals("123", Words.digits(new Configuration(three)));
    assertEquals("123(45)", Words.digits(new Configuration(three, NodeSet.EMPTY, two)));
    assertEquals(
        "123→12345", Words.digits(new Configuration(three.and(two), three, NodeSet.EMPTY)));
    assertEquals("–", Words.digits(Configuration.NONE));
  }

  @Test
  void a_follower_without_a_vote_is_called_by_what_it_is() {
    World world = new World(WorldConfig.of(1, 4).withVoters(3), Rules.PAPER, new Observer() {});
    assertEquals("outside", Words.of(Language.EN).standing(world.view(4)));
    while (!world.act(new Act.ChangeMembers(new MemberChange.Learn(NodeSet.of(4))))) {
      world.step();
    }
    while (!world.view(4).configuration().learners().contains(4)) {
      world.step();
    }
    assertEquals("apprenant", Words.of(Language.FR).standing(world.view(4)));
    assertEquals("leader", Words.of(Language.FR).standing(world.view(world.leader())));
  }
}
