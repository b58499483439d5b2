package io.voicepost.gateway.call;

import io.voicepost.gateway.speech.RecordedPrompts;
import java.nio.file.Path;

/// Where operators record prompts.
///
/// @param takes a folder that Asterisk writes to, too, for what is not yet kept
public record PromptRecordings(RecordedPrompts prompts, Path takes) {}
