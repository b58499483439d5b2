/// Voice that comes over the web, and what is said in voice: uploads on their way into the spool
/// and out of it, captions by people and by machine.
///
/// An upload is decoded next door ([io.voicepost.transcoder.upload.UploadDecoder]), captured in the
/// spool like a call, transcoded and stored like a call, and is then kept for its owner to post
/// instead of being posted.
@NullMarked
package io.voicepost.gateway.media;

import org.jspecify.annotations.NullMarked;
