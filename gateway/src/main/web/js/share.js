// Shares a post: by the phone's own sheet where there is one, else by its link or the code that
// embeds it.
import { say, toast } from './words.js';

export const sharing = {
  opens: '.action.share',
  template: 'template.share-menu',
  fits: ({ dataset }, card) =>
    dataset.do === 'link' ||
    (dataset.do === 'embed' && 'embed' in card.dataset) ||
    (dataset.do === 'send' && Boolean(navigator.share)),
  instead(card) {
    const touched = navigator.share && matchMedia('(pointer: coarse)').matches;
    if (touched) send(card);
    return Boolean(touched);
  },
  act(what, card) {
    if (what === 'send') send(card);
    else if (what === 'embed') give(code(card), 'codeCopied');
    else give(address(card), 'copied');
  },
};

function address(card) {
  return new URL(card.dataset.path, location.href).href;
}

function send(card) {
  // Who closes the sheet wanted nothing.
  navigator.share({ title: card.getAttribute('aria-label'), url: address(card) }).catch(() => {});
}

/** The same frame as oEmbed gives; nothing in the address needs to be escaped. */
function code(card) {
  const size = 'width="480" height="180" style="border:0"';
  return `<iframe src="${address(card)}/embed" ${size} allow="autoplay" title="Voicepost"></iframe>`;
}

async function give(text, done) {
  toast((await copied(text)) ? say(done) : text);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** As it was done before there was a way, which pages without TLS do not have. */
function copiedByHand(text) {
  const field = document.createElement('textarea');
  field.className = 'unseen';
  field.value = text;
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
