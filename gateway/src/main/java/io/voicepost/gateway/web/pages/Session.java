package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.access.Grant;
import io.voicepost.storage.Account;

/// A visitor who is signed in.
public record Session(Grant grant, Account account) {}
