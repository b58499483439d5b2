// Writes captions: rows of times and texts beside the player, which shows them while they are
// written. What is not saved yet is kept.
import { Refusal, ask, toSignIn } from './api.js';
import { facts } from './cards.js';
import { CueRows } from './cuerows.js';
import { file, written } from './cuefile.js';
import { forget, keep, kept } from './keep.js';
import { toast } from './words.js';

/** Brings the page to life. Gives back how to leave it. */
export function startCaptions(section, player) {
  const words = JSON.parse(section.dataset.words);
  const say = (name, blanks = {}) =>
    words[name].replace(/\{(\w+)\}/g, (blank, key) => blanks[key] ?? blank);
  const form = section.querySelector('form');
  const language = form.elements.language;
  const submit = form.querySelector('.submit');
  const card = showWhole(section.querySelector('.post'));
  const post = facts(card);
  const key = `captions${post.id}`;
  const here = () => player.post?.id === post.id;
  let until = null;
  let settling = 0;

  const rows = new CueRows(form, {
    say,
    changed,
    voice: {
      time: () => (here() ? player.time : null),
      length: () => (here() ? player.length : post.seconds),
      hear(start, end) {
        player.play(post, start / (here() ? player.length : post.seconds));
        until = end;
      },
    },
  });
  if (rows.values.length === 0) rows.add();
  let saved = state();

  function state() {
    return JSON.stringify([rows.values, language.value]);
  }

  function changed() {
    tell(rows.cues);
    clearTimeout(settling);
    settling = setTimeout(keepUnsaved, 400);
  }

  function keepUnsaved() {
    return state() === saved
      ? forget(key)
      : keep(key, { values: rows.values, language: language.value });
  }

  /** Lets the player show them: captions that are written, or none of its own any more. */
  function tell(cues, more = {}) {
    const detail = { id: post.id, cues, ...more };
    document.dispatchEvent(new CustomEvent('voicepost:captions', { detail }));
  }

  kept(key).then((draft) => {
    if (!draft || !form.isConnected) return;
    rows.values = draft.values;
    language.value = draft.language;
    tell(rows.cues);
    toast(say('restored'));
  });

  function complain(text) {
    const trouble = form.querySelector('.trouble');
    trouble.hidden = !text;
    trouble.querySelector('span').textContent = text;
  }

  async function save(event) {
    event.preventDefault();
    event.stopPropagation();
    if (submit.disabled) return;
    complain('');
    const wrong = rows.check();
    if (wrong) {
      complain(wrong);
      return;
    }
    submit.disabled = true;
    clearTimeout(settling);
    form.querySelector('.progress').textContent = say('saving');
    const { cues } = rows;
    await keepUnsaved();
    try {
      const { file: path } = section.dataset;
      await ask('PUT', path, { language: language.value, content: file(cues) });
      put(cues);
      saved = state();
      await forget(key);
      tell(cues, { path });
      section.querySelector('.whose').textContent = say('byYou');
      toast(say('saved'));
    } catch (failure) {
      complain(reason(failure));
    }
    form.querySelector('.progress').textContent = '';
    submit.disabled = false;
  }

  /** Shows what was saved, where that is not what stands there: in order, without empty rows. */
  function put(cues) {
    const values = cues.map(({ start, end, text }) => ({
      start: written(start),
      end: written(end),
      text,
    }));
    if (values.length > 0 && JSON.stringify(values) !== JSON.stringify(rows.values)) {
      rows.values = values;
    }
  }

  function reason(failure) {
    if (!(failure instanceof Refusal)) return say('unreachable');
    const { status, message } = failure;
    if (status === 401) {
      setTimeout(toSignIn, 1500);
      return say('signIn');
    }
    if (status === 404) return say('gone');
    if (status === 429) return message;
    return status >= 500 ? say('unreachable') : say('failed', { why: message });
  }

  const time = () => {
    rows.mark(here() ? player.time : null);
    if (until !== null && here() && player.time >= until) player.pause();
  };
  const change = () => {
    if (!player.playing || !here()) until = null;
  };
  player.addEventListener('time', time);
  player.addEventListener('change', change);
  form.addEventListener('submit', save);
  language.addEventListener('change', changed);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(submit);
    else if (event.key === 'Enter' && event.target.matches('input')) event.preventDefault();
  });
  tell(rows.cues);

  return () => {
    clearTimeout(settling);
    player.removeEventListener('time', time);
    player.removeEventListener('change', change);
    keepUnsaved();
    tell(null);
  };
}

/** With room for what is said, and nothing hidden from who wrote it. */
function showWhole(card) {
  card.querySelector('details.warned')?.setAttribute('open', '');
  if (!card.querySelector('.cue')) {
    const line = document.createElement('p');
    line.className = 'cue';
    line.dir = 'auto';
    card.querySelector('.voice').after(line);
  }
  return card;
}
