package dev.plongee.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WindowType;

/// What somebody can do to the cluster and to the page, with keys and with the mouse.
@Tag("browser")
class HandsOnTest {
  /// Every key of the help but the one that opens the printer's dialog.
  private static final String LETTERS = "p+-.bfrjwthdslao0k:zecvi?";

  /// Those that open something on top of the stage.
  private static final String OVERLAYS = "o:ze?.";

  /// Catches what a browser would save to a file.
  private static final String CATCH_FILES =
      """
      window.saved = [];
      const made = URL.createObjectURL;
      URL.createObjectURL = (blob) => { window.saved.push(blob); return made.call(URL, blob); };
      HTMLAnchorElement.prototype.click = function () { window.savedName = this.download; };
      """;

  @Test
  void everyKeyWorksOnTopOfEveryOther() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(6);
      for (char first : OVERLAYS.toCharArray()) {
        for (char second : LETTERS.toCharArray()) {
          page.press(String.valueOf(first));
          page.press(String.valueOf(second));
          page.press(Keys.ESCAPE, 3);
        }
        page.press(Keys.ARROW_DOWN);
      }
      page.openNumber(6);
      page.press(Keys.HOME);
      assertEquals("partition 0/51", page.place());
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void aLineDrawnThroughTheRingCutsTheNetwork() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(4);
      page.press(Keys.END);
      assertFalse(page.shows(".ring .stroke-alarm"));
      page.draw(80, 420, 980, 500);
      assertEquals("write 1/1", page.place());
      assertTrue(page.shows(".ring .stroke-alarm"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void theMenuOfAServerOffersWhatIsPossibleAndSaysWhyTheRestIsNot() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(4);
      page.click("[data-server=\"3\"]");
      assertTrue(page.shows("[data-line=\"crash S3\"]:enabled"));
      assertTrue(page.shows("[data-line=\"restart S3\"]:disabled small"));
      page.click("[data-line=\"crash S3\"]");
      assertFalse(page.shows(".menu"));
      page.click("[data-server=\"3\"]");
      assertTrue(page.shows("[data-line=\"crash S3\"]:disabled small"));
      assertTrue(page.shows("[data-line=\"restart S3\"]:enabled"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void disksAndClocksHaveMenusOfTheirOwnAndShowWhatIsTheMatterWithThem() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(4);
      page.press(Keys.END);
      page.click("[data-server=\"3\"]");
      page.click("[data-part=\"diskActs\"]");
      assertTrue(page.shows("[data-line=\"fill disk S3\"]:enabled"));
      assertTrue(page.shows("[data-line=\"free disk S3\"]:disabled small"));
      assertTrue(page.shows("[data-line=\"mend disk S3\"]:disabled small"));
      assertFalse(page.shows("[data-server=\"3\"] .drum"));
      page.click("[data-line=\"fill disk S3\"]");
      assertFalse(page.shows(".menu"));
      assertTrue(page.shows("[data-server=\"3\"] .drum"));

      page.click("[data-server=\"3\"]");
      page.click("[data-part=\"diskActs\"]");
      assertTrue(page.shows("[data-line=\"fill disk S3\"]:disabled small"));
      page.click("[data-line=\"mend disk S3\"]");
      assertFalse(page.shows("[data-server=\"3\"] .drum"));

      page.click("[data-server=\"3\"]");
      page.click("[data-part=\"clockActs\"]");
      page.click("[data-line=\"slow clock S3\"]");
      assertTrue(page.shows("[data-server=\"3\"] .dial"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void aMessageCanBeLostByHand() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(6);
      page.click(".message");
      page.click("[data-line^=\"drop \"]");
      assertTrue(page.place().startsWith("partition 1/"), page.place());
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void theCommandThatIsTypedIsCompletedAndCorrected() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(6);
      page.press(":");
      page.press("cra");
      page.press(Keys.TAB);
      assertEquals(
          "crash ", page.evaluate("return document.querySelector('.palette input').value"));
      page.press("S9");
      page.press(Keys.ENTER);
      assertTrue(page.text(".palette .bad").contains("S9"), page.text(".palette .bad"));
      page.press(Keys.ESCAPE);
      assertEquals("partition 0/51", page.place());
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void aBrokenRuleIsSeenBesideTheObeyedOneAndItsLampIsNamed() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(9);
      page.press("z");
      page.press("leaderMayCommit");
      assertEquals(
          "leaderMayCommit", page.evaluate("return document.querySelector('.zoo input').value"));
      page.press(Keys.ENTER);
      assertTrue(page.shows(".twins"), () -> page.text(".notice"));
      assertEquals(List.of(), page.complaints(24), "where the two part");
      String parted = page.place();
      for (int i = 0; i < 3; i++) {
        page.press(Keys.PAGE_DOWN);
        assertEquals(List.of(), page.complaints(24), page.place());
      }
      assertNotEquals(parted, page.place());
      assertTrue(page.lampsOut().contains("leaderCompleteness"), page.lampsOut().toString());
      page.press(Keys.ESCAPE);
      assertFalse(page.shows(".twins"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "crash L", "cut L | rest"})
  void aLinkLeadsToTheSameMomentInAnotherWindow(String improvised) throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(6);
      page.press(Keys.ARROW_RIGHT, 3);
      if (!improvised.isEmpty()) {
        page.command(improvised);
        page.press(Keys.ARROW_DOWN, 2);
      }
      String place = page.place();
      String ring = page.text(".ring text");
      page.press("c");
      page.await(() -> !page.evaluate("return location.hash").equals(""));
      String fragment = ((String) page.evaluate("return location.hash")).substring(1);
      page.browser().driver().switchTo().newWindow(WindowType.TAB);
      page.room();
      page.browser().driver().get(TalkPage.address(fragment));
      page.await(() -> page.shows("svg.stage") && page.place().equals(place));
      assertEquals(ring, page.text(".ring text"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void aLinkOfAnotherVersionSaysSo() throws IOException {
    try (TalkPage page = TalkPage.open("v=0&s=partition&b=0&e=57&l=en")) {
      assertEquals("partition 0/57", page.place());
      assertTrue(page.text(".notice").contains("another version"), page.text(".notice"));
    }
  }

  @Test
  void stillsNeedNothingElse() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.evaluate(CATCH_FILES);
      page.openNumber(6);
      page.press("v");
      page.await(() -> page.evaluate("return window.saved.length").equals(1L));
      page.evaluate("window.saved[0].text().then(text => { window.still = text; })");
      page.await(() -> !page.evaluate("return window.still ?? ''").equals(""));
      String still = (String) page.evaluate("return window.still");
      assertTrue(still.contains("Partition"), "it holds the title as text");
      assertFalse(still.contains("var("), "it asks for no style of the page");
      page.press("i");
      page.await(() -> page.evaluate("return window.saved.length").equals(2L));
      assertEquals("image/png", page.evaluate("return window.saved[1].type"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void theHandOutHasAPageForEachCueOfTheTrack() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      long cues =
          TalkTest.scenes().stream()
              .filter(scene -> scene.tracks().contains(10))
              .flatMap(scene -> scene.cues().stream())
              .filter(cue -> !cue.say().isEmpty())
              .count();
      page.print(() ->
          assertEquals(
              cues, page.evaluate("return document.querySelectorAll('#handout .stage').length")));
      assertFalse(page.shows("#handout .stage"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  /// Server S4 follows in term 1 on the second page: its disc has the hue of the term.
  @Test
  void theHandOutIsPrintedInTheColoursOfTheTerms() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.press("kk"); // what lies on top must not be printed
      page.print(() -> {
        page.evaluate("window.scrollTo(0, innerHeight)");
        String middle =
            (String)
                page.evaluate(
                    """
                    const disc = document.querySelectorAll("#handout .stage")[1]
                        .querySelector("[data-server='4'] circle").getBoundingClientRect();
                    return `${disc.x + 20} ${disc.y + disc.height / 2}`;
                    """);
        assertEquals("#33669c", page.colour(middle));
        assertEquals("none", page.style(".notice", "display"));
      });
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void theSpeakerHasTheAnswerAndTheTimeWithoutAMouse() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.english();
      page.openNumber(6);
      page.press("n");
      WebDriver driver = page.browser().driver();
      page.await(() -> driver.getWindowHandles().size() == 2);
      assertTrue(page.text(".presenter aside").contains("Right answer: B"));
      assertFalse(page.shows(".clock"));
      page.press("m");
      assertTrue(page.shows(".clock"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void anEditedSceneIsPlayedAndABadOneSaysItsLine() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.english();
      page.openNumber(6);
      page.press("e");
      edit(page, "scene short\\ncluster 3\\ncue one\\n  until ledaer\\n");
      page.click("[data-do=run]");
      assertTrue(page.text(".editor .bad").contains("4"), page.text(".editor .bad"));
      assertTrue(page.text(".editor .bad").contains("expected"), page.text(".editor .bad"));
      page.press(Keys.ESCAPE);
      page.french();
      page.press("e");
      edit(page, "scene short\\ncluster 3\\ncue one\\n  until ledaer\\n");
      page.click("[data-do=run]");
      assertTrue(page.text(".editor .bad").contains("attendu"), page.text(".editor .bad"));
      edit(page, "scene short\\ncluster 3\\ncue one\\n  until leader\\n");
      page.click("[data-do=run]");
      assertEquals("short", page.scene());
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void faultsThatLastTogetherHaveLanesOfTheirOwn() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.english();
      page.openNumber(16);
      page.press(Keys.ARROW_RIGHT, 6);
      Object lanes =
          page.evaluate(
              "return new Set([...document.querySelectorAll('.history rect.alarmed')]"
                  + ".map(bar => bar.getAttribute('y'))).size");
      assertEquals(2L, lanes, page.text(".history text"));
      assertTrue(page.text(".history .alarm-text").contains("S3: "), page.text(".history text"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  private static void edit(TalkPage page, String text) {
    page.evaluate(
        "const area = document.querySelector('.editor textarea'); area.value = '%s';"
                .formatted(text)
            + "area.dispatchEvent(new Event('input'))");
  }

  @Test
  void theRoomFollowsThePresenterAndTheOtherWayRound() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.french();
      page.openNumber(6);
      page.press("n");
      WebDriver driver = page.browser().driver();
      String presenter = driver.getWindowHandle();
      page.await(() -> driver.getWindowHandles().size() == 2);
      String room = other(driver.getWindowHandles(), presenter);
      assertTrue(page.shows(".presenter"));

      page.press(Keys.ARROW_RIGHT, 2);
      page.command("crash L");
      String place = page.place();
      driver.switchTo().window(room);
      page.await(() -> page.shows("svg.stage") && page.place().equals(place));
      assertFalse(page.shows(".presenter"));

      page.press(Keys.ESCAPE);
      String back = page.place();
      driver.switchTo().window(presenter);
      page.await(() -> page.place().equals(back));

      page.press("t");
      page.press("b");
      driver.switchTo().window(room);
      page.await(() -> page.shows(".black"));
      driver.navigate().refresh();
      page.await(() -> page.shows(".black"));
      page.press("b");
      assertTrue(page.shows(".time"), "the views are those of the other window");
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void aPageThatIsLoadedAgainIsWhereItWas() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.french();
      page.openNumber(6);
      page.press(Keys.ARROW_RIGHT, 3);
      page.press("t");
      page.command("crash L");
      page.press(Keys.ARROW_DOWN);
      String place = page.place();
      String ring = page.text(".ring text");
      page.press(Keys.F5);
      assertEquals(place, page.place(), "the start button of a remote loads nothing");
      page.browser().driver().navigate().refresh();
      page.await(() -> page.shows("svg.stage"));
      assertEquals(place, page.place());
      assertEquals(ring, page.text(".ring text"));
      assertTrue(page.shows(".time"));
      page.press(Keys.ESCAPE);
      assertEquals("partition 0/72", page.place());
      assertEquals(List.of(), page.browser().console());
    }
  }

  private static String other(Set<String> windows, String one) {
    return windows.stream().filter(window -> !window.equals(one)).findFirst().orElseThrow();
  }

  /// A page that nobody touches does nothing at all.
  @Test
  void nothingMovesWhileNobodyTouchesIt() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.evaluate(
          """
          window.woken = 0;
          for (const name of ["setTimeout", "setInterval", "requestAnimationFrame"]) {
            const real = window[name];
            window[name] = (...given) => { window.woken++; return real(...given); };
          }
          """);
      page.openNumber(6);
      page.press(Keys.ARROW_RIGHT, 3);
      page.press("t");
      assertEquals(0L, page.evaluate("return window.woken"));
      assertEquals(0L, page.evaluate("return document.getAnimations().length"));
      page.press("p");
      assertTrue((Long) page.evaluate("return window.woken") > 0, "playing wakes it");
    }
  }
}
