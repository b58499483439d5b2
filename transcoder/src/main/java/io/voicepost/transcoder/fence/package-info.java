/// Programs that touch foreign bytes run here: [io.voicepost.transcoder.fence.Fence] starts one
/// that can read its input and compute, and nothing else. What it says on standard output is all
/// that comes back.
@NullMarked
package io.voicepost.transcoder.fence;

import org.jspecify.annotations.NullMarked;
