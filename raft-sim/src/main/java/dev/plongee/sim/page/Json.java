package dev.plongee.sim.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON as text, written from its beginning to its end. What a reader of JSON would have to guess
/// is not offered: no fractions but of thousandths, no numbers beyond 2^53.
///
/// It is kept in pieces, and these are put together once, at the outermost bracket: a browser is
/// slow at copying long texts from one into the next.
abstract sealed class Json permits JsonObject, JsonArray {
  private static final int THOUSAND = 1_000;
  private static final int FIRST_PRINTABLE = 0x20;
  private static final String HEX = "0123456789abcdef";

  /// What was written so far, without the closing bracket.
  private final List<String> pieces = new ArrayList<>();

  private final String closing;

  Json(String opening, String closing) {
    pieces.add(opening);
    this.closing = closing;
  }

  /// The comma before everything but the first.
  protected final void separate() {
    if (pieces.size() > 1) {
      pieces.add(",");
    }
  }

  protected final void write(String piece) {
    pieces.add(piece);
  }

  /// @param json null becomes `null`
  protected final void write(@Nullable Json json) {
    if (json == null) {
      pieces.add("null");
    } else {
      pieces.addAll(json.pieces);
      pieces.add(json.closing);
    }
  }

  @Override
  public String toString() {
    int length = closing.length();
    for (String piece : pieces) {
      length += piece.length();
    }
    StringBuilder text = new StringBuilder(length);
    for (String piece : pieces) {
      text.append(piece);
    }
    return text.append(closing).toString();
  }

  /// A text in quotation marks.
  protected final void quote(String text) {
    pieces.add("\"");
    pieces.add(isPlain(text) ? text : escaped(text));
    pieces.add("\"");
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < FIRST_PRINTABLE) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < FIRST_PRINTABLE) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  /// How much `part` is of `whole`, between 0 and 1, in thousandths.
  protected final void share(long part, long whole) {
    long thousandths = whole <= 0 ? 0 : Math.clamp(part * THOUSAND / whole, 0, THOUSAND);
    if (thousandths == THOUSAND) {
      pieces.add("1");
    } else {
      pieces.add("0.");
      pieces.add(Long.toString(THOUSAND + thousandths).substring(1));
    }
  }
}
