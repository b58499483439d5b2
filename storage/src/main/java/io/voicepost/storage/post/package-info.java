/// Posts and what belongs to them: timelines, reactions, notifications, reports, held messages,
/// recordings, captions and uploads. [Audience] alone decides who may see a post.
@NullMarked
package io.voicepost.storage.post;

import org.jspecify.annotations.NullMarked;
