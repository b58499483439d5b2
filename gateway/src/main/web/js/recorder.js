// Records a voice from the microphone, or takes one from a file, and lets it be heard before it is
// sent.
import { clock } from './words.js';
import { Meter, draw, room } from './meter.js';

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** How much of the longest voice is recorded: it takes a moment to stop. */
const SAFE = 0.98;

export class Recorder {
  #box;
  #say;
  #pause;
  #changed;
  #voice = null;
  #recording = null;
  /** The one question for the microphone that is still of interest. */
  #asking = null;
  #buffer = null;
  #hearing = null;
  #context = null;

  constructor(box, { say, pause, changed }) {
    this.#box = box;
    this.#say = say;
    this.#pause = pause;
    this.#changed = changed;
    box.hidden = false;
    this.#show();
    this.#part('.rec').addEventListener('click', () => this.#press());
    this.#part('.hear').addEventListener('click', () => this.#hear());
    this.#part('.discard').addEventListener('click', () => this.#take(null));
    this.#part('input[type=file]').addEventListener('change', (event) => {
      const [file] = event.target.files;
      event.target.value = '';
      if (file) this.#take({ blob: file, name: file.name });
    });
  }

  /** What was recorded or chosen: `{ blob, name }`, or null. */
  get voice() {
    return this.#voice;
  }

  #part(selector) {
    return this.#box.querySelector(selector);
  }

  #tell(text) {
    this.#part('.state').textContent = text;
  }

  async #press() {
    if (this.#recording) {
      this.#recording.stop();
      return;
    }
    if (this.#asking) return;
    const asking = (this.#asking = {});
    const wanted = () => this.#asking === asking;
    this.#quiet();
    this.#pause();
    this.#tell(this.#say('asking'));
    let stream = null;
    try {
      if (!navigator.mediaDevices) throw new DOMException('', 'SecurityError');
      stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      });
      if (wanted()) this.#record(stream);
      else silence(stream);
    } catch (failure) {
      if (stream) silence(stream);
      const known = { NotAllowedError: 'refused', NotFoundError: 'noMicrophone', SecurityError: 'insecure' };
      if (wanted()) this.#tell(this.#say(known[failure.name] ?? 'noMicrophone'));
    }
    if (wanted()) this.#asking = null;
  }

  /** Wants no microphone any more. */
  #askNoMore() {
    if (this.#asking) this.#tell('');
    this.#asking = null;
  }

  #record(stream) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    const parts = [];
    const meter = new Meter(this.#part('.gauge'), stream);
    const began = performance.now();
    const longest = Number(this.#box.dataset.longest) * SAFE;
    let full = false;
    const timer = setInterval(() => {
      const seconds = (performance.now() - began) / 1000;
      this.#part('.clock').textContent = clock(seconds);
      if (seconds < longest || recorder.state !== 'recording') return;
      full = true;
      recorder.stop();
    }, 200);
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((resolve) => {
      recorder.onstop = async () => {
        clearInterval(timer);
        meter.close();
        silence(stream);
        this.#recording = null;
        const type = recorder.mimeType || 'audio/webm';
        const name = `voice.${/mp4/.test(type) ? 'm4a' : /ogg/.test(type) ? 'ogg' : 'webm'}`;
        await this.#take({ blob: new Blob(parts, { type }), name });
        if (full) this.#tell(this.#say('tooLong'));
        resolve();
      };
    });
    this.#recording = { stop: () => recorder.state === 'recording' && recorder.stop(), ended };
    recorder.start(1000);
    this.#show();
    this.#tell(this.#say('recording'));
  }

  /** Waits for the end of a recording that is stopped by it. */
  async settled() {
    this.#askNoMore();
    const recording = this.#recording;
    recording?.stop();
    await recording?.ended;
  }

  /** Takes back what was kept, unless something newer is under way. */
  async restore(voice) {
    if (!this.#recording && !this.#asking && !this.#voice) await this.#take(voice, false);
  }

  async #take(voice, isNew = true) {
    this.#askNoMore();
    this.#quiet();
    this.#voice = voice;
    this.#buffer = null;
    if (isNew) this.#changed();
    this.#tell(voice ? this.#say('recorded') : '');
    this.#show();
    if (!voice) {
      draw(this.#part('canvas'), []);
      this.#part('.clock').textContent = '0:00';
      return;
    }
    try {
      this.#context ??= new AudioContext();
      const buffer = await this.#context.decodeAudioData(await voice.blob.arrayBuffer());
      if (this.#voice !== voice) return;
      this.#buffer = buffer;
      this.#part('.clock').textContent = clock(Math.max(1, buffer.duration));
      draw(this.#part('canvas'), this.#levels(), 0);
    } catch {
      // The service plays more than this browser does: let it decide.
      this.#tell(voice.name);
    }
    this.#show();
  }

  #levels() {
    const samples = this.#buffer.getChannelData(0);
    const bars = room(this.#part('canvas'));
    const levels = [];
    for (let bar = 0; bar < bars; bar++) {
      const end = Math.floor(((bar + 1) * samples.length) / bars);
      let loudest = 0;
      for (let i = Math.floor((bar * samples.length) / bars); i < end; i += 16) {
        loudest = Math.max(loudest, Math.abs(samples[i]));
      }
      levels.push(loudest);
    }
    const top = Math.max(0.2, ...levels);
    return levels.map((level) => level / top);
  }

  /** Heard without an address of its own, which the content policy would have to allow. */
  #hear() {
    if (this.#hearing) {
      this.#quiet();
      return;
    }
    this.#pause();
    const source = this.#context.createBufferSource();
    source.buffer = this.#buffer;
    source.connect(this.#context.destination);
    source.onended = () => this.#quiet();
    const began = this.#context.currentTime;
    const levels = this.#levels();
    const move = () => {
      if (!this.#hearing) return;
      const at = this.#context.currentTime - began;
      draw(this.#part('canvas'), levels, Math.min(1, at / this.#buffer.duration));
      this.#part('.clock').textContent = clock(at);
      this.#hearing.frame = requestAnimationFrame(move);
    };
    this.#hearing = { source, frame: 0 };
    this.#context.resume();
    source.start();
    this.#show();
    move();
  }

  #quiet() {
    if (!this.#hearing) return;
    const { source, frame } = this.#hearing;
    this.#hearing = null;
    cancelAnimationFrame(frame);
    source.onended = null;
    source.stop();
    draw(this.#part('canvas'), this.#levels(), 0);
    this.#part('.clock').textContent = clock(Math.max(1, this.#buffer.duration));
    this.#show();
  }

  #show() {
    const rec = this.#part('.rec');
    const { record, stop, again } = rec.dataset;
    const on = this.#recording !== null;
    rec.querySelector('span').textContent = on ? stop : this.#voice ? again : record;
    rec.classList.toggle('on', on);
    rec.classList.toggle('second', !on && this.#voice !== null);
    rec.classList.toggle('primary', on || this.#voice === null);
    this.#part('.hear').hidden = on || !this.#buffer;
    this.#part('.hear use').setAttribute('href', this.#hearing ? '#i-pause' : '#i-play');
    this.#part('.discard').hidden = on || !this.#voice;
    this.#part('.file').hidden = on || this.#voice !== null;
    this.#part('.call').hidden = on || this.#voice !== null;
    this.#part('.stage').classList.toggle('live', on);
    this.#part('.stage').hidden = !on && !this.#voice;
  }

  close() {
    this.#askNoMore();
    this.#quiet();
    this.#recording?.stop();
    this.#context?.close();
  }
}

function silence(stream) {
  for (const track of stream.getTracks()) track.stop();
}
