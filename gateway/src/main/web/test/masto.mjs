// Drives the whole API by the client library that apps are made with. Says what happened as lines
// and ends with an error as soon as something is not as documented.
//
//   node masto.mjs URL TOKEN OF_FAYE TOKEN_OF_A_FAN SONG
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRestAPIClient, createStreamingAPIClient } from 'masto';

const [url, fayesToken, fansToken, song] = process.argv.slice(2);
const faye = createRestAPIClient({ url, accessToken: fayesToken });
const fan = createRestAPIClient({ url, accessToken: fansToken });
const visitor = createRestAPIClient({ url });
const step = (what) => console.log('ok', what);

// What was answered, without the body: one that nobody reads keeps this from ending.
async function head(address) {
  const answer = await fetch(address);
  await answer.body?.cancel();
  return answer;
}

async function heard(events, wanted) {
  for await (const event of events.values()) {
    if (wanted(event)) {
      events.unsubscribe();
      return event;
    }
  }
  throw new Error('the stream ended');
}

const instance = await visitor.v2.instance.fetch();
assert.equal(instance.configuration.statuses.maxMediaAttachments, 1);
assert.equal((await visitor.v1.instance.fetch()).uri, new URL(url).host);
step('instance');

const app = await visitor.v1.apps.create({
  clientName: 'masto', redirectUris: 'urn:ietf:wg:oauth:2.0:oob', scopes: 'read write',
});
assert.ok(app.clientId && app.clientSecret);
step('app');

const me = await faye.v1.accounts.verifyCredentials();
assert.equal(me.username, 'faye');
const other = await fan.v1.accounts.verifyCredentials();
await faye.v1.accounts.updateCredentials({ displayName: 'Faye Wong', note: 'I sing #pop' });
assert.equal((await visitor.v1.accounts.lookup({ acct: 'faye' })).displayName, 'Faye Wong');
step('accounts');

assert.equal((await fan.v1.accounts.$select(me.id).follow()).following, true);
const [standing] = await fan.v1.accounts.relationships.fetch({ id: [me.id] });
assert.equal(standing.following, true);
step('follow');

const socket = createStreamingAPIClient({
  streamingApiUrl: instance.configuration.urls.streaming, accessToken: fansToken,
});
const home = socket.user.subscribe();
// Said again until it is heard: nothing tells when a subscription stands.
const telling = setInterval(() => faye.v1.statuses.create({ status: 'knock' }), 200);
await heard(home, (it) => it.event === 'update');
clearInterval(telling);
const updates = socket.user.subscribe();
const hearing = heard(updates, (it) => it.event === 'update' && it.payload.mediaAttachments.length > 0);
await new Promise((done) => setTimeout(done, 300));
const media = await faye.v2.media.create({
  file: new Blob([await readFile(song)]), description: 'A tone',
});
assert.match(media.url, /\.mp3\?/);
assert.equal((await head(media.url)).headers.get('cache-control'), 'private, no-store');
assert.equal((await head(media.url.split('?')[0])).status, 404);
step('upload');
const post = await faye.v1.statuses.create({
  status: 'Listen to this #song', mediaIds: [media.id], visibility: 'public',
});
assert.equal((await hearing).payload.id, post.id);
step('post with a voice, heard at once');

const [audio] = post.mediaAttachments;
assert.equal(audio.type, 'audio');
assert.equal(audio.id, media.id);
assert.equal(audio.description, 'A tone');
assert.equal((await head(audio.url)).headers.get('content-type'), 'audio/mpeg');
step('audio');

const reply = await fan.v1.statuses.create({ status: '@faye lovely', inReplyToId: post.id });
const context = await visitor.v1.statuses.$select(post.id).context.fetch();
assert.deepEqual(context.descendants.map((it) => it.id), [reply.id]);
const repost = await fan.v1.statuses.$select(post.id).reblog();
assert.equal(repost.reblog.id, post.id);
await fan.v1.statuses.$select(post.id).favourite();
await fan.v1.statuses.$select(post.id).bookmark();
const now = await fan.v1.statuses.$select(post.id).fetch();
assert.deepEqual(
  [now.repliesCount, now.reblogsCount, now.favouritesCount, now.favourited, now.bookmarked],
  [1, 1, 1, true, true]);
step('reply, repost, like, bookmark');

const notifications = await faye.v1.notifications.list();
assert.deepEqual(
  notifications.map((it) => it.type).sort(), ['favourite', 'follow', 'mention', 'reblog']);
assert.equal((await faye.v1.notifications.list({ types: ['mention'] }))[0].status.id, reply.id);
step('notifications');

const ids = [];
for await (const page of visitor.v1.timelines.public.list({ limit: 2 })) {
  ids.push(...page.map((it) => it.id));
}
assert.ok(ids.includes(post.id));
assert.equal(new Set(ids).size, ids.length);
assert.equal((await visitor.v1.timelines.tag.$select('song').list())[0].id, post.id);
assert.equal((await fan.v1.timelines.home.list({ limit: 1 })).length, 1);
step('timelines, paged');

const list = await fan.v1.lists.create({ title: 'Singers' });
await fan.v1.lists.$select(list.id).accounts.create({ accountIds: [me.id] });
assert.ok((await fan.v1.timelines.list.$select(list.id).list()).some((it) => it.id === post.id));
assert.equal((await fan.v1.lists.list()).length, 1);
await fan.v1.lists.$select(list.id).remove();
step('lists');

const found = await fan.v2.search.list({ q: 'listen' });
assert.equal(found.statuses[0].id, post.id);
assert.equal((await fan.v2.search.list({ q: 'faye', type: 'accounts' })).accounts[0].id, me.id);
assert.equal((await fan.v2.search.list({ q: post.url, resolve: true })).statuses[0].id, post.id);
step('search');

const edited = await faye.v1.statuses.$select(post.id).update({ status: 'Listen again #song' });
assert.ok(edited.editedAt);
assert.equal((await faye.v1.statuses.$select(post.id).source.fetch()).text, 'Listen again #song');
await faye.v1.statuses.$select(post.id).pin();
assert.equal((await visitor.v1.accounts.$select(me.id).statuses.list({ pinned: true })).length, 1);
step('edit, pin');

await fan.v1.markers.create({ home: { lastReadId: post.id } });
assert.equal((await fan.v1.markers.fetch({ timeline: ['home'] })).home.lastReadId, post.id);
const report = await fan.v1.reports.create({ accountId: me.id, statusIds: [post.id], comment: 'too good' });
assert.equal(report.targetAccount.id, me.id);
assert.equal((await fan.v1.preferences.fetch())['posting:default:visibility'], 'public');
assert.deepEqual(await fan.v2.filters.list(), []);
step('markers, report, preferences');

await assert.rejects(async () => await visitor.v1.timelines.home.list(), /access token/);
await assert.rejects(async () => await visitor.v1.statuses.$select('12345').fetch(), /Record not found/);
assert.equal((await faye.v1.statuses.$select(post.id).remove()).text, 'Listen again #song');
await assert.rejects(async () => await visitor.v1.statuses.$select(post.id).fetch(), /Record not found/);
assert.equal((await fan.v1.accounts.$select(me.id).block()).blocking, true);
assert.equal((await fan.v1.blocks.list())[0].id, me.id);
assert.ok(other.id);
step('errors, delete, block');
socket.close();
