package io.voicepost.gateway.access;

/// By what somebody showed who they are.
public enum Proof {
  PASSWORD,
  PASSKEY,
  SIGN_UP,
  CLAIM_CODE,
  AUTHENTICATOR,
  RECOVERY_CODE,
  PHONE_RECOVERY
}
