/** A kind of file: where it lies, and how a name and what it holds are written in it. */
export interface Context {
  readonly path: string;
  readonly write: (name: string, value: string) => string;
}

const upper = (name: string) =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toUpperCase();
const snake = (name: string) => upper(name).toLowerCase();

/** Files as people's repositories hold them. */
export const contexts: readonly Context[] = [
  {
    path: 'deploy/prod.env',
    write: (n, v) => `# production\nLOG_LEVEL=info\n${upper(n)}=${v}\nPORT=8080\n`,
  },
  { path: 'deploy/quoted.env', write: (n, v) => `export ${upper(n)}="${v}"\n` },
  {
    path: 'src/client.py',
    write: (n, v) =>
      `import os\n\nclass Client:\n    ${snake(n)} = "${v}"\n\n    def go(self):\n        return self\n`,
  },
  { path: 'src/environ.py', write: (n, v) => `os.environ['${upper(n)}'] = '${v}'\n` },
  {
    path: 'src/kwargs.py',
    write: (n, v) => `client = Client(timeout=3, ${snake(n)}="${v}", retries=2)\n`,
  },
  { path: 'src/default.py', write: (n, v) => `value = os.getenv("${upper(n)}", "${v}")\n` },
  {
    path: 'src/config.ts',
    write: (n, v) =>
      `export const config = {\n  ${/^\w+$/.test(n) ? n : `'${n}'`}: '${v}',\n  retries: 3,\n};\n`,
  },
  { path: 'src/const.ts', write: (n, v) => `const ${n.replace(/\W/g, '_')}: string = "${v}";\n` },
  {
    path: 'bin/run.sh',
    write: (n, v) => `#!/bin/bash\nset -eu\n${upper(n)}='${v}' python -m worker --paper\n`,
  },
  {
    path: 'bin/cli.sh',
    write: (n, v) => `pine --verbose --${snake(n).replaceAll('_', '-')}=${v} --dry-run\n`,
  },
  {
    path: 'config/app.yaml',
    write: (n, v) => `app:\n  name: pine\n  ${snake(n)}: ${v}\n  debug: false\n`,
  },
  {
    path: 'config/quoted.yml',
    write: (n, v) => `default:\n  ${snake(n)}: "${v}" # rotated in May\n`,
  },
  {
    path: 'k8s/deployment.yaml',
    write: (n, v) =>
      `    env:\n      - name: ${upper(n)}\n        value: "${v}"\n      - name: X\n`,
  },
  {
    path: 'docker-compose.yml',
    write: (n, v) => `services:\n  worker:\n    environment:\n      - ${upper(n)}=${v}\n`,
  },
  {
    path: '.github/workflows/ci.yml',
    write: (n, v) =>
      `jobs:\n  test:\n    env:\n      ${upper(n)}: ${v}\n    runs-on: ubuntu-latest\n`,
  },
  {
    path: 'config/settings.json',
    write: (n, v) => `{\n  "name": "pine",\n  "${n}": "${v}",\n  "port": 1\n}\n`,
  },
  { path: 'config/mini.json', write: (n, v) => `{"a":1,"${n}":"${v}","b":[2]}` },
  {
    path: 'config/nested.json',
    write: (n, v) => JSON.stringify({ body: JSON.stringify({ [n]: v, ok: true }) }),
  },
  {
    path: 'research/analysis.ipynb',
    write: (n, v) =>
      JSON.stringify(
        {
          cells: [
            { cell_type: 'code', source: ['import os\n', `${snake(n)} = "${v}"\n`], outputs: [] },
          ],
        },
        null,
        1,
      ),
  },
  {
    path: 'research/outputs.ipynb',
    write: (n, v) =>
      JSON.stringify(
        {
          cells: [{ outputs: [{ output_type: 'stream', text: [`${upper(n)}=${v}\n`, 'done\n'] }] }],
        },
        null,
        1,
      ),
  },
  {
    path: 'docs/setup.md',
    write: (n, v) => `## Setup\n\n    export ${upper(n)}=${v}\n\nThen run it.\n`,
  },
  { path: 'docs/code.md', write: (n, v) => `Set \`${upper(n)}="${v}"\` first.\n` },
  {
    path: 'logs/worker.log',
    write: (n, v) => `2026-11-02 03:00:01,221 INFO worker: config ${snake(n)}=${v} retries=3\n`,
  },
  {
    path: 'logs/json.log',
    write: (n, v) => `{"ts":1764,"level":"debug","msg":"boot","${snake(n)}":"${v}"}\n`,
  },
  {
    path: 'logs/trace.log',
    write: (n, v) =>
      `Traceback (most recent call last):\n  File "a.py", line 3, in go\nValueError: bad config {'${snake(n)}': '${v}'}\n`,
  },
  { path: 'config/app.toml', write: (n, v) => `[pine]\n${snake(n)} = "${v}"\n` },
  { path: 'config/app.ini', write: (n, v) => `[pine]\n${snake(n)}=${v}\n` },
  {
    path: 'config/app.xml',
    write: (n, v) => `<config><${snake(n)}>${v.replaceAll('&', '&amp;')}</${snake(n)}></config>\n`,
  },
  {
    path: 'config/web.config',
    write: (n, v) =>
      `<appSettings><add key="${n}" value="${v.replaceAll('&', '&amp;')}" /></appSettings>\n`,
  },
  { path: 'infra/main.tf', write: (n, v) => `resource "x" "y" {\n  ${snake(n)} = "${v}"\n}\n` },
  {
    path: 'infra/vars.tf',
    write: (n, v) => `variable "${snake(n)}" {\n  type    = string\n  default = "${v}"\n}\n`,
  },
  { path: 'Dockerfile', write: (n, v) => `FROM python:3.12\nENV ${upper(n)}=${v}\nCMD ["x"]\n` },
  { path: 'Dockerfile.old', write: (n, v) => `FROM python:3.12\nENV ${upper(n)} ${v}\n` },
  {
    path: 'systemd/pine.service',
    write: (n, v) => `[Service]\nEnvironment="${upper(n)}=${v}"\nExecStart=/usr/bin/pine\n`,
  },
  {
    path: 'patches/a.diff',
    write: (n, v) =>
      `@@ -1,3 +1,3 @@\n import os\n-${upper(n)} = "${v}"\n+${upper(n)} = os.environ["${upper(n)}"]\n`,
  },
  {
    path: 'dist/app.min.js',
    write: (n, v) => `!function(e){var t={${n.replace(/\W/g, '_')}:"${v}",n:1};e.x=t}(this);\n`,
  },
  {
    path: 'src/Main.java',
    write: (n, v) => `    private static final String ${upper(n)} = "${v}";\n`,
  },
  { path: 'src/main.go', write: (n, v) => `\t${n.replace(/\W/g, '_')} := "${v}"\n` },
  { path: 'src/config.php', write: (n, v) => `define('${upper(n)}', '${v}');\n` },
  { path: 'src/settings.rb', write: (n, v) => `  :${snake(n)} => '${v}',\n` },
  { path: 'src/App.cs', write: (n, v) => `var ${n.replace(/\W/g, '_')} = @"${v}";\n` },
  { path: 'app.properties', write: (n, v) => `pine.${n}=${v}\n` },
  { path: 'src/lib.rs', write: (n, v) => `const ${upper(n)}: &str = "${v}";\n` },
  { path: 'research/feed.R', write: (n, v) => `${snake(n)} <- "${v}"\nrun(${snake(n)})\n` },
  {
    path: 'src/Options.cs',
    write: (n, v) =>
      `public string ${n.replace(/\W/g, '_')} { get; set; } = "${v}";\npublic int Port { get; set; }\n`,
  },
  { path: 'bin/set.cmd', write: (n, v) => `@echo off\r\nsetx ${upper(n)} ${v}\r\n` },
  {
    path: 'patches/empty.diff',
    write: (n, v) => `@@ -1,2 +1,2 @@\n-${upper(n)}=\n+${upper(n)}=${v}\n LOG_LEVEL=info\n`,
  },
  {
    path: 'src/broken-line.ts',
    write: (n, v) => `export const ${n.replace(/\W/g, '_')} =\n  '${v}';\n`,
  },
];
