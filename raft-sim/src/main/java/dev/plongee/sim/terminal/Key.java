package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/// Every key of the stepper: what it is called, what it does, and what the terminal sends. The help
/// and the line of hints are made from this table. The keys are those of the page, so that a
/// presenter's remote, which sends page up and page down, works here too.
enum Key {
  NEXT_CUE(
      new Text("→  espace  n", "→  space  n"),
      new Text(
          "suite : le tableau suivant, ou ce qu'il révèle", "on: the next cue, or what it reveals"),
      new Text("tableau", "cue"),
      List.of(" ", "n", "\033[C", "\033OC", "\033[6~"),
      Capability.key_right,
      Capability.key_npage),
  PREVIOUS_CUE(
      new Text("←  p", "←  p"),
      new Text("retour au tableau précédent", "back to the cue before"),
      Text.EMPTY,
      List.of("p", "\033[D", "\033OD", "\033[5~"),
      Capability.key_left,
      Capability.key_ppage),
  NEXT_EVENT(
      new Text("↓  j  entrée", "↓  j  enter"),
      new Text("un événement en avant", "one event forward"),
      new Text("événement", "event"),
      List.of("j", "\r", "\n", "\033[B", "\033OB"),
      Capability.key_down),
  PREVIOUS_EVENT(
      new Text("↑  k", "↑  k"),
      new Text("un événement en arrière", "one event back"),
      Text.EMPTY,
      List.of("k", "\033[A", "\033OA"),
      Capability.key_up),
  FIRST(
      new Text("début", "home"),
      new Text(
          "au début de la scène, ou de la branche", "to the beginning of the scene, or branch"),
      Text.EMPTY,
      List.of("\033[H", "\033OH", "\033[1~"),
      Capability.key_home),
  LAST(
      new Text("fin", "end"),
      new Text("à la fin", "to the end"),
      Text.EMPTY,
      List.of("\033[F", "\033OF", "\033[4~"),
      Capability.key_end),
  DIGIT(
      new Text("1 … 9", "1 … 9"),
      new Text("au tableau de ce numéro", "to the cue of this number"),
      Text.EMPTY,
      List.of("1", "2", "3", "4", "5", "6", "7", "8", "9")),
  CUES(
      new Text("c", "c"),
      new Text("la liste des tableaux et des branches", "the list of cues and branches"),
      new Text("liste", "list"),
      List.of("c")),
  COMMAND(
      new Text(":", ":"),
      new Text("intervenir, dans la langue des scènes", "step in, in the language of scenes"),
      new Text("intervenir", "step in"),
      List.of(":")),
  SCRIPT(
      new Text("échap", "esc"),
      new Text("retour au script, là où on l'a quitté", "back to the script, where it was left"),
      new Text("script", "script"),
      List.of("\033")),
  WHY(
      new Text("w", "w"),
      new Text(
          "toutes les décisions, ou celles qui expliquent",
          "every decision, or those that explain"),
      new Text("pourquoi", "why"),
      List.of("w")),
  NOTES(
      new Text("o", "o"),
      new Text("les notes pour l'orateur", "the notes for the speaker"),
      Text.EMPTY,
      List.of("o")),
  LANGUAGE(
      new Text("l", "l"),
      new Text("français ou anglais", "French or English"),
      new Text("english", "français"),
      List.of("l")),
  HELP(
      new Text("?", "?"),
      new Text("cette aide", "this help"),
      new Text("aide", "help"),
      List.of("?", "h")),
  QUIT(
      new Text("q", "q"),
      new Text("quitter", "quit"),
      new Text("quitter", "quit"),
      List.of("q", "\003"));

  /// How long an escape may be the beginning of a longer key, in milliseconds: longer than what
  /// comes apart on a slow line, shorter than what a person waits for.
  private static final long ESCAPE_MS = 80;

  private final Text name;
  private final Text purpose;

  /// A word for the line of hints; empty for keys that are only in the help.
  private final Text hint;

  private final List<String> sequences;
  private final List<Capability> capabilities;

  Key(Text name, Text purpose, Text hint, List<String> sequences, Capability... capabilities) {
    this.name = name;
    this.purpose = purpose;
    this.hint = hint;
    this.sequences = sequences;
    this.capabilities = List.of(capabilities);
  }

  String name(Language language) {
    return name.in(language);
  }

  /// The first of its names.
  String shortName(Language language) {
    String all = name(language);
    int end = all.indexOf("  ");
    return end < 0 ? all : all.substring(0, end);
  }

  String purpose(Language language) {
    return purpose.in(language);
  }

  String hint(Language language) {
    return hint.in(language);
  }

  /// What a terminal sends for these keys.
  static KeyMap<Key> map(Terminal terminal) {
    KeyMap<Key> map = new KeyMap<>();
    map.setAmbiguousTimeout(ESCAPE_MS);
    for (Key key : values()) {
      map.bind(key, key.sequences);
      for (Capability capability : key.capabilities) {
        String sequence = KeyMap.key(terminal, capability);
        if (sequence != null && !sequence.isEmpty()) {
          map.bind(key, sequence);
        }
      }
    }
    return map;
  }
}
