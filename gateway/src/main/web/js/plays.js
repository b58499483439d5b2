// Tells the service that somebody listened to a post: to three seconds of it, or to half of it where
// it is shorter; each post once a page view.
const ENOUGH = 3;
/** Longer steps are jumps, not listening: at double speed some browsers tell the time once a second. */
const JUMP = 2.5;

export function bindPlays(player) {
  const told = new Set();
  let id = null;
  let heard = 0;
  let last = 0;

  player.addEventListener('time', () => {
    const { post, time } = player;
    if (!post) return;
    if (post.id !== id) {
      id = post.id;
      heard = 0;
      last = time;
    }
    const step = time - last;
    last = time;
    if (step > 0 && step < JUMP) heard += step;
    if (heard >= Math.min(ENOUGH, player.length / 2)) tell(post);
  });

  function tell({ id: post, handle }) {
    // What waits is no post yet, and nobody counts as their own listener.
    const counts = /^\d+$/.test(post) && handle !== document.body.dataset.me;
    if (told.has(post) || !counts) return;
    told.add(post);
    navigator.sendBeacon('/plays', new URLSearchParams({ post }));
  }
}
