// Speaks to the service as any app does: the documented client API, with the session's cookie.
import { say } from './words.js';

/** What the service refused, in words that may be shown. */
export class Refusal extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/** Asks; gives the answer's JSON. Throws a Refusal, or a TypeError where nobody answered. */
export async function ask(method, path, fields = null, headers = {}) {
  const options = { method, headers: { accept: 'application/json', ...headers } };
  if (fields instanceof FormData) {
    options.body = fields;
  } else if (fields) {
    options.headers['content-type'] = 'application/json';
    options.body = JSON.stringify(fields);
  }
  const answer = await fetch(path, options);
  if (!answer.ok) throw await refusal(answer);
  return answer.json();
}

async function refusal(answer) {
  if (answer.status === 429) {
    return new Refusal(429, say('tooOften', { n: answer.headers.get('retry-after') ?? '60' }));
  }
  const { error, error_description: more } = await answer.json().catch(() => ({}));
  return new Refusal(answer.status, more ?? error ?? '');
}

/** Leads to the door, and back here. */
export function toSignIn(to = location.pathname + location.search) {
  location.assign(`/sign-in?to=${encodeURIComponent(to)}`);
}

/** What to say of a failure; who is signed out is led to the door. */
export function explain(failure) {
  if (failure.status === 401) {
    toSignIn();
    return '';
  }
  if (failure.status === 429) return failure.message;
  return say(failure instanceof TypeError ? 'unreachable' : 'failed');
}
