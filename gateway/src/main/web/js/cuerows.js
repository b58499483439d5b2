// The rows in which captions are written: when each begins and ends, and what is said.
import { said, seconds, written } from './cuefile.js';
import { toast } from './words.js';

/** How long a new caption is, in seconds. */
const USUAL = 2;

export class CueRows {
  #list;
  #blank;
  #say;
  #voice;
  #changed;

  /** `voice` is the player as far as it plays this post: `{ time(), length(), hear(start, end) }`. */
  constructor(form, { say, voice, changed }) {
    this.#list = form.querySelector('.cues');
    this.#blank = form.querySelector('template.cue-row');
    this.#say = say;
    this.#voice = voice;
    this.#changed = changed;
    this.#list.addEventListener('click', (event) => this.#press(event.target.closest('button')));
    form.querySelector('.add').addEventListener('click', () => {
      this.#part(this.add(), '.said').focus();
      changed();
    });
    this.#list.addEventListener('input', ({ target }) => {
      target.removeAttribute('aria-invalid');
      changed();
    });
    this.#number();
  }

  get #rows() {
    return [...this.#list.children];
  }

  #part(row, selector) {
    return row.querySelector(selector);
  }

  #value(row) {
    const [start, end, text] = ['.start', '.end', '.said'].map((it) => this.#part(row, it).value);
    return { start, end, text };
  }

  /** What stands in the rows, right or wrong. */
  get values() {
    return this.#rows.map((row) => this.#value(row));
  }

  set values(values) {
    this.#list.replaceChildren(...values.map((value) => this.#made(value)));
    this.#number();
  }

  #made({ start, end, text }) {
    const row = this.#blank.content.cloneNode(true).firstElementChild;
    this.#part(row, '.start').value = start;
    this.#part(row, '.end').value = end;
    this.#part(row, '.said').value = text;
    return row;
  }

  #number() {
    this.#rows.forEach((row, i) => {
      this.#part(row, 'legend').textContent = this.#say('number', { n: i + 1 });
    });
  }

  #times(row) {
    const { start, end } = this.#value(row);
    return [seconds(start), seconds(end)];
  }

  /** The captions in order; rows without text, or with wrong times, are left out. */
  get cues() {
    return this.#rows
      .filter((row) => !this.#wrong(row))
      .map((row) => {
        const [start, end] = this.#times(row);
        return { start, end, text: said(this.#value(row).text) };
      })
      .filter(({ text }) => text)
      .sort((one, other) => one.start - other.start);
  }

  #wrong(row) {
    const [start, end] = this.#times(row);
    const length = this.#voice.length();
    if (!said(this.#value(row).text)) return null;
    if (Number.isNaN(start)) return ['.start', 'badTime'];
    if (Number.isNaN(end)) return ['.end', 'badTime'];
    if (length > 0 && start >= length) return ['.start', 'tooLate'];
    return end > start ? null : ['.end', 'endsEarly'];
  }

  /** Leads to the first thing that is wrong and gives its words; empty where all is well. */
  check() {
    for (const row of this.#rows) {
      const wrong = this.#wrong(row);
      if (!wrong) continue;
      const [selector, why] = wrong;
      const field = this.#part(row, selector);
      field.setAttribute('aria-invalid', 'true');
      field.focus();
      return this.#say(why, { end: written(this.#voice.length()) });
    }
    return '';
  }

  /** Marks what is said at a time. */
  mark(time) {
    for (const row of this.#rows) {
      const [start, end] = this.#times(row);
      row.classList.toggle('now', time !== null && start <= time && time < end);
    }
  }

  /** One more at the end: where the player is, but after all others. */
  add() {
    const length = this.#voice.length();
    const last = Math.max(0, ...this.#rows.map((row) => this.#times(row)[1] || 0));
    let start = Math.max(last, this.#voice.time() ?? 0);
    if (length > 0 && start > length - 0.2) start = Math.max(0, length - USUAL);
    const end = length > start ? Math.min(length, start + USUAL) : start + USUAL;
    const row = this.#made({ start: written(start), end: written(end), text: '' });
    this.#list.append(row);
    this.#number();
    return row;
  }

  #press(button) {
    const row = button?.closest('li');
    if (!row) return;
    if (button.matches('.take')) this.#take(row, button.dataset.time);
    else if (button.matches('.hear-cue')) this.#hear(row);
    else if (button.matches('.split')) this.#split(row);
    else if (button.matches('.remove-cue')) this.#remove(row);
  }

  #take(row, which) {
    const time = this.#voice.time();
    if (time === null) {
      toast(this.#say('playFirst'));
      return;
    }
    const field = this.#part(row, `.${which}`);
    field.value = written(time);
    field.removeAttribute('aria-invalid');
    this.#changed();
  }

  #hear(row) {
    const [start, end] = this.#times(row);
    if (start >= 0) this.#voice.hear(start, end > start ? end : Infinity);
  }

  /** At the cursor where it stands within the text, at the player where it stands within the times. */
  #split(row) {
    const field = this.#part(row, '.said');
    const text = field.value;
    const [start, end] = this.#times(row);
    if (!(end > start)) {
      this.check();
      return;
    }
    const cursor = field.selectionStart;
    const at = cursor > 0 && cursor < text.length ? cursor : middle(text);
    const time = this.#voice.time();
    const within = time !== null && time > start && time < end;
    const share = text.length > 0 ? at / text.length : 0.5;
    const cut = written(within ? time : start + (end - start) * share);
    const rest = this.#made({ start: cut, end: written(end), text: text.slice(at).trim() });
    field.value = text.slice(0, at).trim();
    this.#part(row, '.end').value = cut;
    row.after(rest);
    this.#number();
    this.#part(rest, '.said').focus();
    this.#changed();
  }

  #remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.#number();
    const target = next ? this.#part(next, '.said') : this.#list.parentElement.querySelector('.add');
    target.focus();
    toast(this.#say('removed'));
    this.#changed();
  }
}

/** The gap between words that is nearest to the middle; the middle where there is none. */
function middle(text) {
  const half = Math.floor(text.length / 2);
  const gaps = [...text.matchAll(/\s+/g)].map((gap) => gap.index).filter((at) => at > 0);
  return gaps.sort((one, other) => Math.abs(one - half) - Math.abs(other - half))[0] ?? half;
}
