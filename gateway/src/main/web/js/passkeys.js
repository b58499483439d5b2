// Passkeys: shows one to sign in or to confirm what is dangerous, makes one in the settings. Only where the browser has them and the
// page is secure; everything else on these pages works without scripts.
import { say } from './words.js';

/** Binds the passkey buttons of the page that is shown. */
export function bindPasskeys() {
  for (const door of document.querySelectorAll('.passkey-door')) {
    if (!window.PublicKeyCredential || /^[\d.]+$|^\[/.test(location.hostname)) continue;
    door.hidden = false;
    const error = door.querySelector('.error');
    const button = door.querySelector('button');
    const work = button.matches('.passkey-show') ? show : button.matches('.passkey-confirm') ? confirm : add;
    button.onclick = async () => {
      error.textContent = '';
      button.disabled = true;
      try {
        const to = await work(button);
        if (to) location.assign(to);
      } catch (failure) {
        button.disabled = false;
        // Who closes the browser's own dialog knows that it is closed.
        if (failure.name !== 'NotAllowedError' && failure.name !== 'AbortError') {
          error.textContent = say(failure.name === 'InvalidStateError' ? 'passkeyKnown' : 'passkeyFailed');
        }
      }
    };
  }
}

async function show(button) {
  const credential = await shown('/sign-in/passkey/options');
  return (await post('/sign-in/passkey', { to: button.dataset.to, credential })).to;
}

/** Shows who is there, then sends the form that waits for it. */
async function confirm() {
  const credential = await shown('/settings/confirm/passkey/options');
  await post('/settings/confirm/passkey', { credential });
  document.querySelector('form.confirm').submit();
}

/** A passkey that the browser shows, as JSON. */
async function shown(path) {
  const asked = await post(path, {});
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(asked.challenge),
      rpId: asked.rp_id,
      userVerification: asked.user_verification,
      allowCredentials: asked.allow.map((id) => ({ type: 'public-key', id: bytes(id) })),
    },
  });
  const { response } = credential;
  return JSON.stringify({
    ...common(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : undefined,
    },
  });
}

async function add() {
  const asked = await post('/settings/security/passkey/options', {});
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(asked.challenge),
      rp: { id: asked.rp_id, name: asked.rp_name },
      user: { id: bytes(asked.user_handle), name: asked.user_name, displayName: asked.user_display_name },
      pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: asked.known.map((id) => ({ type: 'public-key', id: bytes(id) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    },
  });
  const { response } = credential;
  const answer = await post('/settings/security/passkey', {
    label: device(),
    credential: JSON.stringify({
      ...common(credential),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: response.getTransports?.() ?? [],
      },
    }),
  });
  return answer.to;
}

function common(credential) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

/** What most people would call the device they sit at. */
function device() {
  const agent = navigator.userAgent;
  const found = [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Mac OS X/, 'Mac'],
    [/Windows/, 'Windows'],
    [/Linux/, 'Linux'],
  ].find(([pattern]) => pattern.test(agent));
  return found ? found[1] : '';
}

async function post(path, fields) {
  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  if (answer.status === 403 && (await answer.clone().json()).error === 'confirm') {
    location.assign(`/settings/confirm?to=${encodeURIComponent(location.pathname)}`);
  }
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function bytes(base64url) {
  const binary = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (it) => it.charCodeAt(0));
}

function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
