package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.ArrayList;
import java.util.List;

/// How a word of the language is used, as it is printed: words as they are, slots in capitals, what
/// may be left out in brackets. `crash SERVER [keeping COUNT]`.
final class Usage {
  private sealed interface Part {}

  private record Literal(String word) implements Part {}

  private record Fill(Slot slot) implements Part {}

  private record Maybe(List<Part> parts) implements Part {}

  private final String text;
  private final List<Part> parts;

  Usage(String text) {
    this.text = text;
    List<Part> all = new ArrayList<>();
    List<Part> inside = new ArrayList<>();
    boolean optional = false;
    for (String piece : pieces(text)) {
      boolean opens = piece.startsWith("[");
      boolean closes = piece.endsWith("]");
      optional = optional || opens;
      String bare = piece.substring(opens ? 1 : 0, piece.length() - (closes ? 1 : 0));
      Slot slot = Slot.named(bare);
      (optional ? inside : all).add(slot == null ? new Literal(bare) : new Fill(slot));
      if (closes) {
        all.add(new Maybe(inside));
        inside = new ArrayList<>();
        optional = false;
      }
    }
    parts = all;
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int blank = text.indexOf(' ', from);
      int to = blank < 0 ? text.length() : blank;
      pieces.add(text.substring(from, to));
      from = to + 1;
    }
    return pieces;
  }

  @Override
  public String toString() {
    return text;
  }

  /// The word a usage begins with, empty when it begins with a slot.
  String head() {
    return parts.getFirst() instanceof Literal(String word) ? word : "";
  }

  /// How it is shown where anything would do.
  ///
  /// @param whole whether with what follows the first word
  Text shown(Scope scope, boolean whole) {
    return switch (parts.getFirst()) {
      case Literal(String word) -> Text.same(whole ? text : word);
      case Fill(Slot slot) -> slot.choices(scope);
      case Maybe _ -> Text.EMPTY;
    };
  }

  /// Every slot, in order.
  List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    collect(parts, slots);
    return slots;
  }

  private static void collect(List<Part> parts, List<Slot> slots) {
    for (Part part : parts) {
      switch (part) {
        case Literal _ -> {}
        case Fill(Slot slot) -> slots.add(slot);
        case Maybe(List<Part> inside) -> collect(inside, slots);
      }
    }
  }

  /// Reads what this usage says.
  ///
  /// @throws Mismatch when something else stands there
  Arguments read(Reader in) {
    List<Object> values = new ArrayList<>();
    read(parts, in, values);
    return new Arguments(values);
  }

  private static void read(List<Part> parts, Reader in, List<Object> values) {
    for (Part part : parts) {
      switch (part) {
        case Literal(String word) -> {
          if (!in.takes(word)) {
            throw in.mismatch(Text.same("'" + word + "'"), Text.EMPTY);
          }
        }
        case Fill(Slot slot) -> values.add(slot.read(in));
        case Maybe(List<Part> inside) -> {
          if (begins(inside, in)) {
            read(inside, in, values);
          } else {
            switch (inside.getFirst()) {
              case Literal(String word) -> in.leavesOut(word);
              case Fill(Slot slot) -> slot.offers(in);
              case Maybe _ -> {}
            }
            List<Slot> slots = new ArrayList<>();
            collect(inside, slots);
            slots.forEach(_ -> values.add(Arguments.Nothing.ABSENT));
          }
        }
      }
    }
  }

  private static boolean begins(List<Part> inside, Reader in) {
    return inside.getFirst() instanceof Literal(String word) ? in.sees(word) : !in.isAtEnd();
  }
}
