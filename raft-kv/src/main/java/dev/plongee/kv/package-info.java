/// The key-value store around the core; its rooms are the packages below this one. Each of them
/// says what it may see. Nothing of the simulator ever comes in.
@NullMarked
package dev.plongee.kv;

import org.jspecify.annotations.NullMarked;
