// One sound for the whole site. Knows no page: cards and bar listen to its events, `change` when
// another post is loaded or playing starts or stops, `time` while it plays, `fault` when it cannot.

import { keepPlace, place } from './resume.js';

const OGG = 'audio/ogg; codecs=opus';

/** Opus sounds better at half the size, but not where Apple plays it: iPhones never get Ogg. */
export function source(post, audio, vendor = navigator.vendor) {
  const apple = (vendor ?? '').startsWith('Apple');
  return post.opus && !apple && audio.canPlayType(OGG) === 'probably' ? post.opus : post.audio;
}

export class Player extends EventTarget {
  #audio = new Audio();
  #post = null;
  #frame = 0;
  #rate = 1;

  constructor() {
    super();
    this.#audio.preload = 'none';
    this.#audio.preservesPitch = true;
    for (const event of ['play', 'pause', 'ended']) {
      this.#audio.addEventListener(event, () => this.#changed());
    }
    for (const event of ['timeupdate', 'seeking', 'loadedmetadata']) {
      this.#audio.addEventListener(event, () => this.dispatchEvent(new Event('time')));
    }
    for (const event of ['timeupdate', 'pause']) {
      this.#audio.addEventListener(event, () => this.#keepPlace());
    }
    this.#audio.addEventListener('error', () => {
      if (this.#post) this.dispatchEvent(new Event('fault'));
    });
  }

  get post() {
    return this.#post;
  }

  get playing() {
    return !this.#audio.paused && !this.#audio.ended;
  }

  get time() {
    return this.#audio.currentTime;
  }

  get length() {
    const known = this.#audio.duration;
    return Number.isFinite(known) && known > 0 ? known : (this.#post?.seconds ?? 0);
  }

  /** How much has been played, 0 to 1. */
  get share() {
    return this.length > 0 ? Math.min(1, this.time / this.length) : 0;
  }

  get rate() {
    return this.#rate;
  }

  set rate(rate) {
    this.#rate = rate;
    this.#audio.playbackRate = rate;
    this.dispatchEvent(new Event('change'));
  }

  /** Plays a post from `share` of its length; without, where it was left. */
  play(post = this.#post, share = null) {
    if (!post) return;
    let start = share === null ? null : share * (post.seconds || this.length);
    if (post.id !== this.#post?.id) {
      this.#keepPlace(true);
      this.#post = post;
      this.#audio.src = source(post, this.#audio);
      start ??= place(post.id) || null;
    } else if (share !== null) {
      start = share * this.length;
    }
    this.#audio.defaultPlaybackRate = this.#rate;
    this.#audio.playbackRate = this.#rate;
    if (start !== null) this.#seekWhenReady(start);
    this.#audio.play().catch((error) => {
      if (error.name !== 'AbortError') this.dispatchEvent(new Event('fault'));
    });
    this.#changed();
  }

  pause() {
    this.#audio.pause();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  seek(seconds) {
    if (!this.#post) return;
    this.#seekWhenReady(Math.max(0, Math.min(seconds, this.length)));
    this.dispatchEvent(new Event('time'));
  }

  skip(seconds) {
    this.seek(this.time + seconds);
  }

  /** Lets go of a post that is no longer there. */
  drop(id) {
    if (this.#post?.id !== id) return;
    this.#post = null;
    this.#audio.removeAttribute('src');
    this.#audio.load();
    this.#changed();
  }

  #keptAt = 0;

  /** Now and then, and when it stops. */
  #keepPlace(now = this.#audio.paused) {
    if (!this.#post || this.#audio.readyState === 0) return;
    if (!now && Math.abs(this.time - this.#keptAt) < 4) return;
    this.#keptAt = this.time;
    keepPlace(this.#post.id, this.time, this.length);
  }

  #seekWhenReady(seconds) {
    if (this.#audio.readyState > 0) {
      this.#audio.currentTime = seconds;
      return;
    }
    const post = this.#post;
    this.#audio.addEventListener(
      'loadedmetadata',
      () => {
        if (this.#post === post) this.#audio.currentTime = seconds;
      },
      { once: true },
    );
    if (this.#audio.paused) this.#audio.load();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
    cancelAnimationFrame(this.#frame);
    if (this.playing && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const step = () => {
        this.dispatchEvent(new Event('time'));
        if (this.playing) this.#frame = requestAnimationFrame(step);
      };
      this.#frame = requestAnimationFrame(step);
    }
  }
}
