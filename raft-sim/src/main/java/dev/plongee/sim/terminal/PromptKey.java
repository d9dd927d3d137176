package dev.plongee.sim.terminal;

import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/// The keys while a command is typed: those of every shell.
enum PromptKey {
  TYPED(List.of()),
  ACCEPT(List.of("\r", "\n")),
  CANCEL(List.of("\033", "\003", "\007")),
  COMPLETE(List.of("\t"), Capability.tab),
  BACKSPACE(List.of("\177", "\b"), Capability.key_backspace),
  DELETE(List.of("\033[3~", "\004"), Capability.key_dc),
  LEFT(List.of("\033[D", "\033OD", "\002"), Capability.key_left),
  RIGHT(List.of("\033[C", "\033OC", "\006"), Capability.key_right),
  HOME(List.of("\033[H", "\033OH", "\033[1~", "\001"), Capability.key_home),
  END(List.of("\033[F", "\033OF", "\033[4~", "\005"), Capability.key_end),
  OLDER(List.of("\033[A", "\033OA", "\020"), Capability.key_up),
  NEWER(List.of("\033[B", "\033OB", "\016"), Capability.key_down),
  ERASE_WORD(List.of("\027")),
  ERASE_LINE(List.of("\025"));

  private static final long ESCAPE_MS = 80;

  private final List<String> sequences;
  private final List<Capability> capabilities;

  PromptKey(List<String> sequences, Capability... capabilities) {
    this.sequences = sequences;
    this.capabilities = List.of(capabilities);
  }

  /// What a terminal sends for these keys; everything else is text.
  static KeyMap<PromptKey> map(Terminal terminal) {
    KeyMap<PromptKey> map = new KeyMap<>();
    map.setAmbiguousTimeout(ESCAPE_MS);
    map.setNomatch(TYPED);
    map.setUnicode(TYPED);
    for (PromptKey key : values()) {
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
