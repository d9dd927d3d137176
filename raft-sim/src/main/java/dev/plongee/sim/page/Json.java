package dev.plongee.sim.page;

/// JSON as text, written from its beginning to its end. What a reader of JSON would have to guess
/// is not offered: no fractions but of thousandths, no numbers beyond 2^53.
abstract sealed class Json permits JsonObject, JsonArray {
  private static final int THOUSAND = 1_000;
  private static final int FIRST_PRINTABLE = 0x20;
  private static final String HEX = "0123456789abcdef";

  /// What was written so far, without the closing bracket.
  protected final StringBuilder out;

  private final char closing;

  Json(char opening, char closing) {
    out = new StringBuilder().append(opening);
    this.closing = closing;
  }

  /// The comma before everything but the first.
  protected final void separate() {
    if (out.length() > 1) {
      out.append(',');
    }
  }

  @Override
  public String toString() {
    return out.toString() + closing;
  }

  /// A text in quotation marks.
  protected final void quote(String text) {
    out.append('"');
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
    out.append('"');
  }

  /// How much `part` is of `whole`, between 0 and 1, in thousandths.
  protected final void share(long part, long whole) {
    long thousandths = whole <= 0 ? 0 : Math.clamp(part * THOUSAND / whole, 0, THOUSAND);
    if (thousandths == THOUSAND) {
      out.append('1');
    } else {
      out.append("0.").append(Long.toString(THOUSAND + thousandths).substring(1));
    }
  }
}
