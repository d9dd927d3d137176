package dev.plongee.kv.store;

import dev.plongee.core.Bytes;

/// The order of keys: byte by byte, unsigned, a prefix before what it begins.
final class KeyOrder {
  private KeyOrder() {}

  static int compare(Bytes one, Bytes other) {
    byte[] ours = one.array();
    byte[] theirs = other.array();
    int common = Math.min(one.length(), other.length());
    for (int i = 0; i < common; i++) {
      int difference = (ours[one.offset() + i] & 0xff) - (theirs[other.offset() + i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return one.length() - other.length();
  }

  static boolean startsWith(Bytes key, Bytes prefix) {
    return key.length() >= prefix.length() && key.slice(0, prefix.length()).equals(prefix);
  }
}
