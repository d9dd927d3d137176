package dev.plongee.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is written is read back by somebody else's reader.
class JsonTest {
  private static JsonNode read(Json json) {
    return JsonMapper.shared().readTree(json.toString());
  }

  @Test
  void every_character_comes_back() {
    StringBuilder all = new StringBuilder("é œ ≡ 🜁 </script> \u2028");
    for (char c = 0; c < 0x80; c++) {
      all.append(c);
    }
    String text = all.toString();

    assertEquals(text, read(new JsonObject().put("text", text)).get("text").asString());
    assertEquals(text, read(new JsonArray().add(text)).get(0).asString());
  }

  @Test
  void members_stay_in_their_order_and_nothing_is_null() {
    JsonObject object =
        new JsonObject()
            .put("b", 1)
            .put("a", true)
            .put("text", (String) null)
            .put("inner", (Json) null)
            .putOrNull("number", null)
            .put("list", JsonArray.of(List.of("x", "y")));

    assertEquals(
        "{\"b\":1,\"a\":true,\"text\":null,\"inner\":null,\"number\":null,\"list\":[\"x\",\"y\"]}",
        object.toString());
  }

  @Test
  void shares_have_three_digits_and_stay_between_none_and_all() {
    JsonObject shares =
        new JsonObject()
            .putShare("none", -5, 100)
            .putShare("little", 1, 100)
            .putShare("third", 1, 3)
            .putShare("all", 300, 100)
            .putShare("ofNothing", 1, 0);

    assertEquals(
        "{\"none\":0.000,\"little\":0.010,\"third\":0.333,\"all\":1,\"ofNothing\":0.000}",
        shares.toString());
  }
}
