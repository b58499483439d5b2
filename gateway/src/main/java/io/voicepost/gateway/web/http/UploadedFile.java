package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.MediaType;
import java.nio.file.Path;

/// A file that came with a request. It is deleted when the request is answered; whoever wants to
/// keep it moves it away.
///
/// @param name what the sender calls it; not to be trusted
/// @param type what the sender says it is; not to be trusted
public record UploadedFile(String name, MediaType type, Path file) {}
