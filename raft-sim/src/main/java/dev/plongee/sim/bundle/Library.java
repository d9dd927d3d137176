package dev.plongee.sim.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/// A library for browsers in a jar on the class path.
///
/// @param properties where the jar says its version
/// @param directory of its files, with `{version}` for that
record Library(String properties, String directory) {
  static final Library LIT =
      new Library(
          "META-INF/maven/org.webjars.npm/lit-html/pom.properties",
          "META-INF/resources/webjars/lit-html/{version}/");

  static final Library INTER =
      new Library(
          "META-INF/maven/org.mvnpm.at.fontsource/inter/pom.properties",
          "META-INF/resources/_static/inter/{version}/");

  /// @throws IllegalStateException when the library has no such file
  byte[] bytes(String file) throws IOException {
    String path = directory.replace("{version}", version()) + file;
    try (InputStream in = Library.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return in.readAllBytes();
    }
  }

  String text(String file) throws IOException {
    return new String(bytes(file), UTF_8);
  }

  private String version() throws IOException {
    try (InputStream in = Library.class.getClassLoader().getResourceAsStream(properties)) {
      if (in == null) {
        throw new IllegalStateException(properties + " is not on the class path");
      }
      Properties read = new Properties();
      read.load(in);
      return read.getProperty("version");
    }
  }
}
