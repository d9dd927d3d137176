package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.List;

/// Finds the word that was probably meant.
public final class Spelling {
  private Spelling() {}

  static Text advice(Reader in, List<String> known) {
    if (in.isAtEnd()) {
      return Text.EMPTY;
    }
    int start = in.position();
    String found = in.next(Text.EMPTY).text();
    in.reset(start);
    return advice(found, known);
  }

  /// `did you mean "crash"?`, or nothing when no word is near.
  public static Text advice(String found, List<String> known) {
    String nearest = "";
    int least = Math.max(1, found.length() / 3) + 1;
    for (String word : known) {
      int distance = distance(found, word);
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return nearest.isEmpty()
        ? Text.EMPTY
        : new Text("vouliez-vous dire '" + nearest + "' ?", "did you mean '" + nearest + "'?");
  }

  /// How many letters must be added, taken away, changed or swapped with their neighbour.
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] twoBefore = before;
      before = row;
      row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(Math.min(before[j], row[j - 1]) + 1, before[j - 1] + (same ? 0 : 1));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        row[j] = swapped ? Math.min(least, twoBefore[j - 2] + 1) : least;
      }
    }
    return row[b.length()];
  }
}
