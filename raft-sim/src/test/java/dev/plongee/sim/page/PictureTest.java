package dev.plongee.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/// What a picture says is what happened.
@ResourceLock("the engine, which one thread uses")
class PictureTest {
  private static final String THREE =
      """
      scene three
      cluster 3
      seed 4

      cue all
      until leader
      let L = leader
      put x 5
      until committed x
      """;

  @Test
  void every_stop_of_every_scene_has_a_picture_in_both_languages() {
    for (String file : Page.files()) {
      Page page = Page.of(Page.text(file));
      int servers = page.scene().get("servers").asInt();
      int stops = 0;
      do {
        JsonNode french = page.picture("fr");
        assertEquals(stops, french.get("stop").asInt(), file);
        assertEquals(servers, french.get("servers").size(), file);
        assertEquals(french.get("time"), page.picture("en").get("time"), file);
        stops++;
      } while (Engine.forward(page.show()));
      assertTrue(page.picture().get("over").asBoolean(), file);
      assertEquals(stops, page.tape().get("branches").get(0).get("last").asInt() + 1, file);
    }
  }

  @Test
  void the_same_stop_gives_the_same_picture_on_every_way_there() {
    Page page = Page.of(Page.text("06-partition.scene"));
    Engine.go(page.show(), 0, 40);
    String straight = Engine.picture(page.show(), "fr");
    page.toEnd();
    Engine.go(page.show(), 0, 41);
    Engine.back(page.show());

    assertEquals(straight, Engine.picture(page.show(), "fr"));
    Engine.forward(page.show());
    assertNotEquals(straight, Engine.picture(page.show(), "fr"));
  }

  @Test
  void a_leader_knows_its_peers_and_others_do_not() {
    Page page = Page.of(THREE).toEnd();
    JsonNode picture = page.picture();
    int leaders = 0;
    for (JsonNode server : picture.get("servers")) {
      boolean leads = server.get("role").asString().equals("leader");
      assertEquals(leads, server.get("peers").isArray());
      leaders += leads ? 1 : 0;
      if (leads) {
        assertEquals(2, server.get("peers").size());
        assertEquals(List.of("L"), Page.strings(server.get("names")));
        assertEquals("heartbeat", server.get("timer").get("kind").asString());
        JsonNode last = server.get("log").get("entries").get(1);
        assertEquals("x = 5", last.get("text").asString());
        assertTrue(last.get("committed").asBoolean());
      }
    }
    assertEquals(1, leaders);
  }

  @Test
  void a_server_votes_by_a_configuration_that_only_its_side_knows() {
    Page page = Page.of(Page.text("14-from-3-to-5.scene"));
    Engine.toCue(page.show(), 4); // two leaders, and the first one's side counts five voters
    JsonNode servers = page.picture().get("servers");
    assertEquals("voter", servers.get(3).get("member").asString());
    Engine.toCue(page.show(), 1);
    assertEquals("learner", page.picture().get("servers").get(3).get("member").asString());
  }

  @Test
  void a_client_waits_until_it_gets_its_answer() {
    Page page = Page.of(THREE);
    boolean waited = false;
    do {
      JsonNode picture = page.picture();
      for (JsonNode client : picture.get("clients")) {
        boolean open = client.get("outcome").asString().equals("open");
        assertEquals(open, client.get("to").isNull());
        waited |= open && client.get("waitsFor").asInt() > 0;
      }
    } while (Engine.forward(page.show()));
    JsonNode history = page.picture().get("history");

    assertTrue(waited, "the call was seen while it was open");
    assertEquals("ok", history.get("operations").get(0).get("outcome").asString());
    assertEquals("OK", history.get("operations").get(0).get("answer").asString());
    assertEquals("linearizable", history.get("verdict").asString());
  }

  @Test
  void messages_travel_and_are_named_as_commands_name_them() {
    Page page = Page.of(THREE);
    boolean seen = false;
    while (Engine.forward(page.show())) {
      JsonNode messages = page.picture().get("messages");
      if (messages.size() > 2) {
        String words = messages.get(0).get("words").asString();
        JsonNode possible =
            Page.json(Engine.possible(page.show(), "drop " + words + "\ncrash S9", "en"));
        assertEquals("", possible.get(0).asString(), words);
        assertNotEquals("", possible.get(1).asString());
        seen = true;
      }
    }
    assertTrue(seen);
  }

  @Test
  void faults_last_until_they_are_mended() {
    Page page = Page.of(THREE).toEnd();
    page.type("crash L");
    page.type("cut S1 | S2, S3");
    page.type("run 10ms");
    page.type("heal");
    JsonNode faults = page.picture().get("history").get("faults");

    assertEquals(2, faults.size(), "a cut in two is one fault");
    assertTrue(faults.get(0).get("to").isNull(), "nobody restarted it");
    assertEquals(10_000, faults.get(1).get("to").asLong() - faults.get(1).get("from").asLong());
    assertEquals(3, faults.get(1).get("servers").size());
  }

  @Test
  void what_is_the_matter_with_disks_and_clocks_is_in_the_picture() {
    Page page = Page.of(THREE).toEnd();
    page.type("fill disk S1");
    page.type("fail disk S1");
    page.type("fast clock S2 5");
    page.type("flip bit S3 entry 1");
    page.type("crash S3");
    assertEquals("down", page.picture().get("servers").get(2).get("down").asString());
    page.type("restart S3");

    JsonNode picture = page.picture();
    JsonNode disk = picture.get("servers").get(0).get("disk");
    assertEquals(List.of("full", "fails"), Page.strings(disk.get("ills")));
    assertTrue(disk.get("full").asBoolean() && disk.get("failing").asBoolean());
    assertEquals("+5%", picture.get("servers").get(1).get("clock").asString());
    assertEquals("", picture.get("servers").get(1).get("down").asString());
    JsonNode refused = picture.get("servers").get(2);
    assertEquals("damaged log", refused.get("down").asString());
    assertTrue(refused.get("disk").get("damaged").asBoolean());
    assertEquals("tries to restart", picture.get("told").get("what").asString());
    assertEquals(5, picture.get("history").get("faults").size());

    page.type("mend disk S3");
    page.type("restart S3");
    page.type("mend clock S2");
    JsonNode servers = page.picture().get("servers");
    assertEquals("", servers.get(2).get("down").asString());
    assertEquals(0, servers.get(2).get("disk").get("ills").size());
    assertEquals("", servers.get(1).get("clock").asString());
  }

  @Test
  void a_disk_holds_back_what_promises_something() {
    Page page = Page.of(THREE);
    boolean held = false;
    while (Engine.forward(page.show())) {
      for (JsonNode server : page.picture().get("servers")) {
        for (JsonNode write : server.get("disk").get("writes")) {
          held |= write.get("holds").size() > 0 && !write.get("what").asString().isEmpty();
        }
      }
    }
    assertTrue(held);
  }

  @Test
  void what_changed_is_named_where_it_did_and_at_no_other_server() {
    Page page = Page.of(THREE);
    boolean elected = false;
    JsonNode before = page.picture().get("servers");
    while (Engine.forward(page.show())) {
      JsonNode servers = page.picture().get("servers");
      for (int i = 0; i < servers.size(); i++) {
        JsonNode server = servers.get(i);
        List<String> changed = Page.strings(server.get("changed"));
        for (String name : List.of("term", "role", "commit", "log", "applied")) {
          boolean differs = !server.get(name).equals(before.get(i).get(name));
          // What became durable or committed is seen in the entries of the log, too.
          boolean named = changed.contains(name) || name.equals("log") && !changed.isEmpty();
          assertTrue(named || !differs, name + " of " + server);
        }
        elected |= changed.contains("role") && server.get("role").asString().equals("leader");
      }
      before = servers;
    }
    assertTrue(elected);
  }

  @Test
  void the_end_of_a_cue_tells_of_the_refusal_in_it() {
    Page page = Page.of(Page.text("08-who-may-win.scene"));
    boolean refused = false;
    while (Engine.nextHalt(page.show())) {
      JsonNode picture = page.picture();
      JsonNode because = picture.get("because");
      if (picture.get("told").get("why").size() > 0) {
        assertTrue(because.isNull());
      }
      if (!because.isNull()) {
        int stop = because.get("stop").asInt();
        JsonNode why = because.get("why");
        refused |= why.get(0).get("refusal").asBoolean();
        Engine.go(page.show(), 0, stop);
        assertEquals(why, page.picture().get("told").get("why"));
        assertEquals(picture.get("cue"), page.picture().get("cue"));
        Engine.go(page.show(), 0, picture.get("stop").asInt());
      }
    }
    assertTrue(refused, "the scene is about a refusal");
  }

  @Test
  void a_lamp_goes_out_at_the_stop_that_broke_it() {
    Page page = Page.of(Page.text("09-figure-8.scene"));
    assertTrue(holds(page.picture(), "leaderCompleteness"));
    page.toEnd();
    boolean broken = false;
    for (JsonNode lamp : page.picture().get("lamps")) {
      if (lamp.get("holds").asBoolean()) {
        continue;
      }
      broken = true;
      int stop = lamp.get("violations").get(0).get("stop").asInt();
      Engine.go(page.show(), 0, stop - 1);
      assertTrue(holds(page.picture(), lamp.get("name").asString()));
      Engine.go(page.show(), 0, stop);
      assertFalse(holds(page.picture(), lamp.get("name").asString()));
    }
    assertTrue(broken, "the scene breaks a rule");
  }

  private static boolean holds(JsonNode picture, String name) {
    return lamp(picture, name).get("holds").asBoolean();
  }

  private static JsonNode lamp(JsonNode picture, String name) {
    for (JsonNode lamp : picture.get("lamps")) {
      if (lamp.get("name").asString().equals(name)) {
        return lamp;
      }
    }
    throw new AssertionError("no lamp " + name);
  }
}
