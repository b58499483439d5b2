package io.voicepost.gateway.access;

/// By what somebody showed who they are.
public enum AuthMethod {
  PASSWORD,
  PASSKEY,
  SIGN_UP,
  CLAIM_CODE,
  AUTHENTICATOR,
  RECOVERY_CODE,
  PHONE_RECOVERY
}
