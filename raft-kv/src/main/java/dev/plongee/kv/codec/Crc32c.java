package dev.plongee.kv.codec;

/// CRC-32C (Castagnoli, as in iSCSI, RFC 3720): any burst of up to 32 flipped bits is found, and
/// other damage passes once in four billion. Eight tables take eight bytes a turn; a table of its
/// own for each place in those eight bytes is what makes them independent of each other.
final class Crc32c {
  /// The polynomial 0x1EDC6F41 with its bits reversed, for the lowest bit comes first.
  private static final int POLYNOMIAL = 0x82f63b78;

  private static final int[][] TABLES = tables();

  private Crc32c() {}

  static int of(byte[] bytes, int offset, int length) {
    int crc = -1;
    int at = offset;
    int end = offset + length;
    int[][] tables = TABLES;
    for (; end - at >= 8; at += 8) {
      int low = crc ^ littleEndian(bytes, at);
      int high = littleEndian(bytes, at + 4);
      crc =
          tables[7][low & 0xff]
              ^ tables[6][low >>> 8 & 0xff]
              ^ tables[5][low >>> 16 & 0xff]
              ^ tables[4][low >>> 24]
              ^ tables[3][high & 0xff]
              ^ tables[2][high >>> 8 & 0xff]
              ^ tables[1][high >>> 16 & 0xff]
              ^ tables[0][high >>> 24];
    }
    for (; at < end; at++) {
      crc = crc >>> 8 ^ tables[0][(crc ^ bytes[at]) & 0xff];
    }
    return ~crc;
  }

  private static int littleEndian(byte[] bytes, int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  private static int[][] tables() {
    int[][] tables = new int[8][256];
    for (int i = 0; i < 256; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
      }
      tables[0][i] = crc;
    }
    for (int table = 1; table < 8; table++) {
      for (int i = 0; i < 256; i++) {
        int before = tables[table - 1][i];
        tables[table][i] = before >>> 8 ^ tables[0][before & 0xff];
      }
    }
    return tables;
  }
}
