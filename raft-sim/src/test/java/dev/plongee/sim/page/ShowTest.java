package dev.plongee.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/// What the page asks, and what it is answered.
@ResourceLock("the engine, which one thread uses")
class ShowTest {
  private static final String WRITE = "04-write.scene";

  @Test
  void a_text_that_is_no_scene_says_where_it_is_wrong() {
    JsonNode errors = Page.json(Engine.open("scene a\ncluster none\n", "", "")).get("errors");

    assertEquals(2, errors.get(0).get("line").asInt());
    assertEquals(9, errors.get(0).get("column").asInt());
    assertTrue(
        errors.get(0).get("message").get("en").asString().startsWith("found "),
        "the place stands apart");
    assertTrue(errors.get(0).get("message").get("en").asString().contains("expected"));
    assertTrue(errors.get(0).get("message").get("fr").asString().contains("attendu"));
  }

  @Test
  void a_seed_and_a_breach_that_are_none_are_named() {
    String text = Page.text(WRITE);
    assertTrue(Engine.open(text, "four", "").contains("seed four is no whole number"));
    assertTrue(Engine.open(text, "", "gravity").contains("no rule is broken by gravity"));
  }

  @Test
  void a_closed_show_is_gone_and_the_others_stay() {
    Page first = Page.of(Page.text(WRITE));
    Page second = Page.of(Page.text(WRITE));
    Engine.close(first.show());

    assertThrows(IllegalArgumentException.class, first::picture);
    assertEquals(0, second.picture().get("stop").asInt());
  }

  @Test
  void a_scene_says_everything_in_both_languages() {
    for (String file : Page.files()) {
      JsonNode scene = Page.of(Page.text(file)).scene();
      assertFalse(scene.get("title").get("fr").asString().isEmpty(), file);
      for (JsonNode cue : scene.get("cues")) {
        for (JsonNode say : cue.get("say")) {
          assertNotEquals(say.get("fr"), say.get("en"), file);
        }
        if (!cue.get("question").isNull()) {
          int right = 0;
          for (JsonNode answer : cue.get("question").get("answers")) {
            right += answer.get("right").asBoolean() ? 1 : 0;
          }
          assertTrue(right >= 1, file);
        }
      }
    }
  }

  @Test
  void a_card_is_what_the_scene_says_and_needs_no_show() {
    String text = Page.text(WRITE);
    assertEquals(Page.of(text).scene(), Page.json(Engine.card(text)));
    assertTrue(Page.json(Engine.card("cue")).has("errors"));
  }

  @Test
  void keys_lead_through_the_cues_and_back() {
    Page page = Page.of(Page.text(WRITE));
    JsonNode script = page.tape().get("branches").get(0);
    List<Integer> forth = new ArrayList<>();
    while (Engine.nextHalt(page.show())) {
      forth.add(page.picture().get("stop").asInt());
    }
    List<Integer> back = new ArrayList<>();
    while (Engine.previousHalt(page.show())) {
      back.addFirst(page.picture().get("stop").asInt());
    }

    assertEquals(script.get("last").asInt(), forth.getLast());
    assertEquals(forth.subList(0, forth.size() - 1), back.subList(1, back.size()));
    assertTrue(Engine.toCue(page.show(), 2));
    assertEquals(2, page.picture().get("cue").asInt());
    assertEquals(script.get("cues").get(2), page.picture().get("stop"));
    assertFalse(Engine.toCue(page.show(), 99));
    assertFalse(Engine.go(page.show(), 0, 99_999));
    assertFalse(Engine.go(page.show(), 1, 0));
  }

  @Test
  void the_terms_of_the_tape_are_those_of_the_pictures() {
    Page page = Page.of(Page.text("06-partition.scene"));
    JsonNode terms = page.tape().get("branches").get(0).get("terms");
    int at = -1;
    do {
      JsonNode picture = page.picture();
      if (at + 1 < terms.size()
          && terms.get(at + 1).get(0).asInt() == picture.get("stop").asInt()) {
        at++;
      }
      long highest = 0;
      for (JsonNode server : picture.get("servers")) {
        highest = Math.max(highest, server.get("term").asLong());
      }
      assertEquals(highest, terms.get(at).get(1).asLong());
    } while (Engine.forward(page.show()));
    assertEquals(terms.size() - 1, at);
  }

  @Test
  void what_is_typed_grows_a_branch_that_goes_on_by_itself() {
    Page page = Page.of(Page.text(WRITE)).toEnd();
    JsonNode played = page.type("crash L");
    assertEquals("played", played.get("kind").asString());
    assertTrue(played.get("good").asBoolean());
    int last = page.picture().get("last").asInt();
    assertTrue(Engine.forward(page.show()), "the world goes on");
    assertEquals(last + 1, page.picture().get("last").asInt());

    JsonNode branch = page.tape().get("branches").get(1);
    assertEquals(0, branch.get("parent").asInt());
    assertEquals(List.of("crash L", "step"), Page.strings(branch.get("typed")));
    assertTrue(Engine.backToScript(page.show()));
    assertFalse(Engine.backToScript(page.show()));
  }

  @Test
  void what_cannot_be_done_says_why_and_changes_nothing() {
    Page page = Page.of(Page.text(WRITE)).toEnd();
    String before = Engine.picture(page.show(), "en");

    assertEquals("misspelt", page.type("crush L").get("kind").asString());
    assertEquals(1, page.type("crush L").get("column").asInt());
    JsonNode answered = page.type("restart L");
    assertEquals("answered", answered.get("kind").asString());
    assertEquals("“restart L” would change nothing here.", answered.get("text").asString());
    assertEquals("It holds here.", page.type("expect leaders 1").get("text").asString());
    JsonNode reasons =
        Page.json(Engine.possible(page.show(), "crash L\nrestart L\nrun 1s\ncrush L", "en"));
    assertEquals("", reasons.get(0).asString());
    assertEquals("“restart L” would change nothing here.", reasons.get(1).asString());
    assertEquals("", reasons.get(2).asString());
    assertNotEquals("", reasons.get(3).asString());
    assertEquals(before, Engine.picture(page.show(), "en"));
  }

  @Test
  void a_command_is_completed_where_it_breaks_off() {
    Page page = Page.of(Page.text(WRITE));
    JsonNode completed = Page.json(Engine.complete(page.show(), "crash S"));

    assertEquals(6, completed.get("from").asInt());
    assertTrue(Page.strings(completed.get("words")).contains("S1"));
    assertTrue(completed.get("usages").get(0).asString().startsWith("crash SERVER"));
  }

  @Test
  void a_twin_that_breaks_a_rule_goes_the_same_way_until_it_does_not() {
    String text = Page.text(WRITE);
    Page right = Page.of(text);
    Page wrong = Page.of(text, "", "leaderMayCommit:never");
    Page alike = Page.of(text);

    assertEquals(-1, Engine.diverge(right.show(), alike.show()));
    assertEquals("leaderMayCommit:never", wrong.picture().get("broken").asString());
    assertTrue(right.picture().get("broken").isNull());
    int stop = Engine.diverge(right.show(), wrong.show());
    assertTrue(stop > 0);
    for (Page twin : List.of(right, wrong)) {
      assertEquals(0, twin.picture().get("stop").asInt(), "the cursor stands where it stood");
      Engine.go(twin.show(), 0, stop - 1);
    }
    assertEquals(right.picture().get("servers"), wrong.picture().get("servers"));
    Engine.forward(right.show());
    Engine.forward(wrong.show());
    assertNotEquals(right.picture().get("servers"), wrong.picture().get("servers"));
  }

  @Test
  void every_rule_that_can_be_broken_can_be_opened() {
    JsonNode rules = Page.json(Engine.rules("fr"));
    assertEquals(Zoo.all().size(), rules.size());
    String text = Page.text(WRITE);
    for (JsonNode rule : rules) {
      Page page = Page.of(text, "", rule.get("id").asString()).toEnd();
      assertEquals(rule.get("id"), page.picture("fr").get("broken"));
      Engine.close(page.show());
    }
  }

  @Test
  void every_message_of_a_film_left_before_it_ended() {
    Page page = Page.of(Page.text("06-partition.scene")).toEnd();
    JsonNode film = Page.json(Engine.film(page.show(), 500, 0, "fr"));
    int arrived = 0;
    int lost = 0;
    for (JsonNode message : film.get("messages")) {
      int ended = message.get("endStop").asInt();
      arrived += message.get("fate").asString().equals("arrived") ? 1 : 0;
      lost += message.get("fate").asString().equals("lost") ? 1 : 0;
      assertTrue(ended < 0 || message.get("sentStop").asInt() < ended, message.toString());
      if (message.get("fate").asString().equals("arrived")) {
        JsonNode stop = film.get("stops").get(ended);
        assertEquals(message.get("to").asInt(), stop.get("server").asInt(), message.toString());
      }
    }
    assertTrue(arrived > 20);
    assertTrue(lost > 5, "the network was cut");
    assertEquals(page.picture().get("last").asInt() + 1, film.get("stops").size());
  }

  @Test
  void a_film_goes_back_through_forks_and_branches() {
    Page page = Page.of(Page.text("05-leader-dies.scene")).toEnd();
    page.type("step 2");
    JsonNode stops = Page.json(Engine.film(page.show(), 500, 5, "en")).get("stops");
    List<String> places = new ArrayList<>();
    long time = 0;
    for (JsonNode stop : stops) {
      places.add(stop.get("branch").asInt() + "/" + stop.get("stop").asInt());
      assertTrue(stop.get("time").asLong() >= time, "a line never goes back in time: " + places);
      time = stop.get("time").asLong();
    }
    assertEquals("0/0", places.getFirst());
    assertEquals("1/2", places.getLast());
    int script = page.tape().get("branches").get(0).get("last").asInt();
    assertTrue(stops.size() < script, "cues that a fork leaves out are not on the line");
    assertEquals(2, page.picture().get("stop").asInt(), "the cursor stands where it stood");
  }
}
