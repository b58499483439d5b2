package io.voicepost.gateway.web;

import io.voicepost.gateway.access.Grant;
import io.voicepost.storage.Account;

/// A visitor who is signed in.
record Session(Grant grant, Account account) {}
