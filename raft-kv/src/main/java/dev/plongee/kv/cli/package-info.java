/// The command line: nodes, a local cluster of processes, and a client in the shell. In come
/// arguments and files; out go lines for people or one JSON object a line, and exit codes that say
/// what is known. Never in here: anything a program would want to call; that is the client library.
@NullMarked
package dev.plongee.kv.cli;

import org.jspecify.annotations.NullMarked;
