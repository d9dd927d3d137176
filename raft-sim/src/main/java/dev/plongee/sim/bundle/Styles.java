package dev.plongee.sim.bundle;

import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The style sheet with its fonts in it.
final class Styles {
  /// `url(inter/inter-latin-400-normal.woff2)`, with or without quotation marks.
  private static final Pattern FONT = Pattern.compile("url\\(\"?inter/([^\")]+\\.woff2)\"?\\)");

  private Styles() {}

  static String withFonts(String css) throws IOException {
    Matcher fonts = FONT.matcher(css);
    StringBuilder out = new StringBuilder();
    while (fonts.find()) {
      byte[] font = Library.INTER.bytes("files/" + fonts.group(1));
      String url = "data:font/woff2;base64," + Base64.getEncoder().encodeToString(font);
      fonts.appendReplacement(out, Matcher.quoteReplacement("url(" + url + ")"));
    }
    return fonts.appendTail(out).toString();
  }
}
