// The browser phone: one call from this page to the service number, by SIP over a WebSocket.
import JsSIP from 'jssip';
import { CallFace } from './callface.js';
import { say } from './words.js';

const CONNECT_MILLIS = 5_000;
const GATHER_MILLIS = 400;
const LOOK_MILLIS = 500;
/** How often it is asked what a call became. */
const MOST_LOOKS = 120;
const line = document.body.dataset.line;

/** Makes a call in `panel` and waits until the visitor is done with it. */
export async function startCall(panel) {
  const face = new CallFace(panel);
  let microphone = null;
  try {
    face.state(say('callMicrophone'));
    const wanted = openMicrophone();
    microphone = await Promise.race([wanted, face.dismissed]);
    if (face.done) {
      wanted.then(stop, () => {});
      return;
    }
    face.state(say('callConnecting'));
    const call = await talk(await settings(), microphone, face);
    if (!call) return;
    face.end(say('callEnded'));
    let closed = false;
    face.dismissed.then(() => (closed = true));
    const became = await Promise.race([outcome(call, () => closed), face.dismissed]);
    if (BECAME[became]) face.end(say(BECAME[became]));
    await Promise.race([became === 'posted' ? pause(1_500) : NEVER, face.dismissed]);
  } catch (error) {
    face.end(error instanceof CallFault ? error.message : say('callUnreachable'));
    await face.dismissed;
  } finally {
    if (microphone) stop(microphone);
    face.close();
  }
}

const BECAME = { posted: 'callPosted', draft: 'callDraft', held: 'callHeld' };
const NEVER = new Promise(() => {});

/** What the messages of this very call became. */
async function outcome(call, closed) {
  for (let look = 0; look < MOST_LOOKS && !closed(); look++) {
    const answer = await fetch(`/phone/calls/${call}`).catch(() => null);
    const { state } = answer?.ok ? await answer.json() : { state: 'waiting' };
    if (state !== 'waiting') return state;
    await pause(LOOK_MILLIS);
  }
  return 'unknown';
}

function stop(microphone) {
  for (const track of microphone.getTracks()) track.stop();
}

/** What the caller is told when a call does not come about. */
class CallFault extends Error {
  constructor(word) {
    super(say(word, { line }));
  }
}

async function openMicrophone() {
  if (!navigator.mediaDevices) throw new CallFault('callInsecure');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    throw new CallFault(error.name === 'NotFoundError' ? 'callNoMicrophone' : 'callRefused');
  }
}

async function settings() {
  const answer = await fetch('/phone').catch(() => null);
  if (!answer) throw new CallFault('callUnreachable');
  if (!answer.ok) throw new CallFault('callOff');
  return answer.json();
}

/**
 * Talks until one of the two hangs up. Gives the call's name, or nothing if nobody answered before the
 * caller hung up. Who is signed in shows a ticket, and calls as themselves.
 */
async function talk({ websocket, user, secret, line: number, ticket }, microphone, face) {
  const host = new URL(websocket).hostname;
  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(websocket)],
    uri: `sip:${user}@${host}`,
    password: secret,
    register: false,
    session_timers: false,
  });
  const leave = () => agent.stop();
  addEventListener('pagehide', leave);
  try {
    await connected(agent);
    const headers = ticket ? [`X-Voicepost-Ticket: ${ticket}`] : [];
    return face.done ? null : await session(agent, `sip:${number}@${host}`, headers, microphone, face);
  } finally {
    removeEventListener('pagehide', leave);
    agent.stop();
  }
}

function connected(agent) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new CallFault('callUnreachable'));
    setTimeout(fail, CONNECT_MILLIS);
    agent.on('connected', resolve);
    agent.on('disconnected', fail);
    agent.start();
  });
}

function session(agent, target, extraHeaders, microphone, face) {
  return new Promise((resolve, reject) => {
    let name = null;
    let up = false;
    let hungUp = false;
    let gathering = 0;
    const ear = new Audio();
    const finish = () => {
      ear.srcObject = null;
      face.silence();
    };
    const done = () => resolve(up ? name : null);
    const call = agent.call(target, {
      extraHeaders,
      mediaStream: microphone,
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: [] },
      eventHandlers: {
        peerconnection: ({ peerconnection }) => {
          peerconnection.addEventListener('track', ({ streams, track }) => {
            ear.srcObject = streams[0] ?? new MediaStream([track]);
            ear.play().catch(() => {});
          });
        },
        // All that matters is there at once; the rest of the gathering only makes the caller wait.
        icecandidate: ({ ready }) => {
          clearTimeout(gathering);
          gathering = setTimeout(ready, GATHER_MILLIS);
        },
        sending: ({ request }) => (name = request.call_id),
        progress: () => face.state(say('callRinging')),
        accepted: () => {
          up = true;
          face.up(microphone);
        },
        ended: () => {
          finish();
          done();
        },
        failed: ({ cause }) => {
          finish();
          if (up || hungUp) done();
          else reject(new CallFault(fault(cause)));
        },
      },
    });
    agent.on('disconnected', () => {
      finish();
      if (up) done();
      else reject(new CallFault('callUnreachable'));
    });
    face.bind({
      hangUp: () => {
        hungUp = true;
        call.terminate();
      },
      press: (key) => call.sendDTMF(key, { transportType: JsSIP.C.DTMF_TRANSPORT.RFC2833 }),
    });
  });
}

function fault(cause) {
  const { BUSY, REJECTED, NOT_FOUND, AUTHENTICATION_ERROR } = JsSIP.C.causes;
  if (cause === BUSY) return 'callBusy';
  if ([REJECTED, NOT_FOUND, AUTHENTICATION_ERROR].includes(cause)) return 'callOff';
  return 'callUnreachable';
}

function pause(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
