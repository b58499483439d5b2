package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.CallTickets;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.LineDirectory;
import io.voicepost.gateway.identity.LinkCodes;
import io.voicepost.gateway.identity.PassportVerifier;
import io.voicepost.gateway.identity.PhoneAccounts;
import io.voicepost.gateway.identity.PhoneRecovery;
import io.voicepost.gateway.identity.Pins;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.replay.ReplayCache;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.phone.CallStore;
import io.voicepost.storage.phone.LineStore;

/// What conversations work with: [CallFlow] alone reads it, and gives each menu what it uses.
///
/// @param lists who may speak on lines that take only those they know
public record CallParts(
    LineDirectory lines,
    LineStore lists,
    CallStore calls,
    CallerDirectory directory,
    PassportVerifier passports,
    CallTickets tickets,
    Pins pins,
    LinkCodes linkCodes,
    PhoneAccounts phoneAccounts,
    PhoneRecovery recovery,
    Microblog microblog,
    Spool spool,
    ReplayCache replayCache,
    PromptRecordings promptRecordings) {}
