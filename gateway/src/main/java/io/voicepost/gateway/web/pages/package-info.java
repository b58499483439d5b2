/// The pages in HTML: handlers, the records that templates show, and the words on them. Templates
/// lie in `src/main/jte`; they read the records of this package.
@NullMarked
package io.voicepost.gateway.web.pages;

import org.jspecify.annotations.NullMarked;
