// How loud the caller is, drawn as the waveform that their post will have.

const STEP = 6;
const WIDTH = 3;
const PER_SECOND = 12;

export class Meter {
  #box;
  #canvas;
  #context;
  #analyser;
  #samples;
  #levels = [];
  #timer;

  constructor(box, stream) {
    this.#box = box;
    this.#canvas = box.querySelector('canvas');
    this.#context = new AudioContext();
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 2048;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#timer = setInterval(() => this.#measure(), 1000 / PER_SECOND);
  }

  #measure() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0);
    const decibels = 10 * Math.log10(power / this.#samples.length + 1e-9);
    // Speech lies between -60 and -5 dB, where 0 is the loudest that a microphone can tell.
    const level = Math.max(0, Math.min(1, (decibels + 60) / 55));
    this.#box.setAttribute('aria-valuenow', String(Math.round(level * 100)));
    this.#levels.push(level);
    this.#draw();
  }

  #draw() {
    this.#levels.splice(0, this.#levels.length - room(this.#canvas));
    draw(this.#canvas, this.#levels);
  }

  close() {
    clearInterval(this.#timer);
    this.#context.close();
  }
}

/** How many bars a canvas has room for. */
export function room(canvas) {
  return Math.floor(canvas.clientWidth / STEP);
}

/** Draws levels from 0 to 1 as upright bars; those before `played`, a share, in the accent colour. */
export function draw(canvas, levels, played = 1) {
  const scale = devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  pen.lineWidth = WIDTH;
  pen.lineCap = 'round';
  const style = getComputedStyle(canvas);
  const split = Math.round(levels.length * played);
  const parts = [
    [0, split, style.color],
    [split, levels.length, style.getPropertyValue('--unplayed') || style.color],
  ];
  for (const [from, to, colour] of parts) {
    pen.strokeStyle = colour;
    pen.beginPath();
    for (let bar = from; bar < to; bar++) {
      const x = bar * STEP + STEP / 2;
      const half = Math.max(0.5, (levels[bar] * (height - WIDTH)) / 2);
      pen.moveTo(x, height / 2 - half);
      pen.lineTo(x, height / 2 + half);
    }
    pen.stroke();
  }
}
