// Sends a voice to the service and waits until it can be posted.
import { Refusal, ask } from './api.js';

const MOST_TURNS = 180;

/**
 * Gives the id of the uploaded voice; what is sent again under the same `request` is the same upload.
 * `sent` is told how many percent went.
 */
export async function upload(voice, request, { sent, preparing }) {
  const fields = new FormData();
  fields.append('file', voice.blob, voice.name);
  const media = await post(fields, request, sent);
  if (media.url) return media.id;
  preparing();
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    // 206 while it is worked on, 200 when it is ready, 422 when it never will be.
    const now = await ask('GET', `/api/v1/media/${media.id}`).catch(unusable);
    if (now.url) return media.id;
  }
  throw new Refusal(503, '');
}

/** The file is none that can be posted. */
export class Unusable extends Refusal {}

function refusal(status, text) {
  return status === 422 ? new Unusable(status, text) : new Refusal(status, text);
}

function unusable(failure) {
  throw failure instanceof Refusal ? refusal(failure.status, failure.message) : failure;
}

/** As fetch, which cannot tell how much it has sent. */
function post(fields, name, sent) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v2/media');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', name);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? (loaded / total) * 100 : 0);
    request.onload = () => {
      const { status, response } = request;
      if (status >= 200 && status < 300 && response?.id) resolve(response);
      else reject(refusal(status, response?.error ?? ''));
    };
    request.onerror = () => reject(new TypeError('nobody answered'));
    request.send(fields);
  });
}
