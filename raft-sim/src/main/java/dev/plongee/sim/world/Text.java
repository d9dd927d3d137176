package dev.plongee.sim.world;

import dev.plongee.core.Bytes;

/// UTF-8, by hand: keys and values are bytes in the store and text in scenes and histories.
final class Text {
  private static final int MAX_BYTES_A_CHAR = 3;

  private Text() {}

  static Bytes bytes(String text) {
    byte[] ascii = new byte[text.length()];
    for (int i = 0; i < ascii.length; i++) {
      char each = text.charAt(i);
      if (each >= 0x80) {
        return beyondAscii(text);
      }
      ascii[i] = (byte) each;
    }
    return Bytes.wrap(ascii);
  }

  private static Bytes beyondAscii(String text) {
    byte[] bytes = new byte[text.length() * MAX_BYTES_A_CHAR];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      int code = text.codePointAt(i);
      if (code < 0x80) {
        bytes[size++] = (byte) code;
      } else if (code < 0x800) {
        bytes[size++] = (byte) (0xc0 | code >>> 6);
        bytes[size++] = rest(code);
      } else if (code < 0x10000) {
        bytes[size++] = (byte) (0xe0 | code >>> 12);
        bytes[size++] = rest(code >>> 6);
        bytes[size++] = rest(code);
      } else {
        bytes[size++] = (byte) (0xf0 | code >>> 18);
        bytes[size++] = rest(code >>> 12);
        bytes[size++] = rest(code >>> 6);
        bytes[size++] = rest(code);
        i++;
      }
    }
    return Bytes.wrap(bytes, 0, size);
  }

  private static byte rest(int code) {
    return (byte) (0x80 | code & 0x3f);
  }

  /// The text of bytes that [#bytes] made.
  static String of(Bytes bytes) {
    char[] text = new char[bytes.length()];
    int size = 0;
    int at = 0;
    while (at < bytes.length()) {
      int first = bytes.at(at++) & 0xff;
      int more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
      int code = more == 0 ? first : first & 0x3f >>> more;
      for (int i = 0; i < more; i++) {
        code = code << 6 | bytes.at(at++) & 0x3f;
      }
      size += Character.toChars(code, text, size);
    }
    return new String(text, 0, size);
  }
}
