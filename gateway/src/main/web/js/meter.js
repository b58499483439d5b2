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
    const scale = devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.width = width * scale;
    this.#canvas.height = height * scale;
    const pen = this.#canvas.getContext('2d');
    pen.scale(scale, scale);
    pen.strokeStyle = getComputedStyle(this.#canvas).color;
    pen.lineWidth = WIDTH;
    pen.lineCap = 'round';
    const room = Math.floor(width / STEP);
    this.#levels.splice(0, this.#levels.length - room);
    pen.beginPath();
    this.#levels.forEach((level, index) => {
      const x = index * STEP + STEP / 2;
      const half = Math.max(0.5, (level * (height - WIDTH)) / 2);
      pen.moveTo(x, height / 2 - half);
      pen.lineTo(x, height / 2 + half);
    });
    pen.stroke();
  }

  close() {
    clearInterval(this.#timer);
    this.#context.close();
  }
}
