package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.List;

/// One beat of a scene: something is said, perhaps asked, then something happens.
///
/// @param from the cue after whose end this one begins; empty for the first
/// @param origin the number of that cue, from 1 on; 0 for the first
/// @param forks whether `from` was written, so that this cue leaves the line of the one before
/// @param say what the room reads first, one text a paragraph
/// @param notes what only the speaker reads
/// @param questions at most one
/// @param remember what stays on the screen at the end
public record Cue(
    String name,
    Place place,
    String from,
    int origin,
    boolean forks,
    List<Text> say,
    List<Text> notes,
    List<Question> questions,
    List<Text> remember,
    List<Statement> script) {}
