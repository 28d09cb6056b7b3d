// npm run bench:scan [-- --runs N] [-- --history-mib N] [-- --json]: what a scan costs on a tree of 5,000 files or more
// (30 MB) and on a history of 1 GiB of objects, whole processes that take turns, beside the programs people
// would use instead. The tree is made of the packages that are installed here, the history of its variations.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeRoot } from './roots.mjs';
import { makeHistory, makeTree, objectBytes } from './scan-trees.mjs';

const checkout = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    'history-mib': { type: 'string', default: '1024' },
    program: { type: 'string', default: join(checkout, 'dist/pine-env.cjs') },
  },
});
const runs = Number(values.runs);

// What the rules look for, as far as grep can say it.
const patterns = [
  '(^|[^A-Za-z0-9])db-[A-Za-z0-9]{29}($|[^A-Za-z0-9])',
  '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(\\\\?/|%2[fF])[0-9a-fA-F]{32}',
  'webhooks(\\\\?/|%2[fF])[0-9]{17,20}(\\\\?/|%2[fF])[A-Za-z0-9_-]{60,80}',
  '(AKIA|ASIA)[A-Z2-7]{16}',
  'AIza[A-Za-z0-9_-]{35}',
  'AccountKey=[A-Za-z0-9+/]{86}==',
  'gh[pousr]_[A-Za-z0-9]{36}',
  'github_pat_[A-Za-z0-9_]{82}',
  'glpat-[A-Za-z0-9_-]{20}',
  'npm_[A-Za-z0-9]{36}',
  'pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}',
  'xox[abeprs]-[A-Za-z0-9-]{10,}',
  'hooks\\.slack\\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{24}',
  '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}',
  '(sk|rk)_live_[A-Za-z0-9]{24,}',
  'sk-ant-[A-Za-z0-9_-]{80,}',
  'sk-(proj-)?[A-Za-z0-9_-]{40,}',
  'hf_[A-Za-z0-9]{34}',
  'SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}',
  'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{20,}',
  ['-----BEGIN', '([A-Z ]+ )?PRIVATE KEY'].join(' '),
  '[a-z]{3,12}://[^ /:@"]{1,64}:[^ /:@"]{4,64}@',
  '(secret|token|password|passwd|api_?key)["\']?[ ]*[:=][ ]*["\'][A-Za-z0-9_/+=-]{16,}["\']',
];

const timer = `
import json, resource, subprocess, sys, time
start = time.monotonic()
ran = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({"seconds": time.monotonic() - start, "mebibytes": most / 1024, "exit": ran.returncode}))
`;

const room = mkdtempSync(join(tmpdir(), 'pine-env-bench-scan-'));
try {
  const tree = join(room, 'tree');
  const made = makeTree(join(checkout, 'node_modules'), tree);
  const history = join(room, 'history');
  await makeHistory(tree, history, Number(values['history-mib']));
  const bytes = objectBytes(history);
  const root = makeRoot(values.program, join(room, 'root'), { keys: 20 });
  const results = {
    tree: { ...made, rows: compare(treeContenders(tree, root)) },
    history: { bytes, rows: compare(historyContenders(history, root)) },
  };
  if (values.json) console.log(JSON.stringify({ runs, node: process.version, results }, null, 2));
  else print(results);
} finally {
  rmSync(room, { recursive: true, force: true });
}

function ours(root, ...words) {
  return [process.execPath, values.program, 'scan', ...words, '--root', root];
}

function treeContenders(tree, root) {
  const list = join(room, 'patterns');
  writeFileSync(list, `${patterns.join('\n')}\n`);
  mkdirSync(join(room, 'home'));
  return [
    { name: 'LC_ALL=C grep -rE', words: ['grep', '-rEc', '-f', list, '.'], cwd: tree, base: true },
    {
      name: 'cat',
      words: ['sh', '-c', 'find . -path ./.git -prune -o -type f -print0 | xargs -0 cat'],
      cwd: tree,
    },
    { name: 'pine-env scan', words: ours(root, tree), cwd: tree },
    { name: 'git grep -E', words: ['git', 'grep', '-cE', '-f', list], cwd: tree },
    {
      name: 'ripgrep',
      needs: 'rg',
      words: ['rg', '-c', '-j', '2', '--no-unicode', '--hidden', '-f', list, '.'],
      cwd: tree,
    },
    {
      name: 'git-secrets --scan',
      needs: 'git-secrets',
      words: ['git', 'secrets', '--scan', '-r', '.'],
      cwd: tree,
      before: () => gitSecrets(tree),
    },
    {
      name: 'secretlint',
      ...secretlint(),
      cwd: tree,
      once: true,
    },
  ].filter(present);
}

/** Installed for this bench alone, with no script of its own; its rules are its own recommended ones. */
function secretlint() {
  const place = join(room, 'secretlint');
  mkdirSync(place);
  const packages = ['secretlint@11', '@secretlint/secretlint-rule-preset-recommend@11'];
  const words = ['install', '--silent', '--no-audit', '--ignore-scripts', '--prefix', place];
  const installed = spawnSync('npm', [...words, ...packages], { stdio: 'ignore' });
  if (installed.status !== 0) return { needs: 'secretlint', words: [] };
  const config = join(place, '.secretlintrc.json');
  const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend' }];
  writeFileSync(config, JSON.stringify({ rules }));
  const program = join(place, 'node_modules/.bin/secretlint');
  return { words: [program, '--secretlintrc', config, '**/*'] };
}

function historyContenders(repository, root) {
  const all = ['cat-file', '--batch-all-objects', '--batch', '--buffer', '--unordered'];
  return [
    { name: 'git cat-file --batch', words: ['git', ...all], cwd: repository, base: true },
    { name: 'pine-env scan --history', words: ours(root, '--history'), cwd: repository },
    { name: 'git log -p --all', words: ['git', 'log', '-p', '--all'], cwd: repository, once: true },
  ];
}

function gitSecrets(tree) {
  spawnSync('git', ['config', '--unset-all', 'secrets.patterns'], { cwd: tree });
  for (const pattern of patterns) {
    spawnSync('git', ['config', '--add', 'secrets.patterns', pattern], { cwd: tree });
  }
}

function present({ name, needs }) {
  if (needs === undefined || spawnSync('sh', ['-c', `command -v ${needs}`]).status === 0)
    return true;
  console.log(`skipped: ${name} needs ${needs}`);
  return false;
}

/** Medians in seconds and the most memory in MiB; the contenders take turns, the first round warms up. */
function compare(contenders) {
  const taken = contenders.map(() => []);
  for (let round = 0; round <= runs; round += 1) {
    for (const [at, contender] of contenders.entries()) {
      if (contender.once && round > 0) continue;
      if (round === 0) contender.before?.();
      const one = timed(contender);
      if (round > 0 || contender.once) taken[at].push(one);
    }
  }
  const base = median(taken[contenders.findIndex((one) => one.base)].map((one) => one.seconds));
  return contenders.map(({ name }, at) => {
    const seconds = median(taken[at].map((one) => one.seconds));
    const mebibytes = Math.max(...taken[at].map((one) => one.mebibytes));
    return { name, seconds, ratio: seconds / base, mebibytes, exit: taken[at][0].exit };
  });
}

/** Python tells what Node does not: the most memory that a child had, or one of its own: of a history that is git's mapped pack. */
function timed({ words, cwd }) {
  const env = { ...process.env, LC_ALL: 'C', HOME: join(room, 'home') };
  const ran = spawnSync('python3', ['-c', timer, ...words], { cwd, env, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${words[0]}: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function print({ tree, history }) {
  table(`${tree.files} files, ${mega(tree.bytes)}`, tree.rows);
  table(`${mega(history.bytes)} of objects`, history.rows);
}

function mega(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function table(title, rows) {
  console.log(`\n${title}: median seconds, ratio, most memory`);
  for (const { name, seconds, ratio, mebibytes, exit } of rows) {
    const cells = [
      seconds.toFixed(2).padStart(8),
      `${ratio.toFixed(2)}×`.padStart(8),
      `${Math.round(mebibytes)} MiB`.padStart(9),
    ];
    console.log(`  ${name.padEnd(26)}${cells.join('')}  exit ${exit}`);
  }
}

if (!existsSync(values.program)) throw new Error('build first: npm run build');
