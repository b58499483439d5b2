/// Renditions in an S3 object store. The only room that imports an S3 client.
@NullMarked
package io.voicepost.storage.audio;

import org.jspecify.annotations.NullMarked;
