/// Lines and their settings, calls and fair use, the phones of accounts and their PINs: records and
/// the stores that keep them.
@NullMarked
package io.voicepost.storage.phone;

import org.jspecify.annotations.NullMarked;
