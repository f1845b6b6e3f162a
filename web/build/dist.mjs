// Builds web/dist when what it is made from has changed: `npm ci` and `vite build` cost ten seconds, a hash none.
// Run by Maven (web/pom.xml); `node build/dist.mjs --check` also type-checks and runs the unit tests.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const inputs = ['index.html', 'package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'vite.config.ts', 'vitest.config.ts', 'build', 'public', 'src'];

function files(path) {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => (entry.isDirectory() ? files(join(path, entry.name)) : [join(path, entry.name)]));
}

function hash(of) {
  const sum = createHash('sha256').update(process.version);
  for (const input of of) {
    const path = join(web, input);
    if (!existsSync(path)) continue;
    for (const file of input.includes('.') ? [path] : files(path)) sum.update(file.slice(web.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return sum.digest('hex');
}

const kept = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function once(file, sum, work) {
  if (kept(file) === sum) return;
  work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, sum);
}

const run = (...command) => execFileSync(command[0], command.slice(1), { cwd: web, stdio: 'inherit' });
const modules = hash(['package.json', 'package-lock.json', '.npmrc']);
const all = hash(inputs);
const installed = () => once(join(web, 'node_modules/.carnet-hash'), modules, () => run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'));

if (process.argv.includes('--check'))
  once(join(web, 'target/checked.hash'), all, () => {
    installed();
    run('npx', '--no-install', 'tsc', '--noEmit');
    run('npx', '--no-install', 'vitest', 'run');
  });
else
  once(join(web, 'dist/.hash'), all, () => {
    installed();
    run('npm', 'run', 'build');
  });
