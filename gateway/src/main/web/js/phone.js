// The browser phone: one call from this page to the service number, by SIP over a WebSocket.
import JsSIP from 'jssip';
import { CallFace } from './callface.js';
import { say } from './words.js';

const CONNECT_MILLIS = 5_000;
const GATHER_MILLIS = 400;
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
    const arrival = new Promise((resolve) => {
      document.addEventListener('voicepost:arrived', resolve, { once: true });
    });
    const spoke = await talk(await settings(), microphone, face);
    if (!spoke) return;
    face.end(say('callEnded'));
    await Promise.race([arrival, face.dismissed]);
    face.end(say('callPosted'));
    await Promise.race([pause(1_500), face.dismissed]);
  } catch (error) {
    face.end(error instanceof CallFault ? error.message : say('callUnreachable'));
    await face.dismissed;
  } finally {
    if (microphone) stop(microphone);
    face.close();
  }
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

/** Talks until one of the two hangs up; `false` if nobody answered before the caller hung up. */
async function talk({ websocket, user, secret, line: number }, microphone, face) {
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
    return !face.done && (await session(agent, `sip:${number}@${host}`, microphone, face));
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

function session(agent, target, microphone, face) {
  return new Promise((resolve, reject) => {
    let up = false;
    let hungUp = false;
    let gathering = 0;
    const ear = new Audio();
    const finish = () => {
      ear.srcObject = null;
      face.silence();
    };
    const call = agent.call(target, {
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
        progress: () => face.state(say('callRinging')),
        accepted: () => {
          up = true;
          face.up(microphone);
        },
        ended: () => {
          finish();
          resolve(up);
        },
        failed: ({ cause }) => {
          finish();
          if (up || hungUp) resolve(up);
          else reject(new CallFault(fault(cause)));
        },
      },
    });
    agent.on('disconnected', () => {
      finish();
      if (up) resolve(up);
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
