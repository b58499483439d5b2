// Makes a post: a voice, recorded or from a file, and a caption. What is not sent yet is kept.
import { Refusal, ask, toSignIn } from './api.js';
import { toast } from './words.js';
import { Recorder } from './recorder.js';
import { forget, keep, kept } from './keep.js';
import { Unusable, upload } from './upload.js';

/** How long a text is to people and to the API: an address is 23 characters, an emoji one. */
function length(text) {
  const bare = text.replace(/\bhttps?:\/\/[^\s<>"]+/g, 'x'.repeat(23));
  return [...new Intl.Segmenter().segment(bare)].length;
}

/** Brings the form to life; `posted` is told of what became of it. Gives back how to leave it. */
export function startCompose(section, { pause, posted }) {
  const words = JSON.parse(section.dataset.words);
  const say = (name, blanks = {}) =>
    words[name].replace(/\{(\w+)\}/g, (blank, key) => blanks[key] ?? blank);
  const form = section.querySelector('form');
  const field = (name) => form.elements[name];
  const submit = form.querySelector('.submit');
  const trouble = form.querySelector('.trouble');
  const key = section.dataset.aim + (section.dataset.post ?? '');
  const start = field('caption').value;
  // Whatever is sent again under these names is one post with one voice.
  let request = name();
  let voiceRequest = name();
  let media = null;
  let sending = false;
  let sent = false;

  const recorder = new Recorder(section.querySelector('.recorder'), {
    say,
    pause,
    changed: () => {
      media = null;
      voiceRequest = name();
      save();
    },
  });

  function count() {
    const caption = field('caption');
    const left = form.querySelector('.left');
    const rest = caption.dataset.characters - length(caption.value) - length(field('warning').value);
    left.hidden = rest > 200;
    left.textContent = left.hidden ? '' : say('left', { n: rest });
  }

  function save() {
    const caption = field('caption').value;
    const written = caption.trim() !== start.trim() || field('warning').value !== '';
    const { voice } = recorder;
    return written || voice
      ? keep(key, { caption, warning: field('warning').value, voice, request, voiceRequest })
      : forget(key);
  }

  kept(key).then((draft) => {
    if (!draft || !form.isConnected) return;
    request = draft.request;
    voiceRequest = draft.voiceRequest ?? voiceRequest;
    field('caption').value = draft.caption;
    field('warning').value = draft.warning;
    if (draft.warning) form.querySelector('.options').open = true;
    if (draft.voice) recorder.restore(draft.voice);
    count();
    toast(say('restored'));
  });

  function complain(text) {
    trouble.hidden = !text;
    trouble.querySelector('span').textContent = text;
  }

  function progress(text, share = null) {
    form.querySelector('.progress').textContent = text;
    const bar = form.querySelector('progress');
    bar.hidden = share === null;
    bar.value = share ?? 0;
  }

  async function send() {
    const { voice } = recorder;
    if (voice && !media) {
      media = await upload(voice, voiceRequest, {
        sent: (share) => progress(say('sending', { n: Math.round(share) }), share),
        preparing: () => progress(say('preparing')),
      });
    }
    progress(say('posting'));
    const fields = {
      status: field('caption').value.trim(),
      spoiler_text: field('warning').value.trim(),
      visibility: form.querySelector('[name=visibility]:checked').dataset.api,
    };
    if (media) fields.media_ids = [media];
    if (field('language').value) fields.language = field('language').value;
    if (section.dataset.aim === 'reply') fields.in_reply_to_id = section.dataset.post;
    return ask('POST', '/api/v1/statuses', fields, { 'idempotency-key': request });
  }

  async function submitted(event) {
    event.preventDefault();
    event.stopPropagation();
    if (sending) return;
    sending = true;
    submit.disabled = true;
    complain('');
    await recorder.settled();
    if (!recorder.voice && field('caption').value.trim() === '') {
      complain(say('needsSomething'));
      submit.disabled = false;
      sending = false;
      field('caption').focus();
      return;
    }
    await save();
    try {
      const post = await send();
      sent = true;
      await forget(key);
      toast(say(post.visibility === 'direct' ? 'kept' : 'posted'));
      posted(post);
    } catch (failure) {
      complain(reason(failure));
    }
    progress('');
    submit.disabled = false;
    sending = false;
  }

  function reason(failure) {
    if (!(failure instanceof Refusal)) return say('unreachable');
    if (failure instanceof Unusable) return say('notAudio');
    const { status, message } = failure;
    if (status === 401) {
      save();
      setTimeout(toSignIn, 1500);
      return say('signIn');
    }
    if (status === 413) return say('tooBig');
    if (status === 429) return message;
    if (status >= 500) return say('unreachable');
    return say('failed', { why: message });
  }

  let settling = 0;
  form.addEventListener('input', () => {
    count();
    clearTimeout(settling);
    settling = setTimeout(save, 400);
    sent = false;
  });
  form.addEventListener('submit', submitted);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(submit);
  });
  count();
  if (section.closest('dialog') && matchMedia('(pointer: fine)').matches) {
    const caption = field('caption');
    caption.focus();
    caption.setSelectionRange(caption.value.length, caption.value.length);
  }

  return () => {
    clearTimeout(settling);
    if (!sending && !sent) save();
    recorder.close();
  };
}

/** A name that nothing else has. */
function name() {
  return crypto.randomUUID?.() ?? String(Math.random()).slice(2);
}
