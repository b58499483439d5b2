/// Renditions in an S3 object store. The only room that imports an S3 client.
///
/// There is always an S3 server: any that the operator names, or [EmbeddedS3] in this process, on a
/// folder. What an upload was answered for has been checked, and with the embedded server it is on
/// the disk as well. An S3 server of the operator's may promise less about power cuts; therefore
/// the spool keeps a recording for a day after its post was confirmed, and the audio can be made
/// again from it under the same keys.
///
/// Its neighbour is `storage`, which knows where the audio of a post lies.
@NullMarked
package io.voicepost.storage.audio;

import org.jspecify.annotations.NullMarked;
