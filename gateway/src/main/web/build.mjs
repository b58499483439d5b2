// Bundles what the browser loads into the folder given. Installs the packages first, but only when
// the lock file is another one than last time: a second build needs no network.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const out = process.argv[2];
if (!out) {
  console.error('usage: node build.mjs OUT_DIR');
  process.exit(2);
}

const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const mark = 'node_modules/.installed-lock';
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
  console.log('Installing the web packages (npm ci)');
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { stdio: 'inherit' });
  if (npm.status !== 0) {
    console.error('npm ci failed: is the npm registry reachable?');
    process.exit(1);
  }
  writeFileSync(mark, lock);
}

const { build } = await import('esbuild');
await build({
  entryPoints: ['js/app.js', 'js/phone.js', 'js/embed.js', 'js/compose.js', 'js/captions.js', 'css/app.css', 'css/embed.css', 'css/noscript.css'],
  entryNames: '[name]',
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome109', 'firefox115', 'safari15.6'],
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'eof',
  logLevel: 'warning',
});
cpSync('icon.svg', join(out, 'icon.svg'));
