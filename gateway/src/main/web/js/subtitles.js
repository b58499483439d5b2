// Captions in time (WebVTT): read once, then shown under the waveform while the post plays.

/** The cues of a WebVTT file, in order: `{ start, end, text }` in seconds. */
export function cues(vtt) {
  const found = [];
  for (const block of vtt.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => line.includes('-->'));
    if (at < 0) continue;
    const [start, end] = lines[at].split('-->').map((time) => seconds(time.trim().split(/\s/)[0]));
    const text = lines.slice(at + 1).join('\n').replace(/<[^>]*>/g, '');
    if (start >= 0 && end > start && text) found.push({ start, end, text: plain(text) });
  }
  return found;
}

function seconds(time) {
  const parts = time.split(':').map(Number);
  return parts.some(Number.isNaN) ? -1 : parts.reduce((sum, part) => sum * 60 + part, 0);
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' };

function plain(text) {
  return text.replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole);
}

/** Shows what is said where the post is on the page, and in the player's bar. */
export function bindSubtitles(player) {
  let known = { id: null, cues: [] };
  let said = '';
  /** Those that are being written on this page, by post: they are shown before they are saved. */
  const unsaved = new Map();

  document.addEventListener('voicepost:captions', ({ detail }) => {
    const { post } = player;
    if (detail.cues) unsaved.set(detail.id, detail.cues);
    else unsaved.delete(detail.id);
    if (post?.id !== detail.id) return;
    if (detail.path) post.captions = detail.path;
    if (detail.cues) known.cues = detail.cues;
    else load(post);
  });

  async function load(post) {
    known = { id: post.id, cues: unsaved.get(post.id) ?? [] };
    show('');
    if (!post.captions || unsaved.has(post.id)) return;
    try {
      const answer = await fetch(post.captions);
      if (answer.ok && known.id === post.id) known.cues = cues(await answer.text());
    } catch {
      // The voice is heard all the same.
    }
  }

  function show(text) {
    if (text === said && text !== '') return;
    said = text;
    for (const line of document.querySelectorAll('.cue')) {
      const here = line.closest('.post')?.dataset.id === known.id || line.closest('.player');
      line.textContent = here ? text : '';
    }
  }

  player.addEventListener('change', () => {
    if (player.post && player.post.id !== known.id) load(player.post);
    if (!player.post) show('');
  });
  player.addEventListener('time', () => {
    const { time } = player;
    show(known.cues.find((cue) => cue.start <= time && time < cue.end)?.text ?? '');
  });
}
