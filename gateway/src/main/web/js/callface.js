import { Meter } from './meter.js';
import { clock, say } from './words.js';

/** What the caller sees and touches. */
export class CallFace {
  done = false;
  #panel;
  #meter = null;
  #timer = 0;
  #call = null;
  #dismiss;

  constructor(panel) {
    this.#panel = panel;
    this.dismissed = new Promise((resolve) => (this.#dismiss = resolve));
    for (const key of this.#keys()) {
      key.disabled = true;
      key.addEventListener('click', () => this.#call?.press(key.dataset.key));
    }
    const button = this.#part('.hang-up');
    button.addEventListener('click', () => this.#hangUp());
    button.focus({ preventScroll: true });
  }

  bind(call) {
    this.#call = call;
  }

  state(text) {
    this.#part('.call-state').textContent = text;
  }

  up(microphone) {
    this.state(say('callUp'));
    this.#part('.call-time').hidden = false;
    for (const key of this.#keys()) key.disabled = false;
    const since = Date.now();
    this.#timer = setInterval(() => {
      this.#part('.call-time').textContent = clock((Date.now() - since) / 1000);
    }, 250);
    this.#meter = new Meter(this.#part('.level'), microphone);
  }

  /** The call is over: what is left is what became of it. */
  end(text) {
    this.silence();
    this.done = true;
    this.state(text);
    this.#panel.classList.add('over');
    for (const part of ['.level', '.keypad']) this.#part(part).hidden = true;
    const button = this.#part('.hang-up');
    button.querySelector('span').textContent = button.dataset.done;
  }

  silence() {
    clearInterval(this.#timer);
    this.#meter?.close();
    this.#meter = null;
    this.#call = null;
    for (const key of this.#keys()) key.disabled = true;
  }

  close() {
    this.silence();
    this.#dismiss();
  }

  #hangUp() {
    if (this.#call) {
      this.#call.hangUp();
      return;
    }
    this.done = true;
    this.#dismiss();
  }

  #keys() {
    return this.#panel.querySelectorAll('.keypad button');
  }

  #part(name) {
    return this.#panel.querySelector(name);
  }
}
