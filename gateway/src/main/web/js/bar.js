// The player at the bottom of every page, and what the lock screen shows.
import { clock, say } from './words.js';
import { paint } from './cards.js';

const SPEED = 'voicepost.speed';

/** `go(step)` plays the next or previous post; `has(step)` tells whether there is one. */
export function bindBar(player, { go, has }) {
  const bar = document.querySelector('.player');
  const part = (name) => bar.querySelector(name);
  const play = part('.play');
  const seek = part('.seek');
  const speed = part('select');
  let shown = null;

  function load(post) {
    shown = post.id;
    part('.who').textContent = post.name;
    part('.who').href = post.path;
    part('.wave .played')?.remove();
    part('.wave path').setAttribute('d', post.wave);
    bar.classList.add('current');
    tellLockScreen(post);
  }

  function change() {
    const { post } = player;
    document.documentElement.classList.toggle('has-player', post !== null);
    if (!post) {
      bar.hidden = true;
      shown = null;
      return;
    }
    if (bar.hidden) {
      bar.hidden = false;
      bar.classList.add('entering');
    }
    if (post.id !== shown) load(post);
    bar.classList.toggle('playing', player.playing);
    play.setAttribute('aria-label', say(player.playing ? 'pause' : 'play'));
    part('.next').disabled = !has(1);
    move();
    if ('mediaSession' in navigator) {
      navigator.mediaSession.playbackState = player.playing ? 'playing' : 'paused';
    }
  }

  let told = 0;

  function move() {
    const { time, length } = player;
    seek.max = length;
    if (document.activeElement !== seek || player.playing) seek.value = time;
    paint(part('.wave'), player.share);
    part('.at').textContent = clock(time);
    part('.end').textContent = clock(length);
    const second = Math.floor(time);
    if (second !== told) {
      told = second;
      seek.setAttribute('aria-valuetext', say('of', { at: clock(time), length: clock(length) }));
      tellPosition();
    }
  }

  function tellLockScreen(post) {
    if (!('mediaSession' in navigator)) return;
    navigator.mediaSession.metadata = new MediaMetadata({
      title: post.name,
      artist: `@${post.handle}`,
      album: 'Voicepost',
      artwork: pictures(post),
    });
  }

  /** What waits has no page, and no picture. */
  function pictures({ path }) {
    return path.startsWith('/@') ? [{ src: `${path}/card.png`, sizes: '1200x630', type: 'image/png' }] : [];
  }

  function tellPosition() {
    const { time, length, rate } = player;
    if (navigator.mediaSession?.setPositionState && time <= length) {
      navigator.mediaSession.setPositionState({ duration: length, position: time, playbackRate: rate });
    }
  }

  function bindLockScreen() {
    if (!('mediaSession' in navigator)) return;
    const actions = {
      play: () => player.play(),
      pause: () => player.pause(),
      seekbackward: () => player.skip(-5),
      seekforward: () => player.skip(5),
      seekto: ({ seekTime }) => player.seek(seekTime),
      nexttrack: () => go(1),
      previoustrack: () => go(-1),
    };
    for (const [action, handler] of Object.entries(actions)) {
      try {
        navigator.mediaSession.setActionHandler(action, handler);
      } catch {
        // This browser's lock screen has no such button.
      }
    }
  }

  player.addEventListener('change', change);
  player.addEventListener('time', move);
  play.addEventListener('click', () => player.toggle());
  part('.next').addEventListener('click', () => go(1));
  seek.addEventListener('input', () => player.seek(Number(seek.value)));
  speed.addEventListener('change', () => {
    player.rate = Number(speed.value);
    localStorage.setItem(SPEED, speed.value);
  });
  const remembered = localStorage.getItem(SPEED);
  if ([...speed.options].some((option) => option.value === remembered)) {
    speed.value = remembered;
    player.rate = Number(remembered);
  }
  bindLockScreen();
}
